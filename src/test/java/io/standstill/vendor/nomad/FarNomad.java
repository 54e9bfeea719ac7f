package io.standstill.vendor.nomad;

import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A far end that says what a test wants, call by call, and remembers what it was asked. */
final class FarNomad implements AutoCloseable {

    static final String ID = "f6d0b1f5-6a1b-4369-b9b5-44fef074b503";
    static final String LOGIN = "POST /api/account/login";
    static final String RENEWAL = "POST /api/account/refresh-token";
    static final String REFRESH = "POST /api/liveChannel/refresh";
    static final String LIST = "GET /api/liveChannel";
    static final String GET = LIST + "/" + ID;
    static final String STOP = "POST /api/liveChannel/" + ID + "/stop";

    /** One request as it came in. */
    record Asked(String call, String authorization, String body) {}

    private record Saying(int status, String body, Future<Void> after) {}

    private final HttpServer server;
    private final Map<String, Deque<Saying>> sayings = new ConcurrentHashMap<>();
    private final List<Asked> asked = new ArrayList<>();

    FarNomad(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body)))
                .listen(0, "127.0.0.1")
                .await();
        says(LOGIN, 200, granted("t1", "r1").encode());
        says(RENEWAL, 404, "");
        says(REFRESH, 200, "");
        says(GET, 200, channel("Running").encode());
        says(LIST, 200, new JsonArray().add(channel("Running")).encode());
        says(STOP, 200, "");
    }

    private synchronized void answer(HttpServerRequest request, Buffer body) {
        var call = request.method() + " " + request.path();
        asked.add(new Asked(call, request.getHeader("Authorization"), body.toString()));
        var left = sayings.getOrDefault(call, new ArrayDeque<>());
        // The last one is said for ever.
        var saying = left.size() > 1 ? left.poll() : left.peek();
        if (saying == null) {
            request.response().setStatusCode(404).end();
            return;
        }
        saying.after()
                .onSuccess(
                        now -> request.response().setStatusCode(saying.status()).end(saying.body()));
    }

    /** What this call is answered with from now on. */
    synchronized FarNomad says(String call, int status, String body) {
        sayings.put(call, new ArrayDeque<>());
        return thenSays(call, status, body);
    }

    synchronized FarNomad thenSays(String call, int status, String body) {
        sayings.get(call).add(new Saying(status, body, Future.succeededFuture()));
        return this;
    }

    /** The same answers from now on, but only once the promise is kept. */
    synchronized Promise<Void> holds(String call) {
        var gate = Promise.<Void>promise();
        var held = new ArrayDeque<Saying>();
        sayings.get(call).forEach(saying -> held.add(new Saying(saying.status(), saying.body(), gate.future())));
        sayings.put(call, held);
        return gate;
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    List<String> calls() {
        return asked().stream().map(Asked::call).toList();
    }

    long count(String call) {
        return calls().stream().filter(call::equals).count();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @Override
    public void close() {
        server.close().await();
    }

    // ---- what it can say

    static JsonObject granted(String token, String refreshToken) {
        return new JsonObject()
                .put("id", ID)
                .put("userName", "u@x")
                .putNull("loginStatus")
                .put("token", token)
                .put("refreshToken", refreshToken)
                .put("expirationSeconds", 2700);
    }

    static JsonObject channel(String status) {
        return new JsonObject()
                .put("id", ID)
                .put("name", "Studio A")
                .put("status", new JsonObject().putNull("enumValue").put("description", status))
                .put("recordingStatus", new JsonObject().put("description", "Idle"))
                .putNull("statusMessage")
                .put("statusMessages", new JsonArray())
                .put("inputStreamKey", "live-stream-key")
                .put("inputAuthKey", "live-auth-key");
    }

    /** An answer that nobody had to send. */
    static Exchange exchange(int status, String body) {
        return new Exchange(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), null, Blotter.NOTHING);
    }
}
