package io.standstill.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
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

    private static final int FOLLOWERS = Integer.getInteger("bench.followers", 1_000);
    private static final int MOST_FOLLOWERS = 5 * FOLLOWERS;
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int BULK = 2_500;

    @Override
    public void run(Figures figures) throws Exception {
        idle(figures);
        deliveries(figures, FOLLOWERS, 4);
        deliveries(figures, MOST_FOLLOWERS, 1);
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

    /** What is told to so many, beside the same number of messages of the same size told by nchan to as many. */
    private static void deliveries(Figures figures, int followers, int bulks) throws Exception {
        var nchan = Nchan.start();
        if (nchan.isEmpty()) {
            figures.tell("absent", "nchan", "so", "nothing is compared");
        }
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var ourCost = new ArrayList<Double>();
        var theirCost = new ArrayList<Double>();
        var size = 0L;
        try (var peer = nchan.orElse(null);
                var service = Served.start("-Xmx1g")) {
            tell(service.port(), "/v1/accounts/demo/pause", "{}");
            try (var listeners = new Listeners(service.port(), followers, "/v1/events")) {
                bulk(service, listeners, followers, 0);
                for (var round = 0; round < ROUNDS; round++) {
                    var before = service.processorSeconds();
                    var bytes = listeners.bytes();
                    var events = listeners.events();
                    var began = System.nanoTime();
                    for (var number = 0; number < bulks; number++) {
                        bulk(service, listeners, followers, 1 + round * bulks + number);
                    }
                    var told = listeners.events() - events;
                    size = (listeners.bytes() - bytes) / told;
                    ours.add(told / ((System.nanoTime() - began) / 1e9));
                    ourCost.add((service.processorSeconds() - before) / told * 1e6);
                    if (peer != null) {
                        nchan(peer, followers, bulks * BULK, (int) size, theirs, theirCost);
                    }
                }
            }
        }
        figures.tell(
                "connections",
                followers,
                "entries",
                bulks * BULK,
                "eventBytes",
                size,
                "deliveriesPerSecond",
                Spread.of(ours),
                "microsPerDelivery",
                Spread.of(ourCost));
        if (nchan.isPresent()) {
            figures.tell(
                    "connections",
                    followers,
                    "nchanDeliveriesPerSecond",
                    Spread.of(theirs),
                    "nchanMicrosPerDelivery",
                    Spread.of(theirCost));
            figures.ratio("deliveriesToNchanAt" + followers, Spread.ofRatios(ours, theirs));
            figures.ratio("processorToNchanAt" + followers, Spread.ofRatios(theirCost, ourCost));
        }
    }

    /** What a delivery costs the service where so many follow: microseconds of a processor. */
    static double cost(int followers) throws Exception {
        try (var service = Served.start("-Xmx1g")) {
            tell(service.port(), "/v1/accounts/demo/pause", "{}");
            try (var listeners = new Listeners(service.port(), followers, "/v1/events")) {
                bulk(service, listeners, followers, 0);
                var before = service.processorSeconds();
                for (var number = 1; number <= ROUNDS; number++) {
                    bulk(service, listeners, followers, number);
                }
                return (service.processorSeconds() - before) / ((double) ROUNDS * BULK * followers) * 1e6;
            }
        }
    }

    private static void nchan(Nchan peer, int followers, int messages, int size, List<Double> rates, List<Double> costs)
            throws Exception {
        var body = "x".repeat(size);
        var message = "POST /tell HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(peer.port(), size, body)
                .getBytes(StandardCharsets.US_ASCII);
        try (var listeners = new Listeners(peer.port(), followers, "/hear");
                var teller = new Volley(peer.port(), 4)) {
            var left = new int[] {messages};
            var before = peer.processorSeconds();
            var events = listeners.events();
            var began = System.nanoTime();
            teller.asFastAsAnswered(() -> left[0]-- > 0 ? message : null, Duration.ofMinutes(5));
            await(listeners, events + (long) messages * followers);
            rates.add((long) messages * followers / ((System.nanoTime() - began) / 1e9));
            costs.add((peer.processorSeconds() - before) / ((double) messages * followers) * 1e6);
        }
    }

    private static void bulk(Served service, Listeners listeners, int followers, int number) throws IOException {
        var resources = IntStream.range(0, BULK)
                .mapToObj(i -> "{\"account\":\"demo\",\"id\":\"p%d-%d\"}".formatted(number, i))
                .collect(Collectors.joining(",", "{\"resources\":[", "]}"));
        var awaited = listeners.events() + (long) BULK * followers;
        tell(service.port(), "/v1/stops", resources);
        await(listeners, awaited);
    }

    private static void tell(int port, String path, String body) throws IOException {
        var request =
                "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(path, port, body.length(), body)
                        .getBytes(StandardCharsets.US_ASCII);
        var left = new int[] {1};
        try (var teller = new Volley(port, 1)) {
            var shots = teller.asFastAsAnswered(() -> left[0]-- > 0 ? request : null, Duration.ofMinutes(5));
            if (shots.refused() > 0) {
                throw new IllegalStateException(path + " was refused");
            }
        }
    }

    private static void await(Listeners listeners, long all) {
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(10))
                .until(() -> listeners.events() >= all);
    }
}
