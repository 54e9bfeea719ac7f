package io.standstill.simulation;

import io.standstill.domain.Callback;
import io.standstill.domain.Evidence;
import io.standstill.domain.Mode;
import io.standstill.domain.Outcome;
import io.standstill.domain.ResourceId;
import io.standstill.domain.Trace;
import io.standstill.journal.AlreadyAnswered;
import io.standstill.journal.Letter;
import io.standstill.journal.Receipt;
import io.standstill.journal.Submission;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whoever comes from outside: people who order and ask again, and vendors that call back. */
final class People {

    private static final long PATIENCE_MILLIS = 5_000;
    private static final int MOST_TRIES = 8;
    private static final Duration LISTENED = Duration.ofMinutes(1);

    private final World world;
    private final Set<ResourceId> working = new HashSet<>();
    private int wishes;

    People(World world) {
        this.world = world;
    }

    // ---- people

    void order(Thing thing, Mode mode) {
        var reason = "wish " + ++wishes;
        var policy = world.policy(thing.id);
        var deadline = world.dice.percent(20) ? Duration.ofMillis(world.dice.spread(10_000, 300_000)) : null;
        var escalate = policy.knows(Mode.FORCE) && world.dice.percent(20)
                ? Duration.ofMillis(world.dice.spread(5_000, 120_000))
                : null;
        if (deadline != null) {
            world.judge.wished(reason, deadline);
        }
        if (world.word(thing.id)) {
            works(thing);
        }
        ask(thing, reason, new Evidence.Order(mode, reason, "ops", deadline, escalate));
    }

    void release(Thing thing) {
        ask(thing, "release " + ++wishes, new Evidence.Release(null, "ops"));
    }

    void command(Thing thing) {
        var key = "command " + ++wishes;
        ask(thing, key, new Evidence.CommandOrdered(key, "{\"number\":%d}".formatted(wishes), "ops"));
    }

    /** The dead man's handle. */
    void handle(Thing thing) {
        var at = world.memory.now().plusMillis(world.dice.spread(5_000, 600_000));
        ask(thing, "handle " + ++wishes, new Evidence.Introduction("ops", null, new Evidence.Handle(at)));
    }

    void pause(String account) {
        world.tale.tell("ops", () -> "holds the sends of " + account);
        new MemoryAccounts(world.memory).pause(account, "ops", null);
    }

    void resume(String account) {
        new MemoryAccounts(world.memory).resume(account, null);
    }

    private void ask(Thing thing, String key, Evidence evidence) {
        world.tale.tell("ops", () -> "%s of %s: %s".formatted(key, thing.id, evidence));
        ask(thing, key, evidence, 1);
    }

    /** Whoever is not answered, or not well, asks again with the same key. */
    private void ask(Thing thing, String key, Evidence evidence, int tries) {
        var node = world.reachable();
        var answered = new boolean[1];
        node.ifPresent(there -> there.runs(() -> there.tracker
                .apply(Submission.of(
                        List.of(new Submission.Item(thing.id, evidence)),
                        new Receipt(new Receipt.Key("ops", key), key, People::position)))
                .onSuccess(outcomes -> {
                    answered[0] = true;
                    world.judge.acknowledged(thing.id, Long.parseLong(position(outcomes)));
                })
                .onFailure(fault -> {
                    if (fault instanceof AlreadyAnswered before) {
                        answered[0] = true;
                        world.judge.acknowledged(
                                thing.id, Long.parseLong(before.kept().answer()));
                    }
                })));
        world.timeline.in(PATIENCE_MILLIS, () -> {
            if (!answered[0] && tries < MOST_TRIES) {
                ask(thing, key, evidence, tries + 1);
            }
        });
        world.news();
        world.hint();
    }

    private static String position(List<Outcome> outcomes) {
        var outcome = outcomes.get(0);
        return outcome.news() == null || outcome.resource() == null
                ? "0"
                : Long.toString(outcome.resource().position());
    }

    // ---- vendors that call back

    /** A task that is worked on says so every five seconds; whoever nobody asks about is not listened to. */
    void works(Thing thing) {
        if (working.add(thing.id)) {
            segment(thing);
        }
    }

    private void segment(Thing thing) {
        var known = world.memory.resources.get(thing.id);
        var listened = known == null
                || known.state().inFlight()
                || known.since().isAfter(world.memory.now().minus(LISTENED));
        if (!thing.alive() || !listened) {
            working.remove(thing.id);
            return;
        }
        // What can be relied on says so without fail; the others' letters may get lost.
        if (!thing.candid() || world.dice.percent(70)) {
            write(
                    thing,
                    new Callback.Segment(world.memory.now()),
                    world.dice.spread(10, thing.candid() ? 8_000 : 500),
                    0);
        }
        world.timeline.in(5_000, () -> segment(thing));
    }

    /** A letter about a thing is on its way. */
    void write(Thing thing, Callback callback, long millis, int comesAgain) {
        var vendor = world.vendors.get(thing.id.account());
        var trace = new Trace(Trace.Source.CALLBACK, null, vendor.digest(), "{}");
        var letter = new Letter(thing.id.account(), List.of(thing.id.id()), callback, trace, Buffer.buffer("{}"));
        var copies = 1 + comesAgain + (world.dice.percent(10) ? 1 : 0);
        for (var i = 0; i < copies; i++) {
            world.timeline.in(millis + i * world.dice.spread(1, 5_000), () -> deliver(letter));
        }
    }

    private void deliver(Letter letter) {
        world.tale.tell(letter.account(), () -> "calls back %s: %s".formatted(letter.ids(), letter.callback()));
        world.reachable().ifPresent(node -> {
            var answered = new boolean[1];
            node.runs(() -> node.tracker
                    .apply(Submission.of(letter))
                    .onSuccess(taken -> {
                        answered[0] = true;
                        world.judge.taken(letter);
                    })
                    .onFailure(away -> {
                        answered[0] = true;
                        node.engine.missed(letter.account());
                    }));
            world.timeline.in(
                    PATIENCE_MILLIS,
                    () -> node.runs(() -> {
                        if (!answered[0]) {
                            node.engine.missed(letter.account());
                        }
                    }));
        });
    }
}
