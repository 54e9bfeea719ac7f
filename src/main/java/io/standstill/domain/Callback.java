package io.standstill.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a vendor's callback says of one resource, in our words. */
public sealed interface Callback {

    /** The vendor says that it ended; by whom is not told. */
    record Ended() implements Callback {}

    /**
     * A piece of the live stream was worked on.
     *
     * @param endedAt the piece's own end time, where it bears one
     */
    record Segment(@Nullable Instant endedAt) implements Callback {}

    /** Anything else: a fault, or a word nobody knows. */
    record Other(String status) implements Callback {

        public Other {
            status = Shortened.word(status);
        }
    }
}
