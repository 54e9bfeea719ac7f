package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.standstill.testing.Follower;
import io.standstill.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node's clock is ten minutes ahead, the other's ten behind: neither believes its own. */
class WrongClockIT {

    private static final Duration WRONG = Duration.ofMinutes(10);
    private static final int FELDERA = 20;
    private static final int NOMAD = 4;
    private static final int MEMORIES = 10;
    private static final int STORM = 10;
    private static final double LEASE_SECONDS = 9;
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final String HEARTBEATS = "/v1/events?heartbeat=event";

    /** What a busy machine takes to do what is due. */
    private static final Duration SLACK = Duration.ofSeconds(5);

    private final Dice dice = Dice.thrown("WrongClockIT");
    private Fleet fleet;
    private Node ahead;
    private Node behind;
    private Holders holders;

    @BeforeEach
    void begin(@TempDir Path folder) {
        fleet = new Fleet(folder, "clock", TestServer.get().fresh());
        ahead = wrongBy(WRONG).start();
        behind = wrongBy(WRONG.negated()).start();
        holders = new Holders(fleet.database());
    }

    private Node wrongBy(Duration offset) {
        return fleet.node(fleet.vendors().url(), "-Dstandstill.clock.offset=" + offset);
    }

    @AfterEach
    void end() {
        holders.close();
        fleet.close();
    }

    @Test
    void leases_proofs_and_deadlines_keep_the_time_of_the_database() {
        assertClocksAreWrong();
        var targets = some();
        var endless = new Target("feldera", "never-ends");
        fleet.vendors().behave(targets, target -> new JsonObject().put("stopAfter", dice.millis(100, 4_000)));
        fleet.vendors().behave(List.of(endless), target -> new JsonObject().put("never", true));
        var before = Instant.now();
        fleet.caller()
                .post(ahead.url(endless) + "/stop", new JsonObject().put("deadline", DEADLINE.toSeconds() + "s"))
                .await();
        fleet.order(ahead, targets.subList(0, targets.size() / 2));
        fleet.order(behind, targets.subList(targets.size() / 2, targets.size()));
        var after = Instant.now();

        assertHeldOnceAndForNineSeconds();
        assertOverdueInTime(endless, before, after);
        awaitAllStopped(targets);
        var done = Instant.now();

        var known = fleet.known(behind);
        assertThat(targets).allSatisfy(target -> {
            var stop = known.get(target).getJsonObject("stop");
            assertThat(stop.getInstant("orderedAt")).isBetween(before.minusSeconds(1), after.plusSeconds(1));
            assertThat(stop.getInstant("stoppedAt")).isBetween(stop.getInstant("orderedAt"), done.plusSeconds(1));
        });
        assertThat(fleet.vendors().truths(targets))
                .allSatisfy((target, truth) ->
                        assertThat(truth.getBoolean("running")).isFalse());
        assertTakenOverInTime();
    }

    private List<Target> some() {
        var some = new ArrayList<Target>();
        some.addAll(Target.some("feldera", FELDERA, dice.random()));
        some.addAll(Target.some("nomad", NOMAD, dice.random()));
        some.addAll(Target.some("memories", MEMORIES, dice.random()));
        some.addAll(Target.some("storm", STORM, dice.random()));
        return some;
    }

    /** Or their clocks are not wrong at all, and this test proves nothing. */
    private void assertClocksAreWrong() {
        try (var early = Follower.of(ahead.url() + HEARTBEATS);
                var late = Follower.of(behind.url() + HEARTBEATS)) {
            assertTellsTheTime(early, WRONG);
            assertTellsTheTime(late, WRONG.negated());
        }
    }

    private static void assertTellsTheTime(Follower follower, Duration offset) {
        follower.awaits(events -> events.stream().anyMatch(event -> event.type().equals("heartbeat")));
        assertThat(follower.events().get(0).json().getInstant("at"))
                .isCloseTo(Instant.now().plus(offset), within(20, ChronoUnit.SECONDS));
    }

    private void assertHeldOnceAndForNineSeconds() {
        Awaitility.await().until(() -> holders.now().size() == 4);
        assertThat(holders.longestLeaseSeconds()).isBetween(0.0, LEASE_SECONDS);
    }

    private void assertOverdueInTime(Target endless, Instant before, Instant after) {
        var overdue = Awaitility.await()
                .atMost(DEADLINE.plus(SLACK))
                .until(() -> fleet.known(behind, "overdue").get(endless), resource -> resource != null);

        assertThat(overdue.getInstant("since"))
                .isBetween(
                        before.plus(DEADLINE).minusSeconds(1),
                        after.plus(DEADLINE).plus(SLACK));
    }

    private void awaitAllStopped(List<Target> targets) {
        Awaitility.await()
                .alias("all stopped")
                .atMost(Duration.ofSeconds(45))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> fleet.known(ahead, "stopped").keySet().containsAll(targets));
    }

    /** Killed, a node's accounts go to the other one when the leases are over, and not ten minutes sooner or later. */
    private void assertTakenOverInTime() {
        var heldBefore = Map.copyOf(holders.now());
        var victim = dice.oneOf(List.of(ahead, behind));
        var survivor = victim.equals(ahead) ? behind : ahead;
        victim.kill();
        var late = new Target("feldera", "late");
        fleet.vendors().behave(List.of(late), target -> new JsonObject().put("stopAfter", "100ms"));
        fleet.order(survivor, List.of(late));

        Awaitility.await()
                .alias("taken over by the survivor, at first held by " + heldBefore)
                .atMost(Duration.ofSeconds((long) LEASE_SECONDS).plus(SLACK))
                .until(() -> fleet.known(survivor, "stopped").containsKey(late));
    }
}
