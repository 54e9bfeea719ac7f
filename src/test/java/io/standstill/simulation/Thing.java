package io.standstill.simulation;

import io.standstill.domain.Descent;
import io.standstill.domain.Mode;
import io.standstill.domain.ResourceId;

/** One thing at a vendor as it truly is: whether it runs, in which life, and when it came to rest. */
final class Thing {

    /** Whoever hangs does so for hours. */
    private static final long LONG = 3 * 3_600_000;

    final ResourceId id;

    private final World world;

    // How it behaves.
    long stopMillis;
    boolean hangs;
    int deafFor;
    int comesBackFor;
    long comesBackAfterMillis;
    boolean lagsBehind;
    boolean refuses;

    // How it is.
    private boolean alive = true;
    private boolean deleted;
    private boolean comingBack;
    private int life = 1;
    private Descent descent;
    private boolean failedLately;
    private long descentSinceNanos;
    private boolean ending;
    private long endsAtNanos;
    private long ends;

    /** When it was last read at rest, truly and by a read that asked it just then; -1: never. */
    long readAtRestNanos = -1;

    /** When it was last alive; it is now if that is now. */
    private long aliveUntilNanos;

    /** A single window in which it is read as what it is not. */
    private long blipFrom = Long.MAX_VALUE;

    private long blipUntil;

    Thing(World world, ResourceId id) {
        this.world = world;
        this.id = id;
    }

    /**
     * Makes up its mind how it will take being stopped.
     *
     * @param pushed whether somebody outside keeps it going, who connects again
     */
    void behave(Dice dice, boolean pushed) {
        stopMillis = dice.percent(8) ? dice.spread(120_000, 1_800_000) : dice.spread(20, 60_000);
        hangs = dice.percent(4);
        deafFor = dice.percent(15) ? dice.between(1, 2) : 0;
        comesBackFor = pushed && dice.percent(25) ? 1 : 0;
        comesBackAfterMillis = dice.spread(500, 25_000);
        lagsBehind = dice.percent(20);
        refuses = dice.percent(2);
    }

    /** From here on it does as it is told. */
    void obey() {
        stopMillis = Math.min(stopMillis, 2_000);
        hangs = false;
        deafFor = 0;
        comesBackFor = 0;
        refuses = false;
        blipUntil = 0;
    }

    // ---- how it truly is

    /** Nothing of it lives, and nothing is about to bring it back. */
    boolean atRest() {
        return !alive && !comingBack;
    }

    boolean alive() {
        return alive;
    }

    boolean deleted() {
        return deleted;
    }

    int life() {
        return life;
    }

    Descent descent() {
        var hidden = lagsBehind && world.timeline.nanos() - descentSinceNanos < 2_500_000_000L;
        return hidden ? null : descent;
    }

    boolean failedLately() {
        return failedLately;
    }

    /** Its word about being stopped is worth something: it does so, and soon. */
    boolean candid() {
        return deafFor == 0 && !hangs && stopMillis <= 10_000;
    }

    boolean aliveSince(long nanos) {
        return !atRest() || aliveUntilNanos >= nanos;
    }

    // ---- what befalls it

    /** It has been told to stop; told again, it does so no later. */
    void stop(Mode mode) {
        if (!alive) {
            return;
        }
        if (deafFor > 0) {
            deafFor--;
            world.tale.tell(id.id(), () -> "takes the stop and does nothing");
            return;
        }
        descends(mode == Mode.FORCE ? Descent.FORCED : Descent.GRACEFUL);
        var wait = mode == Mode.FORCE ? Math.min(stopMillis, 2_000) : hangs ? stopMillis + LONG : stopMillis;
        var at = world.timeline.nanos() + wait * 1_000_000;
        if (ending && at >= endsAtNanos) {
            return;
        }
        ending = true;
        endsAtNanos = at;
        var mine = ++ends;
        world.timeline.in(wait, () -> {
            if (mine == ends) {
                end();
            }
        });
    }

    private void descends(Descent how) {
        if (descent == null) {
            descentSinceNanos = world.timeline.nanos();
        }
        descent = how;
    }

    /** Its life ends, for whatever reason. */
    void end() {
        if (!alive) {
            return;
        }
        alive = false;
        descent = null;
        ending = false;
        ends++;
        aliveUntilNanos = world.timeline.nanos();
        world.tale.tell(id.id(), () -> "comes to rest");
        world.ended(this);
        if (comesBackFor > 0) {
            comesBackFor--;
            comingBack = true;
            world.timeline.in(comesBackAfterMillis, this::live);
        }
    }

    void fail() {
        failedLately = true;
        end();
    }

    void delete() {
        end();
        deleted = true;
        comingBack = false;
    }

    /** Another life of it begins; one that runs ends with that. */
    void live() {
        if (deleted) {
            return;
        }
        alive = true;
        comingBack = false;
        life++;
        descent = null;
        failedLately = false;
        ending = false;
        ends++;
        world.tale.tell(id.id(), () -> "lives, in its life " + life);
        world.lives(this);
    }

    // ---- how it is misread

    /** For so long, some time from now, a read may tell the contrary. */
    void blip(long inMillis, long millis) {
        if (blipFrom == Long.MAX_VALUE) {
            blipFrom = world.timeline.nanos() + inMillis * 1_000_000;
            blipUntil = blipFrom + millis * 1_000_000;
        }
    }

    boolean misread() {
        var now = world.timeline.nanos();
        return alive && now >= blipFrom && now < blipUntil;
    }
}
