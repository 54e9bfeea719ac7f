package io.standstill.http;

import io.standstill.domain.Resource;
import io.standstill.journal.Wanted;
import io.standstill.journal.Wanted.By;
import java.util.Map;
import java.util.Objects;

/** The orders a list can be asked for in. */
final class Sorting {

    /** How it is ordered where nobody says. */
    static final String USUAL = "id";

    private static final Map<String, By> WORDS =
            Map.of("id", By.ID, "since", By.SINCE, "updated", By.UPDATED, "deadline", By.DEADLINE);

    private Sorting() {}

    static Wanted.Order of(String word) {
        var descending = word.startsWith("-");
        return new Wanted.Order(Objects.requireNonNull(WORDS.get(descending ? word.substring(1) : word)), descending);
    }

    /** The place after a resource in this order. */
    static Wanted.After after(Resource last, By by) {
        var stop = last.stop();
        var key =
                switch (by) {
                    case ID -> null;
                    case SINCE -> last.since().toString();
                    case UPDATED -> Long.toString(last.position());
                    case DEADLINE -> stop == null ? null : stop.deadlineAt().toString();
                };
        return new Wanted.After(last.id(), key);
    }
}
