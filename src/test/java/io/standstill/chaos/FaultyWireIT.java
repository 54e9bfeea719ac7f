package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.chaos.FaultyWire.Fault;
import io.standstill.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A wire to the vendors that delays, cuts, half-closes, swallows and refuses: none of that ever looks like a stop. */
class FaultyWireIT {

    private static final Logger LOG = LoggerFactory.getLogger(FaultyWireIT.class);

    private static final int FELDERA = 150;
    private static final int NOMAD = 20;
    private static final int MEMORIES = 60;
    private static final int STORM = 40;
    private static final int ENDLESS = 3;
    private static final Duration AFTERWARDS = Duration.ofSeconds(60);

    private record Phase(Fault fault, int seconds) {}

    private static final List<Phase> PHASES = List.of(
            new Phase(Fault.ANY, 12),
            new Phase(Fault.BLACKHOLE, 6),
            new Phase(Fault.CUT, 2),
            new Phase(Fault.HALF_CLOSE, 2),
            new Phase(Fault.REFUSE, 3),
            new Phase(Fault.DELAY, 3),
            new Phase(Fault.ANY, 5));

    private final Dice dice = Dice.thrown("FaultyWireIT");
    private final List<Target> targets = new ArrayList<>();
    private final List<Target> endless = new ArrayList<>();
    private final Set<Target> provedSoFar = new HashSet<>();
    private Fleet fleet;
    private FaultyWire wire;
    private Node node;

    @BeforeEach
    void begin(@TempDir Path folder) {
        fleet = new Fleet(folder, "wire", TestServer.get().fresh());
        wire = new FaultyWire(fleet.vendors().port(), dice.random());
        node = fleet.node(wire.url()).start();
        targets.addAll(Target.some("feldera", FELDERA, dice.random()));
        targets.addAll(Target.some("nomad", NOMAD, dice.random()));
        targets.addAll(Target.some("memories", MEMORIES, dice.random()));
        targets.addAll(Target.some("storm", STORM, dice.random()));
        Collections.shuffle(targets, dice.random());
        for (var account : List.of("feldera", "nomad", "memories", "storm")) {
            endless.addAll(Target.some(account, ENDLESS, dice.random()));
        }
        fleet.vendors().behave(targets, target -> new JsonObject().put("stopAfter", dice.millis(1_000, 12_000)));
        fleet.vendors().behave(endless, this::neverStops);
    }

    /** What no look can tell must show itself: a task of memories.ai that lives goes on calling back. */
    private JsonObject neverStops(Target target) {
        var never = new JsonObject().put("never", true);
        return target.account().equals("memories")
                ? never.put("segments", true).put("segmentEvery", "2s").put("callbackUrl", node.callbackUrl())
                : never;
    }

    @AfterEach
    void end() {
        fleet.close();
        wire.close();
    }

    @Test
    void no_fault_of_the_wire_looks_like_a_stop_and_all_end_once_it_is_well() {
        fleet.order(node, endless);
        try (var orders = new Orders(fleet, targets, Duration.ofSeconds(20))) {
            for (var phase : PHASES) {
                wire.become(phase.fault());
                var end =
                        System.nanoTime() + Duration.ofSeconds(phase.seconds()).toNanos();
                while (System.nanoTime() - end < 0) {
                    assertWhatIsToldStoppedStandsStill();
                    dice.anyMoment(100, 300);
                }
                LOG.info("{}: {} proved so far", phase, provedSoFar.size());
            }
            orders.awaitTaken(Duration.ofSeconds(5));
        }

        wire.become(Fault.PASS);

        var end = System.nanoTime() + AFTERWARDS.toNanos();
        while (provedSoFar.size() < targets.size() && System.nanoTime() - end < 0) {
            assertWhatIsToldStoppedStandsStill();
            dice.anyMoment(400, 600);
        }
        assertThat(fleet.known(node, "requested", "stopping", "overdue", "failed", "reappeared", "active")
                        .keySet())
                .as("what has not stopped")
                .containsExactlyInAnyOrderElementsOf(endless);
        var all = new ArrayList<>(targets);
        all.addAll(endless);
        var chronicle = Chronicle.read(fleet.caller(), node);
        chronicle.tellsEachOnceAndInOrder(all);
        assertThat(chronicle.repeatedOrders()).isZero();
    }

    /** Nothing lives twice here: what runs now was running when it was told to have stopped. */
    private void assertWhatIsToldStoppedStandsStill() {
        var told = new HashSet<>(fleet.known(node, "stopped").keySet());
        told.removeAll(provedSoFar);
        assertThat(fleet.vendors().truths(told)).allSatisfy((target, truth) -> assertThat(truth.getBoolean("running"))
                .as("%s was told to have stopped: %s", target, truth)
                .isFalse());
        provedSoFar.addAll(told);
    }
}
