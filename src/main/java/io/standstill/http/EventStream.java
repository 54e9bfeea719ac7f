package io.standstill.http;

import io.standstill.feed.Sink;
import io.standstill.feed.Subscription;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One subscriber's connection, speaking Server-Sent Events. */
final class EventStream implements Sink {

    private final HttpServerResponse response;
    private final long closesAtTick;
    private @Nullable Subscription subscription;
    private boolean quiet = true;

    EventStream(HttpServerResponse response, long closesAtTick) {
        this.response = response;
        this.closesAtTick = closesAtTick;
    }

    void follow(Subscription to) {
        subscription = to;
    }

    @Override
    public void write(Buffer bytes) {
        quiet = false;
        if (!response.ended() && !response.closed()) {
            response.write(bytes);
        }
    }

    @Override
    public boolean full() {
        return response.writeQueueFull();
    }

    @Override
    public void onceDrained(Runnable go) {
        response.drainHandler(nothing -> {
            response.drainHandler(null);
            go.run();
        });
    }

    /** Keeps the connection open, and moves the cursor of a follower that hears little. */
    void heartbeat() {
        if (quiet && !full()) {
            write(Buffer.buffer("id: " + Objects.requireNonNull(subscription).served() + "\n\n"));
        }
        quiet = true;
    }

    boolean outlived(long tick) {
        return tick >= closesAtTick;
    }

    void end() {
        if (subscription != null) {
            subscription.end();
        }
        if (!response.ended() && !response.closed()) {
            response.end();
        }
    }
}
