package io.standstill.journal.postgres;

import io.standstill.journal.AccountsContract;
import io.standstill.journal.JournalContract;
import io.vertx.core.Vertx;

class PostgresAccountsTest extends AccountsContract {

    @Override
    protected JournalContract.Kept open(Vertx vertx) {
        return PostgresJournalTest.opened(vertx);
    }
}
