package io.standstill.domain;

/** What the vendor's answer to a stop amounts to, by that vendor's own table. */
public sealed interface Reply {

    /**
     * Taken.
     *
     * @param forced the vendor said that it stops it by force, whatever was asked
     */
    record Taken(boolean forced) implements Reply {}

    /** The effect is unknown: an error that is not final, a time-out, a cut connection, an answer without sense. */
    record Unsure(String why) implements Reply {

        public Unsure {
            why = Shortened.sentence(why);
        }
    }

    /** Refused for good. */
    record Refused(Problem problem) implements Reply {}

    /** The vendor does not know the thing, and cannot be read to find out why. */
    record NotFound(String detail) implements Reply {

        public NotFound {
            detail = Shortened.sentence(detail);
        }
    }
}
