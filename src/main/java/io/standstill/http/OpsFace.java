package io.standstill.http;

import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** What operations ask of a node: does it live, and is it ready. */
final class OpsFace {

    private static final long READY_MILLIS = 1_000;

    private final Ground ground;
    private final AtomicBoolean draining;

    OpsFace(Ground ground, AtomicBoolean draining) {
        this.ground = ground;
        this.draining = draining;
    }

    /** It answers, so it lives; a database that blips is no reason to kill it. */
    Future<Answer> live(RoutingContext request) {
        return Future.succeededFuture(Answer.text(200, "live\n"));
    }

    Future<Answer> ready(RoutingContext request) {
        if (draining.get()) {
            return Future.succeededFuture(notReady("draining"));
        }
        return ground.journal()
                .head()
                .timeout(READY_MILLIS, TimeUnit.MILLISECONDS)
                .map(head -> Answer.text(200, "ready\n"))
                .otherwise(away -> notReady("the database is away"));
    }

    private static Answer notReady(String why) {
        return Answer.text(503, "not ready: " + why + "\n").with("Retry-After", "1");
    }
}
