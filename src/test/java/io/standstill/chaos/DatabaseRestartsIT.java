package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.chaos.Caller.Answer;
import io.standstill.testing.Sql;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The database crashes again and again while orders and callbacks come in: what was answered with a 2xx is kept. */
class DatabaseRestartsIT {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseRestartsIT.class);

    private static final int CRASHES = 5;
    private static final int STOPS = 1_000;
    private static final int CALLBACKS = 1_000;
    private static final long TICK_MILLIS = 100;
    private static final Duration COMING_IN = Duration.ofSeconds(22);
    private static final Duration AFTERWARDS = Duration.ofSeconds(45);

    private final Dice dice = Dice.thrown("DatabaseRestartsIT");
    private final List<Target> targets = new ArrayList<>();
    private CrashingPostgres postgres;
    private Fleet fleet;

    @BeforeEach
    void begin(@TempDir Path folder) {
        postgres = new CrashingPostgres(
                Path.of("target", "crashing-postgres-" + ProcessHandle.current().pid()));
        fleet = new Fleet(folder, "crashes", postgres.database());
        fleet.node().start();
        fleet.node().start();
        targets.addAll(Target.some("feldera", STOPS * 7 / 10, dice.random()));
        targets.addAll(Target.some("memories", STOPS * 3 / 10, dice.random()));
        Collections.shuffle(targets, dice.random());
        // Only the test calls back.
        fleet.vendors()
                .behave(
                        targets,
                        target -> target.account().equals("memories")
                                ? new JsonObject().put("stopAfter", "10ms").put("noFinalCallback", true)
                                : new JsonObject().put("stopAfter", dice.millis(100, 6_000)));
    }

    @AfterEach
    void end() {
        fleet.close();
        postgres.close();
    }

    @Test
    void nothing_that_was_acknowledged_is_lost_though_the_database_crashes_five_times() {
        try (var orders = new Orders(fleet, targets, COMING_IN);
                var callbacks = new Callbacks()) {
            for (var crash = 0; crash < CRASHES; crash++) {
                dice.anyMoment(500, 2_500);
                postgres.crash();
                dice.anyMoment(200, 3_000);
                postgres.comeBack();
            }
            LOG.info("crashes are over");
            orders.awaitTaken(Duration.ofSeconds(40));
            callbacks.awaitTaken(Duration.ofSeconds(40));

            assertHonest(orders.answers());
            assertHonest(callbacks.answers());
            assertThat(callbacks.keptOf(postgres)).containsAll(callbacks.taken());
            assertAllEndAndAreTold(orders.doubtful());
        }
    }

    private void assertAllEndAndAreTold(long doubtful) {
        var node = fleet.nodes().get(0);
        fleet.awaitEnds(node, AFTERWARDS);
        assertThat(fleet.known(node).keySet()).containsExactlyInAnyOrderElementsOf(targets);
        assertThat(fleet.known(node).values()).allSatisfy(resource -> assertThat(resource.getString("state"))
                .as(resource::encode)
                .isEqualTo("stopped"));
        assertThat(fleet.vendors().truths(targets).values()).allSatisfy(truth -> {
            assertThat(truth.getBoolean("running")).isFalse();
            assertThat(truth.getInteger("overlaps")).isZero();
        });
        var chronicle = Chronicle.read(fleet.caller(), node);
        chronicle.tellsEachOnceAndInOrder(targets);
        assertThat(chronicle.repeatedOrders()).isLessThanOrEqualTo(doubtful);
    }

    /** Each was taken, or refused for now with a word when to come again; and some were, or the crashes met nobody. */
    private static void assertHonest(List<Answer> answers) {
        var statuses = answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting()));
        LOG.info("answers: {}", statuses);
        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).as(answer.toString()).isIn(200, 202, 503);
            if (answer.status() == 503) {
                assertThat(answer.headers().get("Retry-After")).matches("[1-9][0-9]*");
            }
        });
        assertThat(statuses).containsKey(503);
    }

    /** Calls back at a steady pace, again and again until somebody has taken it: half of strangers, half of ours. */
    private final class Callbacks implements AutoCloseable {

        private final Queue<String> waiting = new ConcurrentLinkedQueue<>();
        private final Set<String> taken = ConcurrentHashMap.newKeySet();
        private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
        private final long timer;
        private int turn;

        Callbacks() {
            var known = targets.stream()
                    .filter(target -> target.account().equals("memories"))
                    .toList();
            IntStream.range(0, CALLBACKS)
                    .mapToObj(number -> number % 2 == 0
                            ? body(number, "stranger-" + number)
                            : body(number, dice.oneOf(known).id()))
                    .forEach(waiting::add);
            var each = Math.max(1, (int) (CALLBACKS * TICK_MILLIS / COMING_IN.toMillis()));
            timer = fleet.caller().vertx().setPeriodic(TICK_MILLIS, tick -> IntStream.range(0, each)
                    .forEach(one -> callBack()));
        }

        private static String body(int number, String task) {
            var data = new JsonObject().put("status", 14);
            return new JsonObject()
                    .put("code", 0)
                    .put("message", "number " + number)
                    .put("task_id", task)
                    .put("data", data)
                    .encode();
        }

        private void callBack() {
            var body = waiting.poll();
            if (body == null) {
                return;
            }
            var node = fleet.nodes().get(turn++ % fleet.nodes().size());
            fleet.caller()
                    .call(HttpMethod.POST, node.callbackUrl(), Buffer.buffer(body))
                    .onSuccess(answer -> {
                        answers.add(answer);
                        if (answer.taken()) {
                            taken.add(body);
                        } else {
                            waiting.add(body);
                        }
                    });
        }

        void awaitTaken(Duration atMost) {
            Awaitility.await().alias("all callbacks taken").atMost(atMost).until(() -> taken.size() == CALLBACKS);
        }

        List<Answer> answers() {
            return List.copyOf(answers);
        }

        Set<String> taken() {
            return Set.copyOf(taken);
        }

        Set<String> keptOf(CrashingPostgres kept) {
            try (var sql = Sql.on(kept.database())) {
                return sql.rows("SELECT convert_from(body, 'UTF8') FROM inbox").stream()
                        .map(row -> row.get(0))
                        .collect(Collectors.toSet());
            }
        }

        @Override
        public void close() {
            fleet.caller().vertx().cancelTimer(timer);
        }
    }
}
