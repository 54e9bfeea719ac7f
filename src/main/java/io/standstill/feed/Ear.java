package io.standstill.feed;

import io.standstill.domain.ResourceId;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/** Hears of which resources something is told, as soon as this node has read it. Used on its own context only. */
public final class Ear {

    /** Whom it tells. */
    public interface Listening {

        /** Something was told of this one. */
        void told(ResourceId resource);

        /** Something was told of this account, and so of all it has. */
        void told(String account);

        /** Something may have been told that was not heard here. */
        void missed();
    }

    private static final int MOST_FRAMES = 500;

    private final Feed feed;
    private final Listening listening;
    private final Context context;
    private final AtomicBoolean woken = new AtomicBoolean();
    private History history;
    private long heard;
    private boolean closed;

    Ear(Feed feed, Listening listening) {
        this.feed = feed;
        this.listening = listening;
        this.context = Objects.requireNonNull(Vertx.currentContext(), "an ear belongs to an event loop");
        this.history = feed.history();
        this.heard = history.head().position();
    }

    public void close() {
        closed = true;
        feed.leave(this);
    }

    /** There is something new; may be called from anywhere. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(nothing -> {
                woken.set(false);
                listen();
            });
        }
    }

    private void listen() {
        if (closed) {
            return;
        }
        var now = feed.history();
        var frames = now == history ? now.ring().after(heard, MOST_FRAMES) : null;
        if (frames == null) {
            history = now;
            heard = now.head().position();
            listening.missed();
            return;
        }
        for (var frame : frames) {
            heard = frame.position();
            if (frame.resource() == null) {
                listening.told(frame.account());
            } else {
                listening.told(frame.resource());
            }
        }
        if (frames.size() == MOST_FRAMES) {
            // Others have their turn first.
            wake();
        }
    }
}
