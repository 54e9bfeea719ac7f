package io.standstill.vendor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The line to one vendor account: every call bounded in time and size, and none ever fails.
 *
 * <p>Redirects are not followed, because they would carry credentials to wherever they point; bodies are not
 * decompressed, because a small one can grow without bound.
 *
 * <p>Built on the plain HTTP client: the web client forgets its request once an answer begins, and so cannot hang up on
 * a body that never ends.
 */
public final class Wire {

    /** How long one call may take, from the wish to the last byte. */
    public static final Duration LONGEST_CALL = Duration.ofSeconds(5);

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(2);
    private static final int MOST_CONNECTIONS = 32;

    /** Enough for any answer about one resource. */
    private static final int MOST_BYTES = 1 << 20;

    private final Vertx vertx;
    private final URI url;
    private final HttpClient client;

    public Wire(Vertx vertx, URI url) {
        this.vertx = vertx;
        this.url = url;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDecompressionSupported(false)
                        .setConnectTimeout((int) LONGEST_CONNECT.toMillis())
                        .setKeepAliveTimeout(20),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(10 * MOST_CONNECTIONS));
    }

    /** Asks without a body. */
    public Future<Exchange> call(HttpMethod method, String path, Map<String, String> headers) {
        return call(method, path, headers, Buffer.buffer());
    }

    /** Asks; the path goes after the account's url, escaped by whoever made it. */
    public Future<Exchange> call(HttpMethod method, String path, Map<String, String> headers, Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url + path)
                .setFollowRedirects(false)
                .setConnectTimeout(LONGEST_CONNECT.toMillis())
                .putHeader("User-Agent", "standstill");
        headers.forEach(options::putHeader);
        var call = new Call();
        var timer = vertx.setTimer(LONGEST_CALL.toMillis(), late -> call.hangUp("no answer in time"));
        client.request(options)
                .compose(request -> call.send(request, body))
                .onSuccess(call::receive)
                .onFailure(thrown -> call.hangUp(inShort(thrown)));
        return call.ended().onComplete(ended -> vertx.cancelTimer(timer));
    }

    public void close() {
        client.close();
    }

    private static String inShort(Throwable thrown) {
        if (thrown instanceof SSLException) {
            return "no secure connection";
        }
        if (thrown instanceof UnknownHostException) {
            return "the host is unknown";
        }
        if (thrown instanceof ConnectException) {
            return "no connection";
        }
        return "the connection broke";
    }

    /** One call under way; whatever ends it first counts. */
    private static final class Call {

        private final Promise<Exchange> promise = Promise.promise();
        private final Buffer gathered = Buffer.buffer();
        private @Nullable HttpClientRequest request;

        Future<Exchange> ended() {
            return promise.future();
        }

        Future<HttpClientResponse> send(HttpClientRequest ready, Buffer body) {
            if (promise.future().isComplete()) {
                // It waited so long for a connection that nobody waits for it any more: it must not be sent now.
                ready.reset();
                return Future.failedFuture("too late");
            }
            request = ready;
            return ready.send(body);
        }

        void receive(HttpClientResponse response) {
            response.handler(piece -> {
                if (gathered.length() + piece.length() > MOST_BYTES) {
                    hangUp("the answer is too large");
                } else {
                    gathered.appendBuffer(piece);
                }
            });
            response.exceptionHandler(broken -> hangUp("the connection broke"));
            response.endHandler(whole ->
                    promise.tryComplete(new Exchange(response.statusCode(), response.headers(), gathered, null)));
        }

        void hangUp(String fault) {
            if (promise.tryComplete(Exchange.faulty(fault)) && request != null) {
                request.reset();
            }
        }
    }
}
