package io.standstill.bench;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Callbacks of tasks that are known, half of them moving a state, each committed before it is answered; beside them what
 * PostgreSQL itself does with a row of the same body each.
 */
final class IntakeBench implements Benchmark {

    private static final int TASKS = Integer.getInteger("bench.tasks", 120_000);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int SECONDS = Integer.getInteger("bench.seconds", 8);
    private static final int MANY = 64;

    /** So many tasks call back in turn before the first of them calls again. */
    private static final int TOGETHER = 2_000;

    private static final String SEGMENT = """
            {"code":200,"message":"success","task_id":"%s","data":{"segment_index":%d,\
            "segment_start_time":"2026-01-01T00:00:00Z","segment_end_time":"%s","status":0,"message":"success",\
            "data":{"flagged":false},"token":{"input":1280,"output":16}}}""";

    private static final String END = """
            {"code":200,"message":"success","task_id":"%s","data":{"status":14,"message":"Stream stopped by user",\
            "data":null,"token":null}}""";

    @Override
    public void run(Figures figures) throws Exception {
        ceiling(figures);
        var database = TestServer.get().fresh();
        durable(figures, database);
        known(database, TASKS);
        var peer = peer(figures, database);
        try (var service = served(database);
                var many = new Volley(service.port(), MANY)) {
            var calls = new Calls(service.port());
            warm(many, peer, calls);
            var rate = atOnce(figures, Server.of(database), service, many, peer, calls);
            atHalf(figures, many, calls, rate);
            alone(figures, service, peer, calls);
            whole(database, calls);
        }
    }

    /** What a callback costs the service where so many tasks are known: microseconds of a processor. */
    static double cost(int tasks) throws Exception {
        var database = TestServer.get().fresh();
        known(database, tasks);
        try (var service = served(database);
                var many = new Volley(service.port(), MANY)) {
            var calls = new Calls(service.port(), tasks);
            many.asFastAsAnswered(calls, Duration.ofSeconds(SECONDS));
            var server = Server.of(database);
            var before = service.processorSeconds() + server.seconds();
            var shots = many.asFastAsAnswered(calls, Duration.ofSeconds(SECONDS));
            mustBeTaken(shots);
            return (service.processorSeconds() + server.seconds() - before) / shots.count() * 1e6;
        }
    }

    static Served served(Database database) throws Exception {
        return Served.with(database, """
                accounts:
                  memories: {vendor: memories, url: 'http://127.0.0.1:1', apiKey: sk-mavi-k, callbackSecret: first-secret, deadline: 24h}
                """);
    }

    // ---- the ground

    /** What the client could do if nobody had anything to do for it. */
    static void ceiling(Figures figures) throws Exception {
        var vertx = Vertx.vertx();
        var answer = Buffer.buffer("{\"status\":\"taken\"}");
        var server = vertx.createHttpServer()
                .requestHandler(request ->
                        request.body().onSuccess(body -> request.response().end(answer)))
                .listen(0, "127.0.0.1")
                .await();
        try (var client = new Volley(server.actualPort(), MANY)) {
            var calls = new Calls(server.actualPort());
            client.asFastAsAnswered(calls, Duration.ofSeconds(2));
            var shots = client.asFastAsAnswered(calls, Duration.ofSeconds(3));
            figures.tell("ceilingPerSecond", Math.round(shots.perSecond()), "connections", MANY);
        } finally {
            vertx.close().await();
        }
    }

    static void durable(Figures figures, Database database) {
        try (var sql = Sql.on(database)) {
            for (var setting : List.of("server_version", "fsync", "synchronous_commit", "wal_sync_method")) {
                figures.setting(setting, sql.one("SHOW " + setting));
            }
            if (!"on".equals(sql.one("SHOW fsync")) || !"on".equals(sql.one("SHOW synchronous_commit"))) {
                throw new IllegalStateException("durable means durable: fsync and synchronous_commit must be on");
            }
        }
    }

