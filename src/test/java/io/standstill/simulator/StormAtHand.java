package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.junit5.VertxExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A simulated Storm in the test's hand: logged in to, called over HTTP, its clock moved only by the test. */
@ExtendWith(VertxExtension.class)
abstract class StormAtHand {

    static final JsonObject NOTHING = new JsonObject();
    static final JsonObject NOT_FOUND = new JsonObject("{\"message\":\"Stream not found\"}");

    final Hour hour = new Hour();
    Path file;
    Simulators simulators;
    String token;

    private Vertx vertx;
    private WebClient client;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        this.vertx = vertx;
        file = folder.resolve("world.jsonl");
        client = WebClient.create(vertx);
        open(false);
        token = login();
    }

    void open(boolean furnish) {
        simulators = Simulators.start(vertx, 0, file, hour, furnish).await();
    }

    void reopen() {
        simulators.stop().await();
        open(false);
    }

    @AfterEach
    void end() {
        simulators.stop().await();
    }

    HttpResponse<Buffer> send(HttpMethod method, String path, String authorization, Object body) {
        var request =
                client.request(method, simulators.port(), "127.0.0.1", path).putHeader("Authorization", authorization);
        return (body == null ? request.send() : request.sendJson(body)).await();
    }

    HttpResponse<Buffer> get(String path) {
        return send(HttpMethod.GET, "/storm/api" + path, "Bearer " + token, null);
    }

    HttpResponse<Buffer> post(String path, Object body) {
        return send(HttpMethod.POST, "/storm/api" + path, "Bearer " + token, body);
    }

    JsonObject data(String path) {
        var answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.bodyAsJsonObject().getJsonObject("data");
    }

    HttpResponse<Buffer> login(String username, String password) {
        return post("/auth/login", new JsonObject().put("username", username).put("password", password));
    }

    String login() {
        return login("john.doe", "securePassword123")
                .bodyAsJsonObject()
                .getJsonObject("data")
                .getString("accessToken");
    }

    void control(String path, JsonObject body) {
        assertThat(send(HttpMethod.PUT, "/_control/storm" + path, "", body).statusCode())
                .isEqualTo(200);
    }

    void stream(JsonObject behaviour) {
        control("/test", new JsonObject().put("behaviour", behaviour));
    }

    JsonObject truth() {
        return send(HttpMethod.GET, "/_control/storm/test", "", null).bodyAsJsonObject();
    }

    HttpResponse<Buffer> look() {
        return get("/cluster/streams/test");
    }

    String id() {
        return data("/cluster/streams/test").getString("id");
    }

    static JsonObject attributes(JsonObject attributes) {
        return new JsonObject().put("data", new JsonObject().put("attributes", attributes));
    }

    static JsonObject command(String word) {
        return attributes(new JsonObject().put("command", word));
    }

    HttpResponse<Buffer> delete() {
        return post("/cluster/streams/test/command", command("delete"));
    }

    static String encoded(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }

    List<String> keys(String query) {
        return data("/cluster/streams" + query).getJsonArray("list").stream()
                .map(row -> ((JsonObject) row).getString("streamKey"))
                .toList();
    }

    /** A clock that stands still until it is moved. */
    static final class Hour extends Clock {

        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
