package io.standstill.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.TestServer;
import io.vertx.core.json.JsonArray;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service without tokens: being at this machine is enough, and a page or a name from elsewhere is not that. */
class HereOnlyTest {

    private static final List<String> PATHS = List.of("/v1/resources", "/livez", "/", "/metrics", "/v1/session");

    private static Guarded service;

    @BeforeAll
    static void start(@TempDir Path folder) {
        service = Guarded.start(folder, TestServer.get().fresh(), "http: {port: 0, cors: ['https://ops.example']}\n");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void a_name_of_this_machine_is_answered() {
        for (var host : List.of(
                "localhost",
                "localhost:8080",
                "LOCALHOST:1",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.255.1.9",
                "[::1]",
                "[::1]:8080")) {
            assertThat(service.get("/v1/resources", "Host: " + host).status())
                    .as(host)
                    .isEqualTo(200);
        }
    }

    @Test
    void any_other_name_is_refused_for_every_path_but_callbacks() {
        for (var host : List.of(
                "evil.example",
                "evil.example:8080",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "127.0.0.1.nip.io",
                "128.0.0.1",
                "127.0.0.256",
                "127.1",
                "0.0.0.0",
                "[::]",
                "[::ffff:127.0.0.1]",
                "10.0.0.1",
                "localhost@evil.example",
                "")) {
            for (var path : PATHS) {
                assertThat(service.get(path, "Host: " + host).status())
                        .as(host + path)
                        .isIn(400, 403);
            }
        }
        assertThat(service.get("/v1/resources", "Host: evil.example").json().getString("type"))
                .isEqualTo("urn:standstill:problem:forbidden");
        assertThat(service.get("/v1/resources", "Host: localhost", "Host: evil.example")
                        .status())
                .isIn(400, 403);
        assertThat(service.post("/callbacks/memories/first-secret", "{\"task_id\":\"t\"}", "Host: evil.example")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void no_name_at_all_is_no_name_of_this_machine() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /v1/resources HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                    .containsAnyOf(" 400 ", " 403 ");
        }
    }

    @Test
    void a_page_from_elsewhere_is_refused() {
        for (var line : List.of(
                "Origin: http://evil.example",
                "Origin: https://localhost.evil.example",
                "Origin: null",
                "Origin: file://",
                "Origin: http://",
                "Origin:",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site")) {
            for (var path : PATHS) {
                assertThat(service.get(path, line).status()).as(line + path).isEqualTo(403);
            }
            assertThat(service.post("/v1/resources/eu/page/stop", "", line).status())
                    .as(line)
                    .isEqualTo(403);
            assertThat(service.post("/callbacks/memories/first-secret", "{\"task_id\":\"t\"}", line)
                            .status())
                    .as(line)
                    .isEqualTo(200);
        }
        assertThat(service.get("/v1/resources/eu/page").status()).isEqualTo(404);
    }

    @Test
    void a_page_from_here_is_answered() {
        for (var line : List.of(
                "Origin: http://localhost:3000",
                "Origin: http://127.0.0.1:8080",
                "Origin: https://[::1]",
                "Sec-Fetch-Site: same-origin",
                "Sec-Fetch-Site: none")) {
            assertThat(service.get("/v1/resources", line).status()).as(line).isEqualTo(200);
        }
    }

    @Test
    void an_origin_that_is_configured_may_ask_and_no_other() {
        var allowed = service.get("/v1/resources", "Origin: https://ops.example", "Sec-Fetch-Site: cross-site");
        assertThat(allowed.status()).isEqualTo(200);
        assertThat(allowed.header("Access-Control-Allow-Origin")).hasValue("https://ops.example");
        assertThat(allowed.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(allowed.header("Vary")).hasValue("Origin");

        var beforehand = service.ask(
                "OPTIONS",
                "/v1/stops",
                "",
                "Origin: https://ops.example",
                "Access-Control-Request-Method: POST",
                "Access-Control-Request-Headers: authorization");
        assertThat(beforehand.status()).isEqualTo(204);
        assertThat(beforehand.header("Access-Control-Allow-Headers").orElseThrow())
                .contains("Authorization", "Idempotency-Key", "Last-Event-ID");

        for (var origin : List.of("https://evil.example", "http://ops.example", "https://ops.example.evil.example")) {
            var refused =
                    service.ask("OPTIONS", "/v1/stops", "", "Origin: " + origin, "Access-Control-Request-Method: POST");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
        }
    }

    @Test
    void there_is_nothing_to_trade_and_everybody_is_told_so() {
        var told = service.get("/v1/session").json();
        assertThat(told.getString("name")).isEqualTo("local");
        assertThat(told.getJsonArray("roles")).isEqualTo(JsonArray.of("read", "stop"));

        var traded = service.post("/v1/session", "");
        assertThat(traded.status()).isEqualTo(200);
        assertThat(traded.header("Set-Cookie")).isEmpty();
        assertThat(service.ask("DELETE", "/v1/session", "").status()).isEqualTo(204);
    }
}