    /** Tasks whose stop the vendor has taken, as an order and an answer would have left them. */
    static void known(Database database, int tasks) throws Exception {
        try (var sql = Sql.on(database)) {
            sql.run("""
                    INSERT INTO resource (account, id, vendor, state, generation, seq, position, since, residue, mode, requested_by,
                                          ordered_at, acknowledged_at, deadline_at, attempts, labels, pursuit)
                    SELECT 'memories', 'task-' || number, 'memories', 'stopping', 1, 3, number + 1, now(), '{}', 'graceful', 'ops',
                           now(), now(), now() + interval '24 hours', 1, '{"show": "one"}',
                           '{"freshFrom": 0, "sentSeq": 2, "superseded": false, "clear": false, "looked": true, "blind": false,
                             "taken": true, "doubtful": false, "unsureSends": 0, "forced": false, "streak": 0, "stepFrom": 0,
                             "streakOfAbsence": false, "ended": false, "silent": false, "lateSegments": 0, "deadlineTold": false,
                             "watchStep": 0, "toldOnce": []}'
                      FROM generate_series(0, %d - 1) AS number
                    """.formatted(tasks));
            sql.run("UPDATE feed SET position = %d, first = %d".formatted(tasks, tasks + 1));
            sql.run(
                    "CREATE TABLE one_row (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, at timestamptz, body text)");
            sql.run("VACUUM ANALYZE");
        }
    }

    private static @Nullable PgBench peer(Figures figures, Database database) throws Exception {
        Optional<PgBench> found = PgBench.on(database, SEGMENT.formatted("task-12345", 1, "2026-01-01T00:00:05Z"));
        if (found.isEmpty()) {
            figures.tell("absent", "pgbench", "so", "nothing is compared");
        }
        return found.orElse(null);
    }

    private static void warm(Volley many, @Nullable PgBench peer, Calls calls) throws Exception {
        many.asFastAsAnswered(calls, Duration.ofSeconds(SECONDS));
        if (peer != null) {
            peer.run(MANY, SECONDS);
        }
    }

    // ---- what is measured

    /** The processor's time that PostgreSQL uses, all its processes together. */
    private record Server(long pid) {

        static Server of(Database database) {
            try (var sql = Sql.on(database)) {
                var backend = Long.parseLong(sql.one("SELECT pg_backend_pid()"));
                return new Server(ProcessHandle.of(backend)
                        .flatMap(ProcessHandle::parent)
                        .map(ProcessHandle::pid)
                        .orElse(0L));
            }
        }

        /** Nothing, where it runs elsewhere. */
        double seconds() throws IOException {
            return pid == 0 ? 0 : Processor.secondsOfAll(pid);
        }
    }

