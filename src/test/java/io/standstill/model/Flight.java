package io.standstill.model;

import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Vantage;
import org.jspecify.annotations.Nullable;

/** A call to the vendor that is under way. */
sealed interface Flight {

    /** Where its node stood when it began. */
    Vantage vantage();

    /**
     * A stop.
     *
     * @param waited its node still waits for the answer; else it has given up, and the request may arrive all the same
     * @param late longer under way than a call may take, so its node does not count on it any more
     * @param taken the vendor has taken it, and its answer is on its way
     */
    record Send(Vantage vantage, Mode mode, boolean waited, boolean late, boolean taken) implements Flight {}

    /**
     * A look.
     *
     * @param outdated something was ordered, sent, answered or escalated since it began
     * @param read what the vendor answered, as it truly was then; null: it has not been read yet
     */
    record Look(Vantage vantage, boolean outdated, @Nullable Reading read) implements Flight {}
}
