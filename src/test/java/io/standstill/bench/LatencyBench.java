package io.standstill.bench;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * From an order to the event that tells of its proof, at a Feldera that stops at once when it is forced to; beside it
 * the sum of what that needs at least, each measured bare in the same run.
 */
final class LatencyBench implements Benchmark {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 8);
    private static final int MANY = 500;
    private static final int WARM = 200;
    private static final int PARTS = 200;

    /** The order and the event; order, intent, answer and proof; a look, the stop, a look. */
    private static final int HTTP_ROUND_TRIPS = 2;

    private static final int COMMITS = 4;
    private static final int VENDOR_ROUND_TRIPS = 3;

    @Override
    public void run(Figures figures) throws Exception {
        IntakeBench.ceiling(figures);
        var database = TestServer.get().fresh();
        IntakeBench.durable(figures, database);
        try (var vendor = Simulated.start();
                var service = Served.with(database, accounts(vendor))) {
            var all = (ROUNDS + 1) * (MANY * SECONDS + SECONDS) + MANY * WARM;
            vendor.furnish("feldera", all, LatencyBench::id, "{\"stopAfter\":\"0s\"}");
            try (var proofs = new Proofs(service.port());
                    var many = new Volley(service.port(), 64)) {
                var orders = new Orders(service.port());
                path(many, proofs, orders, WARM, Duration.ofSeconds(SECONDS));
                for (var perSecond : List.of(1, MANY)) {
                    var p50 = new ArrayList<Double>();
                    var p99 = new ArrayList<Double>();
                    var sums = new ArrayList<Double>();
                    for (var round = 0; round < ROUNDS; round++) {
                        sums.add(parts(figures, database, vendor, service.port()));
                        var took = path(many, proofs, orders, perSecond, Duration.ofSeconds(SECONDS));
                        p50.add(took[took.length / 2] / 1e6);
                        p99.add(took[took.length * 99 / 100] / 1e6);
                    }
                    figures.tell(
                            "ordersPerSecond",
                            perSecond,
                            "p50Ms",
                            Spread.of(p50),
                            "p99Ms",
                            Spread.of(p99),
                            "partsMs",
                            Spread.of(sums));
                    figures.ratio("partsToP50At" + perSecond, Spread.ofRatios(sums, p50));
                }
            }
        }
    }

    /** Half of so many orders a second took no longer, in milliseconds. */
    static double cost(int perSecond) throws Exception {
        var p50 = new ArrayList<Double>();
        try (var vendor = Simulated.start();
                var service = Served.with(TestServer.get().fresh(), accounts(vendor))) {
            vendor.furnish("feldera", (ROUNDS + 1) * perSecond * SECONDS, LatencyBench::id, "{\"stopAfter\":\"0s\"}");
            try (var proofs = new Proofs(service.port());
                    var many = new Volley(service.port(), 64)) {
                var orders = new Orders(service.port());
                for (var round = 0; round <= ROUNDS; round++) {
                    var took = path(many, proofs, orders, perSecond, Duration.ofSeconds(SECONDS));
                    if (round > 0) {
                        p50.add(took[took.length / 2] / 1e6);
                    }
                }
            }
        }
        return Spread.of(p50).median();
    }

    private static String accounts(Simulated vendor) {
        return """
                accounts:
                  demo: {vendor: feldera, url: '%s', apiKey: k, environment: nonprod, callsAtOnce: 32,
                         callsPerSecond: 10000, singleLooks: 1000}
                """.formatted(vendor.url("feldera"));
    }

    private static String id(int number) {
        return "pipeline-" + number;
    }

    // ---- the whole path

    private static long[] path(Volley client, Proofs proofs, Orders orders, double perSecond, Duration length)
            throws Exception {
        orders.sent.clear();
        var shots = client.paced(orders, perSecond, length);
        if (shots.refused() > 0) {
            throw new IllegalStateException(shots.refused() + " orders were refused");
        }
        Map<String, Long> sent = new HashMap<>(orders.sent);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> proofs.heard().keySet().containsAll(sent.keySet()));
        return sent.entrySet().stream()
                .mapToLong(order -> proofs.heard().get(order.getKey()) - order.getValue())
                .sorted()
                .toArray();
    }

    /** Orders to stop by force, of one thing after the other. */
    private static final class Orders implements Volley.Source {

        private final Map<String, Long> sent = new HashMap<>();
        private final int port;
        private int next;

        Orders(int port) {
            this.port = port;
        }

        @Override
        public byte[] next() {
            var id = id(next++);
            var body = "{\"mode\":\"force\"}";
            var request =
                    "POST /v1/resources/demo/%s/stop HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                            .formatted(id, port, body.length(), body)
                            .getBytes(StandardCharsets.US_ASCII);
            sent.put(id, System.nanoTime());
            return request;
        }
    }

    // ---- its parts

    private static double parts(Figures figures, Database database, Simulated vendor, int port) throws Exception {
        var http = median(port, "GET /livez HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n".formatted(port));
        var look = median(
                vendor.port(),
                "GET /feldera/v0/pipelines/%s?selector=status HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n"
                        .formatted(id(0), vendor.port()));
        var commit = commit(database);
        var sum = HTTP_ROUND_TRIPS * http + COMMITS * commit + VENDOR_ROUND_TRIPS * look;
        figures.tell("httpMs", rounded(http), "commitMs", rounded(commit), "vendorMs", rounded(look));
        return sum;
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1_000) / 1_000.0;
    }

    private static double median(int port, String request) throws Exception {
        var bytes = request.getBytes(StandardCharsets.US_ASCII);
        var left = new int[] {PARTS};
        try (var client = new Volley(port, 1)) {
            var shots = client.asFastAsAnswered(() -> left[0]-- > 0 ? bytes : null, Duration.ofMinutes(1));
            if (shots.refused() > 0) {
                throw new IllegalStateException("refused: " + request);
            }
            return shots.millis(0.5);
        }
    }

    /** A row and its commit, prepared, over a connection of its own. */
    private static double commit(Database database) throws Exception {
        try (var sql = Sql.on(database)) {
            sql.run("CREATE TABLE IF NOT EXISTS one_row"
                    + " (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz, body text)");
        }
        var url = "jdbc:postgresql://%s:%d/%s?prepareThreshold=1"
                .formatted(database.host(), database.port(), database.name());
        try (var connection = DriverManager.getConnection(url, database.user(), database.password());
                var insert = connection.prepareStatement("INSERT INTO one_row (at, body) VALUES (now(), ?)")) {
            var nanos = new long[PARTS];
            for (var i = 0; i < PARTS; i++) {
                insert.setString(1, "a row of some bytes");
                var began = System.nanoTime();
                insert.executeUpdate();
                nanos[i] = System.nanoTime() - began;
            }
            Arrays.sort(nanos);
            return nanos[PARTS / 2] / 1e6;
        }
    }
}
