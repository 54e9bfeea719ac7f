package io.standstill.simulator.memories;

import io.standstill.simulator.Thing;
import io.standstill.simulator.memories.Callback.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a task still has to say: worked out from its life and from what was delivered, so that nothing of it lives in a
 * timer.
 */
final class Agenda {

    private static final long SEGMENT_MS = 5_000;
    private static final long SHORTEST_SEGMENT_MS = 100;
    private static final long LATE_MS = 1_000;

    /** Whoever did not listen misses the segments before these. */
    private static final int MOST_SEGMENTS_BEHIND = 3;

    private static final int MOST_ENDINGS = 20;
    private static final int MOST_RETRIES = 10;
    private static final long LONGEST_WAIT_MS = 60_000;

    private static final String ENDINGS = "endings";
    private static final String TOLD_UP_TO = "toldUpTo";
    private static final String RETRY = "retry";

    private Agenda() {}

    // ---- ends

    /** This life ends then, and will be called back about. */
    static void ends(Thing thing, Ways ways, long at) {
        var endings = endings(thing);
        if (endings.size() == MOST_ENDINGS) {
            endings.remove(0);
        }
        var segments = Math.max(0, (at - thing.livesSince()) / segmentMs(ways));
        endings.add(new Ending(thing.life(), at, (int) segments, 0, 0));
        keep(thing, endings);
    }

    private static List<Ending> endings(Thing thing) {
        var endings = new ArrayList<Ending>();
        var kept = thing.memo().getJsonArray(ENDINGS, new JsonArray());
        for (var each = 0; each < kept.size(); each++) {
            endings.add(Ending.fromJson(kept.getJsonObject(each)));
        }
        return endings;
    }

    private static void keep(Thing thing, List<Ending> endings) {
        if (endings.isEmpty()) {
            thing.memo().remove(ENDINGS);
        } else {
            thing.memo()
                    .put(
                            ENDINGS,
                            new JsonArray(endings.stream().map(Ending::toJson).toList()));
        }
    }

    /** Lets go of the ends about which nothing is left to say; tells whether there were any. */
    static boolean letGo(Thing thing, Ways ways, long now) {
        var endings = endings(thing);
        var gone = endings.removeIf(ending -> saidAt(ending, ways) <= now
                && ending.sent() >= finals(ways)
                && ending.late() >= ways.count("segmentsAfterStop", 0));
        if (gone) {
            keep(thing, endings);
        }
        return gone;
    }

    private static long saidAt(Ending ending, Ways ways) {
        return ending.at() + ways.millis("callbackDelay", 0);
    }

    private static int finals(Ways ways) {
        return ways.flag("noFinalCallback") ? 0 : ways.count("callbackTimes", 1);
    }

    static long segmentMs(Ways ways) {
        return Math.max(SHORTEST_SEGMENT_MS, ways.millis("segmentEvery", SEGMENT_MS));
    }

    // ---- what is due

    /** True for a task that plainly has nothing to say; most are like that, most of the time. */
    static boolean silent(Thing thing, Ways ways) {
        return thing.behaviour().isEmpty() && !thing.memo().containsKey(ENDINGS) && !ways.flag("segments");
    }

    /** The callback that comes first of those that are due. */
    static Optional<Callback> next(Thing thing, Ways ways, long now) {
        var next = untrue(thing, Kind.FORGED, "forged", now)
                .or(() -> untrue(thing, Kind.STRANGER, "noise", now))
                .or(() -> earlier(segment(thing, ways, now), afterAnEnd(thing, ways, now)));
        return next.filter(callback -> now >= retriedAt(thing, callback));
    }

    private static Optional<Callback> untrue(Thing thing, Kind kind, String counter, long now) {
        int left = thing.behaviour().getInteger(counter, 0);
        return left > 0 ? Optional.of(new Callback(kind, now, null, left, now, kind + " " + left)) : Optional.empty();
    }

