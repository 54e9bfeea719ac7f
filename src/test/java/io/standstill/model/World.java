package io.standstill.model;

import io.standstill.domain.Descent;
import io.standstill.domain.Reading;
import java.util.List;

/**
 * What truly is at the vendor.
 *
 * @param incarnation counts its lives
 * @param absentAtRest what has stopped is no longer there, as far as anybody can read
 */
record World(Life life, int incarnation, boolean absentAtRest) {

    enum Life {
        RUNNING,
        /** Told to stop, gracefully. */
        STOPPING,
        /** Told to stop by force. */
        FORCED,
        AT_REST,
        /** Taken away by somebody. */
        VANISHED
    }

    boolean lives() {
        return life == Life.RUNNING || life == Life.STOPPING || life == Life.FORCED;
    }

    World being(Life other) {
        return new World(other, incarnation, absentAtRest);
    }

    World anew() {
        return new World(Life.RUNNING, incarnation + 1, absentAtRest);
    }

    /** What a look finds now. */
    Reading read() {
        var name = "life-" + incarnation;
        return switch (life) {
            case RUNNING -> new Reading.Alive("Running", name, null, null);
            case STOPPING -> new Reading.Alive("Stopping", name, Descent.GRACEFUL, null);
            case FORCED -> new Reading.Alive("Stopping", name, Descent.FORCED, null);
            case AT_REST ->
                absentAtRest
                        ? new Reading.Absent(Reading.Control.OTHERS)
                        : new Reading.AtRest("Stopped", null, null, List.of());
            case VANISHED -> new Reading.Absent(Reading.Control.OTHERS);
        };
    }
}
