package io.standstill.testing;

import io.standstill.journal.postgres.Database;
import java.sql.SQLException;
import java.time.Duration;

/** Puts a real database's clock into the test's hand: its sessions see the hour the test wants. */
public final class TestClock {

    private final Database database;

    private TestClock(Database database) {
        this.database = database;
    }

    /** For sessions that begin after this. */
    public static TestClock in(Database database) {
        try (var sql = Sql.on(database)) {
            sql.run("CREATE TABLE test_clock AS SELECT interval '0' AS ahead");
            sql.run("""
                    CREATE FUNCTION clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
                    'SELECT pg_catalog.clock_timestamp() + ahead FROM public.test_clock'
                    """);
            // Named explicitly, so that ours is found before the server's own.
            sql.run("ALTER DATABASE %s SET search_path = public, pg_catalog".formatted(database.name()));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return new TestClock(database);
    }

    public void advance(Duration by) {
        try (var sql = Sql.on(database)) {
            sql.run("UPDATE test_clock SET ahead = ahead + interval '%d milliseconds'".formatted(by.toMillis()));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
