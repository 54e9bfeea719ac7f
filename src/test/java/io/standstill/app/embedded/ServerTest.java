package io.standstill.app.embedded;

import static java.util.concurrent.CompletableFuture.runAsync;
import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Child;
import io.standstill.testing.HoldsPostgres;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {

    private static final Duration HASTE = Duration.ofMillis(100);

    @TempDir(factory = Passable.class)
    private Path folder;

    @BeforeEach
    void make() throws Exception {
        MadeCluster.into(folder);
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, TestServer.programs(), 0);
    }

    private EmbeddedPostgres startInHaste() {
        return EmbeddedPostgres.start(folder, TestServer.programs(), 0, HASTE);
    }

    // ---- it ends

    @Test
    void a_server_that_is_killed_is_started_again_where_it_was() throws Exception {
        try (var postgres = start()) {
            var first = Processes.head(folder);
            Processes.signal("KILL", first);

            eventually(() -> Processes.head(folder) != first && answers(postgres));
        }
    }

    @Test
    void a_server_that_is_killed_beside_a_busy_session_is_started_again() throws Exception {
        try (var postgres = start();
                var sql = Sql.on(postgres.database())) {
            var busy = runAsync(() -> endless(postgres));
            eventually(() -> "1".equals(sql.one("""
                    SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%generate_series%'
                                                            AND pid <> pg_backend_pid()""")));
            var first = Processes.head(folder);

            Processes.signal("KILL", first);

            eventually(() -> Processes.head(folder) != first && answers(postgres));
            assertThat(busy).completesExceptionallyWithin(Duration.ofSeconds(10));
        }
    }

    private static void endless(EmbeddedPostgres postgres) {
        try (var sql = Sql.on(postgres.database())) {
            sql.one("SELECT count(*) FROM generate_series(1, 1000000) a, generate_series(1, 1000000) b");
        }
    }

    @Test
    void a_server_whose_port_was_taken_meanwhile_is_started_again_once_it_is_free() throws Exception {
        try (var postgres = start()) {
            var head = Processes.head(folder);
            var keeper = Processes.parent(head);
            // As long as the keeper stands still nobody here knows that the server ended.
            Processes.signal("STOP", keeper);
            Processes.signal("KILL", head);
            eventually(() -> !Processes.alive(head));

            try (var other = new ServerSocket(postgres.database().port(), 1, InetAddress.getLoopbackAddress())) {
                Processes.signal("CONT", keeper);
                eventually(() -> saidInTheLogs("could not bind"));
                assertThat(other.isClosed()).isFalse();
            }

            eventually(() -> answers(postgres));
        }
    }

    @Test
    void a_server_whose_keeper_is_killed_is_stopped_and_started_again() throws Exception {
        try (var postgres = start()) {
            var first = Processes.head(folder);
            Processes.signal("KILL", Processes.parent(first));

            eventually(() -> !Processes.alive(first) && answers(postgres));
        }
    }

    @Test
    void closing_while_it_is_started_again_leaves_nothing_behind() throws Exception {
        try (var postgres = start()) {
            Processes.signal("KILL", Processes.head(folder));
            assertThat(postgres.database().port()).isPositive();
        }

        try (var again = start()) {
            assertThat(answers(again)).isTrue();
        }
        assertThat(folder.resolve("data/postmaster.pid")).doesNotExist();
    }

    // ---- it takes its time

    @Test
    void a_long_recovery_is_waited_for() throws Exception {
        start().close();
        var data = folder.resolve("data");
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "restore_command = 'sleep 0.4; false'\nhot_standby = off\n",
                StandardOpenOption.APPEND);
        var signal = Files.createFile(data.resolve("recovery.signal"));
        assertThat(signal.toFile().setWritable(true, false)).isTrue();

        try (var postgres = startInHaste()) {
            assertThat(signal).doesNotExist();
            assertThat(answers(postgres)).isTrue();
        }
    }

    @Test
    void a_long_last_checkpoint_is_never_cut_off_and_the_next_start_waits_for_it() throws Exception {
        var postgres = startInHaste();
        try (var sql = Sql.on(postgres.database())) {
            sql.run("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        var first = Processes.head(folder);
        var checkpointer = Processes.child(first, "checkpointer");
        Processes.signal("STOP", checkpointer);

        postgres.close();
        var next = supplyAsync(this::startInHaste);

        Awaitility.await().during(HASTE.multipliedBy(3)).until(() -> Processes.alive(first) && !next.isDone());
        Processes.signal("CONT", checkpointer);
        try (var again = next.get(20, TimeUnit.SECONDS);
                var sql = Sql.on(again.database())) {
            assertThat(sql.one("SELECT answer FROM kept")).isEqualTo("42");
            assertThat(saidInTheLogs("not properly shut down")).isFalse();
        }
    }

    @Test
    void a_server_that_is_given_up_before_it_could_hear_stops_all_the_same() throws Exception {
        var first = start();
        var port = first.database().port();
        first.close();

        assertThatThrownBy(() -> EmbeddedPostgres.start(folder, TestServer.programs(), port, Duration.ZERO))
                .hasMessageContaining("did not start");

        eventually(() -> ProcessHandle.current().descendants().noneMatch(this::worksHere));
        start().close();
    }

    private boolean worksHere(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(folder.toString());
    }

    // ---- its process ends

    @Test
    void a_signal_to_the_whole_group_leaves_it_there_for_as_long_as_its_process_drains() throws Exception {
        var command = List.of(
                "setsid",
                Child.java(),
                "-cp",
                System.getProperty("java.class.path"),
                HoldsPostgres.class.getName(),
                folder.toString());
        try (var child = Child.start(command, Map.of(), new File("target/child.log"))) {
            child.line();
            var server = Processes.head(folder);

            Processes.signal("TERM", -child.pid());

            assertThat(child.line()).isEqualTo("there to the end");
            child.await();
            eventually(() -> !Processes.alive(server));
        }
    }

    // ---- what an earlier one left

    @Test
    void a_busy_session_that_outlived_server_and_process_does_not_stop_the_next_start() throws Exception {
        long session;
        try (var child = Child.main(HoldsPostgres.class, List.of(folder.toString()))) {
            var database = Database.of(child.line());
            try (var sql = Sql.on(database)) {
                session = Long.parseLong(String.valueOf(sql.one("SELECT pg_backend_pid()")));
                Processes.signal("STOP", session);
                Processes.signal("STOP", child.pid());
                Processes.signal("KILL", Processes.head(folder));
                child.kill();
            }
        }
        var next = supplyAsync(this::start);
        Processes.signal("CONT", session);

        try (var postgres = next.get(20, TimeUnit.SECONDS)) {
            assertThat(answers(postgres)).isTrue();
        }
    }

    @Test
    void a_pid_file_that_says_nothing_or_names_some_other_program_does_not_stop_it() throws Exception {
        start().close();
        var pidFile = folder.resolve("data/postmaster.pid");
        var other = ProcessHandle.current().pid() + "\n" + folder.resolve("data") + "\n1\n5432\n\n\n\nready\n";

        for (var left : List.of("", "\n", "\0\0\0\0", "no number\n", other)) {
            Files.writeString(pidFile, left);
            try (var postgres = start()) {
                assertThat(answers(postgres)).isTrue();
            }
        }
    }

    // ---- asked

    private static void eventually(Callable<Boolean> so) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(so);
    }

    private static boolean answers(EmbeddedPostgres postgres) {
        try (var sql = Sql.on(postgres.database())) {
            return "1".equals(sql.one("SELECT 1"));
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    private boolean saidInTheLogs(String text) throws IOException {
        try (var kept = Files.newDirectoryStream(folder.resolve("data/log"))) {
            for (var log : kept) {
                if (Files.readString(log).contains(text)) {
                    return true;
                }
            }
        }
        return Files.readString(folder.resolve("server.log")).contains(text);
    }
}
