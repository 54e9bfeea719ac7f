package io.standstill.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/** Nothing of ours is logged meanwhile: thousands of worlds have much to say, and all of it is made up. */
final class Quiet {

    private static final Logger OURS = (Logger) LoggerFactory.getLogger("io.standstill");

    private Quiet() {}

    static <T> T during(Supplier<T> what) {
        var before = OURS.getLevel();
        OURS.setLevel(Level.OFF);
        try {
            return what.get();
        } finally {
            OURS.setLevel(before);
        }
    }
}
