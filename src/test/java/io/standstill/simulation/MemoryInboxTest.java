package io.standstill.simulation;

import io.standstill.journal.InboxContract;
import io.standstill.journal.JournalContract;
import io.vertx.core.Vertx;

class MemoryInboxTest extends InboxContract {

    @Override
    protected JournalContract.Kept open(Vertx vertx) {
        return MemoryJournalTest.opened();
    }
}
