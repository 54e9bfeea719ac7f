package io.standstill.journal;

import io.standstill.domain.Evidence;
import io.standstill.domain.ResourceId;
import java.util.List;

/** Evidence that somebody brings to the tracker, to be committed together or not at all. */
public record Submission(List<Item> items) {

    /** One piece of evidence, and whom it is about. */
    public record Item(ResourceId id, Evidence evidence) {}

    public Submission {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("a submission brings something");
        }
    }

    public static Submission of(ResourceId id, Evidence evidence) {
        return new Submission(List.of(new Item(id, evidence)));
    }
}
