package io.standstill.feed;

import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is new in the journal, once for all of this node.
 *
 * <p>It goes in steps, one at a time: where does the journal end now, and a page of what is new. A read that does not
 * end is given up, so that one lost answer cannot stop the feed.
 */
final class Tail {

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

    private static final int PAGE = 1_000;

    /** No database has it, so that the first look finds another history. */
    private static final Head NOWHERE = new Head("", 0, 1);

    /**
     * What a look has found.
     *
     * @param head of the journal itself; this node's history may still be on its way there
     */
    record Sighting(History history, Head head) {}

    private final Vertx vertx;
    private final Context context;
    private final Journal journal;
    private final LongSupplier nanos;
    private final Duration lookEvery;
    private final Duration patience;
    private final long ringBytes;
    private final Runnable grown;

    private volatile History history;

    /** When the newest step began that read all there was then; null: none has. */
    private volatile @Nullable Long upToDateNanos;

    // On this tail's context only.
    private List<Promise<Sighting>> curious = new ArrayList<>();
    private boolean reading;
    private boolean again;
    private long timer = -1;

    /**
     * @param nanos time that only ever goes forward
     * @param lookEvery how often it looks by itself, should a hint be lost
     * @param patience how long a read may take before it is given up
     * @param grown told after there is something new, or another history
     */
    Tail(
            Vertx vertx,
            Journal journal,
            LongSupplier nanos,
            Duration lookEvery,
            Duration patience,
            long ringBytes,
            Runnable grown) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.journal = journal;
        this.nanos = nanos;
        this.lookEvery = lookEvery;
        this.patience = patience;
        this.ringBytes = ringBytes;
        this.grown = grown;
        this.history = new History(NOWHERE, ringBytes);
    }

    /** Begins at the head as it is now. */
    Future<Void> start() {
        return look().map(seen -> {
            timer = vertx.setPeriodic(lookEvery.toMillis(), tick -> read());
            return null;
        });
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    History history() {
        return history;
    }

    /** Whether all was read that was there so long ago; may be called from anywhere. */
    boolean upToDate(Duration ago) {
        var then = upToDateNanos;
        return then != null && nanos.getAsLong() - then < ago.toNanos();
    }

    /** The journal may have grown; may be called from anywhere. */
    void poke() {
        context.runOnContext(nothing -> read());
    }

    /** Where the journal ends, by a read that begins after this call; completed on this tail's context. */
    Future<Sighting> look() {
        var promise = Promise.<Sighting>promise();
        context.runOnContext(nothing -> {
            curious.add(promise);
            read();
        });
        return promise.future();
    }

    private void read() {
        if (reading) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        var asking = curious;
        curious = new ArrayList<>();
        // What comes of a read may be as old as that.
        var began = nanos.getAsLong();
        patiently(journal.head())
                .map(head -> sight(head, began))
                .andThen((seen, fault) -> asking.forEach(one -> one.complete(seen, fault)))
                .compose(seen -> catchUp(seen, began))
                .onComplete(behind -> {
                    if (behind.failed()) {
                        LOG.atWarn()
                                .addKeyValue("fault", behind.cause().toString())
                                .log("journal not read");
                    }
                    reading = false;
                    if (again || (behind.succeeded() && behind.result())) {
                        read();
                    }
                });
    }

    private <T> Future<T> patiently(Future<T> read) {
        return OnContext.hear(context, read.timeout(patience.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Where entries went before they were read here, another history begins too: it holds none that follows ours. */
    private Sighting sight(Head now, long began) {
        if (history.goesOnTo(now) && !Start.lost(history.head().position(), now)) {
            history.begins(now.first());
        } else {
            history = new History(now, ringBytes);
            grown.run();
        }
        noteHowFar(now, began);
        return new Sighting(history, now);
    }

    /** Whether there is more to read. */
    private Future<Boolean> catchUp(Sighting seen, long began) {
        var known = seen.history().head().position();
        return seen.head().position() == known
                ? Future.succeededFuture(false)
                : patiently(journal.entries(known, PAGE))
                        .compose(told -> told.isEmpty() || told.get(0).position() == known + 1
                                ? Future.succeededFuture(!told.isEmpty() && publish(told, seen, began))
                                : lookAgain(began));
    }

    /** What comes next went between two reads: the head says now that it is gone. */
    private Future<Boolean> lookAgain(long began) {
        return patiently(journal.head()).map(head -> {
            sight(head, began);
            return false;
        });
    }

    private boolean publish(List<Entry> told, Sighting seen, long began) {
        var head = seen.head();
        var newest = told.get(told.size() - 1).position();
        seen.history()
                .grow(
                        told.stream()
                                .map(entry -> Frame.of(entry, head.epoch()))
                                .toList(),
                        new Head(head.epoch(), newest, head.first()));
        noteHowFar(head, began);
        grown.run();
        return newest < head.position();
    }

    /** Knowing that there is more, without having read it, is not being up to date. */
    private void noteHowFar(Head there, long began) {
        if (history.head().position() >= there.position()) {
            upToDateNanos = began;
        }
    }
}
