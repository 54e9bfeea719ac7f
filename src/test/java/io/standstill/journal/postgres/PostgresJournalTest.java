package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Callback;
import io.standstill.journal.JournalContract;
import io.standstill.journal.Letter;
import io.standstill.journal.Submission;
import io.standstill.journal.Tracker;
import io.standstill.testing.Samples;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresJournalTest extends JournalContract {

    @Test
    void every_callback_stands_in_the_inbox_as_it_came_news_or_not(Vertx vertx) {
        var where = TestServer.get().fresh();
        var pool = where.pool(vertx, 2);
        new Upkeep(pool, 100_000, Samples.KEEP).runOnce().await();
        var tracker = new Tracker(vertx, new PostgresJournal(pool), Samples.RULES, Tracker.Limits.DEFAULT);
        tracker.apply(Samples.ORDERS, Samples.order()).await();

        for (var raw : List.of("first", "duplicate", "duplicate")) {
            var letter = new Letter(
                    Samples.ORDERS.account(),
                    List.of(Samples.ORDERS.id()),
                    new Callback.Ended(),
                    Samples.CALLBACK,
                    Buffer.buffer(raw));
            tracker.apply(Submission.of(letter)).await();
        }

        try (var database = Sql.on(where)) {
            assertThat(database.rows(
                            "SELECT convert_from(body, 'UTF8'), joined_at IS NOT NULL FROM inbox ORDER BY number"))
                    .containsExactly(List.of("first", "t"), List.of("duplicate", "t"), List.of("duplicate", "t"));
        }
    }

    @Override
    protected Kept open(Vertx vertx) {
        return opened(vertx);
    }

    /** A database of its own, and all that is kept there. */
    static Kept opened(Vertx vertx) {
        var pool = TestServer.get().fresh().pool(vertx, 2);
        new Upkeep(pool, 100_000, Samples.KEEP).runOnce().await();
        return new Kept(
                new PostgresJournal(pool),
                new PostgresResources(pool),
                new PostgresLeases(pool),
                new PostgresAccounts(pool));
    }
}
