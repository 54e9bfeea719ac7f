package io.standstill.simulator.nomad;

import io.standstill.simulator.Thing;
import io.standstill.simulator.nomad.Course.Status;

/**
 * What Nomad believes of a channel: all reads come from here.
 *
 * <p>It follows by itself, unless it is told to be stale; then it stays as it was first looked at, until a refresh.
 */
final class Cache {

    private static final String SHOWN = "shown";
    private static final String REFRESHES = "refreshes";

    private Cache() {}

    static Status shown(Thing thing, long now, boolean stale) {
        return stale && thing.memo().containsKey(SHOWN)
                ? Status.fromJson(thing.memo().getJsonObject(SHOWN))
                : Course.of(thing, now);
    }

    /** To be called before a look and before a change. Tells whether there is now something to keep. */
    static boolean fill(Thing thing, long now, boolean stale) {
        if (!stale) {
            thing.memo().remove(SHOWN);
            return false;
        }
        return !thing.memo().containsKey(SHOWN) && see(thing, now);
    }

    /** Tells whether there is now something to keep. */
    static boolean refresh(Thing thing, long now, boolean stale) {
        thing.memo().put(REFRESHES, refreshes(thing) + 1);
        return stale && see(thing, now);
    }

    private static boolean see(Thing thing, long now) {
        var truth = Course.of(thing, now).toJson();
        var isNews = !truth.equals(thing.memo().getJsonObject(SHOWN));
        thing.memo().put(SHOWN, truth);
        return isNews;
    }

    static int refreshes(Thing thing) {
        return thing.memo().getInteger(REFRESHES, 0);
    }
}
