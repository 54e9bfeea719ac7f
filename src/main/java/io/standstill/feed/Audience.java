package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The followers on one event loop. Used on its own context only.
 *
 * <p>Most of them have been served all there was. They stand together at one place, and what comes next is written to
 * those who want it; nobody else is touched, and yet all have moved on. Whoever is behind has a place of its own, and
 * is given turns until it has come up with the others.
 */
public final class Audience {

    private static final int MOST_FRAMES = 500;

    private final Feed feed;
    private final Context context;
    private final Set<Subscription> all = new HashSet<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    /** Those who stand together, and where. */
    private final Index index = new Index();

    private History history;
    private long reached;

    /** Whoever is behind and can be given something. */
    private Set<Subscription> due = new LinkedHashSet<>();

    Audience(Feed feed) {
        this.feed = feed;
        this.context = Objects.requireNonNull(Vertx.currentContext(), "an audience belongs to an event loop");
        this.history = feed.history();
        this.reached = history.head().position();
    }

    /**
     * Follows the journal; the first thing written is where that begins.
     *
     * @param cursor where from; null: from now on
     */
    public Future<Subscription> subscribe(@Nullable String cursor, Filter filter, Sink sink) {
        var newest = feed.history();
        var start = Start.of(cursor, newest.head());
        if (start.reset() == null) {
            return Future.succeededFuture(begin(newest, start, filter, sink));
        }
        // Another node may have read further, or noticed another history before us: the journal has the last word.
        return OnContext.hear(context, feed.look())
                .map(seen -> begin(seen.history(), Start.of(cursor, seen.head()), filter, sink));
    }

    /** Nobody follows here any more. */
    public void close() {
        List.copyOf(all).forEach(Subscription::end);
        feed.leave(this);
    }

    private Subscription begin(History newest, Start start, Filter filter, Sink sink) {
        var subscription = new Subscription(this, newest, start, filter, sink);
        all.add(subscription);
        next(subscription);
        return subscription;
    }

    // ---- turns

    /** There is something new; may be called from anywhere. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            context.runOnContext(nothing -> {
                woken.set(false);
                turn();
            });
        }
    }

    /** It is behind, and has the next turn. */
    void next(Subscription behind) {
        due.add(behind);
        wake();
    }

    /** It is before the others, and has a turn when they move on. */
    void await(Subscription before) {
        due.add(before);
    }

    private void turn() {
        var newest = feed.history();
        if (newest != history) {
            // Each finds out for itself that another history began.
            scatter();
            history = newest;
            reached = newest.head().position();
        }
        tellThoseTogether();
        var having = due;
        due = new LinkedHashSet<>();
        var round = new Round(history.ring(), reached);
        having.forEach(subscription -> subscription.go(round));
    }

    private void tellThoseTogether() {
        var newer = history.ring().after(reached, MOST_FRAMES);
        if (newer == null) {
            scatter();
            reached = history.head().position();
            return;
        }
        if (newer.isEmpty()) {
            return;
        }
        var frames = Portion.atOnce(newer);
        var before = reached;
        reached = frames.get(frames.size() - 1).position();
        index.sort(frames).forEach((group, wanted) -> {
            var bytes = Portion.joined(wanted);
            group.members().forEach(subscription -> subscription.take(bytes, history, before));
        });
        if (frames.size() < newer.size() || newer.size() == MOST_FRAMES) {
            // Others have their turn first.
            wake();
        }
    }

    private void scatter() {
        index.groups().forEach(group -> group.members().forEach(subscription -> {
            subscription.fallBehind(history, reached);
            next(subscription);
        }));
    }

    // ---- what its followers ask of it

    /** It has been served what all who stand together have been served. */
    Group join(Subscription subscription, Filter filter) {
        var group = index.group(filter);
        group.join(subscription);
        return group;
    }

    void part(Subscription subscription, Group from) {
        if (from.leave(subscription)) {
            index.forget(from);
        }
    }

    void leave(Subscription subscription) {
        all.remove(subscription);
        due.remove(subscription);
        feed.archive().giveUp(subscription);
    }

    /** Where those stand who stand together. */
    Cursor place() {
        return new Cursor(history.epoch(), reached);
    }

    History history() {
        return history;
    }

    /** Whether another one has begun, noticed here or not yet. */
    boolean ended(History one) {
        return feed.history() != one;
    }

    Future<Archive.Page> older(long after, Subscription who) {
        return feed.archive().after(after, who, context);
    }

    void later(long millis, Runnable what) {
        context.owner().setTimer(millis, now -> what.run());
    }
}
