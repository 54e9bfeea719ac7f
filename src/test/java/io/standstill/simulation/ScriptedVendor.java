package io.standstill.simulation;

import io.standstill.domain.Command;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.domain.Problem;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.Trace;
import io.standstill.vendor.Commands;
import io.standstill.vendor.Lists;
import io.standstill.vendor.Returned;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One account at a vendor: what it says of its things, by that vendor's manners, and what it does when asked. */
final class ScriptedVendor {

    /** Which of the four it is like. */
    enum Like {
        /** One read at rest is proof; tells incarnations and errors; knows force. */
        FELDERA,
        /** Tells what it remembers, unless it is asked to look anew. */
        NOMAD,
        /** What stopped leaves no record; encoders come back. */
        STORM,
        /** Cannot be read; calls back. */
        MEMORIES
    }

    final String account;
    final Like like;
    final Policy policy;
    final Map<String, Thing> things = new TreeMap<>();

    private final World world;
    private final boolean community;
    private final Map<String, Reading> remembered = new HashMap<>();

    private long outUntil;
    private long crowdedUntil;
    private long slowUntil;
    private long vanishedUntil;
    private long letters;

    ScriptedVendor(World world, String account, Like like, Policy policy) {
        this.world = world;
        this.account = account;
        this.like = like;
        this.policy = policy;
        this.community = like == Like.FELDERA && world.dice.percent(4);
    }

    // ---- troubles

    void goOut(long millis) {
        outUntil = until(millis);
    }

    void beCrowded(long millis) {
        crowdedUntil = until(millis);
    }

    void beSlow(long millis) {
        slowUntil = until(millis);
    }

    /** All there is seems to be gone. */
    void vanish(long millis) {
        vanishedUntil = until(millis);
    }

    private long until(long millis) {
        return world.timeline.nanos() + millis * 1_000_000;
    }

    private boolean lasts(long until) {
        return world.timeline.nanos() < until;
    }

    void recover() {
        outUntil = 0;
        crowdedUntil = 0;
        slowUntil = 0;
        vanishedUntil = 0;
        things.values().forEach(Thing::obey);
    }

    boolean out() {
        return lasts(outUntil);
    }

    long millis() {
        return lasts(slowUntil) ? world.dice.spread(500, 4_500) : world.dice.spread(10, 600);
    }

    /** A way of one in a hundred goes wrong, where nothing else is wrong. */
    int losses() {
        return out() ? 60 : 2;
    }

    // ---- the stop

    /** The vendor refuses what it does not have. */
    boolean objectsTo(Mode mode) {
        return community && mode == Mode.GRACEFUL;
    }

    Returned<Reply> stop(Thing thing, Mode mode) {
        if (out()) {
            return answer(503, new Reply.Unsure("the vendor answers 503"), null);
        }
        if (lasts(crowdedUntil)) {
            return answer(
                    429, new Reply.Unsure("the vendor answers 429"), Duration.ofSeconds(world.dice.between(1, 20)));
        }
        if (thing.refuses) {
            return answer(403, new Reply.Refused(Problem.of("may-not", "May not", "the key may only read")), null);
        }
        if (world.dice.percent(4)) {
            return answer(500, new Reply.Unsure("the vendor answers 500"), null);
        }
        if (like == Like.MEMORIES && thing.atRest() && world.dice.percent(50)) {
            return answer(400, new Reply.NotFound("no such task"), null);
        }
        if (thing.deleted() || (like == Like.STORM && !thing.alive())) {
            return answer(404, new Reply.Unsure("the vendor does not know it"), null);
        }
        world.tale.tell(account, () -> "takes a stop of " + thing.id.id());
        thing.stop(mode);
        world.fate.taken(thing);
        return answer(202, new Reply.Taken(mode == Mode.FORCE), null);
    }

    // ---- reads

    Returned<Reading> look(Thing thing, boolean anew) {
        if (like == Like.MEMORIES) {
            return look(null, new Reading.Unsure("this vendor cannot be asked", null));
        }
        if (out()) {
            return look(503, new Reading.Unsure("the vendor answers 503", null));
        }
        if (lasts(crowdedUntil)) {
            return new Returned<>(
                    new Reading.Unsure("the vendor answers 429", null), Duration.ofSeconds(5), trace(429));
        }
        if (world.dice.percent(2)) {
            return look(200, new Reading.Unsure("the vendor uses an unknown word", "Frobnicating"));
        }
        if (!anew) {
            var memory = remembered.getOrDefault(thing.id.id(), reading(thing));
            return new Returned<>(
                    memory instanceof Reading.Unsure ? memory : new Reading.Remembered(memory),
                    memory instanceof Reading.Alive ? null : Duration.ofSeconds(4),
                    trace(200));
        }
        refresh();
        return look(200, sampled(thing));
    }

