package io.standstill.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one look at one resource told, in our words. */
public sealed interface Reading {

    /**
     * It lives: running, paused, starting, on its way down, or anything else that is not rest.
     *
     * @param stopping in which way it is on its way down by the vendor's own account; null: it is not
     * @param error the error it bears, as the vendor words it
     */
    record Alive(
            String status,
            @Nullable String incarnation,
            @Nullable Mode stopping,
            @Nullable String error) implements Reading {}

    /**
     * It is at rest.
     *
     * @param incarnation the life it still bears the name of, if any
     * @param residue what still costs
     */
    record AtRest(
            String status,
            @Nullable String incarnation,
            @Nullable String error,
            List<String> residue) implements Reading {

        public AtRest {
            residue = List.copyOf(residue);
        }
    }

    /**
     * A read of this one resource, in the vendor's own words, did not find it.
     *
     * @param controlled a second look at the same account answered, and not everything else had vanished with it
     */
    record Absent(boolean controlled) implements Reading {}

    /**
     * The vendor told what it remembered, which may be older than the look: enough to act on while a stop is running,
     * never a proof and never a sign of life after one.
     */
    record Remembered(Reading was) implements Reading {}

    /**
     * Nothing can be said: no answer, no sense in it, or a word nobody knows.
     *
     * @param status the unknown word, where it was one
     */
    record Unsure(String why, @Nullable String status) implements Reading {}
}
