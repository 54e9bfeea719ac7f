package io.standstill.testing;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What stands between an account and its simulated vendor: it passes everything on and gives back what it is told,
 * unless the test spoils it. It remembers every call, and every secret that passed.
 */
public final class Between implements AutoCloseable {

    /** One call, as the account sent it. */
    public record Call(String method, String path, String authorization, String body) {

        public boolean isRead() {
            return method.equals("GET");
        }

        public boolean isLogin() {
            return path.contains("/login") || path.contains("/refresh-token");
        }

        public boolean posts(String part) {
            return method.equals("POST") && path.contains(part);
        }
    }

    /** What the vendor answered; of a call that was withheld from it: nothing, with status 200. */
    public record Told(int status, MultiMap headers, Buffer body) {

        static final Told NOTHING = new Told(200, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());
    }

    /** How a call is answered instead. */
    public interface Turn {
        void answer(Call call, Told theirs, HttpServerResponse response);
    }

    private record Answered(Call call, Told told) {}

    private record Rule(Predicate<Call> which, AtomicInteger left, boolean withheld, Turn turn) {}

    private static final Pattern SECRET_FIELD = Pattern.compile(
            "\"(?:token|refreshToken|accessToken|password|inputStreamKey|inputAuthKey)\"\\s*:\\s*\"([^\"]+)\"");

    private static final Turn AS_TOLD = (call, theirs, response) -> give(response, theirs, theirs.body());
    private static final int ALWAYS = 1_000_000;

    private final int vendorsPort;
    private final HttpClient client;
    private final HttpServer server;
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final List<Answered> answers = new CopyOnWriteArrayList<>();
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();

    public Between(Vertx vertx, int vendorsPort) {
        this.vendorsPort = vendorsPort;
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(64));
        this.server = vertx.createHttpServer()
                .requestHandler(this::met)
                .listen(0, "127.0.0.1")
                .await();
    }

    public String url() {
        return "http://127.0.0.1:" + server.actualPort();
    }

    // ---- what the test does

    /** Such calls, so many times, reach the vendor and are then answered otherwise. */
    public void spoil(Predicate<Call> which, int times, Turn turn) {
        rules.add(new Rule(which, new AtomicInteger(times), false, turn));
    }

    /** Such calls are always answered otherwise, though they reach the vendor. */
    public void spoil(Predicate<Call> which, Turn turn) {
        spoil(which, ALWAYS, turn);
    }

    /** Such calls, so many times, never reach the vendor. */
    public void withhold(Predicate<Call> which, int times, Turn turn) {
        rules.add(new Rule(which, new AtomicInteger(times), true, turn));
    }

    /** From now on everything is passed on and told as it is. */
    public void beHonest() {
        rules.clear();
    }

    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public long count(Predicate<Call> which) {
        return calls.stream().filter(which).count();
    }

    /** What the vendor itself answered to the last such call. */
    public Told lastTold(Predicate<Call> which) {
        return answers.stream()
                .filter(answer -> which.test(answer.call()))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .told();
    }

    /** Whatever passed here that no log and no journal may show. */
    public Set<String> secrets() {
        return Set.copyOf(secrets);
    }

    // ---- how it can be spoilt

    public static Turn telling(int status, String contentType, String body) {
        return (call, theirs, response) -> response.setStatusCode(status)
                .putHeader("Content-Type", contentType)
                .end(Buffer.buffer(body));
    }

    public static Turn askingToWait(int status, int seconds) {
        return (call, theirs, response) -> response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Retry-After", Integer.toString(seconds))
                .end(new JsonObject()
                        .put("message", "Too many requests")
                        .put("code", status)
                        .toBuffer());
    }

    /** The true answer, followed by so much of nothing. */
    public static Turn padding(int bytes) {
        return (call, theirs, response) ->
                give(response, theirs, theirs.body().copy().appendString(" ".repeat(bytes)));
    }

    /** No answer at all, while the line stays open. */
    public static Turn silent() {
        return (call, theirs, response) -> {};
    }

    /** An answer that has begun and never ends. */
    public static Turn dripping(Vertx vertx) {
        return (call, theirs, response) -> {
            response.setStatusCode(theirs.status()).setChunked(true).write(theirs.body());
            var drop = vertx.setPeriodic(200, again -> response.write(" "));
            response.exceptionHandler(gone -> vertx.cancelTimer(drop)).closeHandler(gone -> vertx.cancelTimer(drop));
        };
    }

    /** The true answer, with all that it was sent beside it. */
    public static Turn repeating() {
        return (call, theirs, response) -> give(response, theirs, repeated(call, theirs.body()));
    }

    private static Buffer repeated(Call call, Buffer theirs) {
        var heard = "you sent %s and %s".formatted(call.authorization(), call.body());
        if (theirs.length() == 0) {
            return new JsonObject().put("heard", heard).toBuffer();
        }
        var told = Json.decodeValue(theirs);
        if (told instanceof JsonObject object) {
            return object.put("heard", heard).toBuffer();
        }
        return told instanceof String text ? Json.encodeToBuffer(text + ", " + heard) : theirs;
    }

    private static void give(HttpServerResponse response, Told theirs, Buffer body) {
        for (var header : List.of("Content-Type", "Retry-After", "WWW-Authenticate")) {
            if (theirs.headers().contains(header)) {
                response.putHeader(header, theirs.headers().get(header));
            }
        }
        response.setStatusCode(theirs.status()).end(body);
    }

    // ---- what passes

    private void met(HttpServerRequest request) {
        request.body().onSuccess(body -> met(request, body));
    }

    private void met(HttpServerRequest request, Buffer body) {
        var authorization = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        var call = new Call(request.method().name(), request.uri(), authorization, body.toString());
        calls.add(call);
        if (!authorization.isEmpty()) {
            secrets.add(authorization.substring(authorization.lastIndexOf(' ') + 1));
        }
        noteSecrets(body);
        var rule = ruleFor(call);
        if (rule != null && rule.withheld()) {
            rule.turn().answer(call, Told.NOTHING, request.response());
            return;
        }
        var turn = rule == null ? AS_TOLD : rule.turn();
        passOn(request, body).onComplete(told -> {
            if (request.response().closed()) {
                return;
            }
            if (told.failed()) {
                request.connection().close();
            } else {
                noteSecrets(told.result().body());
                answers.add(new Answered(call, told.result()));
                turn.answer(call, told.result(), request.response());
            }
        });
    }

    private Rule ruleFor(Call call) {
        for (var rule : rules) {
            if (rule.which().test(call) && rule.left().getAndDecrement() > 0) {
                return rule;
            }
        }
        return null;
    }

    private Future<Told> passOn(HttpServerRequest request, Buffer body) {
        return client.request(request.method(), vendorsPort, "127.0.0.1", request.uri())
                .compose(passed -> {
                    request.headers().forEach(header -> {
                        if (!Set.of("host", "content-length", "connection")
                                .contains(header.getKey().toLowerCase(Locale.ROOT))) {
                            passed.putHeader(header.getKey(), header.getValue());
                        }
                    });
                    return passed.send(body).compose(Between::told);
                });
    }

    private static Future<Told> told(HttpClientResponse answer) {
        return answer.body().map(body -> new Told(answer.statusCode(), answer.headers(), body));
    }

    private void noteSecrets(Buffer body) {
        var found = SECRET_FIELD.matcher(body.toString());
        while (found.find()) {
            secrets.add(found.group(1));
        }
    }

    @Override
    public void close() {
        client.close().await();
        server.close().await();
    }
}
