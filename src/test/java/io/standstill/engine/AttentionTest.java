package io.standstill.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Policy;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.journal.Entry;
import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.standstill.journal.Rules;
import io.standstill.journal.Tracker;
import io.standstill.testing.Desk;
import io.standstill.testing.Samples;
import io.standstill.vendor.Account;
import io.standstill.vendor.memories.Memories;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What may have been missed is written down once, however long that takes, and nothing that is missed meanwhile is lost. */
@ExtendWith(VertxExtension.class)
class AttentionTest {

    private static final int TASKS = 6;
    private static final Duration COMMIT = Duration.ofSeconds(2);

    private Desk desk;
    private Account memories;
    private Tenure tenure;
    private Attention attention;

    /** What happens with each commit, besides that it takes its time. */
    private Runnable meanwhile = () -> {};

    private final List<Set<ResourceId>> commits = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(1);

    @BeforeEach
    void tasks_whose_stop_the_vendor_has_taken(Vertx vertx, @TempDir Path folder) {
        desk = new Desk(vertx, folder);
        memories = desk.account("memories", new Memories(), Map.of("apiKey", "sk", "callbackSecret", "first-secret"));
        var node = desk.node("one");
        for (var number = 0; number < TASKS; number++) {
            desk.thing(
                    "memories",
                    task(number).id(),
                    new JsonObject().put("never", true).put("noFinalCallback", true));
            desk.hears(task(number), Samples.order());
        }
        for (var round = 0; round < 4; round++) {
            desk.pass(Duration.ofMillis(500));
            desk.round(node);
        }
        var tracker = new Tracker(vertx, new SlowJournal(desk.journal), new OfMemories(), Tracker.Limits.DEFAULT);
        var books = new Engine.Books(tracker, desk.journal, desk.resources, desk.leases, desk.books);
        tenure = new Tenure(
                desk.leases, nanos::get, "one", Set.of("memories"), Duration.ofSeconds(9), Duration.ofSeconds(2));
        attention = new Attention(books, Map.of("memories", memories), tenure, nanos::get, 1);
    }

    @AfterEach
    void end() {
        desk.close();
    }

    private static ResourceId task(int number) {
        return new ResourceId("memories", "550e8400-e29b-41d4-a716-44665544000" + number);
    }

    @Test
    void what_takes_long_to_write_down_is_not_taken_for_a_sleep() {
        assertThat(desk.find(task(0)).state()).isEqualTo(State.STOPPING);
        attention.missed("memories");

        attention.attend().await();
        assertThat(commits).as("each once, in more time than any sleep").hasSize(TASKS);
        attention.attend().await();

        assertThat(commits).hasSize(TASKS);
        assertThat(attention.unexcused()).isEmpty();
    }

    @Test
    void the_leases_are_kept_meanwhile() {
        tenure.renew().await();
        attention.missed("memories");
        meanwhile = () -> desk.pass(COMMIT);

        attention.attend().await();

        assertThat(tenure.outlives("memories", Duration.ofSeconds(5)))
                .as("12 s after a lease of 9 s")
                .isTrue();
    }

    @Test
    void a_sleep_in_the_midst_of_it_is_one_all_the_same() {
        attention.missed("memories");
        meanwhile = () -> nanos.addAndGet(Duration.ofSeconds(4).toNanos());

        attention.attend().await();

        assertThat(attention.unexcused()).containsExactly("memories");
    }

    @Test
    void what_is_missed_meanwhile_is_written_down_after_it() {
        attention.missed("memories");
        meanwhile = () -> attention.missed("memories");

        attention.attend().await();
        assertThat(attention.unexcused())
                .as("its first page was written before")
                .containsExactly("memories");
        meanwhile = () -> {};
        attention.attend().await();

        assertThat(attention.unexcused()).isEmpty();
        assertThat(commits).hasSize(2 * TASKS);
    }

    @Test
    void what_could_not_be_written_down_is_still_owed() {
        attention.missed("memories");
        meanwhile = () -> {
            throw new IllegalStateException("the database is gone");
        };

        assertThat(attention.attend().transform(Future::succeededFuture).await().failed())
                .isTrue();

        assertThat(attention.unexcused()).containsExactly("memories");
    }

    @Test
    void what_waits_for_no_word_of_the_vendor_is_not_written_at_all() {
        var fresh = new ResourceId("memories", "650e8400-e29b-41d4-a716-446655440000");
        desk.hears(fresh, Samples.order());
        attention.missed("memories");

        attention.attend().await();

        assertThat(commits).hasSize(TASKS).doesNotContain(Set.of(fresh));
    }

    /** Each commit takes its time. */
    private final class SlowJournal implements Journal {

        private final Journal journal;

        SlowJournal(Journal journal) {
            this.journal = journal;
        }

        @Override
        public Future<Void> commit(Batch batch) {
            return Future.succeededFuture().compose(now -> {
                nanos.addAndGet(COMMIT.toNanos());
                meanwhile.run();
                commits.add(Set.copyOf(batch.about()));
                return journal.commit(batch);
            });
        }

        @Override
        public Future<Head> head() {
            return journal.head();
        }

        @Override
        public Future<List<Entry>> entries(long after, int limit) {
            return journal.entries(after, limit);
        }

        @Override
        public Future<List<Entry>> history(ResourceId id, long after, int limit) {
            return journal.history(id, after, limit);
        }

        @Override
        public Future<List<Entry>> newest(ResourceId id, int limit) {
            return journal.newest(id, limit);
        }
    }

    private final class OfMemories implements Rules {

        @Override
        public Optional<String> vendor(String account) {
            return Optional.of(memories.vendor());
        }

        @Override
        public Policy policy(String account, String vendor) {
            return memories.policy();
        }
    }
}
