package io.standstill.simulation;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Journal;
import io.standstill.journal.Receipt;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;

/** A batch whose decision is looked at on its way, or spoiled. */
final class SeenBatch implements Journal.Batch {

    private final Journal.Batch real;
    private final BiFunction<Journal.Batch, Journal.Ground, Journal.Writes> deciding;
    private Journal.Writes writes;

    /** One that is only looked at. */
    SeenBatch(Journal.Batch real) {
        this(real, Journal.Batch::decide);
    }

    /** One that is decided in another way. */
    SeenBatch(Journal.Batch real, BiFunction<Journal.Batch, Journal.Ground, Journal.Writes> deciding) {
        this.real = real;
        this.deciding = deciding;
    }

    /** What it decided, once it has. */
    Journal.Writes writes() {
        return Objects.requireNonNull(writes);
    }

    @Override
    public Set<ResourceId> about() {
        return real.about();
    }

    @Override
    public Set<ResourceId> introduces() {
        return real.introduces();
    }

    @Override
    public Set<String> accounts() {
        return real.accounts();
    }

    @Override
    public Set<Receipt.Key> receipts() {
        return real.receipts();
    }

    @Override
    public Journal.Writes decide(Journal.Ground ground) {
        writes = deciding.apply(real, ground);
        return writes;
    }
}
