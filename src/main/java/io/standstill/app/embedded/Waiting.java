package io.standstill.app.embedded;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what only looking can tell: a file, or the end of somebody else's process. */
final class Waiting {

    private Waiting() {}

    /** Waits until it is so, or for as long as there is patience; whether it is so. */
    static boolean until(Duration patience, BooleanSupplier so) {
        var end = System.nanoTime() + patience.toNanos();
        while (!so.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            try {
                Thread.sleep(5);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new EmbeddedFault("interrupted while PostgreSQL was waited for");
            }
        }
        return true;
    }
}
