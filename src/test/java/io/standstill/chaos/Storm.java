package io.standstill.chaos;

import io.standstill.chaos.FaultyWire.Fault;
import io.standstill.chaos.Forecast.Blow;
import io.standstill.chaos.Forecast.Lane;
import io.standstill.chaos.Forecast.Sort;
import io.standstill.testing.Sql;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A forecast come true: each lane blows by itself, and when all are done everything is well again. */
final class Storm {

    private static final Logger LOG = LoggerFactory.getLogger(Storm.class);

    private static final List<Fault> PARTITIONS = List.of(Fault.BLACKHOLE, Fault.REFUSE, Fault.CUT);
    private static final List<Fault> BAD_LINES =
            List.of(Fault.ANY, Fault.BLACKHOLE, Fault.CUT, Fault.HALF_CLOSE, Fault.REFUSE, Fault.DELAY);

    /** A file that holds the log of what is written is that long; nothing of it may grow, or some. */
    private static final int MOST_FILE_BYTES = 16 << 20;

    private static final Duration OVER_WITHIN = Duration.ofMinutes(8);

    private final Forecast forecast;
    private final Fleet fleet;
    private final Things things;
    private final CrashingPostgres postgres;
    private final List<FaultyWire> databaseWires;
    private final List<FaultyWire> vendorsWires;
    private final Impostors impostors;
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final Map<Sort, Integer> blown = new ConcurrentHashMap<>();
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Semaphore leave;
    private long beganAtNanos;

    /**
     * Of so much for so many nodes, each with its wires.
     *
     * @param databaseWires of each node, in their order
     * @param vendorsWires the same
     */
    Storm(
            Forecast forecast,
            Fleet fleet,
            Things things,
            CrashingPostgres postgres,
            List<FaultyWire> databaseWires,
            List<FaultyWire> vendorsWires,
            Impostors impostors) {
        this.forecast = forecast;
        this.fleet = fleet;
        this.things = things;
        this.postgres = postgres;
        this.databaseWires = databaseWires;
        this.vendorsWires = vendorsWires;
        this.impostors = impostors;
        this.leave = new Semaphore(fleet.nodes().size() - 1);
    }

    /** On return it is over, everybody is up, and the vendors behave. */
    void blow() {
        beganAtNanos = System.nanoTime();
        var threads = forecast.lanes().stream()
                .map(lane -> new Thread(() -> blow(lane), "storm-" + lane.name()))
                .toList();
        threads.forEach(Thread::start);
        threads.forEach(this::join);
        calm();
        if (!faults.isEmpty()) {
            var fault = new AssertionError("the storm itself failed");
            faults.forEach(fault::addSuppressed);
            throw fault;
        }
    }

    /** How often what befell. */
    Map<Sort, Integer> blown() {
        return new TreeMap<>(blown);
    }

    /** What was met in it. */
    Map<String, Integer> counts() {
        return new TreeMap<>(counts);
    }

