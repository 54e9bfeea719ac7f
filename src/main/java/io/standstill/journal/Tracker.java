package io.standstill.journal;

import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.ResourceId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The one door for state: the only writer, for every node's every thread.
 *
 * <p>One commit is under way at a time. Whatever arrives meanwhile gathers and goes into the next one, so the busier it
 * is, the more share a commit; that is what makes it fast and durable at once. Whoever brought something hears after
 * the commit, on the context it came from.
 */
public final class Tracker {

    /**
     * How much it takes at once.
     *
     * @param together pieces of evidence in one commit, and so how long the journal's lock is held
     * @param waiting pieces of evidence that may wait for the next one
     */
    public record Limits(int together, int waiting) {

        public static final Limits DEFAULT = new Limits(500, 20_000);
    }

    private final Journal journal;
    private final Rules rules;
    private final Limits limits;
    private final Executor turns;

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int queued;
    private boolean committing;

    /** So many submissions are to be committed one by one, because together they were refused. */
    private int alone;

    /** All commits are begun on one context of their own. */
    public Tracker(Vertx vertx, Journal journal, Rules rules, Limits limits) {
        this(onContext(vertx.getOrCreateContext()), journal, rules, limits);
    }

    /**
     * One whose turns somebody else gives.
     *
     * @param turns runs what it is given one after the other, and never before whoever gave it has ended
     */
    public Tracker(Executor turns, Journal journal, Rules rules, Limits limits) {
        this.journal = journal;
        this.rules = rules;
        this.limits = limits;
        this.turns = turns;
    }

    private static Executor onContext(Context context) {
        return turn -> context.runOnContext(nothing -> turn.run());
    }

    /** Brings one piece of evidence. */
    public Future<Outcome> apply(ResourceId id, Evidence evidence) {
        return apply(Submission.of(id, evidence)).map(outcomes -> outcomes.get(0));
    }

    /** Brings evidence that belongs together; what followed from each piece comes back in their order. */
    public Future<List<Outcome>> apply(Submission submission) {
        var waiting = new Waiting(submission, Promise.promise(), Vertx.currentContext());
        synchronized (queue) {
            // Callbacks can come again; what only we know must still get through.
            var room = submission.letters().isEmpty() ? limits.waiting() : limits.waiting() / 2;
            if (queued + submission.weight() > room) {
                return Future.failedFuture(new Overloaded(queued));
            }
            queue.add(waiting);
            queued += submission.weight();
            if (!committing) {
                committing = true;
                turns.execute(this::commitNext);
            }
        }
        return waiting.promise().future();
    }

    /** How many pieces of evidence wait for the next commit; may be called from anywhere. */
    public int waiting() {
        synchronized (queue) {
            return queued;
        }
    }

    /** What would follow from this evidence as things stand; nothing is written. */
    public Future<List<Outcome>> rehearse(List<Submission.Item> items) {
        var judging = new Judging(List.of(Submission.of(items)), rules);
        return journal.commit(new Rehearsal(judging))
                .compose(rehearsed -> judging.judged().get(0));
    }

    private void commitNext() {
        var gathered = gather();
        if (gathered.isEmpty()) {
            return;
        }
        var judging = new Judging(gathered.stream().map(Waiting::submission).toList(), rules);
        journal.commit(judging).onComplete(committed -> {
            if (committed.succeeded()) {
                tell(gathered, judging);
            } else if (committed.cause() instanceof Unwritable && gathered.size() > 1) {
                // One of them spoils it for all: it alone shall fail.
                putBack(gathered);
            } else {
                gathered.forEach(waiting -> waiting.end(Future.failedFuture(committed.cause())));
            }
            turns.execute(this::commitNext);
        });
    }

    private static void tell(List<Waiting> gathered, Judging judging) {
        for (var i = 0; i < gathered.size(); i++) {
            gathered.get(i).end(judging.judged().get(i));
        }
    }

    private void putBack(List<Waiting> gathered) {
        synchronized (queue) {
            alone = gathered.size();
            for (var i = gathered.size() - 1; i >= 0; i--) {
                queue.addFirst(gathered.get(i));
                queued += gathered.get(i).submission().weight();
            }
        }
    }

    private List<Waiting> gather() {
        var gathered = new ArrayList<Waiting>();
        synchronized (queue) {
            var room = alone > 0 ? 1 : limits.together();
            alone = Math.max(0, alone - 1);
            for (var next = queue.peek(); next != null; next = queue.peek()) {
                var size = next.submission().weight();
                // A submission is never split, so one larger than the limit goes alone.
                if (size > room && !gathered.isEmpty()) {
                    break;
                }
                room -= size;
                queued -= size;
                gathered.add(queue.remove());
            }
            committing = !gathered.isEmpty();
        }
        return gathered;
    }
}
