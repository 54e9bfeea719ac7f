package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.standstill.journal.Head;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Objects;

/** One follower of the journal: a cursor, a filter and a connection. Everything happens on that connection's context. */
public final class Subscription {

    private static final int PAGE = 500;
    private static final long RETRY_MILLIS = 1_000;

    private final Feed feed;
    private final Filter filter;
    private final Sink sink;
    private final Context context;

    private long served;
    private boolean busy;
    private boolean ended;

    /** Counts the histories it has followed, so that a read from an old one is not taken for one of the new. */
    private int histories;

    Subscription(Feed feed, long from, Filter filter, Sink sink) {
        this.feed = feed;
        this.served = from;
        this.filter = filter;
        this.sink = sink;
        this.context = Objects.requireNonNull(Vertx.currentContext(), "subscribe on the connection's context");
    }

    /** The place up to which this connection has been served, filtered or not. */
    public Cursor served() {
        return new Cursor(feed.head().epoch(), served);
    }

    public void end() {
        ended = true;
        feed.leave(this);
    }

    /** There may be something new; may be called from anywhere. */
    void wake() {
        context.runOnContext(nothing -> go());
    }

    void restart(Head head) {
        context.runOnContext(nothing -> {
            if (!ended) {
                served = head.position();
                histories++;
                sink.write(reset("epoch", head));
            }
        });
    }

    /** Tells a follower that its cursor cannot be served, and where it goes on. */
    public static Buffer reset(String why, Head head) {
        return Buffer.buffer("id: %s\nevent: reset\ndata: {\"reason\":\"%s\",\"list\":\"/v1/resources\"}\n\n"
                .formatted(head.cursor(), why));
    }

    private void go() {
        if (busy || ended) {
            return;
        }
        if (sink.full()) {
            busy = true;
            sink.onceDrained(() -> {
                busy = false;
                go();
            });
            return;
        }
        if (feed.ring().reachesBackTo(served)) {
            var frames = feed.ring().after(served, PAGE);
            if (!frames.isEmpty()) {
                send(frames);
                go();
            }
            return;
        }
        readOlder();
    }

    private void readOlder() {
        busy = true;
        var history = histories;
        feed.older(served, PAGE).onComplete(read -> {
            busy = false;
            if (ended || history != histories) {
                return;
            }
            if (read.succeeded()) {
                send(read.result());
                go();
            } else {
                // Nobody else may have cause to wake it.
                context.owner().setTimer(RETRY_MILLIS, again -> go());
            }
        });
    }

    /** All that arrived meanwhile in one write. */
    private void send(List<Frame> frames) {
        if (frames.isEmpty()) {
            return;
        }
        var bytes = Buffer.buffer();
        for (var frame : frames) {
            if (filter.fits(frame.entry())) {
                bytes.appendBuffer(frame.bytes());
            }
        }
        served = frames.get(frames.size() - 1).position();
        if (bytes.length() > 0) {
            sink.write(bytes);
        }
    }
}
