package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.standstill.testing.Child;
import io.standstill.testing.Running;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar's commands, as a person types them. */
class CommandsIT {

    private record Ran(int exit, String said) {}

    private static Ran run(Map<String, String> environment, List<String> prefix, String... arguments)
            throws IOException {
        var errors = File.createTempFile("standstill", ".err");
        var command = new ArrayList<>(prefix);
        command.addAll(Child.jarCommand(List.of(), arguments));
        var said = new StringBuilder();
        try (var child = Child.start(command, environment, errors)) {
            for (var line = child.line(); line != null; line = child.line()) {
                said.append(line).append('\n');
            }
            var exit = child.await();
            return new Ran(exit, said + Files.readString(errors.toPath()));
        } finally {
            Files.delete(errors.toPath());
        }
    }

    private static Ran run(String... arguments) throws IOException {
        return run(Map.of(), List.of(), arguments);
    }

    @Test
    void help_and_version_say_what_they_should() throws Exception {
        assertThat(run("--help")).satisfies(ran -> {
            assertThat(ran.exit()).isZero();
            assertThat(ran.said()).contains("check", "migrate", "exit codes");
        });
        assertThat(run("--version")).satisfies(ran -> {
            assertThat(ran.exit()).isZero();
            assertThat(ran.said()).matches("standstill [0-9]+\\.[0-9]+\\.[0-9]+\n");
        });
    }

    @Test
    void what_it_cannot_make_out_is_2() throws Exception {
        assertThat(run("halt")).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(2);
            assertThat(ran.said()).contains("no such command: halt");
        });
        assertThat(run("--config")).extracting(Ran::exit).isEqualTo(2);
        assertThat(run("--config", "/nowhere.yaml")).extracting(Ran::exit).isEqualTo(2);
    }

    @Test
    void a_wrong_configuration_is_2_and_all_its_faults_are_told(@TempDir Path folder) throws Exception {
        var file = Files.writeString(
                folder.resolve("wrong.yaml"), "http: {port: no, hots: x}\naccounts: {a: {vendor: nobody}}\n");

        var ran = run("--config", file.toString());

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.said()).contains("http.port", "http.hots", "accounts.a.vendor");
    }

    @Test
    void migrate_brings_an_empty_database_up_to_date_and_check_says_how_things_stand(@TempDir Path folder)
            throws Exception {
        var file = Files.writeString(
                folder.resolve("s.yaml"), """
                database: {dataDir: '%s'}
                accounts:
                  nobody-there: {vendor: feldera, apiKey: very-secret, url: 'http://127.0.0.1:%d/feldera'}
                """.formatted(folder.resolve("postgres"), Running.freePort()));

        assertThat(run("migrate", "--config", file.toString())).satisfies(ran -> {
            assertThat(ran.exit()).as(ran.said()).isZero();
            assertThat(ran.said()).contains("migrations run: 6");
        });
        assertThat(run("check", "--config", file.toString())).satisfies(ran -> {
            assertThat(ran.exit()).as(ran.said()).isEqualTo(1);
            assertThat(ran.said())
                    .contains("database: well")
                    .contains("accounts.nobody-there: ", "no connection")
                    .doesNotContain("very-secret");
        });
    }

    @Test
    void an_ordinary_user_can_run_it_and_so_can_root_without_user_namespaces(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can become somebody else");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        var file = Files.writeString(
                folder.resolve("s.yaml"), "database: {dataDir: '%s'}\n".formatted(folder.resolve("ordinary")));
        var nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        var readable = folder.resolve("standstill.jar");
        Files.copy(Child.jar(), readable);
        Files.setPosixFilePermissions(readable, PosixFilePermissions.fromString("rw-r--r--"));

        var command = new ArrayList<>(nobody);
        command.addAll(List.of(Child.java(), "-jar", readable.toString(), "migrate", "--config", file.toString()));
        try (var child = Child.start(command, Map.of(), new File("target/ordinary.log"))) {
            assertThat(child.lineWith("migrations run")).isEqualTo("migrations run: 6");
            assertThat(child.await()).isZero();
        }

        // A path with an unshare that refuses, before the real one.
        var programs = Files.createDirectory(folder.resolve("bin"));
        var refusing = Files.writeString(programs.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(refusing, PosixFilePermissions.fromString("rwxr-xr-x"));
        var other = Files.writeString(
                folder.resolve("t.yaml"), "database: {dataDir: '%s'}\n".formatted(folder.resolve("refused")));
        var ran = run(
                Map.of("PATH", programs + ":" + System.getenv("PATH")),
                List.of(),
                "migrate",
                "--config",
                other.toString());
        assertThat(ran.said()).contains("migrations run: 6");
        assertThat(ran.exit()).isZero();
    }
}
