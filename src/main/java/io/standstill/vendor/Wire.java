package io.standstill.vendor;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
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

    /** More calls at once than this wait for each other. */
    public static final int MOST_CONNECTIONS = 32;

    /** What time it was at the vendor, as told with an answer that came at this moment of ours. */
    public record Told(Instant time, long nanos) {}

    private final Vertx vertx;
    private final Ticker ticker;
    private final URI url;
    private final Blotter blotter;
    private final HttpClient client;
    private volatile @Nullable Told told;

    public Wire(Vertx vertx, Ticker ticker, URI url, Blotter blotter) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.url = url;
        this.blotter = blotter;
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setDecompressionSupported(false)
                        .setConnectTimeout((int) LONGEST_CONNECT.toMillis())
                        .setKeepAliveTimeout(20),
                new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(10 * MOST_CONNECTIONS));
    }

    /** Asks. */
    public Future<Exchange> call(Ask ask) {
        RequestOptions options;
        try {
            options = options(ask);
        } catch (IllegalArgumentException unsendable) {
            // Its message may show what could not be sent.
            return Future.succeededFuture(Exchange.faulty(Fault.OfCall.UNSENDABLE));
        }
        var call = new Call(Span.of(ticker, ask.atMost()), ask.mostBytes(), blotter.besides(shown(ask)));
        var timer = vertx.setTimer(ask.atMost().toMillis(), late -> call.hangUp(Fault.OfCall.LATE));
        client.request(options)
                .onSuccess(request -> call.send(request, ask.body()))
                .onFailure(thrown -> call.hangUp(fault(thrown)));
        return call.ended().onComplete(ended -> vertx.cancelTimer(timer));
    }

    /** The vendor's clock, by the newest answer that told of it. */
    public Optional<Told> clock() {
        return Optional.ofNullable(told);
    }

    private RequestOptions options(Ask ask) {
        var options = new RequestOptions()
                .setMethod(ask.method())
                .setAbsoluteURI(url + ask.path())
                .setFollowRedirects(false)
                .setConnectTimeout(LONGEST_CONNECT.toMillis())
                .putHeader("User-Agent", "standstill");
        ask.headers().forEach(options::putHeader);
        return options;
    }

    /** What lets the account in by this call: some far ends repeat in an answer whatever they were sent. */
    private static Secret shown(Ask ask) {
        var authorization = ask.headers().getOrDefault("Authorization", "");
        return new Secret(authorization.substring(authorization.lastIndexOf(' ') + 1));
    }

    public void close() {
        client.close();
    }

    private static Fault fault(Throwable thrown) {
        if (thrown instanceof SSLException) {
            return Fault.OfCall.NOT_SECURE;
        }
        if (thrown instanceof UnknownHostException) {
            return Fault.OfCall.UNKNOWN_HOST;
        }
        if (thrown instanceof ConnectException) {
            return Fault.OfCall.NO_CONNECTION;
        }
        return Fault.OfCall.BROKE;
    }

    /** One call under way; whatever ends it first counts. */
    private final class Call {

        private final Promise<Exchange> promise = Promise.promise();
        private final Buffer gathered = Buffer.buffer();
        private final Span span;
        private final int mostBytes;
        private final Blotter blotter;
        private @Nullable HttpClientRequest request;

        Call(Span span, int mostBytes, Blotter blotter) {
            this.span = span;
            this.mostBytes = mostBytes;
            this.blotter = blotter;
        }

        Future<Exchange> ended() {
            return promise.future();
        }

        void send(HttpClientRequest ready, Buffer body) {
            if (span.left().isNegative()) {
                // A process that was frozen wakes here before its timers do.
                hangUp(Fault.OfCall.LATE);
            }
            if (promise.future().isComplete()) {
                // It waited so long for a connection that nobody waits for it any more: it must not be sent now.
                ready.reset();
                return;
            }
            request = ready;
            // Heard on the request's own future, for one chained to it may be told only after a short answer has ended.
            ready.send(body).onSuccess(this::receive).onFailure(thrown -> hangUp(fault(thrown)));
        }

        void receive(HttpClientResponse response) {
            response.handler(piece -> {
                if (gathered.length() + piece.length() > mostBytes) {
                    hangUp(Fault.OfCall.TOO_LARGE);
                } else {
                    gathered.appendBuffer(piece);
                }
            });
            hearTime(response.getHeader("Date"));
            response.exceptionHandler(broken -> hangUp(Fault.OfCall.BROKE));
            response.endHandler(whole -> promise.tryComplete(
                    new Exchange(response.statusCode(), response.headers(), gathered, null, blotter)));
        }

        private void hearTime(@Nullable String date) {
            if (date == null) {
                return;
            }
            try {
                told = new Told(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)), ticker.nanos());
            } catch (DateTimeException unreadable) {
                // A clock that cannot be read is no reason to turn an answer away.
                told = null;
            }
        }

        void hangUp(Fault fault) {
            if (promise.tryComplete(Exchange.faulty(fault)) && request != null) {
                request.reset();
            }
        }
    }
}
