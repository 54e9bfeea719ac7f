package io.standstill.http;

import io.standstill.feed.Sink;
import io.standstill.feed.Sse;
import io.standstill.feed.Subscription;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One follower's connection, speaking Server-Sent Events. */
final class EventStream implements Sink {

    /** After how long whoever is sent away is to come back; another time for each. */
    interface RetryLater {
        long millis();
    }

    /** A second earlier than promised, so that a late tick breaks no promise. */
    private static final int HEARTBEAT_TICKS = 14;

    /**
     * For so many whole seconds nothing may go out while something waits to. Then it is sent away; what takes not even
     * that in as long again is cut.
     */
    private static final int STALLED_TICKS = 5;

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final Consumer<EventStream> left;
    private final @Nullable InstantSource eventsTellTime;
    private final RetryLater retryLater;
    private int ticksToLive;
    private int ticksQuiet;
    private int ticksStalled;
    private @Nullable Runnable whenDrained;
    private @Nullable Subscription subscription;

    /** Nothing more is to be written. */
    private boolean over;

    /** The connection took all that was written, or is closed. */
    private boolean gone;

    /**
     * @param ticksToLive seconds until it ends by itself
     * @param eventsTellTime heartbeats are events that tell the time; null: they are bookmarks
     * @param retryLater after how long it is to come back where it is sent away
     * @param left runs once, when the connection has truly ended
     */
    EventStream(
            HttpServerRequest request,
            int ticksToLive,
            @Nullable InstantSource eventsTellTime,
            RetryLater retryLater,
            Consumer<EventStream> left) {
        this.request = request;
        this.response = request.response();
        this.ticksToLive = ticksToLive;
        this.eventsTellTime = eventsTellTime;
        this.retryLater = retryLater;
        this.left = left;
        response.closeHandler(closed -> gone());
        response.exceptionHandler(broken -> cut());
        response.drainHandler(drained -> drained());
    }

    /**
     * It has been told where it begins. That the connection is open does not say that anything is read here, so whoever
     * asked for heartbeats has the first at once.
     */
    void follow(Subscription to, boolean upToDate) {
        subscription = to;
        if (gone) {
            to.end();
            return;
        }
        ticksQuiet = eventsTellTime == null ? 0 : HEARTBEAT_TICKS;
        beatIfDue(to, upToDate);
    }

    @Override
    public void write(Buffer bytes) {
        if (!over) {
            response.write(bytes);
        }
    }

    @Override
    public boolean full() {
        return over || response.writeQueueFull();
    }

    @Override
    public void onceDrained(Runnable go) {
        whenDrained = go;
    }

    private void drained() {
        ticksStalled = 0;
        var go = whenDrained;
        whenDrained = null;
        if (go != null) {
            go.run();
        }
    }

    /**
     * A second has passed.
     *
     * @param upToDate whether this node reads the journal: if not, nobody knows how far there is to be served, and only
     *     silence says so
     */
    void tick(boolean upToDate) {
        if (over || response.writeQueueFull()) {
            if (++ticksStalled > STALLED_TICKS) {
                if (over) {
                    cut();
                } else {
                    // It goes out after all that waits, if its reader ever takes that.
                    dismiss();
                }
            }
            return;
        }
        ticksStalled = 0;
        if (--ticksToLive <= 0) {
            dismiss();
        } else if (subscription != null) {
            ticksQuiet++;
            beatIfDue(subscription, upToDate);
        }
    }

    private void beatIfDue(Subscription of, boolean upToDate) {
        if (upToDate && ticksQuiet >= HEARTBEAT_TICKS) {
            ticksQuiet = 0;
            var served = of.served();
            write(eventsTellTime == null ? Sse.bookmark(served) : Sse.heartbeat(served, eventsTellTime.instant()));
        }
    }

    /** Ends it, asking the follower to come back after a while of its own. */
    Future<Void> dismiss() {
        if (over) {
            return Future.succeededFuture();
        }
        write(Sse.retry(retryLater.millis()));
        over = true;
        ticksStalled = 0;
        return response.end().onComplete(sent -> gone());
    }

    /** A reader that takes nothing holds what was written to it, so not the answer but its connection must end. */
    private void cut() {
        over = true;
        ticksStalled = 0;
        if (request.version() == HttpVersion.HTTP_2) {
            response.reset();
        } else {
            request.connection().close();
        }
    }

    private void gone() {
        if (gone) {
            return;
        }
        gone = true;
        over = true;
        if (subscription != null) {
            subscription.end();
        }
        left.accept(this);
    }
}
