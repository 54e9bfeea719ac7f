package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.TestServer;
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
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Three nodes, of which some are always being killed with {@code kill -9} and started again. */
class KilledNodesIT {

    private static final Logger LOG = LoggerFactory.getLogger(KilledNodesIT.class);

    private static final Duration CHAOS = Duration.ofSeconds(Integer.getInteger("standstill.chaos.seconds", 40));
    private static final Duration ORDERED_WITHIN = CHAOS.multipliedBy(2).dividedBy(3);
    private static final Duration AFTERWARDS = Duration.ofSeconds(75);

    private static final int NODES = 3;
    private static final int FELDERA = 950;
    private static final int NOMAD = 200;
    private static final int MEMORIES = 700;
    private static final int STORM = 150;

    /** Ordered by nobody. An account that shows nothing at all any more would be taken for one that lost its sight. */
    private static final List<Target> BYSTANDERS = List.of(
            new Target("feldera", "bystander"),
            new Target("nomad", "00000000-0000-0000-0000-000000000000"),
            new Target("memories", "00000000-0000-0000-0000-000000000000"),
            new Target("storm", "bystander"));

    private final Dice dice = Dice.thrown("KilledNodesIT");
    private final List<Target> targets = new ArrayList<>();
    private Fleet fleet;

    @BeforeEach
    void begin(@TempDir Path folder) {
        fleet = new Fleet(folder, "killed", TestServer.get().fresh());
        for (var number = 0; number < NODES; number++) {
            fleet.node().start();
        }
        targets.addAll(Target.some("feldera", FELDERA, dice.random()));
        targets.addAll(Target.some("nomad", NOMAD, dice.random()));
        targets.addAll(Target.some("memories", MEMORIES, dice.random()));
        targets.addAll(Target.some("storm", STORM, dice.random()));
        Collections.shuffle(targets, dice.random());
        fleet.vendors().behave(targets, this::manners);
        fleet.vendors().behave(BYSTANDERS, bystander -> new JsonObject());
    }

    @AfterEach
    void end() {
        fleet.close();
    }

    /** Slow enough that two senders would meet, some with a failure or a lost reply, some with no callback. */
    private JsonObject manners(Target target) {
        var manners =
                new JsonObject().put("stopAfter", dice.millis(100, 10_000)).put("delay", dice.millis(10, 400));
        if (dice.oneIn(8)) {
            manners.put("failStops", 1);
        } else if (dice.oneIn(8)) {
            manners.put("dropReplies", 1);
        }
        if (target.account().equals("memories")) {
            manners.put("callbackUrl", dice.oneOf(fleet.nodes()).callbackUrl()).put("noFinalCallback", dice.oneIn(3));
        }
        return manners;
    }

    @Test
    void two_thousand_stops_end_well_while_nodes_are_killed_at_random() {
        try (var orders = new Orders(fleet, targets, ORDERED_WITHIN);
                var roamer = new Roamer(fleet.nodes().get(0))) {
            killAndRestart(roamer);
            fleet.nodes().stream().filter(node -> !node.isUp()).forEach(Node::start);
            orders.awaitTaken(Duration.ofSeconds(30));
            var node = fleet.nodes().get(0);
            fleet.awaitEnds(node, AFTERWARDS);

            assertAllStoppedInTruth(node);
            var chronicle = Chronicle.read(fleet.caller(), node);
            LOG.info("told: {}", chronicle.kinds());
            chronicle.tellsEachOnceAndInOrder(targets);
            assertThat(chronicle.repeatedOrders()).isLessThanOrEqualTo(orders.doubtful());
            assertHeard(roamer, chronicle);
        }
    }

    private void killAndRestart(Roamer roamer) {
        var end = System.nanoTime() + CHAOS.toNanos();
        var kills = 0;
        while (System.nanoTime() - end < 0) {
            // Mostly one at a time, now and then more, and they are away for any time.
            var victims = dice.oneIn(6) ? fleet.nodes() : List.of(dice.oneOf(fleet.nodes()));
            dice.anyMoment(200, 3_000);
            victims.forEach(Node::kill);
            kills += victims.size();
            dice.anyMoment(1, 4_000);
            victims.forEach(Node::start);
            roamer.goOn(dice.oneOf(fleet.nodes()));
        }
        LOG.info("killed {} times", kills);
    }

    private void assertAllStoppedInTruth(Node node) {
        var known = fleet.known(node);
        var truths = fleet.vendors().truths(targets);
        assertThat(known.keySet()).containsExactlyInAnyOrderElementsOf(targets);
        assertThat(targets).allSatisfy(target -> {
            assertThat(known.get(target).getString("state"))
                    .as(known.get(target)::encode)
                    .isEqualTo("stopped");
            assertThat(known.get(target).getString("verdict"))
                    .as(known.get(target)::encode)
                    .isIn(verdicts(target));
            assertThat(truths.get(target).getBoolean("running")).isFalse();
        });
        assertThat(targets).allSatisfy(target -> assertThat(truths.get(target).getInteger("overlaps"))
                .as("senders of %s that met: %s", target, truths.get(target))
                .isZero());
        assertThat(fleet.vendors().truths(BYSTANDERS)).allSatisfy((bystander, truth) -> {
            assertThat(truth.getBoolean("running")).isTrue();
            assertThat(truth.getInteger("stopCalls")).isZero();
        });
    }

    /** A stream whose deletion was answered by nothing is gone, and nobody can know by whom. */
    private static List<String> verdicts(Target target) {
        return switch (target.account()) {
            case "memories" -> List.of("asserted");
            case "storm" -> List.of("confirmed", "gone");
            default -> List.of("confirmed");
        };
    }

    private void assertHeard(Roamer roamer, Chronicle chronicle) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            roamer.goOn(fleet.nodes().get(0));
            return roamer.heard().size() >= chronicle.moves().size();
        });
        assertThat(roamer.heard()).isEqualTo(chronicle.moves());
    }
}
