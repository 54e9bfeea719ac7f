package io.standstill.bench;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;

/**
 * Very many resources in flight that do not come to rest, at three vendors that list; beside it the cheapest client that
 * asks for each by itself as often, and decodes what it is told. Meanwhile some end, and that must be told in time.
 */
final class LooksBench implements Benchmark {

    private static final int IN_FLIGHT = Integer.getInteger("bench.inFlight", 50_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 20);
    private static final double CADENCE_SECONDS = 2;
    private static final int ENDINGS_A_SECOND = 10;
    private static final int ASKED = 4_000;

    private static final Map<String, IntFunction<String>> VENDORS = Map.of(
            "feldera", number -> "pipeline-" + number,
            "nomad", number -> "decade00-0000-4000-8000-%012d".formatted(number),
            "storm", number -> "stream-" + number);

    @Override
    public void run(Figures figures) throws Exception {
        IntakeBench.ceiling(figures);
        measure(figures, IN_FLIGHT, "");
    }

    /** Of so many; what it costs the service for each and a minute, in microseconds of a processor. */
    static double measure(Figures figures, int inFlight, String marked) throws Exception {
        var each = inFlight / VENDORS.size();
        var database = TestServer.get().fresh();
        try (var vendors = Simulated.start()) {
            for (var vendor : VENDORS.entrySet()) {
                vendors.furnish(vendor.getKey(), each, vendor.getValue(), "{\"stopAfter\":\"0s\"}");
            }
            ordered(database, each);
            try (var service = Served.with(database, accounts(vendors), "-Xmx384m");
                    var proofs = new Proofs(service.port());
                    var one = new Volley(vendors.port(), 1)) {
                quiet(database, each);
                return watch(figures, database, vendors, service, proofs, one, each, marked);
            }
        }
    }

    // ---- the ground

    private static String accounts(Simulated vendors) {
        return """
                accounts:
                  feldera: {vendor: feldera, url: '%s', apiKey: 'apikey:v5-3cR7q', environment: nonprod, deadline: 24h}
                  nomad: {vendor: nomad, url: '%s', username: service-9f3, password: kT7-wq2-Zx, apiType: admin, environment: nonprod, deadline: 24h}
                  storm: {vendor: storm, url: '%s', username: service-9f3, password: kT7-wq2-Zx, environment: nonprod, deadline: 24h, callsAtOnce: 64, callsPerSecond: 2000}
                """.formatted(vendors.url("feldera"), vendors.url("nomad"), vendors.url("storm"));
    }

    /** Ordered, and their sends held by a person: so they live on, and are looked at for as long. */
    private static void ordered(Database database, int each) throws Exception {
        try (var sql = Sql.on(database)) {
            var before = 0;
            for (var vendor : VENDORS.entrySet()) {
                var name = vendor.getKey();
                sql.run("INSERT INTO account (name, vendor, paused_at, paused_by) VALUES ('%s', '%s', now(), 'ops')"
                        .formatted(name, name));
                var id = name.equals("nomad")
                        ? "'decade00-0000-4000-8000-' || lpad(number::text, 12, '0')"
                        : "'" + vendor.getValue().apply(0).replace("0", "") + "' || number";
                sql.run("""
                        INSERT INTO resource (account, id, vendor, state, generation, seq, position, since, residue, mode,
                                              requested_by, ordered_at, deadline_at, attempts, labels, pursuit)
                        SELECT '%1$s', %2$s, '%1$s', 'requested', 1, 1, %3$d + number + 1, now(), '{}', 'force', 'ops', now(),
                               now() + interval '24 hours', 0, '{"show": "one"}',
                               '{"freshFrom": 1, "sentSeq": 0, "superseded": false, "clear": true, "looked": false, "blind": false,
                                 "taken": false, "doubtful": false, "unsureSends": 0, "forced": false, "streak": 0, "stepFrom": 0,
                                 "streakOfAbsence": false, "ended": false, "silent": false, "lateSegments": 0,
                                 "deadlineTold": false, "watchStep": 0, "toldOnce": []}'
                          FROM generate_series(0, %4$d - 1) AS number
                        """.formatted(name, id, before, each));
                before += each;
            }
            sql.run("UPDATE resource SET mode = 'graceful' WHERE vendor <> 'feldera'");
            sql.run("UPDATE feed SET position = %d, first = %d".formatted(before, before + 1));
            sql.run("VACUUM ANALYZE");
        }
    }

