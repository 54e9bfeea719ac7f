package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Follower;
import io.standstill.testing.Running;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API as its users meet it: over HTTP, against the whole service. */
class ApiTest {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** A running pipeline nobody else uses, and its path. */
    private static String pipeline(JsonObject behaviour) {
        var name = "p" + NUMBER.incrementAndGet();
        running.thing("feldera/" + name, new JsonObject().put("behaviour", behaviour));
        return "/v1/resources/demo/" + name;
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private static void isProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        var problem = json(answer);
        assertThat(problem.getString("type")).isEqualTo("urn:standstill:problem:" + name);
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
    }

    // ---- a stop

    @Test
    void an_order_is_202_with_its_place_and_the_resource_and_ends_stopped() {
        var path = pipeline(new JsonObject().put("stopAfter", "500ms"));

        var answer = running.post(path + "/stop", "{\"reason\":\"end of show\",\"deadline\":\"12m\"}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Location")).contains(path);
        var ordered = json(answer);
        assertThat(ordered.getString("state")).isEqualTo("requested");
        assertThat(ordered.getInteger("generation")).isEqualTo(1);
        assertThat(ordered.getJsonObject("stop").getString("reason")).isEqualTo("end of show");
        assertThat(ordered.getJsonArray("nextMoves")).isEqualTo(JsonArray.of("force"));

