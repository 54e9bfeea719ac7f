package io.standstill.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** What a connection that follows the feed costs while it is idle, and how much is delivered to many. */
final class FeedBench implements Benchmark {

    private static final int IDLE = 5_000;
    private static final int WARM = 500;
    private static final List<String> BROWSER = List.of(
            "Accept: text/event-stream",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0",
            "Accept-Language: en-GB,en;q=0.9",
            "Accept-Encoding: gzip, deflate, br",
            "Sec-Fetch-Site: same-origin",
            "Cache-Control: no-cache",
            "Cookie: standstill=0123456789abcdef0123456789abcdef");

    private static final int FOLLOWERS = 1_000;
    private static final int BULKS = 4;
    private static final int BULK = 2_500;

    @Override
    public void run(Figures figures) throws Exception {
        idle(figures);
        deliveries(figures);
    }

    // ---- idle connections

    /**
     * With the whole heap given to it beforehand, what it takes of the system more is not heap. As the service is
     * started by most, its heap grows too, and what it takes of the system is mostly garbage not looked for yet.
     */
    private static void idle(Figures figures) throws Exception {
        try (var service = Served.start("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch")) {
            warm(service);
            var heapBefore = service.heapBytes();
            var residentBefore = service.residentBytes();
            try (var followers = new IdleFollowers(service.port(), IDLE, "/v1/events", BROWSER)) {
                var heap = (service.heapBytes() - heapBefore) / followers.count();
                var other = (service.residentBytes() - residentBefore) / followers.count();
                figures.tell(
                        "idleConnections",
                        followers.count(),
                        "heapBytesPerConnection",
                        heap,
                        "otherBytesPerConnection",
                        other,
                        "bytesPerConnection",
                        heap + other);
                if (Boolean.getBoolean("bench.histogram")) {
                    service.histogram().stream().limit(45).forEach(System.out::println);
                }
            }
        }
        try (var service = Served.start()) {
            warm(service);
            var residentBefore = service.residentBytes();
            try (var followers = new IdleFollowers(service.port(), IDLE, "/v1/events", BROWSER)) {
                figures.tell(
                        "idleConnections",
                        followers.count(),
                        "residentBytesPerConnectionWithDefaultOptions",
                        (service.residentBytes() - residentBefore) / followers.count());
            }
        }
    }

    /** What is made once, for the first of them, is not the cost of each. */
    private static void warm(Served service) throws IOException {
        for (var round = 0; round < 4; round++) {
            new IdleFollowers(service.port(), WARM, "/v1/events", BROWSER).close();
        }
    }

    // ---- deliveries

    private static void deliveries(Figures figures) throws Exception {
        var vertx = Vertx.vertx();
        var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(FOLLOWERS + 10));
        try (var service = Served.start("-Xmx1g")) {
            post(client, service, "/v1/accounts/demo/pause", new JsonObject());
            var heard = new AtomicLong();
            var bytes = new AtomicLong();
            for (var i = 0; i < FOLLOWERS; i++) {
                follow(client, service, heard, bytes);
            }
            bulk(client, service, 0);
            await(heard, (long) BULK * FOLLOWERS);
            heard.set(0);
            bytes.set(0);
            var began = System.nanoTime();
            for (var number = 1; number <= BULKS; number++) {
                bulk(client, service, number);
            }
            var all = (long) BULKS * BULK * FOLLOWERS;
            await(heard, all);
            var seconds = (System.nanoTime() - began) / 1e9;
            figures.tell(
                    "connections",
                    FOLLOWERS,
                    "entries",
                    BULKS * BULK,
                    "deliveriesPerSecond",
                    Math.round(all / seconds),
                    "megabytesPerSecond",
                    Math.round(bytes.get() / seconds / 1e6));
        } finally {
            vertx.close().await();
        }
    }

    private static void follow(HttpClient client, Served service, AtomicLong heard, AtomicLong bytes) {
        client.request(new RequestOptions().setAbsoluteURI(service.url() + "/v1/events"))
                .compose(request -> request.send())
                .compose(answer -> first(answer, heard, bytes))
                .await();
    }

    private static Future<Void> first(HttpClientResponse answer, AtomicLong heard, AtomicLong bytes) {
        var first = Promise.<Void>promise();
        answer.handler(piece -> {
            heard.addAndGet(events(piece.getBytes()));
            bytes.addAndGet(piece.length());
            first.tryComplete();
        });
        return first.future();
    }

    /** Each event is one data line, and no data holds a line that begins so. */
    private static int events(byte[] piece) {
        var events = 0;
        for (var i = 1; i < piece.length; i++) {
            if (piece[i] == ':' && piece[i - 1] == 'a' && i >= 5 && piece[i - 5] == '\n') {
                events++;
            }
        }
        return events;
    }

    private static void bulk(HttpClient client, Served service, int number) {
        var resources = new JsonArray();
        IntStream.range(0, BULK)
                .forEach(i ->
                        resources.add(new JsonObject().put("account", "demo").put("id", "p" + number + "-" + i)));
        post(client, service, "/v1/stops", new JsonObject().put("resources", resources));
    }

    private static void post(HttpClient client, Served service, String path, JsonObject body) {
        var answer = client.request(new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setAbsoluteURI(service.url() + path)
                        .putHeader("Content-Type", "application/json"))
                .compose(request -> request.send(Buffer.buffer(body.encode())))
                .compose(response -> response.body().map(told -> response.statusCode() + " " + told))
                .await();
        if (!answer.startsWith("2")) {
            throw new IllegalStateException(answer);
        }
    }

    private static void await(AtomicLong heard, long all) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(5))
                .until(() -> heard.get() >= all);
    }
}
