package io.standstill.journal;

import io.standstill.domain.Evidence;
import io.standstill.domain.ResourceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence that somebody brings to the tracker, to be committed together or not at all.
 *
 * @param receipt makes it take effect once, however often it comes; null: it has none
 */
public record Submission(
        List<Item> items,
        List<Letter> letters,
        List<Sighting> sightings,
        @Nullable Receipt receipt) {

    /** One piece of evidence, and whom it is about. */
    public record Item(ResourceId id, Evidence evidence) {

        /** Whether something may become known by it that was not. */
        boolean introduces() {
            return evidence instanceof Evidence.Order
                    || evidence instanceof Evidence.Introduction
                    || evidence instanceof Evidence.CommandOrdered;
        }
    }

    public Submission {
        items = List.copyOf(items);
        letters = List.copyOf(letters);
        sightings = List.copyOf(sightings);
        if (items.isEmpty() && letters.isEmpty() && sightings.isEmpty() && receipt == null) {
            throw new IllegalArgumentException("a submission brings something");
        }
    }

    public static Submission of(List<Item> items) {
        return of(items, null);
    }

    public static Submission of(List<Item> items, @Nullable Receipt receipt) {
        return new Submission(items, List.of(), List.of(), receipt);
    }

    public static Submission of(ResourceId id, Evidence evidence) {
        return of(List.of(new Item(id, evidence)));
    }

    public static Submission of(Letter letter) {
        return new Submission(List.of(), List.of(letter), List.of(), null);
    }

    public static Submission of(Sighting sighting) {
        return new Submission(List.of(), List.of(), List.of(sighting), null);
    }

    /** How much room it takes. */
    int weight() {
        return Math.max(
                1, items.size() + letters.stream().mapToInt(Letter::weight).sum());
    }
}
