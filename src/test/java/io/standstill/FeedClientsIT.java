package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The feed as curl follows it: what README tells a person to type. */
class FeedClientsIT {

    private Running service;

    @BeforeEach
    void open(@TempDir Path folder) {
        service = Running.start(folder);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void known(String id) {
        assertThat(service.put("/v1/resources/demo/" + id, "{}").statusCode()).isEqualTo(201);
    }

    private Process curl(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("curl", "-sN", "--max-time", "20"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The ids it tells until so many events were heard; then it is killed. */
    private List<String> ids(Process curl, int events) throws IOException {
        var ids = new ArrayList<String>();
        var heard = 0;
        try (var out = curl.inputReader(StandardCharsets.UTF_8)) {
            for (var line = out.readLine(); line != null && heard < events; line = out.readLine()) {
                if (line.startsWith("id: ")) {
                    ids.add(line.substring(4));
                } else if (line.startsWith("data: ")) {
                    heard++;
                }
                if (heard == events) {
                    break;
                }
            }
        } finally {
            curl.destroyForcibly();
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2-prior-knowledge", "--http2"})
    void a_stream_that_was_killed_goes_on_where_it_was(String version) throws Exception {
        known("one");
        known("two");
        var url = service.url() + "/v1/events";

        var first = ids(curl(version, url + "?after=0"), 2);
        known("three");
        known("four");
        var last = first.get(first.size() - 1);
        var second = ids(curl(version, "-H", "Last-Event-ID: " + last, url), 2);

        assertThat(first).hasSize(3);
        assertThat(first.get(0)).endsWith("-0");
        assertThat(first.get(1)).endsWith("-1");
        assertThat(first.get(2)).endsWith("-2");
        assertThat(second).containsExactly(last, last.replace("-2", "-3"), last.replace("-2", "-4"));
    }

    @Test
    void it_really_speaks_the_version_it_is_asked_for() throws Exception {
        var curl = curl("--http2-prior-knowledge", "-w", "%{http_version}", service.url() + "/livez");
        try (var out = curl.inputReader(StandardCharsets.UTF_8)) {
            assertThat(out.lines().toList()).last().asString().endsWith("2");
        }
    }
}
