package io.standstill.simulation;

import io.standstill.domain.Callback;
import io.standstill.domain.Policy;
import io.standstill.domain.ResourceId;
import io.standstill.journal.Rules;
import io.standstill.simulation.ScriptedVendor.Like;
import io.standstill.vendor.Vendor;
import io.standstill.vendor.feldera.Feldera;
import io.standstill.vendor.memories.Memories;
import io.standstill.vendor.nomad.Nomad;
import io.standstill.vendor.storm.Storm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** One world, made by one seed: its nodes, its vendors, its database, and how time goes by in it. */
final class World {

    private static final Map<Like, Vendor> REAL = new EnumMap<>(Map.of(
            Like.FELDERA,
            new Feldera(),
            Like.NOMAD,
            new Nomad(),
            Like.STORM,
            new Storm(),
            Like.MEMORIES,
            new Memories()));

    /** More than any story needs; whoever comes here never comes to rest. */
    private static final long MOST_STEPS = 400_000;

    final Dice dice;
    final Bug bug;
    final Timeline timeline = new Timeline();
    final Tale tale;
    final Weather weather;
    final Memory memory = new Memory(timeline::now);
    final MemoryLeases leases;
    final Judge judge;
    final Rules rules = new OwnRules();

    final Map<String, ScriptedVendor> vendors = new TreeMap<>();
    final List<Node> nodes = new ArrayList<>();
    private final Set<String> adopting = new HashSet<>();
    final Fate fate;
    private final People people;

    private long newsNanos;
    private long wellSinceNanos = Long.MAX_VALUE;
    private long rounds;

    World(long seed, Bug bug, boolean telling) {
        this.dice = new Dice(seed);
        this.bug = bug;
        this.tale = new Tale(timeline, telling);
        this.weather = new Weather(timeline, dice);
        this.leases = new MemoryLeases(memory, dice.fork());
        this.judge = new Judge(this);
        this.people = new People(this);
        this.fate = new Fate(this, people);
    }

    // ---- its course

    /** How one world went. */
    record Course(long steps, long rounds, Duration took, Optional<String> fault, List<String> tale) {}

    Course run() {
        found();
        fate.plan();
        while (judge.verdict().isEmpty() && !over() && timeline.step()) {
            // One thing after the other.
        }
        if (judge.verdict().isEmpty()) {
            judge.ended();
        }
        nodes.forEach(node -> rounds += node.rounds());
        return new Course(timeline.steps(), rounds, Duration.ofNanos(timeline.nanos()), judge.verdict(), tale.lines());
    }

    private void found() {
        var accounts = dice.between(1, 3);
        for (var i = 0; i < accounts; i++) {
            var like = dice.oneOf(List.of(Like.values()));
            var name = "%s-%d".formatted(vendorOf(like), i + 1);
            var policy = Objects.requireNonNull(REAL.get(like)).policy();
            var few = dice.percent(40)
                    ? policy.limitedTo(new Policy.Limits(
                            policy.limits().callsAtOnce(), policy.limits().callsPerSecond(), 1))
                    : policy;
            var vendor = new ScriptedVendor(this, name, like, few);
            var things = dice.between(1, 3);
            for (var t = 0; t < things; t++) {
                var thing = new Thing(this, new ResourceId(name, "thing-" + (char) ('a' + t)));
                thing.behave(dice, like == Like.STORM);
                vendor.things.put(thing.id.id(), thing);
            }
            vendors.put(name, vendor);
            if (dice.percent(20)) {
                adopting.add(name);
            }
        }
        var byName = new TreeMap<String, String>();
        vendors.forEach((name, vendor) -> byName.put(name, vendorOf(vendor.like)));
        leases.register(byName);
        var count = dice.between(2, 3);
        for (var i = 0; i < count; i++) {
            start();
        }
    }

    /** Another node starts. */
    void start() {
        var node = new Node(this, "node-" + (nodes.size() + 1), vendors, adopting);
        nodes.add(node);
        tale.tell(node.name, () -> "starts");
        node.roundIn(dice.between(1, 300));
    }

