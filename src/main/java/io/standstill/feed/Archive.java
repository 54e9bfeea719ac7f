package io.standstill.feed;

import io.standstill.journal.Head;
import io.standstill.journal.Journal;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What lies further back than the ring, read from the journal. However many ask, only a few read at a time, so that the
 * database always has a connection left for whoever writes.
 */
final class Archive {

    /**
     * A page of it.
     *
     * @param head read after the page: what had gone before the page was read is told by its {@code first}
     */
    record Page(List<Frame> frames, Head head) {}

    private static final int PAGE = 250;

    private final Journal journal;
    private final Gate gate;
    private final Duration patience;

    Archive(Journal journal, int readers, Duration patience) {
        this.journal = journal;
        this.gate = new Gate(readers);
        this.patience = patience;
    }

    /** What comes after the position, heard on this context. */
    Future<Page> after(long position, Object who, Context context) {
        return read(who, context, () -> journal.entries(position, PAGE).compose(told -> journal.head()
                .map(now -> new Page(
                        told.stream().map(entry -> Frame.of(entry, now.epoch())).toList(), now))));
    }

    /** Any other read of much of the journal, heard on this context. */
    <T> Future<T> read(Object who, Context context, Supplier<Future<T>> reading) {
        return OnContext.hear(
                context, gate.pass(who, () -> reading.get().timeout(patience.toMillis(), TimeUnit.MILLISECONDS)));
    }

    void giveUp(Object who) {
        gate.giveUp(who);
    }

    int waiting() {
        return gate.waiting();
    }
}
