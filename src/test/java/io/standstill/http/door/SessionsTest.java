package io.standstill.http.door;

import static io.standstill.http.door.Guarded.bearer;
import static io.standstill.http.door.Guarded.token;
import static io.standstill.http.door.Issuer.claims;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Follower;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers' sessions at two nodes on one database, and how requests that stay open end with them. */
class SessionsTest {

    private static final Issuer.Signer SIGNER = Issuer.Signer.ec("e1");
    private static final Issuer ISSUER = new Issuer(SIGNER);
    private static final String OPS = bearer("token-of-ops");
    private static final String[] OURS = {"Sec-Fetch-Site: same-origin"};

    private static Database database;
    private static Sql sql;
    private static Path folder;
    private static Guarded one;
    private static Guarded other;

    @BeforeAll
    static void start(@TempDir Path given) {
        folder = given;
        database = TestServer.get().fresh();
        sql = Sql.on(database);
        one = start("one", "");
        other = start("other", "");
    }

    private static Guarded start(String name, String tokens) {
        return Guarded.start(
                folder.resolve(name),
                database,
                "http: {port: 0}\nauth:\n  session: {life: 2h, most: 3}\n" + ISSUER.section() + "  tokens:\n"
                        + token("reader", "token-of-reader", "roles: [read], accounts: [eu]")
                        + (tokens.isEmpty()
                                ? token("ops", "token-of-ops", "roles: [read, stop]")
                                        + token("many", "token-of-many", "roles: [read]")
                                : tokens));
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
        ISSUER.close();
        sql.close();
    }

    private static String cookie(Guarded node, String authorization) {
        var traded = node.post("/v1/session", "", authorization);
        assertThat(traded.status()).as(traded.body()).isEqualTo(200);
        return "Cookie: " + traded.cookie();
    }

    @Test
    void a_token_is_traded_for_a_cookie_that_is_good_at_every_node() {
        var traded = one.post("/v1/session", "", OPS);

        var set = traded.header("Set-Cookie").orElseThrow();
        assertThat(set)
                .startsWith("standstill-session=")
                .contains("; HttpOnly", "; SameSite=Strict", "; Path=/", "; Max-Age=7200")
                .doesNotContain("Secure", "token-of-ops");
        assertThat(traded.json().getString("name")).isEqualTo("ops");
        assertThat(Instant.parse(traded.json().getString("until")))
                .isBetween(Instant.now().plusSeconds(7_100), Instant.now().plusSeconds(7_205));
        var cookie = "Cookie: other=1; " + traded.cookie();
        for (var node : List.of(one, other)) {
            assertThat(node.get("/v1/resources", cookie).status()).isEqualTo(200);
            var told = node.get("/v1/session", cookie).json();
            assertThat(told.getString("name")).isEqualTo("ops");
            assertThat(told.getJsonArray("roles")).containsExactly("read", "stop");
            assertThat(told.getJsonArray("accounts")).isEmpty();
        }
        assertThat(one.post("/v1/session", "", OPS, "X-Forwarded-Proto: https")
                        .header("Set-Cookie")
                        .orElseThrow())
                .contains("; Secure");
        assertThat(sql.one("SELECT string_agg(session::text, ' ') FROM session"))
                .doesNotContain(traded.cookie().substring(20));
    }

    @Test
    void a_cookie_gives_what_the_token_gives_and_no_more() {
        var cookie = cookie(one, bearer("token-of-reader"));

        assertThat(other.get("/v1/resources/eu/none", cookie).status()).isEqualTo(404);
        assertThat(other.get("/v1/resources/us/none", cookie).status()).isEqualTo(403);
        assertThat(other.post("/v1/resources/eu/none/stop", "", cookie, OURS[0]).status())
                .isEqualTo(403);
        assertThat(other.get("/v1/session", cookie).json().getJsonArray("accounts"))
                .containsExactly("eu");
        var byOps = one.post("/v1/resources/eu/by-cookie/stop", "", cookie(one, OPS), OURS[0]);
        assertThat(byOps.status()).isEqualTo(202);
        assertThat(byOps.json().getJsonObject("stop").getString("requestedBy")).isEqualTo("ops");
    }

