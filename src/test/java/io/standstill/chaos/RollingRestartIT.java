package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.TestServer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An upgrade as the documentation tells it: each of three nodes is asked to end and started again, under load. */
@Timeout(180)
class RollingRestartIT {

    private static final Logger LOG = LoggerFactory.getLogger(RollingRestartIT.class);

    private static final int NODES = 3;
    private static final int FOLLOWERS = 60;
    private static final Duration ORDERED_WITHIN = Duration.ofSeconds(12);

    private final Dice dice = Dice.thrown("RollingRestartIT");
    private final List<Target> targets = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private Fleet fleet;

    @BeforeEach
    void begin(@TempDir Path folder) {
        fleet = new Fleet(folder, "rolling", TestServer.get().fresh());
        for (var number = 0; number < NODES; number++) {
            fleet.node().start();
        }
        targets.addAll(Target.some("feldera", 300, dice.random()));
        targets.addAll(Target.some("storm", 40, dice.random()));
        targets.addAll(Target.some("memories", 60, dice.random()));
        Collections.shuffle(targets, dice.random());
        fleet.vendors().behave(targets, this::manners);
        var vertx = fleet.caller().vertx();
        var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(FOLLOWERS));
        for (var number = 0; number < FOLLOWERS; number++) {
            var listener = new Listener(vertx, client, fleet.nodes(), "event=transition", dice);
            listeners.add(listener);
            vertx.runOnContext(nothing -> listener.go());
        }
    }

    @AfterEach
    void end() {
        listeners.forEach(Listener::stop);
        fleet.close();
    }

    private JsonObject manners(Target target) {
        var manners = new JsonObject().put("stopAfter", dice.millis(100, 4_000)).put("delay", dice.millis(10, 200));
        return target.account().equals("memories")
                ? manners.put("callbackUrl", dice.oneOf(fleet.nodes()).callbackUrl())
                : manners;
    }

    @Test
    void no_order_is_lost_nobody_is_stopped_twice_and_the_feed_has_no_hole() {
        try (var orders = new Orders(fleet, targets, ORDERED_WITHIN)) {
            var began = System.nanoTime();
            for (var node : fleet.nodes()) {
                assertThat(node.terminate()).isZero();
                node.start();
            }
            LOG.info("restarted in {}", Duration.ofNanos(System.nanoTime() - began));
            orders.awaitTaken(Duration.ofSeconds(30));
            var node = fleet.nodes().get(0);
            fleet.awaitEnds(node, Duration.ofSeconds(60));

            var chronicle = Chronicle.read(fleet.caller(), node);
            chronicle.tellsEachOnceAndInOrder(targets);
            assertThat(chronicle.repeatedOrders()).isLessThanOrEqualTo(orders.doubtful());
            assertAllStoppedInTruth(node);
            assertHeard(chronicle);
            LOG.info(
                    "{} orders, {} of them given again, {} connections of followers",
                    targets.size(),
                    orders.doubtful(),
                    listeners.stream().mapToInt(Listener::connections).sum());
        }
    }

    private void assertAllStoppedInTruth(Node node) {
        var known = fleet.known(node);
        var truths = fleet.vendors().truths(targets);
        assertThat(targets).allSatisfy(target -> {
            assertThat(known.get(target).getString("state"))
                    .as(known.get(target)::encode)
                    .isEqualTo("stopped");
            assertThat(truths.get(target).getBoolean("running")).isFalse();
            // Accounts were handed over, not taken: nobody called for what somebody else was calling for.
            assertThat(truths.get(target).getInteger("overlaps")).isZero();
        });
    }

    /** All that was told, each once and in order, whichever nodes it was heard at. */
    private void assertHeard(Chronicle chronicle) {
        var told = chronicle.moves().stream()
                .map(position -> Long.parseLong(position.substring(position.indexOf('-') + 1)))
                .toList();
        for (var listener : listeners) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> listener.count() >= told.size());
            assertThat(listener.heard()).isEqualTo(told);
            // Whoever comes to a node that is about to end is sent elsewhere, and hears of nothing else that is odd.
            assertThat(listener.unexpected()).isIn("", "status 503");
        }
        assertThat(listeners.stream().mapToInt(Listener::connections).sum())
                .as("all were sent away at least once")
                .isGreaterThan(2 * FOLLOWERS);
    }
}
