package io.standstill.journal;

import io.standstill.domain.ResourceId;
import java.util.List;
import java.util.Set;

/** A judging of which nothing is written. */
record Rehearsal(Judging judging) implements Journal.Batch {

    private static final Journal.Writes NOTHING =
            new Journal.Writes(List.of(), List.of(), List.of(), Set.of(), List.of(), List.of());

    @Override
    public Set<ResourceId> about() {
        return judging.about();
    }

    @Override
    public Set<ResourceId> introduces() {
        return judging.introduces();
    }

    @Override
    public Set<String> accounts() {
        return judging.accounts();
    }

    @Override
    public Set<Receipt.Key> receipts() {
        return judging.receipts();
    }

    @Override
    public Journal.Writes decide(Journal.Ground ground) {
        judging.decide(ground);
        return NOTHING;
    }
}
