package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A simulated memories.ai, a clock in the hand, and a real server that is called back. */
final class MemoriesBench implements AutoCloseable {

    static final String VIDEO = "/serve/api/v2/stream";
    static final String AUDIO = "/serve/api/v2/audio-stream";
    static final String UNDERSTANDING = "/v1/understand";

    final Receiver receiver;
    final SimulatorsAtHand.Hour hour;
    private final SimulatorsAtHand simulators;

    MemoriesBench(Vertx vertx, Path folder) {
        receiver = new Receiver(vertx);
        simulators = new SimulatorsAtHand(vertx, folder, false, receiver.url("/callbacks/memories/any"));
        hour = simulators.hour;
    }

    /** Ends, and begins anew from what was kept. */
    void again(boolean furnish) {
        simulators.again(furnish);
    }

    /** Goes on from what a process that was killed at this moment would have left. */
    void killed() throws IOException {
        var left = Files.readAllBytes(simulators.file);
        receiver.release();
        simulators.stop();
        receiver.take();
        Files.write(simulators.file, left);
        simulators.begin(false);
    }

    @Override
    public void close() {
        simulators.close();
        receiver.server.close().await();
    }

    // ---- calls

    Future<HttpResponse<Buffer>> send(HttpMethod method, String path, String key, JsonObject body) {
        var request = simulators.request(method, "/memories" + path);
        if (key != null) {
            request.putHeader("Authorization", key);
        }
        return body == null ? request.send() : request.sendJsonObject(body);
    }

    HttpResponse<Buffer> post(String path, String key, JsonObject body) {
        return send(HttpMethod.POST, path, key, body).await();
    }

    HttpResponse<Buffer> post(String path, JsonObject body) {
        return post(path, "sk-mavi-any", body);
    }

    HttpResponse<Buffer> raw(String path, String type, String body) {
        return simulators
                .request(HttpMethod.POST, "/memories" + path)
                .putHeader("Authorization", "sk-mavi-any")
                .putHeader("Content-Type", type)
                .sendBuffer(Buffer.buffer(body))
                .await();
    }

    HttpResponse<Buffer> start(String api) {
        return start(api, "sk-mavi-any");
    }

    HttpResponse<Buffer> start(String api, String key) {
        var path = api.equals(UNDERSTANDING) ? "/streamConnect" : "/start";
        return post(api + path, key, new JsonObject().put("url", "rtmp://example.com/live/stream"));
    }

    /** A stop of the thing with this id. */
    HttpResponse<Buffer> stop(String id) {
        return stop(id, "sk-mavi-any").await();
    }

    Future<HttpResponse<Buffer>> stop(String id, String key) {
        var task = id.substring(id.indexOf(':') + 1);
        if (id.startsWith("understanding:")) {
            return send(HttpMethod.POST, UNDERSTANDING + "/stop/" + task, key, null);
        }
        var api = id.startsWith("audio:") ? AUDIO : VIDEO;
        return send(HttpMethod.POST, api + "/stop", key, new JsonObject().put("task_id", task));
    }

    // ---- controls

    HttpResponse<Buffer> control(HttpMethod method, String path, JsonObject body) {
        return simulators.control(method, path, body);
    }

    void thing(String id, JsonObject behaviour) {
        var body = new JsonObject().put("behaviour", behaviour);
        assertThat(control(HttpMethod.PUT, "/memories/" + id, body).statusCode())
                .isEqualTo(200);
    }

    void vendor(JsonObject manners) {
        assertThat(control(HttpMethod.PUT, "/memories", manners).statusCode()).isEqualTo(200);
    }

    JsonObject truth(String id) {
        return control(HttpMethod.GET, "/memories/" + id, null).bodyAsJsonObject();
    }

    JsonObject sum() {
        return control(HttpMethod.GET, "/memories", null).bodyAsJsonObject();
    }

    // ---- callbacks

    Future<Integer> step() {
        return simulators.step();
    }

    /** What is called back when this much time has passed, and nothing is due any more. */
    List<JsonObject> after(Duration time) {
        hour.pass(time);
        return delivered();
    }

    List<JsonObject> delivered() {
        while (step().await() > 0) {
            // Each step may make the next callback due.
        }
        return receiver.take();
    }

    /** A server that writes down what it is told and answers as it was asked to, else 200. */
    static final class Receiver {

        final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
        final List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        final List<String> paths = new CopyOnWriteArrayList<>();
        volatile boolean holds;
        private final Queue<JsonObject> bodies = new ConcurrentLinkedQueue<>();
        private final HttpServer server;

        Receiver(Vertx vertx) {
            server = vertx.createHttpServer()
                    .requestHandler(request -> request.body().onSuccess(body -> hear(request, body)))
                    .listen(0, "127.0.0.1")
                    .await();
        }

        private void hear(HttpServerRequest request, Buffer body) {
            assertThat(request.method()).isEqualTo(HttpMethod.POST);
            assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
            paths.add(request.path());
            bodies.add(body.toJsonObject());
            if (holds) {
                held.add(request);
                return;
            }
            var status = statuses.poll();
            request.response().setStatusCode(status == null ? 200 : status).end();
        }

        void release() {
            holds = false;
            held.forEach(request -> request.response().end());
            held.clear();
        }

        String url(String path) {
            return "http://127.0.0.1:" + server.actualPort() + path;
        }

        /** What has come since the last time. */
        List<JsonObject> take() {
            var taken = List.copyOf(bodies);
            bodies.removeAll(taken);
            return taken;
        }
    }
}
