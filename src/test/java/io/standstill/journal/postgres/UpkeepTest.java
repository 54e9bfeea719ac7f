package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class UpkeepTest {

    private static final Duration AGES = Duration.ofDays(400);
    private static final Upkeep.Keep KEEP = new Upkeep.Keep(AGES, Duration.ofDays(90), Duration.ofDays(7));

    private Sql database;
    private Database where;
    private Pool pool;
    private Upkeep upkeep;

    @BeforeEach
    void open(Vertx vertx) {
        where = TestServer.get().fresh();
        database = Sql.on(where);
        pool = where.pool(vertx, 2);
        upkeep = new Upkeep(pool, 10, KEEP);
    }

    @AfterEach
    void close() {
        database.close();
        pool.close().await();
    }

    @Test
    void partitions_are_made_ahead_of_the_newest_entry() throws SQLException {
        upkeep.runOnce().await();
        assertThat(database.one("SELECT max(upper) FROM journal_partition")).isEqualTo("21");

        database.run("UPDATE feed SET position = 15");
        upkeep.runOnce().await();
        assertThat(database.one("SELECT max(upper) FROM journal_partition")).isEqualTo("41");
    }

    @Test
    void a_partition_goes_when_its_newest_entry_has_outlived_its_time() throws SQLException {
        upkeep.runOnce().await();
        entry(1, "500 days");
        entry(10, "401 days");
        entry(11, "1 day");

        upkeep.runOnce().await();

        assertThat(database.rows("SELECT position FROM journal")).hasSize(1);
        assertThat(database.one("SELECT first FROM feed")).isEqualTo("11");
        assertThat(database.one("SELECT min(lower) FROM journal_partition")).isEqualTo("11");
        assertThat(database.one("SELECT count(*) FROM pg_class WHERE relname = 'journal_000000000000001'"))
                .isEqualTo("0");
    }

    @Test
    void a_partition_with_one_young_entry_stays_and_so_does_one_still_being_filled() throws SQLException {
        upkeep.runOnce().await();
        entry(1, "500 days");
        entry(10, "399 days");
        upkeep.runOnce().await();
        assertThat(database.one("SELECT count(*) FROM journal")).isEqualTo("2");

        upkeep = new Upkeep(pool, 10, new Upkeep.Keep(Duration.ZERO, AGES, AGES));
        entry(11, "500 days");
        upkeep.runOnce().await();
        upkeep.runOnce().await();
        assertThat(database.rows("SELECT position FROM journal"))
                .as("its partition is not full yet")
                .hasSize(1);
    }

    @Test
    void a_reader_that_stands_on_it_delays_only_the_drop_and_never_an_append() throws SQLException {
        upkeep.runOnce().await();
        entry(1, "500 days");
        entry(10, "500 days");
        entry(11, "1 day");
        try (var reader = Sql.on(where)) {
            reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ");
            reader.run("SELECT * FROM journal");

            var round = upkeep.runOnce();
            entry(12, "0 days");
            var gaveUp = round.transform(ended -> Future.succeededFuture(ended.failed()))
                    .await();

            assertThat(gaveUp).as("it gives up rather than wait for the reader").isTrue();
            assertThat(reader.rows("SELECT position FROM journal")).hasSize(3);
            reader.run("COMMIT");
        }

        upkeep.runOnce().await();

        assertThat(database.rows("SELECT position FROM journal")).hasSize(2);
        assertThat(database.one("SELECT count(*) FROM pg_class WHERE relname = 'journal_000000000000001'"))
                .isEqualTo("0");
    }

    @Test
    void a_partition_whose_drop_was_cut_off_is_dropped_in_the_next_round() throws SQLException {
        upkeep.runOnce().await();
        database.run("UPDATE feed SET position = 15, first = 11");
        database.run("ALTER TABLE journal DETACH PARTITION journal_000000000000001");

        upkeep.runOnce().await();

        assertThat(database.one("SELECT count(*) FROM pg_class WHERE relname = 'journal_000000000000001'"))
                .isEqualTo("0");
    }

    @Test
    void the_inbox_forgets_bodies_first_and_letters_later() throws SQLException {
        letter("1 day");
        letter("8 days");
        letter("91 days");

        upkeep.runOnce().await();

        assertThat(database.rows("SELECT body IS NULL FROM inbox ORDER BY received_at"))
                .containsExactly(List.of("t"), List.of("f"));
    }

    @Test
    void what_stopped_long_ago_is_forgotten_and_nothing_else() throws SQLException {
        resource("long-stopped", "stopped", "91 days");
        resource("just-stopped", "stopped", "1 day");
        resource("long-active", "active", "91 days");

        upkeep.runOnce().await();

        assertThat(database.rows("SELECT id FROM resource ORDER BY id"))
                .containsExactly(List.of("just-stopped"), List.of("long-active"));
    }

    private void letter(String age) throws SQLException {
        database.run("""
                INSERT INTO inbox (received_at, account, ids, callback, digest, body)
                VALUES (now() - interval '%s', 'a', '{t}', '{}', 'sha256:00', 'raw')
                """.formatted(age));
    }

    private void resource(String id, String state, String age) throws SQLException {
        var stopped = state.equals("stopped");
        database.run("""
                INSERT INTO resource (account, id, vendor, state, generation, seq, position, since, verdict, residue, mode,
                                      requested_by, ordered_at, deadline_at, attempts, stopped_at, labels, pursuit)
                VALUES ('a', '%s', 'feldera', '%s', 1, 1, 1, now() - interval '%s', %s, '{}', 'graceful',
                        'ops', now(), now(), 0, %s, '{}', '{}')
                """.formatted(id, state, age, stopped ? "'confirmed'" : "NULL", stopped ? "now()" : "NULL"));
    }

    @Test
    void one_node_at_a_time_keeps_it() throws SQLException {
        try (var other = Sql.on(where)) {
            other.run("SELECT pg_advisory_lock(hashtextextended('standstill.upkeep', 0))");
            upkeep.runOnce().await();
            assertThat(database.one("SELECT count(*) FROM journal_partition")).isEqualTo("0");
            // A closed session lets go only when its server process is gone, some time later.
            other.run("SELECT pg_advisory_unlock(hashtextextended('standstill.upkeep', 0))");
        }

        upkeep.runOnce().await();
        assertThat(database.one("SELECT count(*) FROM journal_partition")).isEqualTo("2");
    }

    private void entry(long position, String age) throws SQLException {
        database.run("""
                INSERT INTO journal (position, at, account, vendor, resource_id, kind, from_state, to_state, evidence, resource)
                VALUES (%d, now() - interval '%s', 'a', 'feldera', 'r', 'seen', 'stopping', 'stopping', '{}', '{}')
                """.formatted(position, age));
        database.run("UPDATE feed SET position = " + position);
    }
}
