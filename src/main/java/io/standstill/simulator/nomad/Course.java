package io.standstill.simulator.nomad;

import io.standstill.simulator.Thing;
import io.vertx.core.json.JsonObject;

/**
 * The course a channel truly takes: Idle, Starting, Running, Stopping and the rest, each a function of what was done to
 * it and of the time.
 *
 * <p>Where a stop will not end in Idle, what it will end in is decided when the stop is sent: {@code outcome} in the
 * channel's memo, until it has come; then {@code word}, which the channel bears while it runs on.
 */
final class Course {

    static final String IDLE = "Idle";
    static final String STARTING = "Starting";
    static final String RUNNING = "Running";
    static final String STOPPING = "Stopping";
    static final String RECOVERING = "Recovering";
    static final String PAUSE = "Pause";
    static final String DELETING = "Deleting";

    private static final long STARTING_MILLIS = 1_000;

    private static final String OUTCOME = "outcome";
    private static final String WORD = "word";
    private static final String SINCE = "since";
    private static final String LIFE = "life";
    private static final String STARTED_LIFE = "startedLife";
    private static final String DELETED_LIFE = "deletedLife";

    private Course() {}

    /** A word of Nomad's, and since when it is true. */
    record Status(String word, long since) {

        JsonObject toJson() {
            return new JsonObject().put(WORD, word).put(SINCE, since);
        }

        static Status fromJson(JsonObject json) {
            return new Status(json.getString(WORD), json.getLong(SINCE));
        }
    }

    static Status of(Thing thing, long now) {
        settle(thing, now);
        var told = thing.behaviour().getString("status");
        return told == null ? natural(thing, now) : new Status(told, thing.livesSince());
    }

    private static Status natural(Thing thing, long now) {
        if (thing.atRest(now)) {
            return new Status(IDLE, thing.endsAt());
        }
        if (thing.stopAsked()) {
            return ending(thing, now);
        }
        if (ofThisLife(thing, WORD)) {
            return Status.fromJson(thing.memo().getJsonObject(WORD));
        }
        if (thing.memo().getInteger(STARTED_LIFE, 0) != thing.life()) {
            return new Status(RUNNING, thing.livesSince());
        }
        var runsFrom = thing.livesSince() + STARTING_MILLIS;
        return now < runsFrom ? new Status(STARTING, thing.livesSince()) : new Status(RUNNING, runsFrom);
    }

    private static Status ending(Thing thing, long now) {
        if (thing.memo().getInteger(DELETED_LIFE, 0) == thing.life()) {
            return new Status(DELETING, thing.stopAskedAt());
        }
        if (ofThisLife(thing, OUTCOME)) {
            var recoversFrom = thing.memo().getJsonObject(OUTCOME).getLong("recoversFrom");
            if (now >= recoversFrom) {
                return new Status(RECOVERING, recoversFrom);
            }
        }
        return new Status(STOPPING, thing.stopAskedAt());
    }

    /** Brings it up to now: an outcome whose time has come is what it is. */
    private static void settle(Thing thing, long now) {
        if (!ofThisLife(thing, OUTCOME)) {
            return;
        }
        var outcome = thing.memo().getJsonObject(OUTCOME);
        if (outcome.getLong(SINCE) <= now) {
            thing.memo().remove(OUTCOME);
            thing.liveOn();
            bear(thing, outcome.getString(WORD), outcome.getLong(SINCE));
        }
    }

    private static boolean ofThisLife(Thing thing, String memo) {
        return thing.memo().containsKey(memo)
                && thing.memo().getJsonObject(memo).getInteger(LIFE) == thing.life();
    }

    private static void bear(Thing thing, String word, long since) {
        thing.memo().put(WORD, new Status(word, since).toJson().put(LIFE, thing.life()));
    }

    // ---- what is done to it

    static void start(Thing thing, long now) {
        thing.revive(now);
        thing.memo().put(STARTED_LIFE, thing.life());
    }

    /** A stop of one that runs; of one that is stopping already it changes nothing. */
    static void stop(Thing thing, long now) {
        settle(thing, now);
        var wasStuck = thing.stopAsked() && thing.endsAt() == Thing.NEVER && !ofThisLife(thing, OUTCOME);
        if (wasStuck && !thing.flag("never")) {
            thing.liveOn();
        }
        if (thing.stopAsked()) {
            return;
        }
        thing.stop(now, false);
        var end = thing.endsAt();
        if (end == Thing.NEVER) {
            return;
        }
        var endsIn = thing.behaviour().getString("endsIn");
        if (thing.takeOff("flaps")) {
            // It recovers for as long as it was stopping.
            endIn(thing, RUNNING, end, end + (end - now));
        } else if (endsIn != null) {
            endIn(thing, endsIn, end, end);
        }
    }

    private static void endIn(Thing thing, String word, long recoversFrom, long at) {
        thing.memo()
                .put(
                        OUTCOME,
                        new Status(word, at)
                                .toJson()
                                .put("recoversFrom", recoversFrom)
                                .put(LIFE, thing.life()));
        thing.hold();
    }

    static void pause(Thing thing, long now) {
        bear(thing, PAUSE, now);
    }

    static void resume(Thing thing, long now) {
        bear(thing, RUNNING, now);
    }

    /** Its record lingers for as long as its end takes. */
    static void delete(Thing thing, long now) {
        thing.memo().put(DELETED_LIFE, thing.life()).remove(OUTCOME);
        if (!thing.atRest(now)) {
            thing.liveOn();
            thing.stop(now, false);
        }
    }

    static boolean isGone(Thing thing, long now) {
        return thing.memo().getInteger(DELETED_LIFE, 0) == thing.life() && thing.atRest(now);
    }
}
