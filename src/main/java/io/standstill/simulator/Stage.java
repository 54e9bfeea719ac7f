package io.standstill.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How answers are given, with the manners that all vendors share: delays, garbage, failures, cut connections. */
public final class Stage {

    private static final String GARBAGE = "<html><body>It works!</body></html>";

    private final Vertx vertx;
    private final World world;
    private final @Nullable String callbackUrl;

    Stage(Vertx vertx, World world, @Nullable String callbackUrl) {
        this.vertx = vertx;
        this.world = world;
        this.callbackUrl = callbackUrl;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Where a vendor calls back that was told nothing else. */
    public @Nullable String callbackUrl() {
        return callbackUrl;
    }

    public World world() {
        return world;
    }

    /** Makes a running thing of a fresh demo. */
    public void make(String vendor, String id, JsonObject behaviour) {
        var thing = world.make(vendor, id);
        thing.behave(behaviour);
        world.keep(thing);
    }

    /** A stop call of this thing: fails as it is told to, acts, is kept, and is answered or cut off. */
    public void stop(RoutingContext request, Thing thing, Supplier<Answer> failing, Supplier<Answer> acting) {
        thing.stopBegins();
        var fails = thing.takeOff("failStops");
        var answer = fails ? failing.get() : acting.get();
        var cut = !fails && thing.takeOff("dropReplies");
        world.keep(thing).compose(kept -> pause(thing)).onComplete(paused -> {
            thing.stopEnds();
            if (paused.failed()) {
                request.fail(paused.cause());
            } else if (cut) {
                request.request().connection().close();
            } else {
                give(request, thing.takeOff("garbage") ? garbage() : answer);
            }
        });
    }

    /** The status a failing stop answers with. */
    public static int failStatus(Thing thing) {
        return thing.behaviour().getInteger("failStatus", 503);
    }

    /** A read of this thing. */
    public void read(RoutingContext request, Thing thing, Supplier<Answer> telling) {
        thing.read();
        pause(thing).onComplete(paused -> give(request, thing.takeOff("garbage") ? garbage() : telling.get()));
    }

    /** Another change of this thing, kept before it is answered. */
    public void change(RoutingContext request, Thing thing, Answer answer) {
        world.keep(thing)
                .compose(kept -> pause(thing))
                .onSuccess(paused -> give(request, thing.takeOff("garbage") ? garbage() : answer))
                .onFailure(request::fail);
    }

    public static void give(RoutingContext request, Answer answer) {
        var response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        if (!answer.contentType().isEmpty()) {
            response.putHeader("Content-Type", answer.contentType());
        }
        answer.headers()
                .forEach(header ->
                        response.putHeader(header.getKey(), header.getValue().toString()));
        response.end(answer.body());
    }

    private static Answer garbage() {
        return Answer.html(200, GARBAGE);
    }

    private Future<Void> pause(Thing thing) {
        var delay = thing.duration("delay");
        return delay == null || delay.isZero()
                ? Future.succeededFuture()
                : vertx.timer(delay.toMillis(), TimeUnit.MILLISECONDS).mapEmpty();
    }
}
