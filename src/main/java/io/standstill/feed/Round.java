package io.standstill.feed;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One turn of an event loop: followers who stand at the same place and want the same are given the same bytes. */
final class Round {

    private static final int MOST_FRAMES = 500;

    private record Place(Ring ring, long served, Filter filter) {}

    private final Map<Place, Portion> portions = new HashMap<>();

    /** What is next for whoever stands there; null: the ring does not reach back so far. */
    @Nullable
    Portion portion(Ring ring, long served, Filter filter) {
        var place = new Place(ring, served, filter);
        var known = portions.get(place);
        if (known != null) {
            return known;
        }
        var frames = ring.after(served, MOST_FRAMES);
        if (frames == null) {
            return null;
        }
        var portion = Portion.of(frames, served, filter, frames.size() == MOST_FRAMES);
        portions.put(place, portion);
        return portion;
    }
}
