package io.standstill.longlife;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks over HTTP and counts what came of it: each question says which answers are right. */
final class Asking {

    private static final int AT_ONCE = 48;
    private static final int WAITING = 2_000;
    private static final long PATIENCE_SECONDS = 30;

    /** What came back; status 0: nothing did. */
    record Answer(int status, Buffer body) {}

    private final HttpClient client;
    private final String token;
    private final AtomicInteger underWay = new AtomicInteger();
    private final Map<String, Integer> right = new TreeMap<>();
    private final Map<String, Integer> wrong = new TreeMap<>();

    /**
     * @param token whose it asks as
     */
    Asking(Vertx vertx, String token) {
        this.token = token;
        this.client = vertx.createHttpClient(
                new PoolOptions().setHttp1MaxSize(AT_ONCE).setMaxWaitQueueSize(WAITING));
    }

    /**
     * Asks.
     *
     * @param what names this sort of question
     * @param headers names and values in turn; an Authorization among them replaces the usual one
     */
    Future<Answer> ask(String what, String method, String url, String body, String[] headers, Integer... statuses) {
        var options = new RequestOptions().setMethod(HttpMethod.valueOf(method)).setAbsoluteURI(url);
        options.putHeader("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            options.putHeader("Content-Type", "application/json");
        }
        for (var header = 0; header < headers.length; header += 2) {
            options.putHeader(headers[header], headers[header + 1]);
        }
        underWay.incrementAndGet();
        return client.request(options)
                .compose(request -> request.send(body)
                        .compose(response -> response.body().map(read -> new Answer(response.statusCode(), read)))
                        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .onFailure(late -> request.reset()))
                .otherwise(broken -> new Answer(0, Buffer.buffer(broken.toString())))
                .onComplete(answered -> underWay.decrementAndGet())
                .onSuccess(answer -> count(what, answer, Arrays.asList(statuses).contains(answer.status())));
    }

    private synchronized void count(String what, Answer answer, boolean asExpected) {
        if (asExpected) {
            right.merge(what, 1, Integer::sum);
        } else {
            var shown = answer.body().toString();
            wrong.merge(
                    what + ": " + answer.status() + " " + shown.substring(0, Math.min(shown.length(), 120)),
                    1,
                    Integer::sum);
        }
    }

    /** How many are not answered yet. */
    int underWay() {
        return underWay.get();
    }

    /** How often each sort of question was answered rightly. */
    synchronized Map<String, Integer> right() {
        return Map.copyOf(right);
    }

    /** What else was answered, and how often. */
    synchronized Map<String, Integer> wrong() {
        return new TreeMap<>(wrong);
    }
}
