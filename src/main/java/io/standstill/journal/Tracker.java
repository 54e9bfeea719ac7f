package io.standstill.journal;

import io.standstill.domain.Evidence;
import io.standstill.domain.Machine;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one door for state: the only writer, for every node's every thread.
 *
 * <p>One commit is under way at a time. Whatever arrives meanwhile gathers and goes into the next one, so the busier it
 * is, the more share a commit; that is what makes it fast and durable at once. Whoever brought something hears after
 * the commit, on the context it came from.
 */
public final class Tracker {

    /** The rules of an account, configured or not. */
    public interface Policies {
        Policy of(String account, String vendor);
    }

    /**
     * How much it takes at once.
     *
     * @param together pieces of evidence in one commit, and so how long the journal's lock is held
     * @param waiting pieces of evidence that may wait for the next one
     */
    public record Limits(int together, int waiting) {

        public static final Limits DEFAULT = new Limits(500, 20_000);
    }

    private record Waiting(
            Submission submission,
            Promise<List<Outcome>> promise,
            @Nullable Context caller) {

        void succeed(List<Outcome> outcomes) {
            handOver(() -> promise.complete(outcomes));
        }

        void fail(Throwable why) {
            handOver(() -> promise.fail(why));
        }

        private void handOver(Runnable end) {
            if (caller == null) {
                end.run();
            } else {
                caller.runOnContext(nothing -> end.run());
            }
        }
    }

    private final Journal journal;
    private final Policies policies;
    private final Limits limits;
    private final Context context;

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int queued;
    private boolean committing;

    /** So many submissions are to be committed one by one, because together they were refused. */
    private int alone;

    public Tracker(Vertx vertx, Journal journal, Policies policies, Limits limits) {
        this.journal = journal;
        this.policies = policies;
        this.limits = limits;
        this.context = vertx.getOrCreateContext();
    }

    /** Brings one piece of evidence. */
    public Future<Outcome> apply(ResourceId id, String vendor, Evidence evidence) {
        return apply(Submission.of(id, vendor, evidence)).map(outcomes -> outcomes.get(0));
    }

    /** Brings evidence that belongs together; what followed from each piece comes back in their order. */
    public Future<List<Outcome>> apply(Submission submission) {
        var waiting = new Waiting(submission, Promise.promise(), Vertx.currentContext());
        synchronized (queue) {
            if (queued + submission.items().size() > limits.waiting()) {
                return Future.failedFuture(new Overloaded(queued));
            }
            queue.add(waiting);
            queued += submission.items().size();
            if (!committing) {
                committing = true;
                context.runOnContext(nothing -> commitNext());
            }
        }
        return waiting.promise().future();
    }

    private void commitNext() {
        var gathered = gather();
        if (gathered.isEmpty()) {
            return;
        }
        var judging = new Judging(gathered, policies);
        journal.commit(judging).onComplete(committed -> {
            if (committed.succeeded()) {
                judging.tell();
            } else if (committed.cause() instanceof Unwritable && gathered.size() > 1) {
                // One of them spoils it for all: it alone shall fail.
                putBack(gathered);
            } else {
                gathered.forEach(waiting -> waiting.fail(committed.cause()));
            }
            context.runOnContext(nothing -> commitNext());
        });
    }

    private void putBack(List<Waiting> gathered) {
        synchronized (queue) {
            alone = gathered.size();
            for (var i = gathered.size() - 1; i >= 0; i--) {
                queue.addFirst(gathered.get(i));
                queued += gathered.get(i).submission().items().size();
            }
        }
    }

    private List<Waiting> gather() {
        var gathered = new ArrayList<Waiting>();
        synchronized (queue) {
            var room = alone > 0 ? 1 : limits.together();
            alone = Math.max(0, alone - 1);
            for (var next = queue.peek(); next != null; next = queue.peek()) {
                var size = next.submission().items().size();
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

    /** The judging of one batch: a function of the ground it is given. */
    private static final class Judging implements Journal.Batch {

        private final List<Waiting> gathered;
        private final Policies policies;
        private final Set<ResourceId> about = new HashSet<>();
        private final List<List<Outcome>> outcomes = new ArrayList<>();

        Judging(List<Waiting> gathered, Policies policies) {
            this.gathered = gathered;
            this.policies = policies;
            for (var waiting : gathered) {
                for (var item : waiting.submission().items()) {
                    about.add(item.id());
                }
            }
        }

        @Override
        public Set<ResourceId> about() {
            return about;
        }

        @Override
        public Journal.Writes decide(Journal.Ground ground) {
            outcomes.clear();
            Map<ResourceId, Resource> known = new HashMap<>(ground.resources());
            Map<ResourceId, Resource> changed = new LinkedHashMap<>();
            var entries = new ArrayList<Entry>();
            for (var waiting : gathered) {
                var followed = new ArrayList<Outcome>();
                for (var item : waiting.submission().items()) {
                    var outcome = judge(item, known.get(item.id()), ground, ground.position() + entries.size() + 1);
                    followed.add(outcome);
                    var after = outcome.resource();
                    if (after != null && outcome.changed()) {
                        known.put(item.id(), after);
                        changed.put(item.id(), after);
                        if (outcome.news() != null) {
                            entries.add(new Entry(after.position(), ground.now(), outcome.news(), after));
                        }
                    }
                }
                outcomes.add(followed);
            }
            return new Journal.Writes(List.copyOf(changed.values()), entries);
        }

        private Outcome judge(
                Submission.Item item, @Nullable Resource before, Journal.Ground ground, long nextPosition) {
            var vendor = before == null ? item.vendor() : before.vendor();
            var policy = policies.of(item.id().account(), vendor);
            var outcome = Machine.hear(item.id(), vendor, before, item.evidence(), policy, ground.now());
            var after = outcome.resource();
            return after == null || outcome.news() == null
                    ? outcome
                    : new Outcome(after.at(nextPosition), true, outcome.news(), null);
        }

        void tell() {
            for (var i = 0; i < gathered.size(); i++) {
                gathered.get(i).succeed(outcomes.get(i));
            }
        }
    }
}
