package io.standstill.journal.postgres;

import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;

/**
 * Listens for the one empty notification a batch sends: a hint that the journal has grown. It may be lost, so whoever
 * hears it also looks by itself now and then.
 */
public final class Hints {

    static final String CHANNEL = "standstill_journal";

    private static final long RECONNECT_MILLIS = 500;

    private final PgSubscriber subscriber;

    public Hints(Vertx vertx, Database database, Runnable grown) {
        subscriber = PgSubscriber.subscriber(vertx, database.connectOptions());
        subscriber.reconnectPolicy(attempts -> RECONNECT_MILLIS);
        var channel = subscriber.channel(CHANNEL);
        // What was told before the LISTEN took effect is found by looking once after it.
        channel.subscribeHandler(nothing -> grown.run());
        channel.handler(nothing -> grown.run());
    }

    /** Begins to listen; while the database is away it goes on trying. */
    public void start() {
        subscriber.connect();
    }

    public void stop() {
        subscriber.close();
    }
}
