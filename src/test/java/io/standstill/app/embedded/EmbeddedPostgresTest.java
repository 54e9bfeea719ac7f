package io.standstill.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.PostgresServer;
import io.standstill.testing.Child;
import io.standstill.testing.HoldsPostgres;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {

    @TempDir(factory = Passable.class)
    private Path folder;

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, TestServer.programs(), 0);
    }

    @Test
    void it_keeps_its_data_and_its_password_from_one_start_to_the_next() throws Exception {
        try (var first = start();
                var sql = Sql.on(first.database())) {
            sql.run("CREATE TABLE kept AS SELECT 42 AS answer");
        }

        try (var second = start();
                var sql = Sql.on(second.database())) {
            assertThat(sql.one("SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void it_is_durable_and_listens_on_loopback_only_and_wants_a_password() throws Exception {
        MadeCluster.into(folder);
        try (var postgres = start();
                var sql = Sql.on(postgres.database())) {
            assertThat(sql.one("SHOW fsync")).isEqualTo("on");
            assertThat(sql.one("SHOW synchronous_commit")).isEqualTo("on");
            assertThat(sql.one("SHOW full_page_writes")).isEqualTo("on");
            assertThat(sql.one("SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(sql.one("SHOW unix_socket_directories")).isEmpty();
            var wrong =
                    Database.local(postgres.database().port(), EmbeddedPostgres.NAME, EmbeddedPostgres.NAME, "guess");
            assertThatThrownBy(() -> Sql.on(wrong)).hasMessageContaining("password authentication failed");
        }
    }

    @Test
    void it_dies_with_its_process_even_on_kill_9_and_recovers_at_the_next_start() throws Exception {
        MadeCluster.into(folder);
        long server;
        try (var child = Child.main(HoldsPostgres.class, List.of(folder.toString()))) {
            var database = Database.of(child.line());
            try (var sql = Sql.on(database)) {
                sql.run("CREATE TABLE kept AS SELECT 42 AS answer");
            }
            server = Processes.head(folder);
            child.kill();
        }

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !Processes.alive(server));
        try (var again = start();
                var sql = Sql.on(again.database())) {
            assertThat(sql.one("SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void a_start_right_after_a_kill_9_waits_for_what_is_on_its_way_out() throws Exception {
        MadeCluster.into(folder);
        try (var child = Child.main(HoldsPostgres.class, List.of(folder.toString()))) {
            child.line();
            child.kill();
        }

        try (var again = start();
                var sql = Sql.on(again.database())) {
            assertThat(sql.one("SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void a_folder_in_use_is_a_clear_fault() throws Exception {
        MadeCluster.into(folder);
        try (var first = start()) {
            assertThat(first.database().port()).isPositive();
            assertThatThrownBy(this::start)
                    .isInstanceOf(EmbeddedFault.class)
                    .hasMessageContaining("another Standstill uses the folder");
        }
    }

    @Test
    void a_server_on_another_folder_is_told_from_ours(@TempDir(factory = Passable.class) Path elsewhere)
            throws Exception {
        MadeCluster.into(folder);
        try (var postgres = start()) {
            PostgresServer.mustWorkOn(postgres.database(), folder.resolve("data"));

            assertThatThrownBy(() -> PostgresServer.mustWorkOn(postgres.database(), elsewhere))
                    .hasMessageContaining("not on our " + elsewhere);
        }
    }

    @Test
    void a_port_that_is_taken_is_a_clear_fault(@TempDir(factory = Passable.class) Path elsewhere) throws Exception {
        MadeCluster.into(folder);
        MadeCluster.into(elsewhere);
        try (var first = start()) {
            var port = first.database().port();

            assertThatThrownBy(() -> EmbeddedPostgres.start(elsewhere, TestServer.programs(), port))
                    .isInstanceOf(EmbeddedFault.class)
                    .hasMessageContaining("another program has port " + port);
        }
    }
}
