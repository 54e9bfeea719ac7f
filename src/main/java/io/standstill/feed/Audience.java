package io.standstill.feed;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The followers on one event loop, woken all at once. Used on its own context only. */
public final class Audience {

    private final Feed feed;
    private final Context context;
    private final Set<Subscription> subscriptions = new LinkedHashSet<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    Audience(Feed feed) {
        this.feed = feed;
        this.context = Objects.requireNonNull(Vertx.currentContext(), "an audience belongs to an event loop");
    }

    /**
     * Follows the journal; the first thing written is where that begins.
     *
     * @param cursor where from; null: from now on
     */
    public Future<Subscription> subscribe(@Nullable String cursor, Filter filter, Sink sink) {
        var history = feed.history();
        var start = Start.of(cursor, history.head());
        if (start.reset() == null) {
            return Future.succeededFuture(begin(history, start, filter, sink));
        }
        // Another node may have read further, or noticed another history before us: the journal has the last word.
        return OnContext.hear(context, feed.look())
                .map(seen -> begin(seen.history(), Start.of(cursor, seen.head()), filter, sink));
    }

    /** Nobody follows here any more. */
    public void close() {
        List.copyOf(subscriptions).forEach(Subscription::end);
        feed.leave(this);
    }

    private Subscription begin(History history, Start start, Filter filter, Sink sink) {
        var subscription = new Subscription(this, history, start, filter, sink);
        subscriptions.add(subscription);
        // Only now: had another history begun meanwhile, nobody would tell it.
        subscription.go(new Round());
        return subscription;
    }

    /** There is something new; may be called from anywhere. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(nothing -> {
                woken.set(false);
                var round = new Round();
                List.copyOf(subscriptions).forEach(subscription -> subscription.go(round));
            });
        }
    }

    void leave(Subscription subscription) {
        subscriptions.remove(subscription);
        feed.archive().giveUp(subscription);
    }

    History history() {
        return feed.history();
    }

    Future<Archive.Page> older(long after, Subscription who) {
        return feed.archive().after(after, who, context);
    }

    void soon(Runnable what) {
        context.runOnContext(nothing -> what.run());
    }

    void later(long millis, Runnable what) {
        context.owner().setTimer(millis, now -> what.run());
    }
}
