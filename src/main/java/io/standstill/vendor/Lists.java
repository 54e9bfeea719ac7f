package io.standstill.vendor;

import io.standstill.domain.Reading;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads everything there is at an account at once. */
public interface Lists {

    Future<Returned<Listing>> list();

    /** Whether the list tells which life of a thing it shows; where it does not, only a read of the one does. */
    default boolean tellsLives() {
        return true;
    }

    /**
     * What one look at the whole account told.
     *
     * @param readings by id; one that is not among them is absent only if the list is whole, and then only by hint
     * @param fault why the list is not whole; null: it is
     */
    record Listing(Map<String, Reading> readings, @Nullable String fault) {

        public Listing {
            readings = Map.copyOf(readings);
        }

        public static Listing broken(String fault) {
            return new Listing(Map.of(), fault);
        }

        public boolean whole() {
            return fault == null;
        }

        /** What a single read that did not find this one amounts to beside this list. */
        public Reading.Absent absenceOf(String id) {
            if (!whole() || readings.containsKey(id)) {
                return new Reading.Absent(Reading.Control.FAILED);
            }
            return new Reading.Absent(readings.isEmpty() ? Reading.Control.EMPTY : Reading.Control.OTHERS);
        }
    }
}
