package io.standstill.simulator;

import io.standstill.simulator.feldera.FelderaSimulator;
import io.standstill.simulator.memories.MemoriesSimulator;
import io.standstill.simulator.nomad.NomadSimulator;
import io.standstill.simulator.storm.StormSimulator;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The server that all simulated vendors share: each under its name, and the controls under {@code /_control}. */
public final class Simulators {

    private static final int MOST_BODY_BYTES = 1 << 20;

    /** How often the vendors look for what has fallen due. */
    private static final long TICK_MS = 250;

    /** The roster: each vendor's simulator in its folder. */
    private static final List<Function<Stage, VendorSimulator>> ROSTER =
            List.of(FelderaSimulator::new, MemoriesSimulator::new, NomadSimulator::new, StormSimulator::new);

    private final Vertx vertx;
    private final Context context;
    private final World world;
    private final Map<String, VendorSimulator> vendors;
    private final HttpServer server;
    private final long ticker;

    /** Made on the server's own context: there alone the world is touched. */
    private Simulators(Vertx vertx, World world, Map<String, VendorSimulator> vendors, HttpServer server) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.world = world;
        this.vendors = vendors;
        this.server = server;
        this.ticker = vertx.setPeriodic(TICK_MS, tick -> vendors.values().forEach(VendorSimulator::step));
    }

    /**
     * What a world begins with.
     *
     * @param furnish whether a fresh world begins with the demo's things
     * @param callbackUrl where vendors call back that were told nothing else; only this machine is ever called
     */
    public record Options(boolean furnish, @Nullable String callbackUrl) {

        public Options {
            if (callbackUrl != null && !Loopback.is(callbackUrl)) {
                throw new IllegalArgumentException("a callback url of this machine was expected");
            }
        }
    }

    /**
     * Starts on loopback.
     *
     * @param port 0: any that is free
     * @param furnish whether a fresh world begins with the demo's things
     */
    public static Future<Simulators> start(Vertx vertx, int port, Path file, Clock clock, boolean furnish) {
        return start(vertx, port, file, clock, new Options(furnish, null));
    }

    /**
     * Starts on loopback.
     *
     * @param port 0: any that is free
     */
    public static Future<Simulators> start(Vertx vertx, int port, Path file, Clock clock, Options options) {
        return World.open(vertx, file, clock).compose(world -> {
            var stage = new Stage(vertx, world, options.callbackUrl());
            var vendors = ROSTER.stream()
                    .map(made -> made.apply(stage))
                    .collect(Collectors.toMap(VendorSimulator::vendor, Function.identity()));
            if (options.furnish() && world.isFresh()) {
                vendors.values().forEach(VendorSimulator::furnish);
            }
            return vertx.createHttpServer()
                    .requestHandler(router(vertx, world, vendors))
                    .listen(port, "127.0.0.1")
                    .map(server -> new Simulators(vertx, world, vendors, server));
        });
    }

    public int port() {
        return server.actualPort();
    }

    /** Begins what has fallen due by now, without waiting for the tick; tells how much it was. */
    public Future<Integer> step() {
        return inside(() -> {
            var steps = vendors.values().stream().map(VendorSimulator::step).toList();
            return Future.all(steps)
                    .map(done -> steps.stream().mapToInt(Future::result).sum());
        });
    }

    public Future<Void> stop() {
        vertx.cancelTimer(ticker);
        return server.close().eventually(this::closeVendors).eventually(world::close);
    }

    private Future<Void> closeVendors() {
        return inside(() -> Future.join(
                        vendors.values().stream().map(VendorSimulator::close).toList())
                .mapEmpty());
    }

    private <T> Future<T> inside(Supplier<Future<T>> work) {
        var promise = Promise.<T>promise();
        context.runOnContext(
                within -> Future.succeededFuture().compose(now -> work.get()).onComplete(promise));
        return promise.future();
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
