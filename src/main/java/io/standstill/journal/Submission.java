package io.standstill.journal;

import io.standstill.domain.Evidence;
import io.standstill.domain.ResourceId;
import java.util.List;

/** Evidence that somebody brings to the tracker, to be committed together or not at all. */
public record Submission(List<Item> items, List<Letter> letters) {

    /** One piece of evidence, and whom it is about. */
    public record Item(ResourceId id, Evidence evidence) {

        /** Whether something may become known by it that was not. */
        boolean introduces() {
            return evidence instanceof Evidence.Order || evidence instanceof Evidence.Introduction;
        }
    }

    public Submission {
        items = List.copyOf(items);
        letters = List.copyOf(letters);
        if (items.isEmpty() && letters.isEmpty()) {
            throw new IllegalArgumentException("a submission brings something");
        }
    }

    public static Submission of(List<Item> items) {
        return new Submission(items, List.of());
    }

    public static Submission of(ResourceId id, Evidence evidence) {
        return of(List.of(new Item(id, evidence)));
    }

    public static Submission of(Letter letter) {
        return new Submission(List.of(), List.of(letter));
    }

    /** How much room it takes. */
    int weight() {
        return items.size() + letters.stream().mapToInt(Letter::weight).sum();
    }
}
