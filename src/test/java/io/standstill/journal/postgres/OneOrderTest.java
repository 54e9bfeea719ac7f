package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.Reading;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Entry;
import io.standstill.journal.Tracker;
import io.standstill.testing.Samples;
import io.standstill.testing.TestServer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.Timeout;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One order for everybody: eight writers over two pools append a hundred thousand entries to a thousand resources while
 * a reader follows. Without the journal's lock this fails.
 */
@ExtendWith(VertxExtension.class)
class OneOrderTest {

    private static final int ENTRIES = 100_000;
    private static final int RESOURCES = 1_000;
    private static final int WRITERS = 8;
    private static final int HANDS = 32;

    @Test
    @Timeout(value = 4, timeUnit = TimeUnit.MINUTES)
    void a_reader_that_follows_misses_nothing_and_hears_nothing_twice(Vertx vertx) {
        var where = TestServer.get().fresh();
        var pools = List.of(where.pool(vertx, 4), where.pool(vertx, 4));
        new Upkeep(pools.get(0), 30_000, Samples.KEEP)
                .reachAhead(ENTRIES + 1_000)
                .await();
        var journal = new PostgresJournal(where.pool(vertx, 1));

        var follower = new Follower(journal);
        var followed = follower.follow(0);
        var written = new AtomicInteger();
        var writers = new ArrayList<Future<Void>>();
        for (var number = 0; number < WRITERS; number++) {
            var own = new PostgresJournal(pools.get(number % 2));
            var tracker = new Tracker(vertx, own, Samples.RULES, Tracker.Limits.DEFAULT);
            for (var hand = 0; hand < HANDS; hand++) {
                writers.add(new Writer(tracker, written, number * HANDS + hand).write());
            }
        }
        Future.all(writers).await();
        follower.until(journal.head().await().position());
        followed.await();

        assertThat(follower.heard).hasSizeGreaterThanOrEqualTo(ENTRIES).hasSize(written.get());
        assertPositionsFollow(follower.heard);
        assertEachResourcesMovesFollow(follower.heard);
    }

    private static void assertPositionsFollow(List<Entry> heard) {
        for (var i = 0; i < heard.size(); i++) {
            assertThat(heard.get(i).position()).isEqualTo(i + 1L);
        }
    }

    private static void assertEachResourcesMovesFollow(List<Entry> heard) {
        Map<String, Long> seqs = new HashMap<>();
        Map<String, String> states = new HashMap<>();
        var transitions = 0;
        for (var told : heard) {
            var seq = new JsonObject(told.resource()).getLong("seq");
            assertThat(seq).as(told.id()).isEqualTo(seqs.getOrDefault(told.id(), 0L) + 1);
            assertThat(told.from()).as(told.id()).isEqualTo(states.get(told.id()));
            seqs.put(told.id(), seq);
            states.put(told.id(), told.to());
            transitions += told.transition() ? 1 : 0;
        }
        assertThat(seqs).hasSize(RESOURCES);
        assertThat(transitions).as("moves, not notes alone").isGreaterThan(3 * RESOURCES);
    }

    /** Brings one piece of evidence after another until enough is written. */
    private static final class Writer {

        private final Tracker tracker;
        private final AtomicInteger written;
        private final Random random;
        private final Map<ResourceId, Resource> known = new HashMap<>();
        private int label;

        Writer(Tracker tracker, AtomicInteger written, int seed) {
            this.tracker = tracker;
            this.written = written;
            this.random = new Random(seed);
        }

        Future<Void> write() {
            if (written.get() >= ENTRIES) {
                return Future.succeededFuture();
            }
            var id = new ResourceId("feldera-eu", "r" + random.nextInt(RESOURCES));
            return tracker.apply(id, evidence(id)).compose(outcome -> {
                took(id, outcome);
                return write();
            });
        }

        private void took(ResourceId id, Outcome outcome) {
            known.put(id, outcome.resource());
            if (outcome.news() != null) {
                written.incrementAndGet();
            }
        }

        private Evidence evidence(ResourceId id) {
            var resource = known.get(id);
            if (resource == null || random.nextInt(3) == 0) {
                return new Evidence.Introduction("ops", Map.of("n", random.nextInt() + "-" + label++), null);
            }
            return switch (resource.state()) {
                case ACTIVE, FAILED -> random.nextBoolean() ? Samples.order() : new Evidence.Release(null, "ops");
                default -> new Evidence.Look(resource.vantage(), absent(), Samples.SEEN_AS, Samples.LOOK);
            };
        }

        // Never seen before, so the order fails, and can be given again.
        private static Reading absent() {
            return Samples.absent();
        }
    }

    /** Reads on and on after the last it has heard. */
    private static final class Follower {

        private final PostgresJournal journal;
        private final List<Entry> heard = new ArrayList<>();
        private final Promise<Void> all = Promise.promise();
        private volatile long last = Long.MAX_VALUE;

        Follower(PostgresJournal journal) {
            this.journal = journal;
        }

        void until(long position) {
            last = position;
        }

        Future<Void> follow(long after) {
            journal.entries(after, 777).onComplete(read -> {
                if (read.failed()) {
                    all.fail(read.cause());
                    return;
                }
                heard.addAll(read.result());
                var newest = read.result().isEmpty()
                        ? after
                        : read.result().get(read.result().size() - 1).position();
                if (newest >= last) {
                    all.complete();
                } else {
                    follow(newest);
                }
            });
            return all.future();
        }
    }
}