    private static double atOnce(
            Figures figures, Server server, Served service, Volley many, @Nullable PgBench peer, Calls calls)
            throws Exception {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        var p99 = new ArrayList<Double>();
        var cost = new ArrayList<Double>();
        var stored = new ArrayList<Double>();
        var theirCost = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var serviceBefore = service.processorSeconds();
            var serverBefore = server.seconds();
            var shots = many.asFastAsAnswered(calls, Duration.ofSeconds(SECONDS));
            mustBeTaken(shots);
            cost.add((service.processorSeconds() - serviceBefore) / shots.count() * 1e6);
            stored.add((server.seconds() - serverBefore) / shots.count() * 1e6);
            ours.add(shots.perSecond());
            p99.add(shots.millis(0.99));
            if (peer != null) {
                serverBefore = server.seconds();
                var found = peer.run(MANY, SECONDS);
                theirs.add(found.perSecond());
                theirCost.add((server.seconds() - serverBefore) / found.rows() * 1e6);
            }
        }
        figures.tell("connections", MANY, "callbacksPerSecond", Spread.of(ours), "p99Ms", Spread.of(p99));
        figures.tell("microsOfServicePerCallback", Spread.of(cost), "microsOfPostgresPerCallback", Spread.of(stored));
        if (peer != null) {
            figures.tell("clients", MANY, "pgbenchPerSecond", Spread.of(theirs));
            figures.tell("microsOfPostgresPerRow", Spread.of(theirCost));
            figures.ratio("rateToPgbench", Spread.ofRatios(ours, theirs));
        }
        return Spread.of(ours).median();
    }

    private static void atHalf(Figures figures, Volley many, Calls calls, double rate) throws Exception {
        var p50 = new ArrayList<Double>();
        var p99 = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            var shots = many.paced(calls, rate / 2, Duration.ofSeconds(SECONDS));
            mustBeTaken(shots);
            p50.add(shots.millis(0.5));
            p99.add(shots.millis(0.99));
        }
        figures.tell("pacedPerSecond", Math.round(rate / 2), "p50Ms", Spread.of(p50), "p99Ms", Spread.of(p99));
    }

    private static void alone(Figures figures, Served service, @Nullable PgBench peer, Calls calls) throws Exception {
        var ours = new ArrayList<Double>();
        var theirs = new ArrayList<Double>();
        for (var round = 0; round < ROUNDS; round++) {
            // Anew each time: whoever connects and then says nothing is hung up on.
            try (var one = new Volley(service.port(), 1)) {
                var shots = one.asFastAsAnswered(calls, Duration.ofSeconds(SECONDS / 2));
                mustBeTaken(shots);
                ours.add(shots.millis(0.5));
            }
            if (peer != null) {
                theirs.add(peer.run(1, SECONDS / 2).medianMillis());
            }
        }
        figures.tell("connections", 1, "p50Ms", Spread.of(ours));
        if (peer != null) {
            figures.tell("clients", 1, "pgbenchP50Ms", Spread.of(theirs));
            figures.ratio("speedAloneToPgbench", Spread.ofRatios(theirs, ours));
        }
    }

    private static void mustBeTaken(Volley.Shots shots) {
        if (shots.refused() > 0 || shots.count() == 0) {
            throw new IllegalStateException(shots.refused() + " of " + shots.count() + " were not taken");
        }
    }

    /** All that was answered is there, half of it moved a state, and no position is missing. */
    private static void whole(Database database, Calls calls) {
        try (var sql = Sql.on(database)) {
            var kept = Long.parseLong(sql.one("SELECT count(*) FROM inbox"));
            var moved = Long.parseLong(sql.one("SELECT count(*) FROM journal WHERE from_state <> to_state"));
            var gaps = Long.parseLong(
                    sql.one("SELECT (SELECT position + 1 - first FROM feed) - (SELECT count(*) FROM journal)"));
            // The last of a round of tasks may be under way in another order than they were sent in.
            if (kept != calls.given() || gaps != 0 || Math.abs(2 * moved - kept) > 4 * TOGETHER) {
                throw new IllegalStateException(
                        "%d sent, %d kept, %d moved, %d gaps".formatted(calls.given(), kept, moved, gaps));
            }
        }
    }

    /** What the tasks call back, in four turns: a segment, the end, a late segment, and one that shows it alive again. */
    static final class Calls implements Volley.Source {

        private final String head;
        private final int tasks;
        private long given;

        Calls(int port) {
            this(port, TASKS);
        }

        Calls(int port, int tasks) {
            this.tasks = tasks;
            this.head = "POST /callbacks/memories/first-secret HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nContent-Type: application/json\r\nContent-Length: ";
        }

        long given() {
            return given;
        }

        @Override
        public byte @Nullable [] next() {
            var block = given / (4 * TOGETHER);
            var turn = given / TOGETHER % 4;
            var task = block * TOGETHER + given % TOGETHER;
            if (task >= tasks) {
                return null;
            }
            given++;
            var id = "task-" + task;
            var body = turn == 1
                    ? END.formatted(id)
                    : SEGMENT.formatted(id, turn, turn == 3 ? "2099-01-01T00:00:00Z" : "2026-01-01T00:00:05Z");
            return (head + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
        }
    }
}
