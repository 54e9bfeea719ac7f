package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The simulated Nomad on a free port, a client to call it with, and a clock that stands still until it is moved. */
final class NomadFixture {

    static final String KEY = "ApiKey any";
    static final String ID = "0a1b2c3d-0000-4000-8000-00000000000f";
    static final String CHANNEL = "/liveChannel/" + ID;

    private final Vertx vertx;
    private final Path file;
    private final WebClient client;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Simulators simulators;

    NomadFixture(Vertx vertx, Path folder, boolean furnish) {
        this.vertx = vertx;
        file = folder.resolve("world.jsonl");
        client = WebClient.create(vertx);
        simulators = start(furnish);
    }

    private Simulators start(boolean furnish) {
        return Simulators.start(vertx, 0, file, new Hour(), furnish).await();
    }

    void close() {
        simulators.stop().await();
    }

    void restart() {
        close();
        simulators = start(false);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    void pass(int seconds) {
        pass(Duration.ofSeconds(seconds));
    }

    HttpResponse<Buffer> call(HttpMethod method, String path) {
        return call(method, path, KEY);
    }

    HttpResponse<Buffer> call(HttpMethod method, String path, String authorization) {
        var request = client.request(method, simulators.port(), "127.0.0.1", "/nomad/api" + path)
                .putHeader("Content-Type", "application/json");
        if (!authorization.isEmpty()) {
            request.putHeader("Authorization", authorization);
        }
        return request.send().await();
    }

    HttpResponse<Buffer> post(String path, String body, String authorization) {
        return client.post(simulators.port(), "127.0.0.1", "/nomad/api" + path)
                .putHeader("Content-Type", "application/json")
                .putHeader("Authorization", authorization)
                .sendBuffer(Buffer.buffer(body))
                .await();
    }

    HttpResponse<Buffer> turn(String path, JsonObject body) {
        return client.put(simulators.port(), "127.0.0.1", "/_control/nomad" + path)
                .sendJsonObject(body)
                .await();
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
        return client.get(simulators.port(), "127.0.0.1", "/_control/nomad" + path)
                .send()
                .await()
                .bodyAsJsonObject();
    }

    void forgetAll() {
        client.delete(simulators.port(), "127.0.0.1", "/_control").send().await();
    }

    private final class Hour extends Clock {

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
