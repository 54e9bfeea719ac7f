package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.standstill.journal.Head;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody begins to read the journal.
 *
 * @param from the place before the first entry to hear of
 * @param reset why the cursor it came with cannot be served, and it begins at the head instead; null: it can
 */
public record Start(Cursor from, @Nullable Reset reset) {

    /** The cursor that means the beginning of everything still kept. */
    public static final String BEGINNING = "0";

    /**
     * Where one begins that brings this cursor.
     *
     * @param cursor null: none, so it begins now
     */
    public static Start of(@Nullable String cursor, Head head) {
        if (cursor == null) {
            return new Start(head.cursor(), null);
        }
        if (cursor.equals(BEGINNING)) {
            return new Start(new Cursor(head.epoch(), head.first() - 1), null);
        }
        var parsed = Cursor.parse(cursor);
        if (parsed.isEmpty()) {
            return new Start(head.cursor(), Reset.UNREADABLE);
        }
        var place = parsed.get();
        if (!place.epoch().equals(head.epoch())) {
            return new Start(head.cursor(), Reset.EPOCH);
        }
        if (place.position() > head.position()) {
            return new Start(head.cursor(), Reset.AHEAD);
        }
        return lost(place.position(), head) ? new Start(head.cursor(), Reset.EXPIRED) : new Start(place, null);
    }

    /** Whether something that comes after this position is no longer kept. */
    static boolean lost(long position, Head head) {
        return position < head.first() - 1;
    }
}
