package io.standstill.feed;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One turn of an event loop for those who are behind: who stands at the same place and wants the same is given the same
 * bytes.
 */
final class Round {

    private static final int MOST_FRAMES = 500;

    private record Place(long served, Filter filter) {}

    private final Ring ring;
    private final long reached;
    private final Map<Place, Portion> portions = new HashMap<>();

    /**
     * @param reached the place up to which those who are not behind were served; nobody is brought beyond it
     */
    Round(Ring ring, long reached) {
        this.ring = ring;
        this.reached = reached;
    }

    long reached() {
        return reached;
    }

    /** What is next for whoever stands there; null: the ring does not reach back so far. */
    @Nullable
    Portion portion(long served, Filter filter) {
        var place = new Place(served, filter);
        var known = portions.get(place);
        if (known != null) {
            return known;
        }
        var frames = ring.after(served, (int) Math.min(MOST_FRAMES, reached - served));
        if (frames == null) {
            return null;
        }
        var portion = Portion.of(frames, served, filter);
        portions.put(place, portion);
        return portion;
    }
}
