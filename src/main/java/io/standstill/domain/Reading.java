package io.standstill.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one look at one resource told, in our words. */
public sealed interface Reading {

    /** The vendor's own word in it; null: it holds none. */
    default @Nullable String word() {
        if (this instanceof Alive alive) {
            return alive.status();
        }
        if (this instanceof AtRest atRest) {
            return atRest.status();
        }
        if (this instanceof Remembered remembered) {
            return remembered.was().word();
        }
        return this instanceof Unsure unsure ? unsure.status() : null;
    }

    /**
     * It lives: running, paused, starting, on its way down, or anything else that is not rest.
     *
     * @param descent in which way it is on its way down by the vendor's own account; null: it is not
     * @param error the error it bears, as the vendor words it
     */
    record Alive(
            String status,
            @Nullable String incarnation,
            @Nullable Descent descent,
            @Nullable String error) implements Reading {

        public Alive {
            status = Shortened.word(status);
            incarnation = Shortened.wordOrNull(incarnation);
            error = Shortened.wordOrNull(error);
        }
    }

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
            status = Shortened.word(status);
            incarnation = Shortened.wordOrNull(incarnation);
            error = Shortened.wordOrNull(error);
            residue = List.copyOf(residue);
        }
    }

    /** A read of this one resource, in the vendor's own words, did not find it. */
    record Absent(Control control) implements Reading {}

    /** What a second look, at the whole account, told when one resource was not found. */
    enum Control {
        /** It did not answer, or it contradicts: nothing can be made of the absence. */
        FAILED,
        /** It answered, and nothing else is there either. */
        EMPTY,
        /** It answered, and others are there. */
        OTHERS
    }

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
    record Unsure(String why, @Nullable String status) implements Reading {

        public Unsure {
            why = Shortened.sentence(why);
            status = Shortened.wordOrNull(status);
        }
    }
}