    @Test
    void a_cookie_is_not_traded_for_another() {
        var cookie = cookie(one, OPS);

        assertThat(one.post("/v1/session", "", cookie, OURS[0]).status()).isEqualTo(401);
        assertThat(one.post("/v1/session", "").status()).isEqualTo(401);
        assertThat(one.get("/v1/resources", cookie, bearer("nobody's")).status())
                .as("what is said by the token counts")
                .isEqualTo(401);
        assertThat(one.get("/v1/resources", cookie + "; standstill-session=x").status())
                .as("one of two cookies is somebody else's")
                .isEqualTo(401);
    }

    @Test
    void what_changes_something_must_come_from_a_page_of_ours() {
        var cookie = cookie(one, OPS);
        var path = "/v1/resources/eu/csrf/stop";

        for (var lines : List.of(
                List.of("X-None: 1"),
                List.of("Sec-Fetch-Site: cross-site"),
                List.of("Sec-Fetch-Site: same-site"),
                List.of("Sec-Fetch-Site: none"),
                List.of("Origin: http://evil.example"),
                List.of("Origin: null"),
                List.of("Origin: http://ops.example:81"),
                List.of("Origin: http://ops.example.evil.example"),
                List.of("Origin: http://ops.example", "Sec-Fetch-Site: same-site"),
                List.of("Origin: http://evil.example", "Sec-Fetch-Site: same-origin"))) {
            for (var method : List.of("POST", "DELETE")) {
                assertThat(one.ask(method, path, "", atOps(cookie, lines)).status())
                        .as(method + lines)
                        .isEqualTo(403);
            }
            assertThat(one.ask("DELETE", "/v1/session", "", atOps(cookie, lines))
                            .status())
                    .as("session " + lines)
                    .isEqualTo(403);
        }
        assertThat(one.get("/v1/resources/eu/csrf", OPS).status()).isEqualTo(404);
        assertThat(one.get("/v1/resources", cookie, "Host: ops.example", "Origin: http://evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(one.get("/v1/resources", cookie, "Host: ops.example").status())
                .isEqualTo(200);
        for (var lines : List.of(
                List.of("Sec-Fetch-Site: same-origin"),
                List.of("Origin: http://ops.example"),
                List.of("Origin: http://OPS.example:80"),
                List.of("Origin: http://ops.example", "Sec-Fetch-Site: same-origin"))) {
            assertThat(one.post(
                                    path,
                                    "",
                                    cookie,
                                    "Host: ops.example",
                                    lines.get(0),
                                    "X-And: " + lines.get(lines.size() - 1))
                            .status())
                    .as("" + lines)
                    .isEqualTo(202);
        }
        assertThat(one.post(path, "", OPS, "Origin: http://evil.example").status())
                .as("no page elsewhere has a token")
                .isEqualTo(202);
    }

    private static String[] atOps(String cookie, List<String> lines) {
        return Stream.concat(Stream.of(cookie, "Host: ops.example"), lines.stream())
                .toArray(String[]::new);
    }

    @Test
    void what_is_given_back_is_good_nowhere() {
        var cookie = cookie(one, OPS);
        var kept = cookie(one, OPS);

        var given = one.ask("DELETE", "/v1/session", "", cookie, OURS[0]);

        assertThat(given.status()).isEqualTo(204);
        assertThat(given.header("Set-Cookie").orElseThrow())
                .startsWith("standstill-session=;")
                .contains("Max-Age=0");
        for (var node : List.of(one, other)) {
            assertThat(node.get("/v1/resources", cookie).status()).isEqualTo(401);
            assertThat(node.get("/v1/resources", kept).status()).isEqualTo(200);
            assertThat(node.get("/v1/resources", OPS).status()).isEqualTo(200);
        }
    }

    @Test
    void of_too_many_the_oldest_leaves() {
        var many = bearer("token-of-many");
        var cookies = List.of(cookie(one, many), cookie(other, many), cookie(one, many), cookie(other, many));

        assertThat(cookies.stream()
                        .map(cookie -> one.get("/v1/resources", cookie).status())
                        .toList())
                .containsExactly(401, 200, 200, 200);
    }

    @Test
    void with_its_token_gone_from_the_configuration_a_session_is_gone() {
        var ops = cookie(one, OPS);
        var jwt = cookie(one, bearer(SIGNER.signs(claims("anna", "read"))));
        var renewed = token("ops", "another-token", "roles: [read]");
        try (var third = start("third", renewed)) {
            assertThat(third.get("/v1/resources", ops).status()).isEqualTo(401);
            assertThat(third.get("/v1/resources", jwt).status()).isEqualTo(200);
        }
        try (var narrowed = start("narrowed", token("ops", "token-of-ops", "roles: [read], accounts: [us]"))) {
            assertThat(narrowed.get("/v1/resources/eu/x", ops).status()).isEqualTo(403);
            assertThat(narrowed.post("/v1/resources/us/x/stop", "", ops, OURS[0])
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_session_lasts_no_longer_than_the_token_it_was_traded_for() {
        var ends = Instant.now().getEpochSecond() + 600;
        var traded = one.post(
                "/v1/session", "", bearer(SIGNER.signs(claims("bea", "read").put("exp", ends))));

        assertThat(Instant.parse(traded.json().getString("until")).getEpochSecond())
                .isBetween(ends - 1, ends + 61);
        assertThat(traded.json().getString("name")).isEqualTo("bea");
        assertThat(one.get("/v1/session", bearer(SIGNER.signs(claims("bea")))).status())
                .as("who one is, one may ask with no role at all")
                .isEqualTo(200);
    }

    @Test
    void what_has_ended_is_forgotten() throws Exception {
        var cookie = cookie(one, bearer(SIGNER.signs(claims("cleo", "read"))));
        sql.run(
                "UPDATE session SET begun_at = begun_at - interval '3 days', until = clock_timestamp() - interval '1 second'"
                        + " WHERE name = 'cleo'");

        assertThat(other.get("/v1/resources", cookie).status()).isEqualTo(401);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> sql.one(
                        "SELECT count(*) FROM session WHERE name = 'cleo'")
                .equals("0"));
    }

    // ---- what stays open

    private static Follower follow(Guarded node, String line) {
        var header = line.split(": ", 2);
        var follower = Follower.of("http://127.0.0.1:" + node.port() + "/v1/events", Map.of(header[0], header[1]));
        assertThat(follower.status()).isEqualTo(200);
        Awaitility.await().until(() -> !follower.lastId().isEmpty());
        return follower;
    }

    @Test
    void streams_end_at_every_node_when_their_session_is_given_back() {
        var cookie = cookie(one, OPS);
        var kept = cookie(one, OPS);
        try (var here = follow(one, cookie);
                var there = follow(other, cookie);
                var others = follow(other, kept)) {
            one.ask("DELETE", "/v1/session", "", cookie, OURS[0]);

            Awaitility.await().atMost(Duration.ofSeconds(2)).until(here::ended);
            Awaitility.await().atMost(Duration.ofSeconds(15)).until(there::ended);
            assertThat(here.retry()).isPositive();
            assertThat(others.ended()).isFalse();
            assertThat(other.get("/v1/events", cookie).status()).isEqualTo(401);
        }
    }

    @Test
    void a_stream_ends_when_its_token_does_and_so_does_waiting() throws Exception {
        // The issuer's clock may be off by a minute, so that is when it truly ends.
        var token = SIGNER.signs(
                claims("dora", "read", "stop").put("exp", Instant.now().getEpochSecond() - 57));
        var longer = SIGNER.signs(claims("dora", "read"));
        try (var ending = follow(one, bearer(token));
                var staying = follow(one, bearer(longer))) {
            for (var node : List.of(one, other)) {
                node.thing("feldera/never", "{\"never\":true}");
            }
            var begun = System.nanoTime();
            var waited = one.post("/v1/resources/eu/never/stop", "", bearer(token), "Prefer: wait=30");
            assertThat(waited.status()).isEqualTo(202);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));

            Awaitility.await().atMost(Duration.ofSeconds(10)).until(ending::ended);
            assertThat(ending.retry()).isPositive();
            assertThat(staying.ended()).isFalse();
            assertThat(one.get("/v1/events", bearer(token)).status()).isEqualTo(401);
        }
    }
}