    private void join(Thread thread) {
        try {
            thread.join(forecast.length().plus(OVER_WITHIN).toMillis());
            if (thread.isAlive()) {
                throw new AssertionError(
                        "%s is not over: %s".formatted(thread.getName(), List.of(thread.getStackTrace())));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void blow(Lane lane) {
        try {
            for (var blow : lane.blows()) {
                pauseUntil(blow.atMillis());
                if (sinceMillis() >= forecast.length().toMillis()) {
                    return;
                }
                if (blow.lastsMillis() > 1) {
                    LOG.info("{} {} for {} ms", lane.name(), blow.sort(), blow.lastsMillis());
                }
                befall(blow, lane.node(), Dice.of(blow.chance()));
                blown.merge(blow.sort(), 1, Integer::sum);
            }
        } catch (RuntimeException | Error failed) {
            faults.add(failed);
        }
    }

    private long sinceMillis() {
        return (System.nanoTime() - beganAtNanos) / 1_000_000;
    }

    private void pauseUntil(int atMillis) {
        var left = atMillis - sinceMillis();
        if (left > 0) {
            Dice.pause(Duration.ofMillis(left));
        }
    }

    private static void lasts(Blow blow) {
        Dice.pause(Duration.ofMillis(blow.lastsMillis()));
    }

    private void befall(Blow blow, int number, Dice dice) {
        switch (blow.sort()) {
            case KILL -> oneStays(() -> kill(blow, fleet.nodes().get(number)));
            case FREEZE -> oneStays(() -> freeze(blow, fleet.nodes().get(number), dice));
            case PART_FROM_DATABASE -> spoil(blow, databaseWires.get(number), dice.oneOf(PARTITIONS));
            case SLOW_DATABASE -> spoil(blow, databaseWires.get(number), Fault.SLOW);
            case PART_FROM_VENDORS -> spoil(blow, vendorsWires.get(number), dice.oneOf(BAD_LINES));
            case CRASH_DATABASE -> crash(blow);
            case REFUSE_WRITES -> refuse(blow, dice);
            case VENDORS_MISBEHAVE -> misbehave(blow, dice);
            case VENDORS_REVIVE -> fleet.vendors().revive(some(dice, 10, List.of("feldera", "storm")));
            case CALLBACKS -> impostors.burst(dice);
        }
    }

    // ---- nodes

    /** However long a node takes to come back, somebody is there to whom something can happen. */
    private void oneStays(Runnable befalls) {
        leave.acquireUninterruptibly();
        try {
            befalls.run();
        } finally {
            leave.release();
        }
    }

    private void kill(Blow blow, Node node) {
        node.kill();
        lasts(blow);
        start(node);
    }

    /** Now and then it does not live to know. */
    private void freeze(Blow blow, Node node, Dice dice) {
        node.freeze();
        lasts(blow);
        if (dice.oneIn(4)) {
            kill(blow, node);
        } else {
            node.wake();
        }
    }

    private void start(Node node) {
        counts.merge("starts that failed", node.startInTheEnd(), Integer::sum);
    }

    // ---- wires

    private static void spoil(Blow blow, FaultyWire wire, Fault fault) {
        wire.become(fault);
        lasts(blow);
        wire.become(Fault.PASS);
    }

    // ---- the database

    private void crash(Blow blow) {
        postgres.crash();
        lasts(blow);
        postgres.comeBack();
    }

    /** What its log has come to within its file, and how long its tables are, decides who is refused, and how badly. */
    private void refuse(Blow blow, Dice dice) {
        if (dice.oneIn(2)) {
            postgres.refuseToWriteBeyond(dice.oneIn(2) ? 0 : dice.below(MOST_FILE_BYTES));
            lasts(blow);
            postgres.writeAgain();
        } else {
            onlyReads("on");
            lasts(blow);
            onlyReads("off");
        }
        counts.merge("writes refused by the disk or by the server", 1, Integer::sum);
    }

    /** Whoever would write is told that nobody may, by a server that is well. */
    private void onlyReads(String onOrOff) {
        try (var sql = Sql.on(postgres.database())) {
            sql.run("ALTER SYSTEM SET default_transaction_read_only = " + onOrOff);
            sql.run("SELECT pg_reload_conf()");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    // ---- vendors

    private List<Target> some(Dice dice, int most, List<String> accounts) {
        var fitting = things.common().stream()
                .filter(target -> accounts.contains(target.account()))
                .toList();
        return IntStream.range(0, dice.between(1, most))
                .mapToObj(one -> dice.oneOf(fitting))
                .distinct()
                .toList();
    }

    private void misbehave(Blow blow, Dice dice) {
        if (dice.oneIn(5)) {
            var vendor = dice.oneOf(List.of("feldera", "storm", "nomad"));
            fleet.vendors().turn(vendor, new JsonObject().put("rateLimit", dice.between(1, 10)));
            lasts(blow);
            fleet.vendors().turn(vendor, new JsonObject().putNull("rateLimit"));
            return;
        }
        var victims = some(dice, 20, List.of("feldera", "storm", "memories", "nomad"));
        fleet.vendors().behave(victims, victim -> manners(victim, dice));
        lasts(blow);
        fleet.vendors().behave(victims, victim -> new JsonObject().putNull("delay"));
    }

    private static JsonObject manners(Target victim, Dice dice) {
        var again = victim.account().equals("feldera") || victim.account().equals("storm");
        return switch (dice.below(again ? 5 : 4)) {
            case 0 -> new JsonObject().put("failStops", dice.between(1, 4));
            case 1 -> new JsonObject().put("dropReplies", dice.between(1, 3));
            case 2 -> new JsonObject().put("garbage", dice.between(1, 4));
            case 3 -> new JsonObject().put("delay", dice.millis(10, 7_000));
            default -> new JsonObject().put("restartAfter", dice.millis(1_000, 10_000));
        };
    }

    // ---- afterwards

    private void calm() {
        databaseWires.forEach(wire -> wire.become(Fault.PASS));
        vendorsWires.forEach(wire -> wire.become(Fault.PASS));
        fleet.vendors().behave(things.common(), thing -> new JsonObject()
                .putNull("failStops")
                .putNull("dropReplies")
                .putNull("garbage")
                .putNull("delay")
                .putNull("restartAfter"));
        var down = new ArrayList<>(fleet.nodes());
        down.removeAll(fleet.up());
        down.forEach(this::start);
    }
}
