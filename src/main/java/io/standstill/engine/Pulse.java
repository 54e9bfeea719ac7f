package io.standstill.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The loop around the engine: a round every now and then, and at once when something is told. */
public final class Pulse {

    private static final Logger LOG = LoggerFactory.getLogger(Pulse.class);

    private final Vertx vertx;
    private final Context context;
    private final Engine engine;
    private final Duration every;

    private boolean running;
    private boolean again;
    private long timer = -1;

    /** All rounds run on one context of their own. */
    public Pulse(Vertx vertx, Engine engine, Duration every) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.engine = engine;
        this.every = every;
    }

    public void start() {
        context.runOnContext(nothing -> {
            timer = vertx.setPeriodic(every.toMillis(), tick -> round());
            round();
        });
    }

    /** Something may be worth a round now; may be called from anywhere. */
    public void poke() {
        context.runOnContext(nothing -> round());
    }

    /** A callback for this account could not be taken; may be told of from anywhere. */
    public void missed(String account) {
        context.runOnContext(nothing -> engine.missed(account));
    }

    private void round() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        engine.runOnce()
                .onFailure(fault ->
                        LOG.atWarn().addKeyValue("fault", fault.toString()).log("round not finished"))
                .onComplete(done -> {
                    running = false;
                    if (again) {
                        again = false;
                        round();
                    }
                });
    }

    /** Ends the loop, lets what is in flight finish, and hands the accounts back. */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        context.runOnContext(nothing -> {
            vertx.cancelTimer(timer);
            engine.drain().onComplete(stopped);
        });
        return stopped.future();
    }
}
