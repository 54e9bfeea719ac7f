package io.standstill.http;

import io.standstill.http.door.Caller;
import io.standstill.http.door.Door;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.jspecify.annotations.Nullable;

/** The figures for Prometheus on a port of their own, where whoever reaches it may read them. */
public final class MetricsPort extends VerticleBase {

    private final String host;
    private final int port;
    private final boolean hereOnly;
    private final MetricsFace metrics;
    private @Nullable HttpServer server;

    /**
     * @param port negative: any that is free
     * @param hereOnly the host is this machine's alone, so pages and names from elsewhere are refused
     */
    public MetricsPort(String host, int port, boolean hereOnly, Ground ground) {
        this.host = host;
        this.port = port;
        this.hereOnly = hereOnly;
        this.metrics = new MetricsFace(ground);
    }

    @Override
    public Future<?> start() {
        var router = Router.router(vertx);
        if (hereOnly) {
            router.route().handler(Door::mustBeHere);
        }
        router.get("/metrics").handler(request -> {
            Caller.LOCAL.enter(request);
            metrics.metrics(request).onSuccess(answer -> answer.give(request)).onFailure(request::fail);
        });
        router.route().last().handler(request -> request.fail(404));
        router.route().failureHandler(Problems::give);
        return vertx.createHttpServer()
                .requestHandler(router)
                .listen(port, host)
                .onSuccess(listening -> server = listening);
    }

    /** Where it listens; 0 before it does. */
    public int port() {
        return server == null ? 0 : server.actualPort();
    }
}
