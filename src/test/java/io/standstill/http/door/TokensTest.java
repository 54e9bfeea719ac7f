package io.standstill.http.door;

import static io.standstill.http.door.Guarded.bearer;
import static io.standstill.http.door.Guarded.sha256;
import static io.standstill.http.door.Guarded.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Follower;
import io.standstill.testing.TestServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Configured tokens at a whole service: who is let in, to what, and to which accounts. */
class TokensTest {

    private static final String OPS = bearer("token-of-ops");
    private static final String READER = bearer("token-of-reader");
    private static final String STOPPER = bearer("token-of-stopper");
    private static final String EUROPE = bearer("token-of-europe");

    private static Guarded service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        service = Guarded.start(
                folder,
                TestServer.get().fresh(),
                "http: {port: 0}\nauth:\n  tokens:\n"
                        + token("ops", "token-of-ops", "roles: [read, stop]")
                        + token("reader", "token-of-reader", "roles: [read]")
                        + token("stopper", "token-of-stopper", "roles: [stop]")
                        + token("europe", "token-of-europe", "roles: [read, stop], accounts: [eu]"));
        for (var one : List.of("eu/there", "us/there")) {
            assertThat(service.ask("PUT", "/v1/resources/" + one, "", OPS).status())
                    .isEqualTo(201);
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void whoever_brings_no_token_is_told_to_bring_one() {
        for (var path : List.of(
                "/v1/resources",
                "/v1/resources/eu/there",
                "/v1/resources/eu/there/journal",
                "/v1/accounts",
                "/v1/summary",
                "/v1/journal",
                "/v1/events",
                "/v1/session",
                "/v1/nothing",
                "/metrics",
                "/metrics/",
                "/livez/../v1/resources",
                "/callbacks/../v1/resources",
                "/callbacks/..%2fv1/resources",
                "//v1/resources")) {
            var reply = service.get(path);
            assertThat(reply.status()).as(path).isIn(401, 404);
            if (reply.status() == 401) {
                assertThat(reply.header("WWW-Authenticate")).hasValue("Bearer");
                assertThat(reply.header("Content-Type")).hasValue("application/problem+json");
                assertThat(reply.json().getString("type")).isEqualTo("urn:standstill:problem:unauthorized");
            } else {
                assertThat(path).startsWith("/callbacks/");
            }
        }
        for (var path :
                List.of("/v1/resources/eu/new/stop", "/v1/stops", "/v1/session", "/v1/accounts/eu/pause", "/livez")) {
            assertThat(service.post(path, "{}").status()).as(path).isEqualTo(401);
        }
        assertThat(service.get("/v1/resources/eu/new", OPS).status()).isEqualTo(404);
    }

    @Test
    void a_token_that_nobody_has_lets_nobody_in() {
        for (var line : List.of(
                bearer("token-of-op"),
                bearer("token-of-opss"),
                bearer("TOKEN-OF-OPS"),
                bearer(sha256("token-of-ops")),
                bearer(""),
                "Authorization: token-of-ops",
                "Authorization: Basic b3BzOnRva2VuLW9mLW9wcw==",
                "Authorization: Bearer token-of-ops token-of-ops",
                bearer("a.b.c"),
                "Cookie: standstill-session=token-of-ops",
                "Cookie: standstill-session=" + sha256("token-of-ops"),
                "X-Authorization: Bearer token-of-ops")) {
            assertThat(service.get("/v1/resources", line).status()).as(line).isEqualTo(401);
        }
        assertThat(service.get("/v1/resources", OPS, READER).status()).isEqualTo(401);
        assertThat(service.get("/v1/resources?access_token=token-of-ops").status())
                .isEqualTo(401);
        assertThat(service.get("/v1/resources", "Authorization: bearer  token-of-ops")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void what_everybody_may_see_needs_no_token_however_they_come() {
        for (var path : List.of("/livez", "/readyz")) {
            assertThat(service.get(path).status()).as(path).isEqualTo(200);
            assertThat(service.get(path, bearer("nobody's")).status()).as(path).isEqualTo(200);
        }
        for (var path : List.of("/", "/docs", "/docs/index.html", "/openapi.yaml", "/openapi.json", "/app.js")) {
            assertThat(service.get(path).status()).as(path).isNotIn(401, 403);
        }
        var callback = "{\"task_id\":\"t\"}";
        assertThat(service.post("/callbacks/memories/first-secret", callback).status())
                .isEqualTo(200);
        assertThat(service.post("/callbacks/memories/wrong-secret", callback, OPS)
                        .status())
                .isEqualTo(404);
        assertThat(service.post(
                                "/callbacks/memories/first-secret",
                                callback,
                                "Host: tunnel.example",
                                "Origin: http://evil.example")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void with_a_token_any_host_and_any_page_may_ask() {
        assertThat(service.get("/v1/resources", OPS, "Host: standstill.example", "Origin: http://elsewhere.example")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void each_does_what_their_roles_allow() {
        assertThat(service.get("/v1/resources", READER).status()).isEqualTo(200);
        assertThat(service.get("/metrics", READER).status()).isEqualTo(200);
        var refused = service.post("/v1/resources/eu/roles/stop", "", READER);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().getString("type")).isEqualTo("urn:standstill:problem:forbidden");
        for (var change : Map.of(
                        "/v1/resources/eu/roles", "PUT",
                        "/v1/resources/eu/roles/stop", "DELETE",
                        "/v1/resources/eu/roles/command", "POST",
                        "/v1/stops", "POST",
                        "/v1/accounts/eu/pause", "POST")
                .entrySet()) {
            assertThat(service.ask(change.getValue(), change.getKey(), "{}", READER)
                            .status())
                    .as(change.getKey())
                    .isEqualTo(403);
        }
        assertThat(service.get("/v1/resources", STOPPER).status()).isEqualTo(403);
        assertThat(service.get("/v1/events", STOPPER).status()).isEqualTo(403);
        assertThat(service.get("/metrics", STOPPER).status()).isEqualTo(403);
        assertThat(service.post("/v1/resources/eu/by-stopper/stop", "", STOPPER).status())
                .isEqualTo(202);
    }

    @Test
    void who_ordered_what_is_told_by_the_tokens_name() {
        var ordered = service.post("/v1/resources/us/named/stop", "{}", STOPPER);

        assertThat(ordered.json().getJsonObject("stop").getString("requestedBy"))
                .isEqualTo("stopper");
        assertThat(service.get("/v1/resources/us/named/journal", OPS).body()).contains("\"requestedBy\":\"stopper\"");
        service.post("/v1/accounts/us/pause", "", OPS);
        assertThat(service.get("/v1/accounts", OPS).body()).contains("\"by\":\"ops\"");
    }

    // ---- confined to accounts

    @Test
    void whoever_is_confined_to_accounts_is_refused_any_other_in_a_path() {
        for (var path : List.of(
                "/v1/resources/us/there",
                "/v1/resources/us/there/journal",
                "/v1/resources/us/there/explain",
                "/v1/accounts/us/inventory",
                "/v1/resources/none/there",
                "/v1/resources/%75s/there",
                "/v1/resources/eu/../us/there",
                "/v1/resources/us/nothing/of/it")) {
            assertThat(service.get(path, EUROPE).status()).as(path).isIn(403, 404);
            assertThat(service.get(path, EUROPE).body()).as(path).doesNotContain("\"items\"", "\"seq\"");
        }
        assertThat(service.get("/v1/resources/us/there", EUROPE).status()).isEqualTo(403);
        assertThat(service.get("/v1/resources/%75s/there", EUROPE).status()).isEqualTo(403);
        for (var path : List.of(
                "/v1/resources/us/there/stop",
                "/v1/resources/us/there/command",
                "/v1/accounts/us/pause",
                "/v1/accounts/us/resume")) {
            assertThat(service.post(path, "", EUROPE).status()).as(path).isEqualTo(403);
        }
        assertThat(service.ask("PUT", "/v1/resources/us/mine", "", EUROPE).status())
                .isEqualTo(403);
        assertThat(service.ask("DELETE", "/v1/resources/us/there/stop", "", EUROPE)
                        .status())
                .isEqualTo(403);
        assertThat(service.get("/v1/resources/eu/there", EUROPE).status()).isEqualTo(200);
        assertThat(service.get("/v1/resources/us/there/stop", OPS).status()).isEqualTo(405);
    }

    @Test
    void they_are_told_of_their_own_only() {
        assertThat(accounts(service.get("/v1/resources", EUROPE), "account")).containsOnly("eu");
        assertThat(accounts(service.get("/v1/resources", OPS), "account")).contains("eu", "us");
        assertThat(service.get("/v1/resources", EUROPE, "Accept: text/csv").body())
                .contains("there")
                .doesNotContain("\nus,");
        assertThat(accounts(service.get("/v1/accounts", EUROPE), "name")).containsOnly("eu");
        var summary = service.get("/v1/summary", EUROPE);
        assertThat(summary.body()).contains("\"eu\"").doesNotContain("\"us\"");
        var all = service.get("/v1/summary", OPS).json().getJsonObject("states");
        assertThat(summary.json().getJsonObject("states").getInteger("active")).isLessThan(all.getInteger("active"));
        assertThat(service.get("/metrics", EUROPE).body()).contains("\"eu\"").doesNotContain("\"us\"");
        var journal = service.get("/v1/journal?after=0&limit=1000", EUROPE);
        assertThat(accounts(journal, "account")).containsOnly("eu");
        assertThat(accounts(service.get("/v1/journal?after=0&limit=1000", OPS), "account"))
                .contains("eu", "us");
    }

    @Test
    void a_page_of_the_journal_without_anything_for_them_goes_on_to_the_next() {
        var next = "0";
        var heard = 0;
        for (var page = 0; next != null; page++) {
            assertThat(page).isLessThan(1_000);
            var answer =
                    service.get("/v1/journal?limit=1&after=" + next, EUROPE).json();
            heard += answer.getJsonArray("items").size();
            next = answer.getString("next");
        }

        assertThat(heard).isPositive();
    }

    @Test
    void asking_for_another_account_by_a_filter_is_refused() {
        for (var query : List.of(
                "/v1/resources?account=us",
                "/v1/resources?account=eu&account=us",
                "/v1/events?account=us",
                "/v1/events?resource=us/there",
                "/v1/events?account=eu&resource=us/there")) {
            assertThat(service.get(query, EUROPE).status()).as(query).isEqualTo(403);
        }
        assertThat(service.get("/v1/resources?account=eu", EUROPE).status()).isEqualTo(200);
    }

    @Test
    void the_feed_tells_them_of_their_own_and_moves_on_past_the_rest() {
        var url = "http://127.0.0.1:" + service.port() + "/v1/events";
        try (var confined = Follower.of(url, Map.of("Authorization", "Bearer token-of-europe"));
                var free = Follower.of(url, Map.of("Authorization", "Bearer token-of-ops"))) {
            service.ask("PUT", "/v1/resources/us/told", "", OPS);
            service.ask("PUT", "/v1/resources/eu/told", "", OPS);
            free.awaits(
                    events -> told(events).contains("eu/told") && told(events).contains("us/told"));
            confined.awaits(events -> told(events).contains("eu/told"));

            assertThat(told(confined.events())).noneMatch(one -> one.startsWith("us/"));
        }
    }

    private static List<String> told(List<Follower.Event> events) {
        return events.stream()
                .map(event -> event.json().getString("account") + "/"
                        + event.json()
                                .getJsonObject("resource", new JsonObject())
                                .getString("id"))
                .toList();
    }

    @Test
    void of_many_stops_only_their_own_are_ordered() {
        var listed = service.post(
                "/v1/stops",
                "{\"resources\":[{\"account\":\"us\",\"id\":\"bulk\"},{\"account\":\"eu\",\"id\":\"bulk\"}]}",
                EUROPE);

        assertThat(listed.status()).isEqualTo(202);
        assertThat(results(listed)).containsEntry("us/bulk", "refused").containsEntry("eu/bulk", "ordered");
        assertThat(listed.json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getJsonObject("problem")
                        .getString("type"))
                .isEqualTo("urn:standstill:problem:forbidden");
        assertThat(service.get("/v1/resources/us/bulk", OPS).status()).isEqualTo(404);

        for (var one : List.of("eu/chosen", "us/chosen")) {
            service.ask("PUT", "/v1/resources/" + one, "{\"labels\":{\"chosen\":\"yes\"}}", OPS);
        }
        var selected = service.post("/v1/stops", "{\"select\":{\"labels\":{\"chosen\":\"yes\"}}}", EUROPE);
        assertThat(results(selected)).containsOnlyKeys("eu/chosen");
        assertThat(service.post("/v1/stops", "{\"select\":{\"account\":[\"us\"]}}", EUROPE)
                        .status())
                .isEqualTo(403);
        assertThat(service.post("/v1/stops", "{\"select\":{\"stray\":true}}", EUROPE)
                        .status())
                .isEqualTo(202);
    }

    private static Map<String, String> results(Guarded.Reply reply) {
        return items(reply).stream()
                .collect(Collectors.toMap(
                        item -> item.getString("account") + "/" + item.getString("id"),
                        item -> item.getString("result")));
    }

    private static List<String> accounts(Guarded.Reply reply, String field) {
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return items(reply).stream().map(item -> item.getString(field)).toList();
    }

    private static List<JsonObject> items(Guarded.Reply reply) {
        JsonArray items = reply.json().getJsonArray("items");
        return items.stream().map(JsonObject.class::cast).toList();
    }

    @Test
    void an_answer_tells_a_browser_to_keep_to_itself() {
        for (var reply :
                List.of(service.get("/livez"), service.get("/v1/resources"), service.get("/v1/resources", OPS))) {
            assertThat(reply.header("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(reply.header("Referrer-Policy")).hasValue("no-referrer");
            assertThat(reply.header("Cross-Origin-Opener-Policy")).hasValue("same-origin");
            assertThat(reply.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
            assertThat(reply.header("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(reply.header("Strict-Transport-Security")).isEmpty();
            assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void somebody_waiting_for_a_body_that_is_not_theirs_to_send_is_answered_before_it_comes() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write(
                            "POST /v1/stops HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 9999\r\n\r\n{"
                                    .getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(status).isEqualTo("HTTP/1.1 401");
        }
    }
}