        var stopped = running.awaits(path, resource -> "stopped".equals(resource.getString("state")));
        assertThat(stopped.getString("verdict")).isEqualTo("confirmed");
        assertThat(stopped.getBoolean("clean")).isTrue();
        assertThat(stopped.getJsonArray("residue")).isEqualTo(JsonArray.of("storage"));
        assertThat(running.truth("feldera/" + ordered.getString("id")).getBoolean("running"))
                .isFalse();
    }

    @Test
    void a_resource_has_every_promised_field() {
        var path = pipeline(new JsonObject().put("stopAfter", "0s"));
        running.post(path + "/stop");
        var resource = running.awaits(path, one -> "stopped".equals(one.getString("state")));

        assertThat(resource.fieldNames())
                .containsExactlyInAnyOrder(
                        "account",
                        "vendor",
                        "id",
                        "state",
                        "verdict",
                        "clean",
                        "residue",
                        "vendorStatus",
                        "incarnation",
                        "generation",
                        "seq",
                        "position",
                        "stop",
                        "problem",
                        "since",
                        "observedAt",
                        "stale",
                        "labels",
                        "stopAt",
                        "nextMoves");
        assertThat(resource.getJsonObject("stop").fieldNames())
                .containsExactlyInAnyOrder(
                        "mode",
                        "reason",
                        "requestedBy",
                        "orderedAt",
                        "acknowledgedAt",
                        "deadlineAt",
                        "escalateAt",
                        "attempts",
                        "stoppedAt");
    }

    @Test
    void an_order_on_what_was_just_proved_is_200_and_a_repeated_order_returns_the_running_one() {
        var path = pipeline(new JsonObject().put("stopAfter", "0s"));
        running.post(path + "/stop");
        running.awaits(path, resource -> "stopped".equals(resource.getString("state")));
        var again = running.post(path + "/stop");
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(json(again).getInteger("generation")).isEqualTo(1);

        var slow = pipeline(new JsonObject().put("never", true));
        running.post(slow + "/stop");
        var repeated = running.post(slow + "/stop");
        assertThat(repeated.statusCode()).isEqualTo(202);
        assertThat(json(repeated).getInteger("generation")).isEqualTo(1);
    }

    @Test
    void force_escalates_what_hangs() {
        var path = pipeline(new JsonObject().put("stuckUntilForce", true).put("stopAfter", "0s"));
        running.post(path + "/stop");
        running.awaits(path, resource -> "stopping".equals(resource.getString("state")));

        running.post(path + "/stop", "{\"mode\":\"force\"}");

        var stopped = running.awaits(path, resource -> "stopped".equals(resource.getString("state")));
        assertThat(stopped.getValue("clean")).isNull();
        assertThat(stopped.getInteger("generation")).isEqualTo(1);
    }

    @Test
    void a_person_accepts_it_as_running_but_not_while_it_is_being_stopped() {
        var path = pipeline(new JsonObject().put("stopAfter", "0s"));
        running.post(path + "/stop");
        running.awaits(path, resource -> "stopped".equals(resource.getString("state")));

        var released = delete(path, "{\"reason\":\"rehearsal\"}");
        assertThat(released.statusCode()).isEqualTo(200);
        assertThat(json(released).getString("state")).isEqualTo("active");

        var never = pipeline(new JsonObject().put("never", true));
        running.post(never + "/stop");
        isProblem(delete(never, "{}"), 409, "conflict");
        isProblem(delete("/v1/resources/demo/nobody", "{}"), 404, "unknown-resource");
    }

    private static HttpResponse<String> delete(String path, String json) {
        return running.send(HttpRequest.newBuilder(URI.create(running.url() + path + "/stop"))
                .header("Content-Type", "application/json")
                .method("DELETE", HttpRequest.BodyPublishers.ofString(json)));
    }

    @Test
    void what_the_vendor_does_not_know_fails_with_its_problem() {
        running.post("/v1/resources/demo/never-made/stop");

        var failed = running.awaits(
                "/v1/resources/demo/never-made", resource -> "failed".equals(resource.getString("state")));

        assertThat(failed.getJsonObject("problem").getString("type"))
                .isEqualTo("urn:standstill:problem:unknown-at-vendor");
    }

    @Test
    void an_id_may_hold_anything_printable() {
        running.thing(
                "feldera/a%2Fb%20c%3F%25", new JsonObject().put("behaviour", new JsonObject().put("stopAfter", "0s")));
        var path = "/v1/resources/demo/a%2Fb%20c%3F%25";

        var ordered = running.post(path + "/stop");

        assertThat(json(ordered).getString("id")).isEqualTo("a/b c?%");
        assertThat(ordered.headers().firstValue("Location")).contains(path);
        running.awaits(path, resource -> "stopped".equals(resource.getString("state")));
    }

    // ---- reading

    @Test
    void the_history_tells_each_step_with_its_evidence_oldest_first() {
        var path = pipeline(new JsonObject().put("stopAfter", "0s"));
        running.post(path + "/stop");
        running.awaits(path, resource -> "stopped".equals(resource.getString("state")));

        var first = json(running.get(path + "/journal?limit=3"));
        var rest = json(running.get(path + "/journal?after=" + first.getString("next")));

        var entries = first.getJsonArray("items").copy().addAll(rest.getJsonArray("items"));
        assertThat(entries.stream().map(entry -> ((JsonObject) entry).getString("kind")))
                .containsExactly("ordered", "seen", "sent", "acknowledged", "proved");
        assertThat(rest.getString("next")).isNull();
        var taken = entries.getJsonObject(3);
        assertThat(taken.getString("from")).isEqualTo("requested");
        assertThat(taken.getString("to")).isEqualTo("stopping");
        assertThat(taken.getJsonObject("evidence").getString("source")).isEqualTo("answer");
        assertThat(taken.getJsonObject("evidence").getInteger("status")).isEqualTo(202);
        assertThat(taken.getJsonObject("evidence").getString("digest")).startsWith("sha256:");
        assertThat(taken.getJsonObject("resource").getString("position")).isEqualTo(taken.getString("position"));
    }

    @Test
    void lists_are_paged_and_filtered() {
        var never = pipeline(new JsonObject().put("never", true));
        running.post(never + "/stop");
        var name = never.substring(never.lastIndexOf('/') + 1);
        running.awaits(never, resource -> "stopping".equals(resource.getString("state")));

        var all = new ArrayList<String>();
        var positions = new HashSet<String>();
        String cursor = null;
        do {
            var page = json(
                    running.get("/v1/resources?account=demo&limit=2" + (cursor == null ? "" : "&cursor=" + cursor)));
            page.getJsonArray("items").forEach(item -> all.add(((JsonObject) item).getString("id")));
            positions.add(page.getString("position"));
            // Something goes on meanwhile, and is told after the position of every page.
            running.post(pipeline(new JsonObject()) + "/stop");
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(all).contains(name).doesNotHaveDuplicates().isSorted();
        assertThat(positions).as("that of the first page").hasSize(1);
        var stopping = json(running.get("/v1/resources?state=stopping"));
        assertThat(stopping.getJsonArray("items"))
                .allMatch(item -> "stopping".equals(((JsonObject) item).getString("state")));
        assertThat(json(running.get("/v1/resources?account=nobody")).getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void the_journal_is_the_feed_page_by_page() {
        var path = pipeline(new JsonObject().put("stopAfter", "0s"));
        var before = json(running.get("/v1/resources?limit=1")).getString("position");
        running.post(path + "/stop");
        var id = running.awaits(path, resource -> "stopped".equals(resource.getString("state")))
                .getString("id");

        var page = json(running.get("/v1/journal?after=" + before + "&limit=1000"));

        assertThat(page.getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getJsonObject("resource"))
                        .filter(resource -> id.equals(resource.getString("id")))
                        .map(resource -> resource.getString("state")))
                .containsExactly("requested", "requested", "requested", "stopping", "stopped");
        isProblem(running.get("/v1/journal?after=rubbish"), 400, "malformed");
        isProblem(running.get("/v1/journal?after=zzzzzz-1"), 400, "malformed");
    }

    // ---- the feed

    @Test
    void the_feed_begins_with_where_it_starts_from_and_tells_each_step_once() {
        var path = pipeline(new JsonObject().put("stopAfter", "0s"));
        var id = path.substring(path.lastIndexOf('/') + 1);
        var before = json(running.get("/v1/resources?limit=1")).getString("position");
        try (var follower = Follower.of(running.url() + "/v1/events?resource=demo/" + id)) {
            Awaitility.await().until(() -> !follower.lastId().isEmpty());
            assertThat(follower.status()).isEqualTo(200);
            assertThat(follower.header("Content-Type")).isEqualTo("text/event-stream");
            assertThat(follower.header("Cache-Control")).isEqualTo("no-store, no-transform");
            assertThat(follower.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(follower.retry()).isPositive();
            assertThat(follower.events()).isEmpty();

            running.post(path + "/stop");
            follower.awaits(events -> events.size() == 5);

            assertThat(follower.events())
                    .extracting(Follower.Event::type)
                    .containsExactly("transition", "note", "note", "transition", "transition");
            assertThat(follower.events())
                    .extracting(Follower.Event::id)
                    .isSorted()
                    .doesNotHaveDuplicates();
            assertThat(follower.events())
                    .allSatisfy(event ->
                            assertThat(event.json().getString("position")).isEqualTo(event.id()));
        }
        try (var resumed = Follower.of(
                running.url() + "/v1/events?event=transition&resource=demo/" + id, Map.of("Last-Event-ID", before))) {
            resumed.awaits(events -> events.size() == 3);
            assertThat(resumed.events())
                    .extracting(event -> event.json().getString("to"))
                    .containsExactly("requested", "stopping", "stopped");
        }
    }

    @Test
    void a_follower_cut_anywhere_resumes_without_hole_or_repeat() {
        var path = pipeline(new JsonObject().put("stopAfter", "0s"));
        var before = json(running.get("/v1/resources?limit=1")).getString("position");
        running.post(path + "/stop");
        var end = running.awaits(path, resource -> "stopped".equals(resource.getString("state")))
                .getString("position");

        var heard = new ArrayList<String>();
        var last = before;
        while (!last.equals(end)) {
            try (var follower = Follower.of(running.url() + "/v1/events?after=" + last)) {
                follower.awaits(events -> !events.isEmpty());
                var first = follower.events().get(0);
                heard.add(first.id());
                last = first.id();
            }
        }

        var all = json(running.get("/v1/journal?limit=1000&after=" + before)).getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("position"))
                .takeWhile(position -> !position.equals(end))
                .toList();
        assertThat(heard.subList(0, heard.size() - 1)).isEqualTo(all);
    }

    @Test
    void the_position_an_order_is_answered_with_is_followed_from_at_once_without_repeat() {
        for (var i = 0; i < 5; i++) {
            var path = pipeline(new JsonObject().put("stopAfter", "0s"));
            var id = path.substring(path.lastIndexOf('/') + 1);

            var position = json(running.post(path + "/stop")).getString("position");

            try (var follower = Follower.of(running.url() + "/v1/events?resource=demo/" + id + "&after=" + position)) {
                follower.awaits(events -> events.size() == 4);
                assertThat(follower.events())
                        .extracting(Follower.Event::type)
                        .containsExactly("note", "note", "transition", "transition");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"zzzzzz-1, epoch", "rubbish, unreadable", "-5, unreadable"})
    void a_cursor_that_cannot_be_served_is_told_and_the_stream_goes_on_from_the_head(String cursor, String reason) {
        try (var follower = Follower.of(running.url() + "/v1/events?after=" + cursor)) {
            follower.awaits(events -> !events.isEmpty());

            var reset = follower.events().get(0);
            assertThat(reset.type()).isEqualTo("reset");
            assertThat(reset.json())
                    .isEqualTo(new JsonObject().put("reason", reason).put("list", "/v1/resources"));
            assertThat(reset.id()).matches("[0-9a-z]+-[0-9]+");
        }
    }

    @Test
    void a_cursor_ahead_of_the_head_is_told_too() {
        var position = json(running.get("/v1/resources?limit=1")).getString("position");
        var ahead = position.substring(0, position.indexOf('-')) + "-999999999";
        try (var follower = Follower.of(running.url() + "/v1/events", Map.of("Last-Event-ID", ahead))) {
            follower.awaits(events -> !events.isEmpty());

            assertThat(follower.events().get(0).json().getString("reason")).isEqualTo("ahead");
        }
    }

    // ---- what cannot be answered as asked

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "\"stop\"",
                "{\"mode\":\"gently\"}",
                "{\"mode\":7}",
                "{\"reason\":{}}",
                "{\"deadline\":\"soon\"}",
                "{\"deadline\":\"0s\"}",
                "{\"deadline\":12}",
                "{\"deadline\":\"9999d\"}",
                "{\"dead\":\"12m\"}"
            })
    void a_body_without_sense_is_400_and_nothing_is_written(String body) {
        var path = pipeline(new JsonObject());

        isProblem(running.post(path + "/stop", body), 400, "malformed");

        isProblem(running.get(path), 404, "unknown-resource");
        isProblem(running.get(path + "/journal"), 404, "unknown-resource");
    }

    @Test
    void a_reason_without_end_is_400() {
        var path = pipeline(new JsonObject());

        isProblem(
                running.post(
                        path + "/stop",
                        new JsonObject().put("reason", "x".repeat(1_001)).encode()),
                400,
                "malformed");
    }

    @Test
    void a_body_of_the_wrong_type_is_415_and_one_too_large_413() {
        var path = pipeline(new JsonObject()) + "/stop";
        var form = HttpRequest.newBuilder(URI.create(running.url() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));

        isProblem(running.send(form), 415, "media-type");
        isProblem(running.post(path, "{\"reason\":\"" + "x".repeat(70_000) + "\"}"), 413, "too-large");
    }

    @Test
    void an_unknown_account_resource_path_or_method_is_told() {
        isProblem(running.post("/v1/resources/nobody/x/stop"), 404, "unknown-account");
        isProblem(running.get("/v1/resources/demo/nobody"), 404, "unknown-resource");
        isProblem(running.get("/v1/resources/demo/nobody/journal"), 404, "unknown-resource");
        isProblem(running.get("/nothing/here"), 404, "no-such-path");
        var wrong = running.post("/v1/resources");
        isProblem(wrong, 405, "method-not-allowed");
        assertThat(wrong.headers().firstValue("Allow")).contains("GET");
        assertThat(running.get("/v1/resources/demo/x/stop").headers().firstValue("Allow"))
                .contains("DELETE, POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%0Ab", "%C2%85", "%7F"})
    void an_id_nobody_can_have_is_400(String id) {
        isProblem(running.post("/v1/resources/demo/" + id + "/stop"), 400, "invalid-id");
    }

    @Test
    void an_id_too_long_is_400() {
        isProblem(running.post("/v1/resources/demo/" + "x".repeat(2_000) + "/stop"), 400, "invalid-id");
    }

    @Test
    void an_id_that_only_this_vendor_cannot_have_is_told_before_anything_is_written() {
        isProblem(running.post("/v1/resources/memories/a%2Fb/stop"), 400, "invalid-id");
        assertThat(running.get("/v1/resources/memories/a%2Fb").statusCode()).isEqualTo(404);
    }

    @Test
    void a_way_of_stopping_that_the_vendor_has_not_is_told_before_anything_is_written() {
        isProblem(running.post("/v1/resources/memories/t-1/stop", "{\"mode\":\"force\"}"), 422, "mode-not-supported");
        isProblem(
                running.post("/v1/resources/memories/t-1/stop", "{\"escalateAfter\":\"5m\"}"),
                422,
                "mode-not-supported");
        assertThat(running.get("/v1/resources/memories/t-1").statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/resources?limit=0", "/v1/resources?limit=1001", "/v1/resources?limit=many",
                "/v1/resources?state=halted", "/v1/resources?cursor=rubbish", "/v1/journal?limit=-1",
                "/v1/events?event=everything", "/v1/resources?sate=stopped", "/v1/journal?from=0"
            })
    void a_parameter_without_sense_is_400(String path) {
        isProblem(running.get(path), 400, "malformed");
    }

    // ---- operations

    @Test
    void it_lives_and_is_ready() {
        assertThat(running.get("/livez").statusCode()).isEqualTo(200);
        assertThat(running.get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void no_answer_is_kept_by_anybody() {
        assertThat(running.get("/v1/resources").headers().firstValue("Cache-Control"))
                .contains("no-store");
    }
}
