package io.standstill.http.door;

import static io.standstill.http.door.Guarded.bearer;
import static io.standstill.http.door.Guarded.token;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.standstill.testing.Follower;
import io.standstill.testing.Running;
import io.standstill.testing.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one connection and one caller may take, and what the log tells of it. */
class LimitsTest {

    private static final String OPS = bearer("token-of-ops");
    private static final int METRICS = Running.freePort();

    private static final List<ILoggingEvent> LINES = new CopyOnWriteArrayList<>();
    private static AccessLines log;
    private static Guarded service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        log = new AccessLines(LINES::add);
        service = Guarded.start(
                folder,
                TestServer.get().fresh(),
                """
                http: {port: 0, headerLimit: 2048, lineLimit: 1024, bodyLimit: 1024, headTimeout: 2s, bodyTimeout: 2s,
                       idleTimeout: 2s, connections: 40, rate: 1, burst: 5}
                metrics: {port: %d}
                auth:
                  tokens:
                """.formatted(METRICS)
                        + token("ops", "token-of-ops", "roles: [read, stop]")
                        + token("hasty", "token-of-hasty", "roles: [read]")
                        + token("restless", "token-of-restless", "roles: [read]")
                        + token("patient", "token-of-patient", "roles: [read]")
                        + token("logged", "token-of-logged", "roles: [read, stop]"));
    }

    @AfterAll
    static void stop() {
        service.close();
        log.close();
    }

    // ---- connections

    private static Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
        socket.setSoTimeout(15_000);
        return socket;
    }

    private static void say(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** What is said one letter at a time, until the other side has had enough; how long that took. */
    private static Duration drip(Socket socket, String beginning) throws Exception {
        var begun = System.nanoTime();
        say(socket, beginning);
        socket.setSoTimeout(200);
        while (Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 12) {
            try {
                if (socket.getInputStream().read() < 0) {
                    break;
                }
            } catch (SocketTimeoutException silence) {
                try {
                    say(socket, "a");
                } catch (IOException cut) {
                    break;
                }
            } catch (IOException cut) {
                break;
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Test
    void whoever_does_not_come_to_the_end_of_a_head_is_cut_off() throws Exception {
        for (var beginning : List.of(
                "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: ",
                "\r\n\r\nGET /livez HTTP/1.1\r\nHost: localhost\r\nX: ",
                "G",
                "PRI * HTTP/2.0\r\n",
                "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\nGET /livez HTTP/1.1\r\nX: ")) {
            try (var socket = connect()) {
                assertThat(drip(socket, beginning))
                        .as(beginning)
                        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(7));
            }
        }
    }

    @Test
    void whoever_says_nothing_at_all_is_cut_off() throws Exception {
        try (var silent = connect();
                var used = connect()) {
            say(used, "GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n");
            var begun = System.nanoTime();

            assertThat(silent.getInputStream().read()).isEqualTo(-1);
            assertThat(new String(used.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .startsWith("HTTP/1.1 200");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
        }
    }

    @Test
    void whoever_does_not_come_to_the_end_of_a_body_is_cut_off() throws Exception {
        for (var authorization : List.of(OPS, bearer("nobody's"))) {
            try (var socket = connect()) {
                var head = "POST /v1/stops HTTP/1.1\r\nHost: localhost\r\n" + authorization
                        + "\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{";
                assertThat(drip(socket, head)).isLessThan(Duration.ofSeconds(8));
            }
        }
    }

    @Test
    void a_follower_is_not_taken_for_idle() {
        try (var follower = Follower.of(
                "http://127.0.0.1:" + service.port() + "/v1/events",
                Map.of("Authorization", "Bearer token-of-patient"))) {
            Awaitility.await()
                    .during(Duration.ofSeconds(5))
                    .atMost(Duration.ofSeconds(6))
                    .until(() -> !follower.ended());
        }
    }

    @Test
    void too_much_is_refused() throws Exception {
        assertThat(answer("GET /livez HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(3_000)))
                .endsWith("431");
        assertThat(answer("GET /" + "x".repeat(2_000))).endsWith("414");
        assertThat(service.post("/v1/resources/eu/x/stop", "{\"reason\":\"" + "x".repeat(1_100) + "\"}", OPS)
                        .status())
                .isEqualTo(413);
    }

    /** What is answered to something so large that the rest of it is not waited for. */
    private static String answer(String beginning) throws IOException {
        try (var socket = connect()) {
            say(socket, beginning);
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void more_connections_than_are_allowed_are_turned_away() throws Exception {
        var sockets = new ArrayList<Socket>();
        try {
            for (var one = 0; one < 60; one++) {
                sockets.add(connect());
            }
            var last = sockets.get(59);
            last.setSoTimeout(1_000);
            assertThat(ended(last)).isTrue();
        } finally {
            for (var socket : sockets) {
                socket.close();
            }
        }
        Awaitility.await().until(() -> {
            try {
                return service.get("/livez").status() == 200;
            } catch (RuntimeException notYet) {
                return false;
            }
        });
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException cut) {
            return true;
        }
    }

    // ---- callers

    @Test
    void whoever_asks_too_often_is_told_to_wait_and_nobody_else() {
        var hasty = bearer("token-of-hasty");
        var statuses = new ArrayList<Integer>();
        for (var time = 0; time < 12; time++) {
            statuses.add(service.get("/v1/session", hasty).status());
        }

        // Somebody else here calls back once.
        assertThat(statuses.subList(0, 4)).containsOnly(200);
        assertThat(statuses).contains(429);
        var refused = service.get("/v1/session", hasty);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isPositive();
        assertThat(refused.json().getString("type")).isEqualTo("urn:standstill:problem:too-many-requests");
        assertThat(service.get("/livez").status()).isEqualTo(200);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(1_200))
                .until(() -> service.get("/v1/session", hasty).status() == 200);
    }

    @Test
    void a_browser_that_comes_back_too_often_is_asked_to_come_later_and_does_not_give_up() {
        var restless = bearer("token-of-restless");
        Awaitility.await().until(() -> service.get("/v1/session", restless).status() == 429);

        var away = service.get("/v1/events", restless, "Accept: text/event-stream", "Sec-Fetch-Mode: cors");

        assertThat(away.status()).isEqualTo(200);
        assertThat(away.header("Content-Type")).contains("text/event-stream");
        assertThat(away.body()).containsPattern("retry: [0-9]{4,5}\n");
    }

    @Test
    void callbacks_are_counted_by_account_and_only_those_that_know_the_secret() {
        for (var time = 0; time < 12; time++) {
            assertThat(service.post("/callbacks/memories/wrong-secret", "{}").status())
                    .isEqualTo(404);
        }
        var statuses = new ArrayList<Integer>();
        for (var time = 0; time < 12; time++) {
            statuses.add(service.post("/callbacks/memories/first-secret", "{\"task_id\":\"t" + time + "\"}")
                    .status());
        }

        // Somebody else here calls back once.
        assertThat(statuses.subList(0, 4)).containsOnly(200);
        assertThat(statuses).contains(429);
        assertThat(Guarded.ask(METRICS, "GET", "/metrics", "").body())
                .containsPattern("standstill_callbacks_total\\{account=\"memories\",verdict=\"turned-away\"} [1-9]");
    }

    @Test
    void the_figures_have_a_port_of_their_own() {
        assertThat(service.get("/metrics", bearer("token-of-logged")).status()).isEqualTo(404);
        var figures = Guarded.ask(METRICS, "GET", "/metrics", "");
        assertThat(figures.status()).isEqualTo(200);
        assertThat(figures.body()).contains("# TYPE");
        assertThat(Guarded.ask(METRICS, "GET", "/metrics", "", "Host: evil.example")
                        .status())
                .isEqualTo(403);
        assertThat(Guarded.ask(METRICS, "GET", "/v1/resources", "").status()).isEqualTo(404);
    }

    // ---- the log

    @Test
    void each_request_is_a_line_without_its_secrets() {
        var logged = bearer("token-of-logged");
        service.get(
                "/v1/resources/eu/one%0Atwo?cursor=secret-in-query",
                logged, "Cookie: standstill-session=secret-cookie");
        service.post("/callbacks/memories/first-secret", "{\"task_id\":\"secret-body\"}");
        service.post("/callbacks/secret-in-path/x", "{}");
        service.get("/v1/secret-nowhere", bearer("secret-token"));

        Awaitility.await().until(() -> LINES.stream()
                .anyMatch(line -> value(line, "caller").equals("logged")));
        var line = LINES.stream()
                .filter(one -> value(one, "caller").equals("logged")
                        && value(one, "route").endsWith(":id"))
                .findFirst()
                .orElseThrow();
        assertThat(value(line, "method")).isEqualTo("GET");
        assertThat(value(line, "route")).isEqualTo("/v1/resources/:account/:id");
        assertThat(value(line, "status")).isEqualTo("400");
        assertThat(value(line, "account")).isEqualTo("eu");
        assertThat(value(line, "resource")).isEqualTo("one?two");
        assertThat(Integer.parseInt(value(line, "bytes"))).isPositive();
        assertThat(Integer.parseInt(value(line, "tookMs"))).isNotNegative();
        Awaitility.await().until(() -> LINES.stream()
                .anyMatch(one -> value(one, "route").equals("/callbacks/:account/:secret")
                        && value(one, "account").equals("memories")));
        Awaitility.await().until(() -> LINES.stream()
                .anyMatch(one -> value(one, "status").equals("401")
                        && value(one, "caller").equals("-")));
        for (var one : LINES) {
            assertThat(one.getFormattedMessage() + one.getKeyValuePairs())
                    .doesNotContain("secret-", "-secret", "token-of")
                    .doesNotContain("\n");
        }
    }

    private static String value(ILoggingEvent line, String key) {
        return line.getKeyValuePairs().stream()
                .filter(pair -> pair.key.equals(key))
                .map(pair -> String.valueOf(pair.value))
                .findFirst()
                .orElse("");
    }
}
