package io.standstill.http;

import io.standstill.domain.ResourceId;
import io.standstill.feed.Ear;
import io.standstill.http.door.Stay;
import io.standstill.journal.Cursor;
import io.standstill.journal.Seen;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those of one event loop who wait: for what they ordered to end, or for a resource to change.
 *
 * <p>They are woken by the feed when something is told of their resource, and whatever has to be read for them is read
 * for all at once: one statement under way, however many wait.
 */
final class Waiters implements Ear.Listening {

    private static final int READ_AT_ONCE = 500;
    private static final long AGAIN_MILLIS = 1_000;

    /** What somebody waits for. */
    interface Wish {

        /** Whether the first answer leaves something to wait for. */
        boolean open(Answer first);

        /** How it is answered, once it has come true; empty: it has not. */
        Optional<Answer> fulfilled(Seen seen);

        /** How it is answered that the time is over. */
        Answer over(Seen seen);
    }

    private final Vertx vertx;
    private final Ground ground;
    private final int mostSeats;
    private final Ear ear;
    private final Map<ResourceId, Set<Waiter>> waiting = new HashMap<>();
    private final Set<ResourceId> unread = new LinkedHashSet<>();
    private boolean reading;

    /** Counts the reads that were begun. */
    private long reads;

    private boolean closed;

    /**
     * @param mostSeats how many may wait or follow the feed on this node
     */
    Waiters(Vertx vertx, Ground ground, int mostSeats) {
        this.vertx = vertx;
        this.ground = ground;
        this.mostSeats = mostSeats;
        this.ear = ground.feed().ear(this);
    }

    /** Orders or reads, and waits as the request prefers. Who cannot be given a place to wait orders nothing either. */
    Future<Answer> hold(RoutingContext request, ResourceId id, Supplier<Future<Answer>> first, Wish wish) {
        var seconds = Preference.wait(request);
        if (seconds == 0 || closed) {
            return first.get();
        }
        if (!ground.feed().enter(mostSeats)) {
            throw Fault.unavailable("as many wait already as this node can hold; without Prefer it is taken");
        }
        return Future.succeededFuture()
                .compose(now -> first.get())
                .compose(answer ->
                        wish.open(answer) ? await(request, seconds, id, answer, wish) : Future.succeededFuture(answer))
                .andThen((answer, fault) -> ground.feed().leave());
    }

    private Future<Answer> await(RoutingContext request, int seconds, ResourceId id, Answer first, Wish wish) {
        var waiter = new Waiter(id, position(first), first, wish);
        if (closed || request.response().closed()) {
            return Future.succeededFuture(first);
        }
        waiting.computeIfAbsent(id, none -> new LinkedHashSet<>()).add(waiter);
        request.response().closeHandler(gone -> end(waiter, first));
        Stay.whenOver(request, () -> end(waiter, first));
        waiter.timer = vertx.setTimer(seconds * 1_000L, now -> {
            waiter.overtime = true;
            read(id);
        });
        // What was told between that answer and now woke nobody.
        read(id);
        return waiter.promise.future().map(answer -> answer.withAlso(first.headers())
                .with("Preference-Applied", "wait=" + seconds));
    }

    /** Where the journal stood when it was ordered: what was so before that is no answer to it. */
    private long position(Answer first) {
        return first.body().isEmpty()
                ? 0
                : Cursor.parse(new JsonObject(first.body()).getString("position"))
                        .filter(cursor ->
                                cursor.epoch().equals(ground.feed().head().epoch()))
                        .map(Cursor::position)
                        .orElse(0L);
    }

    // ---- what is heard

    @Override
    public void told(ResourceId resource) {
        if (waiting.containsKey(resource)) {
            read(resource);
        }
    }

    @Override
    public void told(String account) {
        waiting.keySet().stream().filter(id -> id.account().equals(account)).forEach(unread::add);
        readNext();
    }

    @Override
    public void missed() {
        unread.addAll(waiting.keySet());
        readNext();
    }

    // ---- reading, for all at once

    private void read(ResourceId id) {
        unread.add(id);
        readNext();
    }

    private void readNext() {
        if (reading || closed) {
            return;
        }
        unread.retainAll(waiting.keySet());
        if (unread.isEmpty()) {
            return;
        }
        reading = true;
        reads++;
        var ids = Set.copyOf(unread.stream().limit(READ_AT_ONCE).toList());
        unread.removeAll(ids);
        ground.resources().see(ids).onComplete(read -> {
            if (read.succeeded()) {
                reading = false;
                hear(ids, read.result());
                readNext();
            } else {
                unread.addAll(ids);
                hear(ids, List.of());
                vertx.setTimer(AGAIN_MILLIS, now -> {
                    reading = false;
                    readNext();
                });
            }
        });
    }

    private void hear(Set<ResourceId> ids, List<Seen> seen) {
        var byId = new HashMap<ResourceId, Seen>();
        seen.forEach(one -> byId.put(one.resource().id(), one));
        for (var id : ids) {
            for (var waiter : List.copyOf(waiting.getOrDefault(id, Set.of()))) {
                waiter.hear(byId.get(id));
            }
        }
    }

    private void end(Waiter waiter, Answer answer) {
        vertx.cancelTimer(waiter.timer);
        var others = waiting.get(waiter.id);
        if (others != null && others.remove(waiter) && others.isEmpty()) {
            waiting.remove(waiter.id);
        }
        waiter.promise.tryComplete(answer);
    }

    /** Nobody waits any longer: each is told what was so at first. */
    void close() {
        closed = true;
        ear.close();
        var all = new ArrayList<Waiter>();
        waiting.values().forEach(all::addAll);
        all.forEach(waiter -> end(waiter, waiter.first));
    }

    private final class Waiter {

        private final ResourceId id;
        private final long position;
        private final Answer first;
        private final Wish wish;
        private final Promise<Answer> promise = Promise.promise();
        private long timer = -1;

        /** It has waited as long as it would. */
        private boolean overtime;

        /** The read that was begun last when it came: what that tells may be older than what it was told already. */
        private final long lastRead = reads;

        Waiter(ResourceId id, long position, Answer first, Wish wish) {
            this.id = id;
            this.position = position;
            this.first = first;
            this.wish = wish;
        }

        /**
         * @param seen null: it could not be read
         */
        private void hear(@Nullable Seen seen) {
            if (seen != null && reads == lastRead) {
                return;
            }
            if (seen == null || seen.resource().position() < position) {
                if (overtime) {
                    end(this, first);
                }
                return;
            }
            wish.fulfilled(seen)
                    .or(() -> overtime ? Optional.of(wish.over(seen)) : Optional.empty())
                    .ifPresent(answer -> end(this, answer));
        }
    }
}
