package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.domain.Kind;
import io.standstill.domain.Moves;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.sql.SQLException;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database says the machine again, and refuses what the machine would never say. */
class SchemaTest {

    private static final String ENTRY = """
            INSERT INTO journal (position, at, account, vendor, resource_id, kind, from_state, to_state, evidence, resource)
            VALUES (%d, now(), 'a', 'feldera', 'r', '%s', '%s', '%s', '{}', '{}')
            """;

    private Sql database;

    @BeforeEach
    void open() throws SQLException {
        database = Sql.on(TestServer.get().fresh());
        database.run("SELECT journal_reach(100, 1000)");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void its_legal_moves_are_the_table_of_moves() {
        var ours = new TreeSet<String>();
        Moves.all()
                .forEach(move -> ours.add("%s %s %s"
                        .formatted(
                                move.from() == null ? "none" : move.from().word(),
                                move.toldAs().word(),
                                move.to().word())));
        ours.add("none " + Kind.LOST_SIGHT.word() + " none");
        ours.add("none " + Kind.SIGHTED.word() + " none");

        var theirs = new TreeSet<String>();
        database.rows("SELECT from_state, kind, to_state FROM legal_move")
                .forEach(row -> theirs.add(String.join(" ", row)));

        assertThat(theirs).isEqualTo(ours);
    }

    @Test
    void an_entry_that_tells_an_illegal_move_is_refused() throws SQLException {
        database.run(ENTRY.formatted(1, "proved", "stopping", "stopped"));

        assertThatThrownBy(() -> database.run(ENTRY.formatted(2, "called-back", "stopping", "stopped")))
                .hasMessageContaining("a_legal_move");
    }

    @Test
    void entries_are_never_updated_deleted_or_truncated_not_even_in_a_partition() throws SQLException {
        database.run(ENTRY.formatted(1, "proved", "stopping", "stopped"));
        var partition = database.one("SELECT name FROM journal_partition");

        for (var cheat : new String[] {
            "UPDATE journal SET reason = 'nothing happened'",
            "DELETE FROM journal",
            "TRUNCATE journal",
            "UPDATE " + partition + " SET reason = 'nothing happened'",
            "DELETE FROM " + partition,
            "TRUNCATE " + partition
        }) {
            assertThatThrownBy(() -> database.run(cheat)).as(cheat).hasMessageContaining("append-only");
        }
        assertThat(database.one("SELECT count(*) FROM journal")).isEqualTo("1");
    }

    @Test
    void a_resource_that_contradicts_itself_is_refused() throws SQLException {
        var resource = """
                INSERT INTO resource (account, id, vendor, state, generation, seq, position, since, verdict, residue, mode,
                                      requested_by, ordered_at, deadline_at, attempts, acknowledged_at, stopped_at, problem,
                                      labels, pursuit)
                VALUES ('a', '%s', 'feldera', '%s', 1, 1, 1, now(), %s, '{}', 'graceful', 'ops', now(), now(), 1, %s, %s,
                        %s, '{}', '{}')
                """;
        database.run(resource.formatted("fine", "stopped", "'confirmed'", "now()", "now()", "NULL"));

        refused(resource.formatted("1", "stopped", "NULL", "now()", "now()", "NULL"), "stopped_has_a_verdict");
        refused(resource.formatted("2", "stopping", "'confirmed'", "now()", "NULL", "NULL"), "stopped_has_a_verdict");
        refused(resource.formatted("3", "stopping", "NULL", "NULL", "NULL", "NULL"), "stopping_was_acknowledged");
        refused(resource.formatted("4", "stopped", "'asserted'", "NULL", "now()", "NULL"), "asserted_was_acknowledged");
        refused(resource.formatted("5", "failed", "NULL", "NULL", "NULL", "NULL"), "trouble_has_a_problem");
        refused(resource.formatted("6", "halted", "NULL", "NULL", "NULL", "NULL"), "resource_state_check");
        refused(resource.formatted("7", "stopped", "'confirmed'", "NULL", "NULL", "NULL"), "stopped_has_its_time");
    }

    private void refused(String statement, String constraint) {
        assertThatThrownBy(() -> database.run(statement)).as(statement).hasMessageContaining(constraint);
    }

    @Test
    void every_table_and_view_says_what_it_is() {
        var silent = database.rows("""
                SELECT relname FROM pg_class
                 WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v')
                   AND obj_description(oid, 'pg_class') IS NULL AND NOT relispartition
                   AND relname NOT LIKE 'flyway%'
                """);

        assertThat(silent).isEmpty();
    }
}
