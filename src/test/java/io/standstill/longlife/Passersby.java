package io.standstill.longlife;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetClient;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who follows the feed for a while and goes: some from its very beginning, some by a filter, some who stop reading in the
 * middle; and who only connects, says half a sentence and is gone. There are always about as many.
 */
final class Passersby {

    private static final int FOLLOWERS = 60;
    private static final int LONGEST_STAY_MILLIS = 30_000;
    private static final int LEAST_STAY_MILLIS = 500;

    private static final List<String> PATHS = List.of(
            "/v1/events",
            "/v1/events?after=0",
            "/v1/events?account=storm",
            "/v1/events?account=memories&account=nomad",
            "/v1/events?after=nonsense");

    private static final List<String> HALF_SENTENCES = List.of(
            "",
            "GET /v1/even",
            "POST /v1/stops HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n\r\n{\"resources\":[",
            "\u0016\u0003\u0001 no HTTP at all\r\n\r\n",
            "GET /v1/resources HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");

    private final Vertx vertx;
    private final int port;
    private final String token;
    private final HttpClient client;
    private final NetClient plain;
    private final Random random;
    private final AtomicInteger came = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();
    private final AtomicLong heard = new AtomicLong();

    Passersby(Vertx vertx, int port, String token, Random random) {
        this.vertx = vertx;
        this.port = port;
        this.token = token;
        this.random = random;
        this.client = vertx.createHttpClient(
                new PoolOptions().setHttp1MaxSize(2 * FOLLOWERS).setMaxWaitQueueSize(FOLLOWERS));
        this.plain = vertx.createNetClient();
    }

    void begin() {
        for (var one = 0; one < FOLLOWERS; one++) {
            follow();
        }
        vertx.setPeriodic(200, tick -> interrupt());
    }

    private void follow() {
        var stay = LEAST_STAY_MILLIS + random.nextInt(LONGEST_STAY_MILLIS);
        var options = new RequestOptions()
                .setPort(port)
                .setHost("127.0.0.1")
                .setURI(PATHS.get(random.nextInt(PATHS.size())))
                .putHeader("Accept", "text/event-stream")
                .putHeader("Authorization", "Bearer " + token);
        var tired = random.nextInt(4) == 0;
        client.request(options).compose(request -> request.send()).onComplete(answer -> {
            if (answer.failed() || answer.result().statusCode() != 200) {
                turnedAway.incrementAndGet();
            } else {
                came.incrementAndGet();
                listen(answer.result(), tired);
            }
            vertx.setTimer(stay, gone -> {
                if (answer.succeeded()) {
                    answer.result().request().connection().close();
                }
                follow();
            });
        });
    }

    private void listen(HttpClientResponse stream, boolean tired) {
        stream.exceptionHandler(cut -> {});
        stream.handler(piece -> {
            heard.addAndGet(piece.length());
            if (tired) {
                stream.pause();
            }
        });
    }

    private void interrupt() {
        plain.connect(port, "127.0.0.1").onSuccess(socket -> {
            socket.exceptionHandler(cut -> {});
            socket.write(HALF_SENTENCES.get(random.nextInt(HALF_SENTENCES.size())));
            vertx.setTimer(1 + random.nextInt(3_000), gone -> socket.close());
        });
    }

    int came() {
        return came.get();
    }

    int turnedAway() {
        return turnedAway.get();
    }

    long heardBytes() {
        return heard.get();
    }
}
