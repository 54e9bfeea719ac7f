package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    SimulatorsAtHand simulators;
    SimulatorsAtHand.Hour hour;
    String token;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        simulators = new SimulatorsAtHand(vertx, folder, false);
        hour = simulators.hour;
        token = login();
    }

    void reopen() {
        simulators.again(false);
    }

    @AfterEach
    void end() {
        simulators.close();
    }

    HttpResponse<Buffer> send(HttpMethod method, String path, String authorization, Object body) {
        var request = simulators.request(method, path).putHeader("Authorization", authorization);
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
}
