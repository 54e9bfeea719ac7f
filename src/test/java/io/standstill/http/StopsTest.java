package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many stops at once, as their users meet them. */
class StopsTest {

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static void thing(String name, JsonObject behaviour) {
        running.thing("feldera/" + name, new JsonObject().put("behaviour", behaviour));
    }

    private static HttpResponse<String> stops(JsonObject body) {
        return running.post("/v1/stops", body.encode());
    }

    private static JsonObject listed(String account, String... ids) {
        var resources = new JsonArray();
        for (var id : ids) {
            resources.add(new JsonObject().put("account", account).put("id", id));
        }
        return new JsonObject().put("resources", resources);
    }

    private static JsonObject select(JsonObject select) {
        return new JsonObject().put("select", select);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private static List<JsonObject> items(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return json(answer).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> results(HttpResponse<String> answer) {
        return items(answer).stream().map(item -> item.getString("result")).toList();
    }

    private static void isProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).getString("type")).isEqualTo("urn:standstill:problem:" + name);
    }

    private static String state(String path) {
        return json(running.get("/v1/resources/" + path)).getString("state");
    }

    private static String entries(String account, String id) {
        try (var database = Sql.on(running.database())) {
            return database.one("SELECT count(*) FROM journal WHERE account = '%s' AND resource_id LIKE '%s'"
                    .formatted(account, id));
        }
    }

    @Test
    void each_is_told_by_itself_and_what_is_refused_spoils_nothing_and_is_not_written() {
        thing("runs", new JsonObject().put("never", true));
        thing("rests", new JsonObject().put("stopAfter", "0s"));
        thing("fresh", new JsonObject().put("never", true));
        running.post("/v1/resources/demo/runs/stop");
        running.post("/v1/resources/demo/rests/stop");
        running.awaits("/v1/resources/demo/rests", one -> "stopped".equals(one.getString("state")));

        var body = listed("demo", "runs", "rests", "fresh", "a\nb");
        body.getJsonArray("resources")
                .add(new JsonObject().put("account", "nobody").put("id", "x"))
                .add(new JsonObject().put("account", "memories").put("id", "a/b"));
        var items = items(stops(body.put("reason", "end of show")));

        assertThat(items)
                .extracting(item -> item.getString("result"))
                .containsExactly("running", "stopped", "ordered", "refused", "refused", "refused");
        assertThat(items)
                .extracting(item -> item.getString("id"))
                .containsExactly("runs", "rests", "fresh", "a\nb", "x", "a/b");
        assertThat(items.subList(3, 6))
                .extracting(item -> item.getJsonObject("problem").getString("type"))
                .containsExactly(
                        "urn:standstill:problem:invalid-id",
                        "urn:standstill:problem:unknown-account",
                        "urn:standstill:problem:invalid-id");
        assertThat(items.get(2).getValue("problem")).isNull();
        var fresh = json(running.get("/v1/resources/demo/fresh"));
        assertThat(fresh.getJsonObject("stop").getString("reason")).isEqualTo("end of show");
        assertThat(running.get("/v1/resources/memories/a%2Fb").statusCode()).isEqualTo(404);
    }

    @Test
    void a_mode_that_one_vendor_has_not_is_refused_there_and_forces_what_runs_elsewhere() {
        thing("forced", new JsonObject().put("never", true));
        running.post("/v1/resources/demo/forced/stop");
        var body = listed("demo", "forced").put("mode", "force");
        body.getJsonArray("resources")
                .add(new JsonObject().put("account", "memories").put("id", "t-forced"));

        var items = items(stops(body));

        assertThat(items).extracting(item -> item.getString("result")).containsExactly("ordered", "refused");
        assertThat(items.get(1).getJsonObject("problem").getString("type"))
                .isEqualTo("urn:standstill:problem:mode-not-supported");
        assertThat(json(running.get("/v1/resources/demo/forced"))
                        .getJsonObject("stop")
                        .getString("mode"))
                .isEqualTo("force");
        assertThat(running.get("/v1/resources/memories/t-forced").statusCode()).isEqualTo(404);
    }

    @Test
    void a_selection_stops_what_bears_the_labels_in_those_states_and_nothing_else() {
        for (var name : List.of("chosen-1", "chosen-2", "not-chosen")) {
            thing(name, new JsonObject().put("never", true));
            running.put(
                    "/v1/resources/demo/" + name,
                    new JsonObject()
                            .put(
                                    "labels",
                                    new JsonObject()
                                            .put("show", name.substring(0, 3))
                                            .put("more", "x"))
                            .encode());
        }
        var chosen = select(new JsonObject()
                .put("account", "demo")
                .put("state", "active")
                .put("labels", new JsonObject().put("show", "cho")));

        assertThat(items(stops(chosen)))
                .extracting(item -> item.getString("id"))
                .containsExactly("chosen-1", "chosen-2");
        assertThat(items(stops(chosen))).as("active no more").isEmpty();
        assertThat(state("demo/not-chosen")).isEqualTo("active");
    }

    @Test
    void strays_that_the_vendor_listed_become_known_and_are_ordered() throws Exception {
        try (var database = Sql.on(running.database())) {
            database.run("INSERT INTO inventory VALUES ('memories', 't-stray', null), ('memories', 't-known', null)");
        }
        running.put("/v1/resources/memories/t-known", "{}");

        var items = items(stops(select(new JsonObject().put("stray", true).put("account", "memories"))));

        assertThat(items).extracting(item -> item.getString("id")).containsExactly("t-stray");
        assertThat(items).extracting(item -> item.getString("result")).containsExactly("ordered");
        assertThat(state("memories/t-known")).isEqualTo("active");
        assertThat(running.get("/v1/resources/memories/t-stray").statusCode()).isEqualTo(200);
    }

    @Test
    void a_dry_run_tells_what_would_happen_and_writes_nothing() {
        running.put("/v1/resources/memories/t-dry", "{\"labels\":{\"dry\":\"run\"}}");
        var told = stops(select(new JsonObject().put("labels", new JsonObject().put("dry", "run")))
                .put("dryRun", true));
        var unknown =
                stops(listed("memories", "t-dry", "t-never-heard-of", "a/b").put("dryRun", true));

        assertThat(results(told)).containsExactly("ordered");
        assertThat(json(told).getBoolean("dryRun")).isTrue();
        assertThat(results(unknown)).containsExactly("ordered", "ordered", "refused");
        assertThat(state("memories/t-dry")).isEqualTo("active");
        assertThat(running.get("/v1/resources/memories/t-never-heard-of").statusCode())
                .isEqualTo(404);
        assertThat(entries("memories", "t-dry")).isEqualTo("1");
    }

    @Test
    void ten_thousand_are_taken_and_one_more_is_too_many() {
        var many = listed(
                "nobody", IntStream.range(0, 10_000).mapToObj(n -> "thing-" + n).toArray(String[]::new));

        assertThat(results(stops(many))).hasSize(10_000).containsOnly("refused");

        many.getJsonArray("resources")
                .add(new JsonObject().put("account", "nobody").put("id", "x"));
        var tooMany = stops(many);
        isProblem(tooMany, 413, "too-large");
        assertThat(json(tooMany).getString("detail")).contains("10000");
    }

    @Test
    void a_selection_that_matches_more_is_told_and_nothing_is_ordered() throws Exception {
        try (var database = Sql.on(running.database())) {
            database.run("""
                    INSERT INTO resource (account, id, vendor, state, generation, seq, position, since, residue, labels, pursuit)
                    SELECT 'elsewhere', 'r' || n, 'feldera', 'active', 0, 1, 1, now(), '{}', '{"crowd":"x"}', '{}'
                      FROM generate_series(1, 10001) AS n
                    """);
        }

        isProblem(stops(select(new JsonObject().put("labels", new JsonObject().put("crowd", "x")))), 422, "too-many");
        assertThat(entries("elsewhere", "%")).isEqualTo("0");
    }

    @Test
    void nothing_to_stop_is_no_fault() {
        assertThat(items(stops(new JsonObject().put("resources", new JsonArray()))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"resources\":[],\"select\":{\"account\":\"demo\"}}",
                "{\"select\":{\"account\":null,\"state\":\"active\"}}",
                "{\"select\":{\"account\":\"demo\",\"state\":null}}",
                "{\"resources\":{}}",
                "{\"resources\":[\"demo/x\"]}",
                "{\"resources\":[{\"account\":\"demo\"}]}",
                "{\"resources\":[{\"account\":\"demo\",\"id\":7}]}",
                "{\"resources\":[{\"account\":\"demo\",\"id\":\"x\",\"mode\":\"force\"}]}",
                "{\"select\":{}}",
                "{\"select\":{\"stray\":false}}",
                "{\"select\":{\"acount\":\"demo\"}}",
                "{\"select\":{\"state\":\"halted\"}}",
                "{\"select\":{\"labels\":{\"a\":1}}}",
                "{\"select\":{\"stray\":true,\"state\":\"active\"}}",
                "{\"resources\":[],\"mode\":\"gently\"}",
                "{\"resources\":[],\"dryRun\":\"yes\"}",
                "{\"resources\":[],\"deadline\":\"5m\"}"
            })
    void a_body_without_sense_is_400(String body) {
        isProblem(running.post("/v1/stops", body), 400, "malformed");
    }

    @Test
    void a_selection_in_an_account_that_is_not_configured_is_404() {
        isProblem(stops(select(new JsonObject().put("account", "dmeo"))), 404, "unknown-account");
    }
}