    private static Optional<Callback> earlier(Optional<Callback> segment, Optional<Callback> other) {
        return segment.filter(callback ->
                        other.isEmpty() || callback.dueAt() <= other.get().dueAt())
                .or(() -> other);
    }

    private static Optional<Callback> segment(Thing thing, Ways ways, long now) {
        var until = Math.min(now, thing.endsAt());
        if (!ways.flag("segments") || until <= thing.livesSince()) {
            return Optional.empty();
        }
        var every = segmentMs(ways);
        long told = Math.max(thing.livesSince(), thing.memo().getLong(TOLD_UP_TO, 0L));
        var behind = (until - told) / every;
        if (behind < 1) {
            return Optional.empty();
        }
        var end = told + every * (1 + Math.max(0, behind - MOST_SEGMENTS_BEHIND));
        var number = (int) ((end - thing.livesSince()) / every);
        return Optional.of(new Callback(Kind.SEGMENT, end, null, number, end, Kind.SEGMENT + " " + end));
    }

    private static Optional<Callback> afterAnEnd(Thing thing, Ways ways, long now) {
        return endings(thing).stream()
                .flatMap(ending -> of(ending, ways).stream())
                .filter(callback -> callback.dueAt() <= now)
                .findFirst();
    }

    private static Optional<Callback> of(Ending ending, Ways ways) {
        if (ending.sent() < finals(ways)) {
            return Optional.of(of(ending, Kind.FINAL, saidAt(ending, ways), ending.segments(), ending.at()));
        }
        var after = ways.count("segmentsAfterStop", 0) - ending.late();
        if (after > 0) {
            var due = saidAt(ending, ways) + LATE_MS * (ending.late() + 1);
            var ended = ending.at() - segmentMs(ways) * (after - 1);
            return Optional.of(of(ending, Kind.LATE, due, Math.max(0, ending.segments() - after + 1), ended));
        }
        return Optional.empty();
    }

    private static Callback of(Ending ending, Kind kind, long dueAt, int segment, long segmentEndsAt) {
        var key = "%s %d %d %d %d".formatted(kind, ending.life(), ending.at(), ending.sent(), ending.late());
        return new Callback(kind, dueAt, ending, segment, segmentEndsAt, key);
    }

    // ---- what became of it

    private static long retriedAt(Thing thing, Callback callback) {
        var retry = thing.memo().getJsonObject(RETRY);
        return retry != null && retry.getString("key").equals(callback.key()) ? retry.getLong("at") : 0;
    }

    /** It could not be delivered: it is tried again later, a few times; false where that has been done. */
    static boolean tryAgain(Thing thing, Callback callback, Ways ways, long now) {
        var retry = thing.memo().getJsonObject(RETRY);
        int tried = retry != null && retry.getString("key").equals(callback.key()) ? retry.getInteger("tried") : 0;
        if (tried >= Math.min(MOST_RETRIES, ways.count("callbackRetries", 5))) {
            return false;
        }
        thing.memo()
                .put(
                        RETRY,
                        new JsonObject()
                                .put("key", callback.key())
                                .put("tried", tried + 1)
                                .put("at", now + Math.min(LONGEST_WAIT_MS, 1_000L << tried)));
        return true;
    }

    /** It was delivered, or given up: either way it is over. */
    static void over(Thing thing, Callback callback) {
        thing.memo().remove(RETRY);
        switch (callback.kind()) {
            case FORGED -> thing.takeOff("forged");
            case STRANGER -> thing.takeOff("noise");
            case SEGMENT -> thing.memo().put(TOLD_UP_TO, callback.segmentEndsAt());
            case FINAL, LATE -> overAfterAnEnd(thing, callback);
        }
    }

    private static void overAfterAnEnd(Thing thing, Callback callback) {
        var endings = endings(thing);
        endings.replaceAll(ending -> {
            if (!ending.equals(callback.about())) {
                return ending;
            }
            return callback.kind() == Kind.FINAL ? ending.oneMoreSent() : ending.oneMoreLate();
        });
        keep(thing, endings);
    }
}
