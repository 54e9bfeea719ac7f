package io.standstill.feed;

import io.standstill.journal.Cursor;
import io.standstill.journal.Head;
import org.jspecify.annotations.Nullable;

/**
 * Where a subscription begins.
 *
 * @param position the entry before the first it will hear of
 * @param reset why the cursor it came with cannot be served, and it begins at the head instead; null: it can
 */
public record Start(long position, @Nullable String reset) {

    /** The cursor that means the beginning of everything still kept. */
    public static final String BEGINNING = "0";

    /**
     * Where a subscriber begins that brings this cursor.
     *
     * @param cursor null: none, so it begins now
     */
    public static Start of(@Nullable String cursor, Head head) {
        if (cursor == null) {
            return new Start(head.position(), null);
        }
        if (cursor.equals(BEGINNING)) {
            return new Start(head.first() - 1, null);
        }
        var parsed = Cursor.parse(cursor);
        if (parsed.isEmpty()) {
            return reset("unreadable", head);
        }
        var place = parsed.get();
        if (!place.epoch().equals(head.epoch())) {
            return reset("epoch", head);
        }
        if (place.position() > head.position()) {
            return reset("ahead", head);
        }
        return place.position() < head.first() - 1 ? reset("expired", head) : new Start(place.position(), null);
    }

    private static Start reset(String why, Head head) {
        return new Start(head.position(), why);
    }
}
