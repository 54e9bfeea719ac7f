package io.standstill.chaos;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Calls over HTTP, many at once. Whoever is called may be dead, so that no answer is an answer too. */
final class Caller implements AutoCloseable {

    private static final int AT_ONCE = 32;
    private static final long PATIENCE_SECONDS = 20;

    /** What came back; status 0: nothing did. */
    record Answer(int status, MultiMap headers, Buffer body) {

        static final Answer NONE = new Answer(0, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer());

        boolean taken() {
            return status >= 200 && status < 300;
        }

        JsonObject json() {
            return body.toJsonObject();
        }

        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client =
            vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(AT_ONCE).setMaxWaitQueueSize(-1));

    Vertx vertx() {
        return vertx;
    }

    Future<Answer> call(HttpMethod method, String url, Buffer body) {
        return call(new RequestOptions().setMethod(method).setAbsoluteURI(url), body, PATIENCE_SECONDS);
    }

    Future<Answer> call(RequestOptions options, Buffer body, long patienceSeconds) {
        if (body.length() > 0) {
            options.putHeader("Content-Type", "application/json");
        }
        return client.request(options)
                .compose(request -> request.send(body)
                        .compose(Caller::answer)
                        .timeout(patienceSeconds, TimeUnit.SECONDS)
                        .onFailure(late -> request.reset()))
                .otherwise(Answer.NONE);
    }

    private static Future<Answer> answer(HttpClientResponse response) {
        return response.body().map(body -> new Answer(response.statusCode(), response.headers(), body));
    }

    Future<Answer> get(String url) {
        return call(HttpMethod.GET, url, Buffer.buffer());
    }

    Future<Answer> post(String url) {
        return call(HttpMethod.POST, url, Buffer.buffer());
    }

    Future<Answer> post(String url, JsonObject body) {
        return call(HttpMethod.POST, url, body.toBuffer());
    }

    Future<Answer> put(String url, JsonObject body) {
        return call(HttpMethod.PUT, url, body.toBuffer());
    }

    /** All of their answers, each of which must be a good one. */
    static List<Answer> good(List<Future<Answer>> calls) {
        var answers = Future.all(calls).await().<Answer>list();
        answers.stream().filter(answer -> !answer.taken()).findFirst().ifPresent(bad -> {
            throw new IllegalStateException("a good answer was expected, not " + bad);
        });
        return answers;
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
