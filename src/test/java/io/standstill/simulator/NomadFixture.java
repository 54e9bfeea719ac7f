package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** The simulated Nomad on a free port, a client to call it with, and a clock that stands still until it is moved. */
final class NomadFixture {

    static final String KEY = "ApiKey any";
    static final String ID = "0a1b2c3d-0000-4000-8000-00000000000f";
    static final String CHANNEL = "/liveChannel/" + ID;

    private final SimulatorsAtHand simulators;

    NomadFixture(Vertx vertx, Path folder, boolean furnish) {
        simulators = new SimulatorsAtHand(vertx, folder, furnish);
    }

    void close() {
        simulators.close();
    }

    void restart() {
        simulators.again(false);
    }

    void pass(Duration time) {
        simulators.hour.pass(time);
    }

    void pass(int seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    HttpResponse<Buffer> call(HttpMethod method, String path) {
        return call(method, path, KEY);
    }

    HttpResponse<Buffer> call(HttpMethod method, String path, String authorization) {
        var request = simulators.request(method, "/nomad/api" + path).putHeader("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.putHeader("Authorization", authorization);
        }
        return request.send().await();
    }

    HttpResponse<Buffer> post(String path, String body, String authorization) {
        return simulators
                .request(HttpMethod.POST, "/nomad/api" + path)
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", authorization)
                .sendBuffer(Buffer.buffer(body))
                .await();
    }

    HttpResponse<Buffer> turn(String path, JsonObject body) {
        return simulators.control(HttpMethod.PUT, "/nomad" + path, body);
    }

    // ---- the one channel

    void channel(JsonObject behaviour) {
        assertThat(turn("/" + ID, new JsonObject().put("behaviour", behaviour)).statusCode())
                .isEqualTo(200);
    }

    HttpResponse<Buffer> post(String action) {
        return call(HttpMethod.POST, CHANNEL + action);
    }

    void stop() {
        assertThat(post("/stop").statusCode()).isEqualTo(200);
    }

    HttpResponse<Buffer> get() {
        return call(HttpMethod.GET, CHANNEL);
    }

    JsonObject model() {
        return get().bodyAsJsonObject();
    }

    String status() {
        return model().getJsonObject("status").getString("description");
    }

    JsonObject truth() {
        return control("/" + ID);
    }

    // ---- the vendor

    void vendor(String knob, Object value) {
        assertThat(turn("", new JsonObject().put(knob, value)).statusCode()).isEqualTo(200);
    }

    JsonObject sum() {
        return control("");
    }

    private JsonObject control(String path) {
        return simulators.control(HttpMethod.GET, "/nomad" + path, null).bodyAsJsonObject();
    }

    void forgetAll() {
        simulators.control(HttpMethod.DELETE, "", null);
    }
}
