package io.standstill.simulation;

import io.standstill.domain.Callback;
import io.standstill.domain.Mode;
import io.standstill.domain.State;
import io.standstill.simulation.ScriptedVendor.Like;
import java.util.List;

/** What is to befall one world: who orders what and when, and everything that goes wrong meanwhile. */
final class Fate {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private final World world;
    private final People people;
    private final Dice dice;

    Fate(World world, People people) {
        this.world = world;
        this.people = people;
        this.dice = world.dice;
    }

    /** Episodes with hours between them, and an end at which all is well. */
    void plan() {
        var at = dice.spread(SECOND, MINUTE);
        var episodes = dice.between(1, 3);
        for (var i = 0; i < episodes; i++) {
            episode(at);
            at += dice.spread(20 * SECOND, 4 * DAY);
        }
        world.timeline.in(at + dice.spread(10 * SECOND, 10 * MINUTE), world::heal);
    }

    private void episode(long at) {
        var things = dice.between(1, 2);
        for (var i = 0; i < things; i++) {
            var thing = dice.oneOf(world.things());
            before(thing, at);
            world.timeline.in(at + dice.below(3_000), () -> order(thing));
            for (var misfortunes = dice.below(5); misfortunes > 0; misfortunes--) {
                world.timeline.in(at + dice.spread(50, 3 * MINUTE), () -> misfortune(thing));
            }
            if (dice.percent(30)) {
                world.timeline.in(at + dice.spread(10 * SECOND, 3 * HOUR), () -> restart(thing));
            }
            if (dice.percent(25)) {
                world.timeline.in(at + dice.spread(10 * SECOND, HOUR), () -> order(thing));
            }
        }
    }

    /** What may have happened just before anybody ordered anything. */
    private void before(Thing thing, long at) {
        var just = Math.max(0, at - dice.spread(10, 8_000));
        if (dice.percent(15)) {
            world.timeline.in(just, () -> forge(thing));
        }
        if (dice.percent(10) && !world.word(thing.id)) {
            world.timeline.in(just, thing::end);
        }
        if (dice.percent(10) && !world.word(thing.id)) {
            world.timeline.in(just, () -> restart(thing));
        }
        if (dice.percent(10)) {
            world.timeline.in(just, () -> people.handle(thing));
        }
    }

    private void order(Thing thing) {
        var force = world.policy(thing.id).knows(Mode.FORCE) && dice.percent(15);
        if (!world.well()) {
            people.order(thing, force ? Mode.FORCE : Mode.GRACEFUL);
        }
    }

    /** Where a task has ended, another life would be another task. */
    private void restart(Thing thing) {
        if (!world.well() && !world.word(thing.id)) {
            thing.behave(dice, world.vendors.get(thing.id.account()).like == Like.STORM);
            thing.live();
        }
    }

    /** Anybody's word that it ended; not where every true word is relied on. */
    private void forge(Thing thing) {
        if (!world.word(thing.id) || thing.candid()) {
            world.tale.tell("forger", () -> "writes about " + thing.id);
            people.write(thing, new Callback.Ended(), dice.spread(1, 500), dice.below(2));
        }
    }

    /** It was just read at rest: of all moments this is the one for it to live again, and to be ordered anew. */
    void seenAtRest(Thing thing) {
        var known = world.memory.resources.get(thing.id);
        if (known != null && known.state() == State.STOPPED && !thing.deleted() && dice.percent(8)) {
            linger(thing);
            world.timeline.in(dice.between(1, 50), () -> restart(thing));
            world.timeline.in(dice.between(60, 300), () -> order(thing));
        }
    }

    /** It just took a stop of an order that is given up before anybody hears of that, and given anew. */
    void taken(Thing thing) {
        var known = world.memory.resources.get(thing.id);
        if (known != null && known.state() == State.OVERDUE && !world.well() && dice.percent(10)) {
            linger(thing);
            world.timeline.in(dice.between(1, 50), () -> people.release(thing));
            world.timeline.in(dice.between(150, 400), () -> order(thing));
        }
    }

    /** Answers of its vendor take long for a while. */
    private void linger(Thing thing) {
        if (!world.well()) {
            world.vendors.get(thing.id.account()).beSlow(2 * SECOND);
        }
    }

    private void misfortune(Thing thing) {
        if (world.well()) {
            return;
        }
        var vendor = world.vendors.get(thing.id.account());
        List<Runnable> all = List.of(
                () -> kill(dice.oneOf(world.nodes)),
                () -> kill(dice.oneOf(world.nodes)),
                () -> leave(dice.oneOf(world.nodes)),
                () -> dice.oneOf(world.nodes).freeze(dice.spread(300, 40 * SECOND), dice.percent(25)),
                () -> dice.oneOf(world.nodes).freeze(dice.spread(300, 40 * SECOND), dice.percent(25)),
                () -> world.weather.away(dice.spread(200, 20 * SECOND)),
                () -> world.weather.flaky(dice.spread(SECOND, 30 * SECOND)),
                () -> world.weather.slow(dice.spread(SECOND, MINUTE)),
                () -> vendor.goOut(dice.spread(500, 2 * MINUTE)),
                () -> vendor.beCrowded(dice.spread(500, MINUTE)),
                () -> vendor.beSlow(dice.spread(500, 2 * MINUTE)),
                () -> vendor.vanish(dice.spread(500, MINUTE)),
                () -> blip(thing, vendor),
                () -> blip(thing, vendor),
                thing::end,
                thing::fail,
                () -> delete(thing),
                () -> restart(thing),
                () -> restart(thing),
                () -> order(thing),
                () -> people.release(thing),
                () -> people.command(thing),
                () -> pause(vendor.account),
                () -> forge(thing),
                () -> forge(thing));
        dice.oneOf(all).run();
    }

    private void kill(Node node) {
        if (!node.dead()) {
            node.kill();
            startAgain();
        }
    }

    private void leave(Node node) {
        if (node.awake()) {
            node.leave();
            startAgain();
        }
    }

    private void startAgain() {
        world.timeline.in(dice.spread(200, 40 * SECOND), world::start);
    }

    /** Shorter than what a row of looks takes, or nobody could tell. */
    private void blip(Thing thing, ScriptedVendor vendor) {
        if (thing.comesBackFor == 0) {
            thing.blip(dice.below(1_000), vendor.like == Like.STORM ? 20 * SECOND : 4 * SECOND);
        }
    }

    private void delete(Thing thing) {
        if (!world.word(thing.id)) {
            thing.delete();
        }
    }

    private void pause(String account) {
        people.pause(account);
        world.timeline.in(dice.spread(2 * SECOND, 5 * MINUTE), () -> people.resume(account));
    }
}
