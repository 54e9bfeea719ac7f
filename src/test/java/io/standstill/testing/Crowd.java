package io.standstill.testing;

import io.standstill.journal.postgres.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Very many resources, each with its story in the journal, put into a database at once: twenty accounts, {@code feldera-00}
 * to {@code feldera-19}, in every state, with labels. Nobody works for them, so they stay as they are, unless they are
 * {@link #burst told to go on}.
 *
 * <p>By its number: of a hundred the first is stopping; of a thousand the second is overdue, the third failed and the sixth
 * requested; of fifty the fourth is active; of ten thousand the fifth reappeared. All else is stopped.
 */
public final class Crowd {

    private static final long PARTITION = 1_000_000;
    private static final int BURSTS_A_SECOND = 20;

    private final Database database;
    private final long size;
    private long turned;

    private Crowd(Database database, long size) {
        this.database = database;
        this.size = size;
    }

    /** With four entries of each; into a database of which a service may be at work, once. */
    public static Crowd in(Database database, long size) {
        return in(database, size, 4);
    }

    /** With four entries of each, or ten. */
    public static Crowd in(Database database, long size, int entriesOfEach) {
        try (var sql = Sql.on(database)) {
            sql.run("SET synchronous_commit = off");
            sql.run(script());
            // As all who append: a service at work waits so long.
            sql.run("SELECT pg_advisory_lock(hashtextextended('standstill.journal', 0))");
            var before = Long.parseLong(sql.one("SELECT position FROM feed"));
            var head = before + entriesOfEach * size;
            sql.run("SELECT journal_reach(%d, %d)".formatted(head + 2 * PARTITION, PARTITION));
            // The moves are legal; to have each of them checked takes longer than all the rest.
            sql.run("SET session_replication_role = replica");
            sql.run("CALL history.tell(%d, %d, %d)".formatted(before, entriesOfEach, size));
            sql.run("SET session_replication_role = origin");
            sql.run("CALL history.know(%d, %d, %d)".formatted(before, entriesOfEach, size));
            sql.run("INSERT INTO account (name, vendor) SELECT history.account(number), 'feldera'"
                    + " FROM generate_series(0, 19) AS number ON CONFLICT DO NOTHING");
            sql.run("UPDATE feed SET position = " + head);
            sql.run("SELECT pg_advisory_unlock_all()");
            sql.run("VACUUM ANALYZE");
            sql.run("SELECT pg_notify('standstill_journal', '')");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return new Crowd(database, size);
    }

    private static String script() {
        try (var script = Crowd.class.getResourceAsStream("/history.sql")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Where one of them is asked for, numbers beginning with 0. */
    public static String path(long number) {
        return "/v1/resources/feldera-%02d/pipeline-%07d".formatted(number % 20, number);
    }

    /** As if a look at all of them had just ended: until they have gone unseen for too long, they are not stale. */
    public void seen() {
        try (var sql = Sql.on(database)) {
            sql.run("UPDATE account SET looked_at = clock_timestamp() WHERE name ~ '^feldera-[0-9]{2}$'");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /**
     * Lets so many moves happen each second: some that are stopped are ordered anew, and then stopped again. It begins at
     * once and brings nobody to wait.
     *
     * @return how many moves it were, when it is over
     */
    public CompletableFuture<Long> burst(int perSecond, Duration length) {
        var each = Math.max(1, perSecond / BURSTS_A_SECOND);
        var restless = 3 * (size / 10);
        if (each > restless) {
            throw new IllegalArgumentException("a larger crowd was expected");
        }
        var all = perSecond * length.toMillis() / 1_000;
        var over = new CompletableFuture<Long>();
        var sql = Sql.on(database);
        var pace = Executors.newSingleThreadScheduledExecutor();
        var told = new long[1];
        var pacing = pace.scheduleAtFixedRate(
                () -> {
                    try {
                        var many = Math.min(each, Math.min(all - told[0], restless - turned));
                        sql.run("SELECT history.turn(%d, %d)".formatted(turned, many));
                        turned = (turned + many) % restless;
                        told[0] += many;
                        if (told[0] == all) {
                            over.complete(all);
                        }
                    } catch (SQLException | RuntimeException failed) {
                        over.completeExceptionally(failed);
                    }
                },
                0,
                1_000_000L * each / perSecond,
                TimeUnit.MICROSECONDS);
        return over.whenComplete((many, failed) -> {
            pacing.cancel(false);
            pace.shutdown();
            sql.close();
        });
    }
}