    /** From here on nothing goes wrong any more. */
    void heal() {
        tale.tell("-", () -> "all is well from here on");
        wellSinceNanos = timeline.nanos();
        weather.clear();
        vendors.values().forEach(ScriptedVendor::recover);
        memory.homes.keySet().forEach(people::resume);
        if (nodes.stream().allMatch(Node::dead)) {
            start();
        }
        news();
        hint();
    }

    boolean well() {
        return wellSinceNanos != Long.MAX_VALUE;
    }

    private boolean over() {
        if (!well() || timeline.steps() > MOST_STEPS) {
            return timeline.steps() > MOST_STEPS;
        }
        var since = timeline.nanos() - wellSinceNanos;
        var quiet = memory.resources.values().stream().allMatch(one -> judge.isOver(one) && one.openCommand() == null);
        return since > Duration.ofHours(6).toNanos()
                || (quiet && since > Duration.ofMinutes(1).toNanos());
    }

    // ---- how fast rounds follow on one another

    /** Something happened that more may follow from soon. */
    void news() {
        newsNanos = timeline.nanos();
    }

    /** Something was told: whoever listens looks sooner, where the hint is not lost. */
    void hint() {
        for (var node : nodes) {
            if (node.awake() && dice.percent(30)) {
                node.roundIn(dice.between(5, 200));
            }
        }
    }

    /** Quick where something happens; where nothing does, the world leaps from one hour that matters to the next. */
    long pace() {
        var quietMillis = (timeline.nanos() - newsNanos) / 1_000_000;
        if (quietMillis < 2_000) {
            return dice.between(250, 600);
        }
        if (quietMillis < 15_000) {
            return dice.between(800, 2_500);
        }
        var listening = memory.resources.values().stream()
                .anyMatch(one -> one.state().inFlight() && one.pursuit().quietUntil() != null);
        if (quietMillis < 40_000 || listening) {
            return dice.between(2_500, 4_800);
        }
        var inFlight =
                memory.resources.values().stream().anyMatch(one -> one.state().inFlight());
        return inFlight ? dice.spread(10_000, 90_000) : Math.max(5_000, untilDueMillis() + dice.below(500));
    }

    private long untilDueMillis() {
        return memory.resources.values().stream()
                .flatMap(one -> Stream.of(Optional.ofNullable(one.timeDueAt()), Optional.ofNullable(one.callDueAt())))
                .flatMap(Optional::stream)
                .mapToLong(due -> Duration.between(memory.now(), due).toMillis())
                .filter(millis -> millis > 0)
                .min()
                .orElse(Duration.ofHours(3).toMillis());
    }

    // ---- what is where

    static String vendorOf(Like like) {
        return Objects.requireNonNull(REAL.get(like)).name();
    }

    Thing thing(ResourceId id) {
        return vendors.get(id.account()).things.get(id.id());
    }

    Policy policy(ResourceId id) {
        return vendors.get(id.account()).policy;
    }

    /** Whether only the vendor's word proves anything there. */
    boolean word(ResourceId id) {
        return vendors.get(id.account()).like == Like.MEMORIES;
    }

    List<Thing> things() {
        return vendors.values().stream()
                .flatMap(vendor -> vendor.things.values().stream())
                .toList();
    }

    /** A node that a request is sent to: one that is there, as far as anybody knows. */
    Optional<Node> reachable() {
        var there = nodes.stream().filter(Node::reachable).toList();
        return there.isEmpty() ? Optional.empty() : Optional.of(dice.oneOf(there));
    }

    // ---- what vendors call back

    void ended(Thing thing) {
        if (word(thing.id) && (!thing.candid() || dice.percent(70))) {
            people.write(thing, new Callback.Ended(), dice.spread(10, 20_000), 0);
        }
    }

    void lives(Thing thing) {
        if (word(thing.id)) {
            people.works(thing);
        }
    }

    private final class OwnRules implements Rules {

        @Override
        public Optional<String> vendor(String account) {
            return Optional.ofNullable(vendors.get(account)).map(vendor -> vendorOf(vendor.like));
        }

        @Override
        public Policy policy(String account, String vendor) {
            return vendors.get(account).policy;
        }
    }
}
