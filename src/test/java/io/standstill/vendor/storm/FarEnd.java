package io.standstill.vendor.storm;

import io.standstill.vendor.Account;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.standstill.vendor.Fault;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** A far end that answers as it is told to, better or worse than any real one; and an account at it. */
final class FarEnd implements AutoCloseable {

    static final String LIST = "GET /api/cluster/streams?page=1&rowsPerPage=100";
    static final String TOPOLOGY = "GET /api/cluster/topology";
    static final String LOGIN = "POST /api/auth/login";
    static final String NOT_FOUND = "{\"message\":\"Stream not found\"}";
    static final String DEAD_TOKEN =
            "{\"message\":\"Could not authorize with given access token\",\"timestamp\":1763638715202}";

    /** One answer; its status is 0 where the connection is cut instead. */
    record Said(int status, String body, Map<String, String> headers) {}

    /** One request as it arrived. */
    record Heard(String what, String authorization, String body) {}

    private final HttpServer server;
    private final Context context;
    private final AtomicLong nanos = new AtomicLong(1);
    private final Map<String, Said> answers = new HashMap<>();
    private int tokens;
    private boolean refusesEveryToken;
    private final Map<String, Runnable> meanwhile = new HashMap<>();
    private final Set<String> held = new HashSet<>();

    final List<Heard> heard = Collections.synchronizedList(new ArrayList<>());
    final Account account;

    FarEnd(Vertx vertx) {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> answer(request, body.toString())))
                .listen(0, "127.0.0.1")
                .await();
        context = vertx.getOrCreateContext();
        var url = URI.create("http://127.0.0.1:" + server.actualPort());
        var terms = new Terms("eu", url, Terms.PRODUCTION, new Storm().policy());
        account = new StormAccount(vertx, nanos::get, terms, "john.doe", new Secret("securePassword123"));
    }

    private void answer(HttpServerRequest request, String body) {
        var what = request.method() + " " + request.uri();
        var shown = request.getHeader("Authorization");
        heard.add(new Heard(what, shown == null ? "" : shown, body));
        meanwhile.getOrDefault(what, () -> {}).run();
        if (held.contains(what)) {
            return;
        }
        var said = answers.get(what);
        if (said == null && what.equals(LOGIN)) {
            said = new Said(200, login("token-" + ++tokens, 899_999), Map.of());
        } else if (!what.equals(LOGIN) && refusesEveryToken) {
            said = new Said(401, DEAD_TOKEN, Map.of());
        } else if (said == null) {
            said = new Said(500, "", Map.of());
        }
        if (said.status() == 0) {
            request.connection().close();
            return;
        }
        said.headers().forEach(request.response()::putHeader);
        request.response().setStatusCode(said.status()).end(said.body());
    }

    FarEnd says(String to, int status, String body) {
        answers.put(to, new Said(status, body, Map.of()));
        return this;
    }

    FarEnd says(String to, int status, String body, Map<String, String> headers) {
        answers.put(to, new Said(status, body, headers));
        return this;
    }

    /** Does this as it answers. */
    void whileAnswering(String to, Runnable step) {
        meanwhile.put(to, step);
    }

    /** Never answers this. */
    void holds(String to) {
        held.add(to);
    }

    FarEnd cutsOff(String to) {
        return says(to, 0, "");
    }

    void refusesEveryToken(boolean refuses) {
        refusesEveryToken = refuses;
    }

    void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Called from one context, as the engine does. */
    <T> T ask(Supplier<Future<T>> call) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(go -> call.get().onComplete(promise));
        return promise.future().await();
    }

    List<String> asked() {
        return heard.stream().map(Heard::what).toList();
    }

    long logins() {
        return asked().stream().filter(LOGIN::equals).count();
    }

    static String login(String token, Object remaining) {
        return new JsonObject()
                .put(
                        "data",
                        new JsonObject()
                                .put("accessToken", token)
                                .put("tokenType", "Bearer")
                                .put("remainingTime", remaining))
                .put("message", "Authentication successful")
                .encode();
    }

    /** What came back, without a wire. */
    static Exchange answer(int status, String body) {
        return new Exchange(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), null, Blotter.NOTHING);
    }

    static Exchange noAnswer() {
        return Exchange.faulty(Fault.OfCall.LATE);
    }

    @Override
    public void close() {
        account.close();
        server.close().await();
    }
}
