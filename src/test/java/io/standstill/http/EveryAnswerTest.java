package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.http.description.Description;
import io.standstill.testing.Follower;
import io.standstill.testing.Promised;
import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation is driven to every status it is described with: nothing is promised that is not given. */
class EveryAnswerTest {

    /** What is not forced here, and why. */
    private static final Map<Integer, String> NOT_FORCED = Map.of(
            401, "nobody is asked who they are on loopback; the door's tests see it",
            403, "whoever asks on loopback may do everything; the door's tests see it",
            429, "nothing counts how often somebody on loopback asks; the door's tests see it",
            503, "the database would have to go away; the tests of draining, waiting and being cut off see it");

    /** As little, for one operation alone. */
    private static final Map<String, String> NOT_FORCED_HERE =
            Map.of("makeKnown 422", "only an account whose apiType cannot stop anything refuses a handle so");

    private static final String NOT_JSON = "{";
    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static int ask(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(running.url() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return running.send(request).statusCode();
    }

    private static int asText(String method, String path) {
        return running.send(HttpRequest.newBuilder(URI.create(running.url() + path))
                        .header("Content-Type", "text/plain")
                        .method(method, BodyPublishers.ofString("x")))
                .statusCode();
    }

    @Test
    void every_operation_was_seen_with_every_status_it_is_described_with() throws Exception {
        resources();
        commands();
        journals();
        many();
        accounts();
        callbacks();
        session();
        pages();

        var missing = new TreeSet<String>();
        for (var operation : Description.published().operations()) {
            for (var status : operation.statuses()) {
                var pair = operation.id() + " " + status;
                if (!NOT_FORCED.containsKey(status)
                        && !NOT_FORCED_HERE.containsKey(pair)
                        && !Promised.seen().contains(pair)) {
                    missing.add(pair);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static void resources() {
        var path = "/v1/resources/demo/every";
        running.thing("feldera/every", new JsonObject().put("behaviour", new JsonObject().put("stopAfter", "0s")));
        ask("GET", path, null);
        ask("PUT", path, "{}");
        ask("PUT", path, "{\"labels\":{\"show\":\"morning\"}}");
        var tag = running.get(path).headers().firstValue("ETag").orElseThrow();
        ask("GET", path, null, "If-None-Match", tag);
        ask("DELETE", path + "/stop", "{}");
        ask("POST", path + "/stop", "{}", "Idempotency-Key", "every");
        ask("DELETE", path + "/stop", "{}");
        ask("POST", path + "/stop", "{\"reason\":\"other\"}", "Idempotency-Key", "every");
        running.awaits(path, one -> "stopped".equals(one.getString("state")));
        ask("POST", path + "/stop", null);
        ask("DELETE", path + "/stop", null);
        ask("POST", "/v1/resources/demo/never-made/stop", null, "Prefer", "wait=20");
        ask("GET", path + "/explain", null);
        for (var call : List.of("GET ", "PUT ", "POST /stop", "DELETE /stop", "GET /explain")) {
            var method = call.substring(0, call.indexOf(' '));
            var below = call.substring(call.indexOf(' ') + 1);
            ask(method, path + below + "?no=such", null);
            ask(method, "/v1/resources/nobody/x" + below, null);
            if (!method.equals("GET")) {
                asText(method, path + below);
                ask(method, path + below, tooLarge());
            }
        }
        ask("DELETE", "/v1/resources/demo/nowhere/stop", null);
        ask("POST", path + "/stop", "{\"mode\":\"hard\"}");
        ask("POST", "/v1/resources/storm/x/stop", "{\"mode\":\"force\"}");
    }

    private static String tooLarge() {
        return "{\"reason\":\"%s\"}".formatted("x".repeat(2 << 20));
    }

    private static void commands() {
        var path = "/v1/resources/storm/every/command";
        running.thing("storm/every", new JsonObject());
        ask("POST", path, "{\"command\":\"propagate\"}");
        ask("POST", path, "{\"command\":\"propagate\"}", "Prefer", "wait=20");
        ask("POST", "/v1/resources/storm/never-made/command", "{\"command\":\"propagate\"}", "Prefer", "wait=20");
        ask("POST", path, NOT_JSON);
        ask("POST", path, tooLarge());
        asText("POST", path);
        ask("POST", "/v1/resources/nobody/x/command", "{\"command\":\"propagate\"}");
        ask("POST", "/v1/resources/demo/x/command", "{\"command\":\"propagate\"}");
    }

    private static void journals() throws Exception {
        for (var path : Set.of("/v1/journal", "/v1/resources/demo/every/journal")) {
            ask("GET", path + "?limit=1000", null);
            ask("GET", path + "?limit=0", null);
        }
        ask("GET", "/v1/resources/demo/nowhere/journal", null);
        ask("GET", "/v1/events?state=halted", null);
        try (var follower = Follower.of(running.url() + "/v1/events?after=0&heartbeat=event")) {
            follower.awaits(events -> events.size() > 3);
        }
        // As if retention had let the first of them go.
        var second = new JsonObject(running.get("/v1/journal?limit=2").body()).getString("next");
        try (var database = Sql.on(running.database())) {
            database.run("UPDATE feed SET first = 5");
        }
        ask("GET", "/v1/journal?after=" + second, null);
        ask("GET", "/v1/resources/demo/every/journal?after=" + second, null);
    }

    private static void many() {
        ask("GET", "/v1/resources?sort=-updated&limit=1", null);
        ask("GET", "/v1/resources?sort=size", null);
        ask("GET", "/v1/summary", null);
        ask("GET", "/v1/summary?of=all", null);
        ask("POST", "/v1/stops", "{\"select\":{\"account\":\"demo\"},\"dryRun\":true}", "Idempotency-Key", "many");
        ask("POST", "/v1/stops", "{\"resources\":[{\"account\":\"demo\",\"id\":\"every\"}]}", "Idempotency-Key", "k");
        ask("POST", "/v1/stops", "{\"select\":{\"account\":\"demo\"}}", "Idempotency-Key", "k");
        ask("POST", "/v1/stops", "{\"resources\":[],\"select\":{}}");
        ask("POST", "/v1/stops", "{\"select\":{\"account\":\"nobody\"}}");
        ask("POST", "/v1/stops", "{\"resources\":[%s1]}".formatted("1,".repeat(10_000)));
        asText("POST", "/v1/stops");
    }

    private static void accounts() {
        ask("GET", "/v1/accounts", null);
        ask("GET", "/v1/accounts?name=demo", null);
        ask("GET", "/v1/accounts/storm/inventory", null);
        ask("GET", "/v1/accounts/storm/inventory?limit=0", null);
        ask("GET", "/v1/accounts/nobody/inventory", null);
        for (var turn : Set.of("pause", "resume")) {
            ask("POST", "/v1/accounts/demo/" + turn, null, "Idempotency-Key", turn);
            ask("POST", "/v1/accounts/storm/" + turn, null, "Idempotency-Key", turn);
            ask("POST", "/v1/accounts/demo/" + turn, "{\"why\":\"?\"}");
            ask("POST", "/v1/accounts/demo/" + turn, tooLarge());
            ask("POST", "/v1/accounts/nobody/" + turn, null);
            asText("POST", "/v1/accounts/demo/" + turn);
        }
    }

    private static void callbacks() {
        var path = "/callbacks/memories/first-secret";
        ask("POST", path, "{\"task_id\":\"t\"}");
        ask("POST", path, NOT_JSON);
        ask("POST", path, tooLarge());
        ask("POST", "/callbacks/memories/wrong", "{}");
    }

    private static void session() {
        ask("GET", "/v1/session", null);
        ask("POST", "/v1/session", null);
        ask("POST", "/v1/session", tooLarge());
        ask("DELETE", "/v1/session", null);
        for (var method : Set.of("GET", "POST", "DELETE")) {
            ask(method, "/v1/session?who=me", null);
        }
    }

    private static void pages() {
        for (var path :
                Set.of("/livez", "/readyz", "/metrics", "/docs", "/docs.css", "/openapi.yaml", "/openapi.json")) {
            ask("GET", path, null);
        }
        var tag = running.get("/openapi.json").headers().firstValue("ETag").orElseThrow();
        for (var path : Set.of("/openapi.yaml", "/openapi.json")) {
            assertThat(ask("GET", path, null, "If-None-Match", tag)).isEqualTo(304);
        }
        assertThat(ask("GET", "/docs/no-such-page", null)).isEqualTo(404);
        var manual = running.get("/docs/alerts").headers().firstValue("ETag").orElseThrow();
        for (var part : Set.of("alerts", "search.js", "sections.json")) {
            assertThat(ask("GET", "/docs/" + part, null)).isEqualTo(200);
            assertThat(ask("GET", "/docs/" + part, null, "If-None-Match", manual))
                    .isEqualTo(304);
        }
        assertThat(ask("GET", "/assets/no-such.js", null)).isEqualTo(404);
        var page = running.get("/").headers().firstValue("ETag").orElseThrow();
        for (var path : Set.of("/", "/assets/wall.js", "/assets/look.css")) {
            assertThat(ask("GET", path, null)).isEqualTo(200);
            assertThat(ask("GET", path, null, "If-None-Match", page)).isEqualTo(304);
        }
    }

    // ---- routes

    /** What is routed is described, or the service does not start; and what is described is routed. */
    @Test
    void every_operation_is_open() throws Exception {
        var client = HttpClient.newHttpClient();
        var closed = new TreeSet<String>();
        for (var operation : Description.published().operations()) {
            var path = operation.path().startsWith("/callbacks/")
                    ? "/callbacks/memories/first-secret"
                    : operation.path().replaceAll("\\{\\w+}", "x");
            // Nobody takes this method, and whoever refuses it names those that are taken.
            var request =
                    HttpRequest.newBuilder(URI.create(running.url() + path)).method("TRACE", BodyPublishers.noBody());
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var allowed = answer.headers().firstValue("Allow").orElse("").split(", ", -1);
            if (!Set.of(allowed).contains(operation.method())) {
                closed.add(operation.id());
            }
        }
        assertThat(closed).isEmpty();
    }

    @Test
    void what_is_not_described_cannot_be_routed() {
        assertThatThrownBy(() -> HttpFace.on(null, "/v1/secrets", Map.of(HttpMethod.GET, request -> {})))
                .hasMessageContaining("GET /v1/secrets is not described");
    }
}