    /** What is read is noted down: by this, if it is true, rest can be proved. */
    private Reading sampled(Thing thing) {
        if (thing.atRest()) {
            thing.readAtRestNanos = world.timeline.nanos();
            var told = reading(thing);
            world.fate.seenAtRest(thing);
            return told;
        }
        return reading(thing);
    }

    private void refresh() {
        if (like == Like.NOMAD) {
            things.forEach((id, thing) -> remembered.put(id, reading(thing)));
        }
    }

    private Reading reading(Thing thing) {
        if (lasts(vanishedUntil)) {
            return new Reading.Absent(like == Like.STORM ? Reading.Control.FAILED : Reading.Control.EMPTY);
        }
        if (thing.misread()) {
            return like == Like.NOMAD && thing.life() % 2 == 0
                    ? new Reading.AtRest("Idle", null, null, List.of("idle-charge"))
                    : absent(thing);
        }
        if (thing.deleted() || (like == Like.STORM && !thing.alive())) {
            return absent(thing);
        }
        var error = thing.failedLately() ? "Failed " + thing.life() : null;
        if (!thing.alive()) {
            return like == Like.NOMAD
                    ? new Reading.AtRest("Idle", null, null, List.of("idle-charge"))
                    : new Reading.AtRest("Stopped", null, error, List.of("storage"));
        }
        var named = like == Like.NOMAD ? null : thing.id.id() + "-" + thing.life();
        var descent = like == Like.STORM ? null : thing.descent();
        return new Reading.Alive(descent == null ? "Running" : "Stopping", named, descent, error);
    }

    private Reading absent(Thing thing) {
        if (world.dice.percent(10)) {
            return new Reading.Absent(Reading.Control.FAILED);
        }
        return new Reading.Absent(alone(thing) ? Reading.Control.EMPTY : Reading.Control.OTHERS);
    }

    /** Whether nothing else is there: then an absence that no stop explains proves nothing. */
    boolean alone(Thing thing) {
        return things.values().stream()
                .noneMatch(other -> !other.equals(thing) && !other.deleted() && (like != Like.STORM || other.alive()));
    }

    Returned<Lists.Listing> list(boolean anew) {
        if (out()) {
            return new Returned<>(Lists.Listing.broken("the vendor answers 503"), null, trace(503));
        }
        if (lasts(vanishedUntil)) {
            return new Returned<>(new Lists.Listing(Map.of(), null), null, trace(200));
        }
        var readings = new HashMap<String, Reading>();
        if (anew) {
            refresh();
        }
        things.forEach((id, thing) -> {
            var memory = remembered.get(id);
            if (!anew && memory != null && !(memory instanceof Reading.Absent)) {
                readings.put(id, new Reading.Remembered(memory));
            } else if (anew && !(reading(thing) instanceof Reading.Absent)) {
                readings.put(id, sampled(thing));
            }
        });
        // Whoever lists page by page can lose one.
        readings.keySet().removeIf(id -> world.dice.percent(3));
        return new Returned<>(
                new Lists.Listing(readings, world.dice.percent(3) ? "the list makes no sense in part" : null),
                null,
                trace(200));
    }

    // ---- what is no stop

    Returned<Commands.Result> command(Thing thing) {
        return new Returned<>(
                out()
                        ? new Commands.Result(Command.End.UNSURE, "the vendor answers 503")
                        : new Commands.Result(Command.End.DONE, "done to " + thing.id.id()),
                null,
                trace(out() ? 503 : 200));
    }

    // ---- the raw side

    /** No two letters are alike, unless one comes twice. */
    String digest() {
        return "sha256:" + account + letters++;
    }

    static Trace trace(Integer status) {
        return new Trace(Trace.Source.LOOK, status, "sha256:00", "{}");
    }

    private static Returned<Reading> look(Integer status, Reading reading) {
        return new Returned<>(reading, null, trace(status));
    }

    private static Returned<Reply> answer(Integer status, Reply reply, Duration notBefore) {
        return new Returned<>(reply, notBefore, new Trace(Trace.Source.ANSWER, status, "sha256:01", "{}"));
    }
}
