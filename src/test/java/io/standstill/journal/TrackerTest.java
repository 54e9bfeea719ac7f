package io.standstill.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.ResourceId;
import io.standstill.testing.Samples;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class TrackerTest {

    /** A journal whose commits end when the test says so. */
    private static final class Gated implements Journal {

        final Deque<Promise<Void>> open = new ArrayDeque<>();
        final List<Batch> batches = new ArrayList<>();

        @Override
        public synchronized Future<Void> commit(Batch batch) {
            batch.decide(new Ground(Samples.NOON, 0, Map.of(), Map.of(), Set.of(), Map.of()));
            batches.add(batch);
            var promise = Promise.<Void>promise();
            open.add(promise);
            return promise.future();
        }

        synchronized int begun() {
            return batches.size();
        }

        synchronized Promise<Void> next() {
            return open.remove();
        }

        @Override
        public Future<Head> head() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Entry>> entries(long after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Entry>> history(ResourceId id, long after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Entry>> newest(ResourceId id, int limit) {
            throw new UnsupportedOperationException();
        }
    }

    private final Gated journal = new Gated();

    private Tracker tracker(Vertx vertx, int together, int waiting) {
        return new Tracker(vertx, journal, Samples.RULES, new Tracker.Limits(together, waiting));
    }

    private Future<Outcome> order(Tracker tracker, String name) {
        return tracker.apply(new ResourceId("feldera-eu", name), Samples.order());
    }

    private void awaitBegun(int commits) {
        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> journal.begun() == commits);
    }

    @Test
    void nobody_hears_before_the_commit(Vertx vertx) {
        var tracker = tracker(vertx, 10, 10);

        var told = order(tracker, "a");
        awaitBegun(1);

        assertThat(told.isComplete()).isFalse();
        journal.next().complete();
        assertThat(told.await().news()).isNotNull();
    }

    @Test
    void what_arrives_during_a_commit_shares_the_next_one(Vertx vertx) {
        var tracker = tracker(vertx, 10, 100);
        var first = order(tracker, "a");
        awaitBegun(1);

        var more = List.of(order(tracker, "b"), order(tracker, "c"), order(tracker, "d"));
        journal.next().complete();
        first.await();
        awaitBegun(2);
        journal.next().complete();
        Future.all(more).await();

        assertThat(journal.batches.get(1).about()).hasSize(3);
    }

    @Test
    void one_commit_holds_no_more_than_the_limit(Vertx vertx) {
        var tracker = tracker(vertx, 2, 100);
        order(tracker, "a");
        awaitBegun(1);
        for (var name : List.of("b", "c", "d")) {
            order(tracker, name);
        }

        journal.next().complete();
        awaitBegun(2);
        journal.next().complete();
        awaitBegun(3);

        assertThat(journal.batches).extracting(batch -> batch.about().size()).containsExactly(1, 2, 1);
    }

    @Test
    void a_submission_is_never_split(Vertx vertx) {
        var tracker = tracker(vertx, 2, 100);
        order(tracker, "a");
        awaitBegun(1);
        order(tracker, "b");
        var large = new ArrayList<Submission.Item>();
        for (var i = 0; i < 5; i++) {
            large.add(new Submission.Item(new ResourceId("feldera-eu", "x" + i), Samples.order()));
        }
        var told = tracker.apply(Submission.of(large));

        journal.next().complete();
        awaitBegun(2);
        journal.next().complete();
        awaitBegun(3);
        journal.next().complete();

        assertThat(told.await()).hasSize(5);
        assertThat(journal.batches.get(2).about()).hasSize(5);
    }

    @Test
    void a_crowded_door_says_so_at_once(Vertx vertx) {
        var tracker = tracker(vertx, 1, 2);
        order(tracker, "a");
        awaitBegun(1);
        order(tracker, "b");
        order(tracker, "c");

        assertThatThrownBy(() -> order(tracker, "d").await()).isInstanceOf(Overloaded.class);
    }

    @Test
    void a_failed_commit_is_told_to_those_it_was_for_and_the_next_goes_on(Vertx vertx) {
        var tracker = tracker(vertx, 10, 10);
        var first = order(tracker, "a");
        awaitBegun(1);
        var second = order(tracker, "b");

        journal.next().fail("the database is away");
        awaitBegun(2);
        journal.next().complete();

        assertThatThrownBy(first::await).hasMessageContaining("away");
        assertThat(second.await().news()).isNotNull();
    }

    @Test
    void whoever_brought_it_hears_on_the_context_it_came_from(Vertx vertx) {
        var tracker = tracker(vertx, 10, 10);
        var context = vertx.getOrCreateContext();
        var heardOn = new AtomicReference<Object>();

        context.runOnContext(nothing -> tracker.apply(Samples.ORDERS, new Evidence.TimePassed())
                .onComplete(told -> heardOn.set(Vertx.currentContext())));
        awaitBegun(1);
        journal.next().complete();

        Awaitility.await().atMost(5, TimeUnit.SECONDS).until(() -> heardOn.get() != null);
        assertThat(heardOn.get()).isSameAs(context);
    }
}