    /** The first look at each is news; from then on there is none. */
    private static void quiet(Database database, int each) {
        try (var sql = Sql.on(database)) {
            var told = new String[] {""};
            Awaitility.await()
                    .pollInterval(Duration.ofSeconds(5))
                    .atMost(Duration.ofMinutes(10))
                    .until(() -> {
                        var before = told[0];
                        told[0] = sql.one("SELECT count(*) FROM resource WHERE (pursuit->>'looked')::boolean");
                        return told[0].equals("" + VENDORS.size() * each) && told[0].equals(before);
                    });
        }
    }

    // ---- what is measured

    private static double watch(
            Figures figures,
            Database database,
            Simulated vendors,
            Served service,
            Proofs proofs,
            Volley one,
            int each,
            String marked)
            throws Exception {
        var all = VENDORS.size() * each;
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var cores = new ArrayList<Double>();
        var most = 0L;
        for (var round = 0; round < ROUNDS; round++) {
            var writes = writes(database);
            var began = System.nanoTime();
            var before = service.processorSeconds();
            most = Math.max(most, sleep(service));
            var seconds = (System.nanoTime() - began) / 1e9;
            var used = service.processorSeconds() - before;
            if (writes(database) != writes) {
                throw new IllegalStateException("there was a write without news");
            }
            cores.add(used / seconds);
            ours.add(used / all / (seconds / 60) * 1e6);
            theirs.add(60 / CADENCE_SECONDS * alone(vendors, each));
        }
        figures.tell(
                "inFlight" + marked,
                all,
                "cores",
                Spread.of(cores),
                "residentMegabytes",
                most >> 20,
                "microsPerResourceAndMinute",
                Spread.of(ours),
                "oneByOneMicrosPerResourceAndMinute",
                Spread.of(theirs));
        figures.ratio("fewerProcessorSeconds" + marked, Spread.ofRatios(theirs, ours));
        confirmations(figures, vendors, proofs, one, marked);
        return Spread.of(ours).median();
    }

    /** Rows written of resources and the journal. */
    private static long writes(Database database) {
        try (var sql = Sql.on(database)) {
            return Long.parseLong(
                    sql.one("SELECT (SELECT position FROM feed) + (SELECT coalesce(sum(seq), 0) FROM resource)"));
        }
    }

    /** Most that is resident meanwhile. */
    private static long sleep(Served service) throws Exception {
        var most = 0L;
        for (var second = 0; second < SECONDS; second++) {
            TimeUnit.SECONDS.sleep(1);
            most = Math.max(most, service.residentBytes());
        }
        return most;
    }

    /** What one request and its answer, decoded, cost the cheapest client: microseconds of a processor. */
    private static double alone(Simulated vendors, int each) throws Exception {
        var asked = new int[1];
        var threads = ManagementFactory.getThreadMXBean();
        try (var client = new Volley(vendors.port(), 16)) {
            client.reading(body -> new JsonObject(body).getString("deployment_resources_status"));
            var before = threads.getCurrentThreadCpuTime();
            var shots = client.asFastAsAnswered(
                    () -> asked[0] == ASKED
                            ? null
                            : vendors.request(
                                    "GET",
                                    "/feldera/v0/pipelines/pipeline-" + asked[0]++ % each + "?selector=status",
                                    ""),
                    Duration.ofMinutes(5));
            if (shots.refused() > 0) {
                throw new IllegalStateException("refused");
            }
            return (threads.getCurrentThreadCpuTime() - before) / 1e3 / shots.count();
        }
    }

    /** Some come to rest, told by nobody but the looks. */
    private static void confirmations(Figures figures, Simulated vendors, Proofs proofs, Volley one, String marked)
            throws Exception {
        Map<String, Long> ended = new HashMap<>();
        var next = new int[1];
        Volley.Source endings = () -> {
            var id = "pipeline-" + next[0]++;
            ended.put(id, System.nanoTime());
            return "POST /feldera/v0/pipelines/%s/stop?force=true HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Length: 0\r\n\r\n"
                    .formatted(id, vendors.port())
                    .getBytes(StandardCharsets.US_ASCII);
        };
        one.paced(endings, ENDINGS_A_SECOND, Duration.ofSeconds(SECONDS));
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(() -> proofs.heard().keySet().containsAll(ended.keySet()));
        var took = ended.entrySet().stream()
                .mapToLong(end -> proofs.heard().get(end.getKey()) - end.getValue())
                .sorted()
                .toArray();
        figures.tell(
                "endings" + marked,
                took.length,
                "confirmedP50Ms",
                took[took.length / 2] / 1_000_000,
                "confirmedP99Ms",
                took[took.length * 99 / 100] / 1_000_000);
    }
}
