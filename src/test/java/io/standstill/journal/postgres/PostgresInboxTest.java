package io.standstill.journal.postgres;

import io.standstill.journal.InboxContract;
import io.standstill.journal.JournalContract;
import io.vertx.core.Vertx;

class PostgresInboxTest extends InboxContract {

    @Override
    protected JournalContract.Kept open(Vertx vertx) {
        return PostgresJournalTest.opened(vertx);
    }
}
