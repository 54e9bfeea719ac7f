package io.standstill.simulation;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.standstill.engine.Attempts;
import io.standstill.engine.Engine;
import io.standstill.journal.Journal;
import io.standstill.journal.Tracker;
import io.standstill.vendor.Account;
import io.standstill.vendor.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One node: a real tracker and a real engine, that can die, freeze and lose sight of the time. */
final class Node {

    private static final Attempts UNCOUNTED = new Attempts(new CompositeMeterRegistry());

    final String name;
    final Tracker tracker;
    final Engine engine;

    private final World world;
    private final Deque<Runnable> frozen = new ArrayDeque<>();
    private boolean dead;
    private boolean freezing;
    private long dumbSinceNanos;
    private long behindNanos;
    private long lostTimeNanos = Long.MIN_VALUE / 2;

    private long ticket;
    private boolean running;
    private boolean again;
    private long rounds;

    Node(World world, String name, Map<String, ScriptedVendor> vendors, Set<String> adopting) {
        this.world = world;
        this.name = name;
        var bug = world.bug;
        var line = new Line(world, this);
        Ticker ticker = bug.ticker(this::nanos, world);
        var connections = new TreeMap<String, Account>();
        vendors.forEach((account, vendor) ->
                connections.put(account, bug.account(new Connection(world, this, vendor, ticker), world)));
        Journal journal = bug.journal(line.journal(), world, this);
        tracker = new Tracker(this::later, journal, world.rules, Tracker.Limits.DEFAULT);
        engine = new Engine(
                name,
                new Engine.Books(
                        tracker,
                        journal,
                        bug.resources(line.resources(), world),
                        bug.leases(line.leases(), world),
                        line.accounts()),
                connections,
                adopting,
                Engine.Limits.DEFAULT,
                UNCOUNTED,
                ticker,
                world.dice.fork());
    }

    private void later(Runnable turn) {
        world.timeline.in(0, () -> runs(turn));
    }

    /** Its own reckoning of the time that has passed. */
    private long nanos() {
        return world.timeline.nanos() - behindNanos;
    }

    // ---- what befalls it

    /** It happens within this node: not at all if that is dead, and not before it thaws. */
    void runs(Runnable what) {
        if (freezing) {
            frozen.add(what);
        } else if (!dead) {
            what.run();
        }
    }

    void kill() {
        world.tale.tell(name, () -> "is killed");
        dead = true;
        frozen.clear();
        dumbSinceNanos = world.timeline.nanos();
    }

    /**
     * Stands still for so long.
     *
     * @param unknowing whether its own clock stands still with it, as where the whole machine was put aside
     */
    void freeze(long millis, boolean unknowing) {
        if (dead || freezing) {
            return;
        }
        world.tale.tell(
                name, () -> "freezes for %d ms%s".formatted(millis, unknowing ? ", and its clock with it" : ""));
        freezing = true;
        dumbSinceNanos = world.timeline.nanos();
        world.timeline.in(millis, () -> {
            freezing = false;
            if (unknowing) {
                behindNanos += millis * 1_000_000;
                lostTimeNanos = world.timeline.nanos();
            }
            world.tale.tell(name, () -> "thaws");
            while (!frozen.isEmpty() && !freezing) {
                runs(frozen.poll());
            }
        });
    }

    boolean dead() {
        return dead;
    }

    /** Whether whoever sends requests here would get one through, or does not know better yet. */
    boolean reachable() {
        return !(dead || freezing) || world.timeline.nanos() - dumbSinceNanos < 3_000_000_000L;
    }

    boolean awake() {
        return !dead && !freezing;
    }

    /** Whether it may believe in a lease that is over: so long as its clock has lost time, nothing can tell it. */
    boolean excused() {
        return world.timeline.nanos() - lostTimeNanos < 20_000_000_000L;
    }

    // ---- its rounds

    long rounds() {
        return rounds;
    }

    void roundIn(long millis) {
        var mine = ++ticket;
        world.timeline.in(
                millis,
                () -> runs(() -> {
                    if (mine == ticket) {
                        round();
                    }
                }));
    }

    private void round() {
        if (running) {
            again = true;
            return;
        }
        running = true;
        rounds++;
        var began = world.timeline.nanos();
        var fair = world.weather.fair();
        engine.runOnce().onComplete(done -> {
            running = false;
            if (fair && world.weather.fair()) {
                world.judge.wentRound(began);
            }
            roundIn(again ? 1 : world.pace());
            again = false;
        });
    }

    /** Ends as a person would end it. */
    void leave() {
        world.tale.tell(name, () -> "is asked to end");
        engine.drain().onComplete(done -> kill());
    }
}
