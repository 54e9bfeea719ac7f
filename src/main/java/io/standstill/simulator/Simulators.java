package io.standstill.simulator;

import io.standstill.simulator.feldera.FelderaSimulator;
import io.standstill.simulator.nomad.NomadSimulator;
import io.standstill.simulator.storm.StormSimulator;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The server that all simulated vendors share: each under its name, and the controls under {@code /_control}. */
public final class Simulators {

    private static final int MOST_BODY_BYTES = 1 << 20;

    /** The roster: each vendor's simulator in its folder. */
    private static final List<Function<Stage, VendorSimulator>> ROSTER =
            List.of(FelderaSimulator::new, NomadSimulator::new, StormSimulator::new);

    private final World world;
    private final HttpServer server;

    private Simulators(World world, HttpServer server) {
        this.world = world;
        this.server = server;
    }

    /**
     * Starts on loopback.
     *
     * @param port 0: any that is free
     * @param furnish whether a fresh world begins with the demo's things
     */
    public static Future<Simulators> start(Vertx vertx, int port, Path file, Clock clock, boolean furnish) {
        return World.open(vertx, file, clock).compose(world -> {
            var stage = new Stage(vertx, world);
            var vendors = ROSTER.stream()
                    .map(made -> made.apply(stage))
                    .collect(Collectors.toMap(VendorSimulator::vendor, Function.identity()));
            if (furnish && world.isFresh()) {
                vendors.values().forEach(VendorSimulator::furnish);
            }
            return vertx.createHttpServer()
                    .requestHandler(router(vertx, world, vendors))
                    .listen(port, "127.0.0.1")
                    .map(server -> new Simulators(world, server));
        });
    }

    public int port() {
        return server.actualPort();
    }

    public Future<Void> stop() {
        return server.close().eventually(world::close);
    }

    private static Router router(Vertx vertx, World world, Map<String, VendorSimulator> vendors) {
        var router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MOST_BODY_BYTES));
        vendors.values().forEach(vendor -> {
            var below = Router.router(vertx);
            vendor.routes(below);
            router.route("/" + vendor.vendor() + "/*")
                    .handler(new RateLimit(world, vendor))
                    .subRouter(below);
        });
        var controls = new Controls(world, vendors);
        router.put("/_control/:vendor").handler(guarded(controls::vendor));
        router.get("/_control/:vendor").handler(guarded(controls::sum));
        router.putWithRegex("/_control/(?<vendor>[^/]+)/(?<thing>.+)").handler(guarded(controls::thing));
        router.getWithRegex("/_control/(?<vendor>[^/]+)/(?<thing>.+)").handler(guarded(controls::truth));
        router.delete("/_control").handler(guarded(controls::forget));
        return router;
    }

    private interface Control {
        Future<Answer> of(RoutingContext request);
    }

    private static Handler<RoutingContext> guarded(Control control) {
        return request -> {
            try {
                control.of(request)
                        .onSuccess(answer -> Stage.give(request, answer))
                        .onFailure(request::fail);
            } catch (IllegalArgumentException | DecodeException | ClassCastException wrong) {
                Stage.give(request, Answer.json(400, new JsonObject().put("message", wrong.getMessage())));
            }
        };
    }
}
