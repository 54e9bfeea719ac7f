package io.standstill.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing at a simulated vendor, as it truly is.
 *
 * <p>It lives from {@code livesSince} on; a stop sets {@code endsAt}, and from then on it is at rest, unless its
 * behaviour brings it back. All times are milliseconds of the world's clock.
 */
public final class Thing {

    /** An end that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int MOST_RESTS = 64;

    private final String vendor;
    private final String id;
    private JsonObject behaviour = new JsonObject();

    private int life = 1;
    private long livesSince;
    private long stopAskedAt = NEVER;
    private long endsAt = NEVER;
    private boolean forced;

    /** When it was last asked for, and so could be told of. */
    private long settledAt;

    /** When it was at rest before it lived again, as pairs of from and until; of very many the last. */
    private JsonArray rests = new JsonArray();

    private int stopCalls;
    private int reads;
    private int overlaps;
    private int stopsNow;

    /** What the vendor's own simulator remembers of it. */
    private final JsonObject memo;

    Thing(String vendor, String id, long now) {
        this(vendor, id, new JsonObject());
        livesSince = now;
    }

    private Thing(String vendor, String id, JsonObject memo) {
        this.vendor = vendor;
        this.id = id;
        this.memo = memo;
    }

    public String vendor() {
        return vendor;
    }

    public String id() {
        return id;
    }

    public JsonObject behaviour() {
        return behaviour;
    }

    public JsonObject memo() {
        return memo;
    }

    /** Counts its lives: a restart begins the next. */
    public int life() {
        return life;
    }

    public long livesSince() {
        return livesSince;
    }

    public boolean stopAsked() {
        return stopAskedAt != NEVER;
    }

    public long stopAskedAt() {
        return stopAskedAt;
    }

    public long endsAt() {
        return endsAt;
    }

    public boolean forced() {
        return forced;
    }

    public boolean atRest(long now) {
        return endsAt <= now;
    }

    void behave(JsonObject changed) {
        behaviour = Knobs.turn(behaviour, changed);
    }

    /** Brings it up to now: what comes back by itself has come back. Tells whether that changed anything. */
    boolean settle(long now) {
        // A published stream does not restart, it is published anew: the same, by its vendor's word.
        var restartAfter =
                behaviour.containsKey("restartAfter") ? duration("restartAfter") : duration("republishAfter");
        // Whoever was told that it rests was told the truth: a wish that came later changes nothing before it came.
        var seenAt = settledAt;
        settledAt = now;
        if (restartAfter != null && endsAt != NEVER && endsAt + restartAfter.toMillis() <= now) {
            revive(Math.max(endsAt + restartAfter.toMillis(), seenAt));
            return true;
        }
        return false;
    }

    /** A new life begins. */
    public void revive(long at) {
        if (atRest(at)) {
            rests.add(new JsonArray().add(endsAt).add(at));
            if (rests.size() > MOST_RESTS) {
                rests.remove(0);
            }
        }
        life++;
        livesSince = at;
        liveOn();
    }

    /** The stop came to nothing: it lives on, as if it had never been asked to end. */
    public void liveOn() {
        stopAskedAt = NEVER;
        endsAt = NEVER;
        forced = false;
    }

    /** A stop takes effect; a second one of the same sort changes nothing. */
    public void stop(long now, boolean force) {
        if (atRest(now) || (stopAsked() && (forced || !force))) {
            return;
        }
        stopAskedAt = now;
        forced = force;
        endsAt = behaviour.getBoolean("never", false)
                ? NEVER
                : now + orElse(duration("stopAfter"), Duration.ofSeconds(1)).toMillis();
    }

    /** Its end does not come by itself. */
    public void hold() {
        endsAt = NEVER;
    }

    /** Its end comes at this time, whether or not a stop was asked for. */
    public void endAt(long at) {
        endsAt = at;
    }

    // ---- what is done to it, counted

    void stopBegins() {
        stopCalls++;
        if (stopsNow > 0) {
            overlaps++;
        }
        stopsNow++;
    }

    void stopEnds() {
        stopsNow--;
    }

    void read() {
        reads++;
    }

    /** Takes one off a counter of the behaviour; false where none is left. */
    public boolean takeOff(String counter) {
        var left = behaviour.getInteger(counter, 0);
        if (left <= 0) {
            return false;
        }
        behaviour.put(counter, left - 1);
        return true;
    }

    public @Nullable Duration duration(String key) {
        return Durations.of(behaviour.getValue(key));
    }

    public boolean flag(String key) {
        return behaviour.getBoolean(key, false);
    }

    private static Duration orElse(@Nullable Duration duration, Duration otherwise) {
        return duration == null ? otherwise : duration;
    }

    /** What truly is. */
    public JsonObject truth(long now) {
        return new JsonObject()
                .put("running", !atRest(now))
                .put("stopping", stopAsked() && !atRest(now))
                .put("life", life)
                .put("forced", forced)
                .put("stopCalls", stopCalls)
                .put("reads", reads)
                .put("overlaps", overlaps)
                .put("rests", restsUntil(now))
                .put("behaviour", behaviour.copy());
    }

    /** Those that are over, and the one that lasts, whose end is not known. */
    private JsonArray restsUntil(long now) {
        var all = rests.copy();
        return atRest(now) ? all.add(new JsonArray().add(endsAt).addNull()) : all;
    }

    // ---- to and from the world's file

    JsonObject toJson() {
        return new JsonObject()
                .put("vendor", vendor)
                .put("id", id)
                .put("behaviour", behaviour.copy())
                .put("life", life)
                .put("livesSince", livesSince)
                .put("stopAskedAt", stopAskedAt)
                .put("endsAt", endsAt)
                .put("forced", forced)
                .put("stopCalls", stopCalls)
                .put("reads", reads)
                .put("overlaps", overlaps)
                .put("rests", rests.copy())
                .put("memo", memo.copy());
    }

    static Thing fromJson(JsonObject json) {
        var thing = new Thing(json.getString("vendor"), json.getString("id"), json.getJsonObject("memo"));
        thing.behaviour = json.getJsonObject("behaviour");
        thing.life = json.getInteger("life");
        thing.livesSince = json.getLong("livesSince");
        thing.stopAskedAt = json.getLong("stopAskedAt");
        thing.endsAt = json.getLong("endsAt");
        thing.forced = json.getBoolean("forced");
        thing.stopCalls = json.getInteger("stopCalls");
        thing.reads = json.getInteger("reads");
        thing.overlaps = json.getInteger("overlaps");
        thing.rests = json.getJsonArray("rests", new JsonArray());
        return thing;
    }
}
