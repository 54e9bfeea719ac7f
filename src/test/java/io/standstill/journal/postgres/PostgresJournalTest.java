package io.standstill.journal.postgres;

import io.standstill.journal.JournalContract;
import io.standstill.testing.Samples;
import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;

class PostgresJournalTest extends JournalContract {

    @Override
    protected Kept open(Vertx vertx) {
        var pool = TestServer.get().fresh().pool(vertx, 2);
        new Upkeep(pool, 100_000, Samples.KEEP).runOnce().await();
        return new Kept(new PostgresJournal(pool), new PostgresResources(pool), new PostgresLeases(pool));
    }
}
