package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Child;
import io.standstill.testing.Follower;
import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar begins a new epoch, beside nodes that run and beside none. */
class EpochIT {

    private static final Pattern SAID = Pattern.compile("epoch: ([0-9a-z]+) is over, ([0-9a-z]+) has begun");

    @TempDir
    private Path folder;

    private record Ran(int exit, String said) {}

    private Ran epoch(String database) throws IOException {
        var file = Files.writeString(folder.resolve("epoch.yaml"), "database: {%s}\n".formatted(database));
        var errors = File.createTempFile("standstill", ".err");
        var said = new StringBuilder();
        try (var child = Child.jar(errors, "epoch", "--config", file.toString())) {
            for (var line = child.line(); line != null; line = child.line()) {
                said.append(line).append('\n');
            }
            return new Ran(child.await(), said + Files.readString(errors.toPath()));
        } finally {
            Files.delete(errors.toPath());
        }
    }

    private static String at(Database database) {
        return "url: '%s'".formatted(TestServer.url(database));
    }

    @Test
    void followers_of_a_node_that_runs_are_reset_and_old_cursors_are_told_from_new_ones() throws Exception {
        try (var service = Running.start(folder)) {
            service.put("/v1/resources/demo/one", "{}");
            try (var follower = Follower.of(service.url() + "/v1/events?after=0")) {
                follower.awaits(heard -> heard.size() == 1);
                var old = follower.lastId();

                var ran = epoch(at(service.database()));

                assertThat(ran.exit()).as(ran.said()).isZero();
                var said = SAID.matcher(ran.said());
                assertThat(said.find()).as(ran.said()).isTrue();
                assertThat(old).startsWith(said.group(1) + "-");
                assertThat(said.group(2)).hasSize(12);
                follower.awaits(heard -> heard.size() == 2);
                var reset = follower.events().get(1);
                assertThat(reset.type()).isEqualTo("reset");
                assertThat(reset.id()).isEqualTo(said.group(2) + "-1");
                assertThat(reset.json().getString("reason")).isEqualTo("epoch");

                service.put("/v1/resources/demo/two", "{}");
                follower.awaits(heard -> heard.size() == 3);
                assertThat(follower.lastId()).isEqualTo(said.group(2) + "-2");
                try (var late = Follower.of(service.url() + "/v1/events", Map.of("Last-Event-ID", old))) {
                    late.awaits(heard -> heard.size() == 1);
                    assertThat(late.events().get(0).type()).isEqualTo("reset");
                }
                assertThat(service.get("/v1/journal?after=" + old).statusCode()).isEqualTo(400);
            }
        }
    }

    @Test
    void each_is_another_one() throws Exception {
        var database = TestServer.get().fresh();
        var first = SAID.matcher(epoch(at(database)).said());
        var second = SAID.matcher(epoch(at(database)).said());

        assertThat(first.find() && second.find()).isTrue();
        assertThat(List.of(first.group(1), first.group(2), second.group(2))).doesNotHaveDuplicates();
        assertThat(second.group(1)).isEqualTo(first.group(2));
        try (var sql = Sql.on(database)) {
            assertThat(sql.one("SELECT epoch FROM feed")).isEqualTo(second.group(2));
        }
    }

    @Test
    void where_none_can_be_begun_it_says_so() throws Exception {
        assertThat(epoch(at(TestServer.get().empty()))).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.said()).contains("no new epoch was begun", "run migrate");
        });
        var nowhere = "url: 'postgresql://nobody:x@127.0.0.1:%d/none?sslmode=disable'".formatted(Running.freePort());
        assertThat(epoch(nowhere)).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.said()).contains("standstill: ");
        });
        try (var sql = Sql.on(TestServer.get().fresh())) {
            assertThat(sql.one("SELECT length(epoch) FROM feed")).isEqualTo("6");
        }
    }
}
