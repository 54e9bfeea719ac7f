package io.standstill.simulation;

import io.standstill.journal.AccountsContract;
import io.standstill.journal.JournalContract;
import io.vertx.core.Vertx;

class MemoryAccountsTest extends AccountsContract {

    @Override
    protected JournalContract.Kept open(Vertx vertx) {
        return MemoryJournalTest.opened();
    }
}
