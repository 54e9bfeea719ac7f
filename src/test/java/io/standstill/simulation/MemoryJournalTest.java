package io.standstill.simulation;

import io.standstill.journal.JournalContract;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

class MemoryJournalTest extends JournalContract {

    @Override
    protected Kept open(Vertx vertx) {
        return opened();
    }

    /** One whose clock goes on each time it is read, and never stands still. */
    static Kept opened() {
        var millis = new AtomicLong(Instant.parse("2026-03-02T12:00:00Z").toEpochMilli());
        var memory = new Memory(() -> Instant.EPOCH.plusMillis(millis.incrementAndGet()));
        return new Kept(
                new MemoryJournal(memory),
                new MemoryResources(memory),
                new MemoryLeases(memory, new Random(1)),
                new MemoryAccounts(memory));
    }
}
