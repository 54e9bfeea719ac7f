package io.standstill.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {

    @TempDir(factory = Passable.class)
    private Path folder;

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(folder, TestServer.programs(), 0);
    }

    @Test
    void a_first_start_that_was_cut_off_before_the_password_was_written_makes_a_new_one() throws Exception {
        Files.createFile(folder.resolve("password"));
        Files.writeString(folder.resolve("password.new"), "half");

        start().close();

        var password = folder.resolve("password");
        assertThat(Files.readString(password)).hasSize(48);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
                .isEqualTo("rw-------");
        assertThat(folder.resolve("password.new")).doesNotExist();
    }

    @Test
    void a_password_that_is_gone_from_beside_its_cluster_is_never_made_up() throws Exception {
        start().close();
        var kept = Files.readString(folder.resolve("password"));
        Files.writeString(folder.resolve("password"), "");

        assertThatThrownBy(this::start)
                .isInstanceOf(EmbeddedFault.class)
                .hasMessageContaining("is gone; put it back into password");

        Files.writeString(folder.resolve("password"), kept);
        start().close();
    }

    @Test
    void a_cluster_that_was_cut_off_while_it_was_made_is_made_anew() throws Exception {
        var unfinished = Files.createDirectories(folder.resolve("data.new-1/base"));
        Files.writeString(unfinished.resolve("half"), "a table");

        try (var postgres = start();
                var sql = Sql.on(postgres.database())) {
            assertThat(sql.one("SELECT 1")).isEqualTo("1");
        }
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(List.of("data", "lock", "password", "server.log"));
        }
    }

    @Test
    void a_folder_named_data_that_is_not_a_cluster_is_left_as_it_is() throws Exception {
        var precious = Files.createDirectories(folder.resolve("data")).resolve("precious");
        Files.writeString(precious, "somebody's");

        assertThatThrownBy(this::start).isInstanceOf(EmbeddedFault.class).hasMessageContaining("cannot be used");

        assertThat(precious).hasContent("somebody's");
    }
}
