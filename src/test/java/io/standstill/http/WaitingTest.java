package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are held until what was ordered has ended. */
class WaitingTest {

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String pipeline(String name, JsonObject behaviour) {
        running.thing("feldera/" + name, new JsonObject().put("behaviour", behaviour));
        return "/v1/resources/demo/" + name;
    }

    private static HttpResponse<String> stopped(String path, int seconds, String body, String... headers) {
        var all = new ArrayList<>(List.of("Prefer", "wait=" + seconds));
        all.addAll(List.of(headers));
        return running.post(path + "/stop", body, all.toArray(String[]::new));
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    @Test
    void it_is_200_once_it_has_stopped_and_no_earlier() {
        var path = pipeline("ends", new JsonObject().put("stopAfter", "2s"));
        var began = Instant.now();

        var answer = stopped(path, 15, "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Duration.between(began, Instant.now())).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(12));
        assertThat(json(answer).getString("state")).isEqualTo("stopped");
        assertThat(json(answer).getString("verdict")).isEqualTo("confirmed");
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=15");
        assertThat(answer.headers().firstValue("Location")).contains(path);
    }

    @Test
    void it_is_202_when_the_wait_is_over_and_tells_how_far_it_came() {
        var path = pipeline("unending", new JsonObject().put("never", true));

        var answer = stopped(path, 3, "{}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).getString("state")).isEqualTo("stopping");
    }

    @Test
    void it_is_202_as_soon_as_the_deadline_has_passed() {
        var path = pipeline("late", new JsonObject().put("never", true));
        var began = Instant.now();

        var answer = stopped(path, 15, "{\"deadline\":\"1s\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).getString("state")).isEqualTo("overdue");
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(12));
        // Ordered again with a deadline of its own, it has that time.
        var again = stopped(path, 15, "{\"deadline\":\"2s\"}");
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(json(again).getInstant("since")).isEqualTo(json(answer).getInstant("since"));
        assertThat(Duration.between(began, Instant.now())).isGreaterThan(Duration.ofMillis(2_900));
    }

    @Test
    void it_is_409_with_the_resource_where_it_failed() {
        var answer = stopped("/v1/resources/demo/never-made", 15, "{}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(json(answer).getString("type")).isEqualTo("urn:standstill:problem:stop-failed");
        assertThat(json(answer).getJsonObject("resource").getString("state")).isEqualTo("failed");
        assertThat(json(answer)
                        .getJsonObject("resource")
                        .getJsonObject("problem")
                        .getString("type"))
                .isEqualTo("urn:standstill:problem:unknown-at-vendor");
    }

    @Test
    void a_replay_waits_for_itself() {
        var path = pipeline("replayed", new JsonObject().put("stopAfter", "2s"));
        var first = running.post(path + "/stop", "{}", "Idempotency-Key", "replayed-1");

        var again = stopped(path, 15, "{}", "Idempotency-Key", "replayed-1");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(again).getInteger("generation")).isEqualTo(1);
    }

    @Test
    void an_order_after_a_stop_waits_for_its_own_stop_and_not_for_the_one_before() {
        var path = pipeline("reborn", new JsonObject().put("stopAfter", "0s"));
        assertThat(stopped(path, 15, "{}").statusCode()).isEqualTo(200);
        running.send(HttpRequest.newBuilder(URI.create(running.url() + path + "/stop"))
                .DELETE());
        running.thing(
                "feldera/reborn",
                new JsonObject().put("running", true).put("behaviour", new JsonObject().put("stopAfter", "1s")));

        var second = stopped(path, 15, "{}");

        assertThat(second.statusCode()).as(second.body()).isEqualTo(200);
        assertThat(json(second).getInteger("generation")).isEqualTo(2);
        assertThat(running.truth("feldera/reborn").getBoolean("running")).isFalse();
    }

    @Test
    void hundreds_wait_at_once_and_each_is_answered() {
        var path = pipeline("crowd", new JsonObject().put("stopAfter", "3s"));
        for (var number = 0; number < 10; number++) {
            pipeline("crowd-" + number, new JsonObject().put("stopAfter", "3s"));
        }

        var waiting = IntStream.range(0, 300)
                .mapToObj(number -> running.postSoon(
                        (number % 2 == 0 ? path : path + "-" + number % 10) + "/stop", "{}", "Prefer", "wait=20"))
                .toList();

        assertThat(waiting.stream().map(CompletableFuture::join))
                .allMatch(answer -> answer.statusCode() == 200)
                .allMatch(answer -> "stopped".equals(json(answer).getString("state")));
    }

    @Test
    void a_command_is_200_when_it_was_done_and_409_when_it_was_refused() {
        running.thing("storm/s-1", new JsonObject());
        var done = running.post(
                "/v1/resources/storm/s-1/command", "{\"command\":\"propagate\"}", "Prefer", "respond-async, wait=15");
        var refused =
                running.post("/v1/resources/storm/s-none/command", "{\"command\":\"propagate\"}", "Prefer", "wait=15");

        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        var key = List.of("Idempotency-Key", "command-1", "Prefer", "wait=15").toArray(String[]::new);
        assertThat(running.post("/v1/resources/storm/s-1/command", "{\"command\":\"propagate\"}", key)
                        .statusCode())
                .isEqualTo(200);
        var replayed = running.post("/v1/resources/storm/s-1/command", "{\"command\":\"propagate\"}", key);
        assertThat(replayed.statusCode()).as("the replay waits for itself").isEqualTo(200);
        assertThat(replayed.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(json(done).getString("id")).isEqualTo("s-1");
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
        assertThat(json(refused).getString("type")).isEqualTo("urn:standstill:problem:command-refused");
        assertThat(json(refused).getJsonObject("resource").getString("id")).isEqualTo("s-none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=0", "wait=721", "wait=soon", "wait", "wait=-1"})
    void a_wait_without_sense_is_400_and_nothing_is_ordered(String prefer) {
        var answer = running.post("/v1/resources/demo/senseless/stop", "{}", "Prefer", prefer);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(running.get("/v1/resources/demo/senseless").statusCode()).isEqualTo(404);
    }

    @Test
    void another_preference_is_passed_over() {
        var path = pipeline("other", new JsonObject().put("never", true));

        var answer = running.post(path + "/stop", "{}", "Prefer", "return=minimal");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Preference-Applied")).isEmpty();
    }
}
