package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Finding;
import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of a database that does not suit. */
class SurveyTest {

    private static final String ROLE =
            "surveyed_%d".formatted(ProcessHandle.current().pid());
    private static final int CONNECTIONS = 9;

    private final Database database = TestServer.get().fresh();
    private boolean made;

    @AfterEach
    void dropTheRole() throws SQLException {
        if (made) {
            try (var sql = Sql.on(database)) {
                sql.run("DROP OWNED BY " + ROLE);
                sql.run("DROP ROLE " + ROLE);
            }
        }
    }

    /** Somebody else who may log in. */
    private Database stranger(Database to, String terms) throws SQLException {
        try (var sql = Sql.on(database)) {
            sql.run("CREATE ROLE %s LOGIN PASSWORD 'p' %s".formatted(ROLE, terms));
        }
        made = true;
        return login(to, ROLE, "p");
    }

    private static Database login(Database to, String user, String password) {
        return new Database(to.host(), to.port(), to.name(), user, password, to.ssl(), to.rootCertificate());
    }

    private static List<String> faults(Database of) {
        return Survey.of(of, CONNECTIONS).findings().stream()
                .filter(Finding::isFault)
                .map(finding -> finding.told() + " / " + finding.remedy())
                .toList();
    }

    private static List<String> notes(Database of) {
        return Survey.of(of, CONNECTIONS).findings().stream()
                .filter(finding -> !finding.isFault())
                .map(Finding::told)
                .toList();
    }

    @Test
    void where_all_is_well_nothing_is_told() {
        assertThat(Survey.of(database, CONNECTIONS)).satisfies(survey -> {
            assertThat(survey.findings()).isEmpty();
            assertThat(survey.like()).startsWith("PostgreSQL ").doesNotContain(database.password());
        });
    }

    @Test
    void whoever_is_not_let_in_is_told_why() throws SQLException {
        var stranger = stranger(database, "");
        assertThat(faults(login(database, ROLE, "wrong")))
                .singleElement()
                .asString()
                .contains("password of " + ROLE, "database.url");
        assertThat(faults(stranger.named("no_such_database")))
                .singleElement()
                .asString()
                .contains("there is no database", "CREATE DATABASE");
        var nobody = new Database("127.0.0.1", Running.freePort(), "x", "u", "p", database.ssl(), null);
        assertThat(faults(nobody)).singleElement().asString().contains("no connection", "See whether it runs");
        var nowhere = new Database("no-such-host.invalid", 5432, "x", "u", "p", database.ssl(), null);
        assertThat(faults(nowhere)).singleElement().asString().contains("the host is unknown");
    }

    @Test
    void a_schema_that_is_older_is_no_fault_unless_it_cannot_be_brought_up_to_date() throws SQLException {
        var empty = TestServer.get().empty();
        assertThat(faults(empty)).isEmpty();
        assertThat(notes(empty)).containsExactly("6 migrations are to come");

        assertThat(faults(stranger(empty, ""))).singleElement().asString().contains("may not create tables", "GRANT");
    }

    @Test
    void a_schema_that_is_newer_works_and_an_older_version_starts_on_it() throws SQLException {
        try (var sql = Sql.on(database)) {
            sql.run("INSERT INTO flyway_schema_history SELECT max(installed_rank) + 1, '99', 'to come', 'SQL',"
                    + " 'V99__to_come.sql', 1, current_user, now(), 1, true FROM flyway_schema_history");
        }

        assertThat(faults(database)).isEmpty();
        assertThat(notes(database)).singleElement().asString().contains("newer than this version, by migrations: 1");
        assertThat(Migrations.run(database)).isZero();
    }

    @Test
    void a_schema_that_somebody_changed_is_a_fault() throws SQLException {
        try (var sql = Sql.on(database)) {
            sql.run("UPDATE flyway_schema_history SET checksum = 1 WHERE version = '2'");
        }

        assertThat(faults(database)).singleElement().asString().contains("V2", "checksum");
    }

    @Test
    void who_does_not_own_the_tables_or_has_too_few_connections_is_told_so() throws SQLException {
        assertThat(faults(stranger(database, "CONNECTION LIMIT 3")))
                .satisfiesExactly(
                        room -> assertThat(room).contains("opens 9 connections, and this login may have 3"),
                        owner -> assertThat(owner).contains("does not own the tables", database.user()));
    }

    @Test
    void a_server_that_may_forget_what_it_acknowledged_is_a_fault() throws SQLException {
        var stranger = stranger(database, "");
        try (var sql = Sql.on(database)) {
            sql.run("ALTER ROLE %s SET synchronous_commit = local".formatted(ROLE));
            sql.run("GRANT %s TO %s".formatted(database.user(), ROLE));
        }

        assertThat(faults(stranger)).singleElement().asString().contains("synchronous_commit is local", "may be lost");
    }
}
