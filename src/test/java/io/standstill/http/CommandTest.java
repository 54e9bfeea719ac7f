package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Vendor commands that are no stop, as their users meet them. */
class CommandTest {

    private static final String PROPAGATE = "{\"command\":\"propagate\"}";

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String stream(String name) {
        running.thing("storm/" + name, new JsonObject());
        return "/v1/resources/storm/" + name;
    }

    private static void isProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("type")).isEqualTo("urn:standstill:problem:" + name);
    }

    private static List<String> commanded(String path) {
        return new JsonObject(running.get(path + "/journal").body())
                .getJsonArray("items", new JsonArray()).stream()
                        .map(JsonObject.class::cast)
                        .filter(entry -> "commanded".equals(entry.getString("kind")))
                        .map(entry -> entry.getString("reason"))
                        .toList();
    }

    @Test
    void a_command_is_202_makes_the_resource_known_and_its_end_is_told() {
        var path = stream("propagated");

        var answer = running.post(path + "/command", PROPAGATE);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains(path);
        assertThat(new JsonObject(answer.body()).getString("state")).isEqualTo("active");
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !commanded(path)
                .isEmpty());
        assertThat(commanded(path)).hasSize(1).allMatch(told -> told.startsWith("done: {\"command\":\"propagate\"}"));
    }

    @Test
    void the_same_command_with_the_same_key_is_run_once() {
        var path = stream("once");

        var first = running.post(path + "/command", PROPAGATE, "Idempotency-Key", "once-1");
        var again = running.post(path + "/command", PROPAGATE, "Idempotency-Key", "once-1");
        var other = running.post(path + "/command", PROPAGATE, "Idempotency-Key", "once-2");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(other.headers().firstValue("Idempotency-Replayed")).isEmpty();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> commanded(path).size() == 2);
    }

    @Test
    void more_than_can_wait_are_refused() {
        var path = stream("crowded");
        running.thing("storm/crowded", new JsonObject().put("behaviour", new JsonObject().put("delay", "4s")));
        HttpResponse<String> answer;
        var taken = 0;
        do {
            answer = running.post(path + "/command", PROPAGATE);
            taken++;
        } while (answer.statusCode() == 202 && taken < 20);

        isProblem(answer, 409, "conflict");
        assertThat(taken).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"command\":\"delete\"}",
                "{\"command\":\"propagate\",\"force\":true}",
                "{\"command\":\"reorder\"}",
                "{\"command\":\"reorder\",\"sourceList\":[]}"
            })
    void what_is_no_command_of_the_vendors_is_400_and_nothing_is_written(String body) {
        isProblem(running.post("/v1/resources/storm/senseless/command", body), 400, "malformed");
        assertThat(running.get("/v1/resources/storm/senseless").statusCode()).isEqualTo(404);
    }

    @Test
    void a_command_too_long_to_be_kept_is_400() {
        var body = new JsonObject().put("command", "reorder").put("sourceList", JsonArray.of("s".repeat(9_000)));

        isProblem(running.post("/v1/resources/storm/endless/command", body.encode()), 400, "malformed");
    }

    @Test
    void a_vendor_without_commands_says_so() {
        isProblem(running.post("/v1/resources/demo/x/command", PROPAGATE), 422, "command-not-supported");
        isProblem(running.post("/v1/resources/nobody/x/command", PROPAGATE), 404, "unknown-account");
    }
}
