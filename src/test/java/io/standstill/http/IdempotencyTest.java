package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that come twice and take effect once. */
class IdempotencyTest {

    private static final String KEY = "Idempotency-Key";

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

    private static boolean replayed(HttpResponse<String> answer) {
        return answer.headers().firstValue("Idempotency-Replayed").isPresent();
    }

    private static void isReused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(new JsonObject(answer.body()).getString("type"))
                .isEqualTo("urn:standstill:problem:idempotency-key-reused");
    }

    private static int entries(String path, String kind) {
        return (int) new JsonObject(running.get(path + "/journal").body())
                .getJsonArray("items", new JsonArray()).stream()
                        .filter(entry -> kind.equals(((JsonObject) entry).getString("kind")))
                        .count();
    }

    @Test
    void the_same_request_again_is_answered_to_the_letter_as_the_first_was() {
        var path = pipeline("twice", new JsonObject().put("stopAfter", "0s"));
        var first = running.post(path + "/stop", "{\"reason\":\"x\",\"deadline\":\"5m\"}", KEY, "twice-1");
        running.awaits(path, resource -> "stopped".equals(resource.getString("state")));
        running.send(HttpRequest.newBuilder(URI.create(running.url() + path + "/stop"))
                .DELETE());

        var again = running.post(path + "/stop", "{ \"deadline\":\"5m\", \"reason\":\"x\" }", KEY, "twice-1");

        assertThat(replayed(first)).isFalse();
        assertThat(replayed(again)).isTrue();
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location")).contains(path);
        assertThat(again.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(entries(path, "ordered")).isEqualTo(1);
    }

    @Test
    void the_same_key_with_another_body_or_path_is_a_mistake_and_has_no_effect() {
        var path = pipeline("reused", new JsonObject().put("never", true));
        var other = pipeline("reused-other", new JsonObject().put("never", true));
        running.post(path + "/stop", "{\"reason\":\"x\"}", KEY, "reused-1");

        isReused(running.post(path + "/stop", "{\"reason\":\"y\"}", KEY, "reused-1"));
        isReused(running.post(other + "/stop", "{\"reason\":\"x\"}", KEY, "reused-1"));
        isReused(running.post(
                "/v1/stops", "{\"resources\":[{\"account\":\"demo\",\"id\":\"reused-other\"}]}", KEY, "reused-1"));
        assertThat(running.get(other).statusCode()).isEqualTo(404);
    }

    @Test
    void what_was_refused_for_itself_does_not_use_the_key_up() {
        var path = pipeline("mended", new JsonObject().put("never", true));

        assertThat(running.post(path + "/stop", "{\"mode\":\"gently\"}", KEY, "mended-1")
                        .statusCode())
                .isEqualTo(400);
        assertThat(running.post(path + "/stop", "{\"mode\":\"graceful\"}", KEY, "mended-1")
                        .statusCode())
                .isEqualTo(202);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 256})
    void a_key_too_short_or_too_long_is_400(int length) {
        var answer = running.post("/v1/resources/demo/unkeyed/stop", "{}", KEY, "k".repeat(length));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(running.get("/v1/resources/demo/unkeyed").statusCode()).isEqualTo(404);
    }

    @Test
    void two_keys_are_400_and_the_longest_is_a_key() {
        assertThat(running.post("/v1/resources/demo/unkeyed/stop", "{}", KEY, "a", KEY, "b")
                        .statusCode())
                .isEqualTo(400);
        var body = "{\"resources\":[{\"account\":\"memories\",\"id\":\"t-longest\"}]}";
        assertThat(replayed(running.post("/v1/stops", body, KEY, "k".repeat(255))))
                .isFalse();
        assertThat(replayed(running.post("/v1/stops", body, KEY, "k".repeat(255))))
                .isTrue();
    }

    @Test
    void of_many_that_come_at_once_one_takes_effect_and_all_are_answered_alike() {
        var path = pipeline("at-once", new JsonObject().put("never", true));

        var answers = IntStream.range(0, 12)
                .mapToObj(
                        n -> CompletableFuture.supplyAsync(() -> running.post(path + "/stop", "{}", KEY, "at-once-1")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).filteredOn(answer -> !replayed(answer)).hasSize(1);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.get(0).body());
        assertThat(entries(path, "ordered")).isEqualTo(1);
    }

    @Test
    void many_stops_are_replayed_whole_chunk_by_chunk() {
        var resources = new JsonArray();
        for (var number = 0; number < 1_100; number++) {
            resources.add(new JsonObject().put("account", "memories").put("id", "t-" + number));
        }
        resources.add(new JsonObject().put("account", "nobody").put("id", "x"));
        var body = new JsonObject().put("resources", resources);

        var first = running.post("/v1/stops", body.encode(), KEY, "chunks-1");
        var again = running.post("/v1/stops", body.encode(), KEY, "chunks-1");
        var without = running.post("/v1/stops", body.encode());

        assertThat(replayed(first)).isFalse();
        assertThat(replayed(again)).isTrue();
        assertThat(again.body().equals(first.body())).as("to the letter").isTrue();
        assertThat(results(first)).hasSize(1_101).containsOnly("ordered", "refused");
        assertThat(results(without)).startsWith("running");
        isReused(running.post("/v1/stops", body.put("reason", "y").encode(), KEY, "chunks-1"));
    }

    @Test
    void what_a_selection_chose_is_kept_so_that_a_retry_stops_nothing_else() {
        running.put("/v1/resources/memories/t-first", "{\"labels\":{\"kept\":\"selection\"}}");
        var body = "{\"select\":{\"labels\":{\"kept\":\"selection\"}}}";
        var first = running.post("/v1/stops", body, KEY, "selection-1");
        running.put("/v1/resources/memories/t-second", "{\"labels\":{\"kept\":\"selection\"}}");

        var again = running.post("/v1/stops", body, KEY, "selection-1");

        assertThat(results(first)).containsExactly("ordered");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(new JsonObject(running.get("/v1/resources/memories/t-second").body()).getString("state"))
                .isEqualTo("active");
    }

    @Test
    void a_dry_run_keeps_nothing() {
        var body = new JsonObject()
                .put(
                        "resources",
                        JsonArray.of(new JsonObject().put("account", "memories").put("id", "t-rehearsed")));
        running.post("/v1/stops", body.copy().put("dryRun", true).encode(), KEY, "rehearsed-1");

        var truly = running.post("/v1/stops", body.encode(), KEY, "rehearsed-1");

        assertThat(replayed(truly)).isFalse();
        assertThat(results(truly)).containsExactly("ordered");
    }

    private static List<String> results(HttpResponse<String> answer) {
        return new JsonObject(answer.body())
                .getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getString("result"))
                        .toList();
    }
}
