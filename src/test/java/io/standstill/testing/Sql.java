package io.standstill.testing;

import io.standstill.journal.postgres.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a database directly, beside the code under test. */
public final class Sql implements AutoCloseable {

    private final Connection connection;

    private Sql(Connection connection) {
        this.connection = connection;
    }

    public static Sql on(Database database) {
        try {
            return new Sql(
                    DriverManager.getConnection(TestServer.jdbc(database), database.user(), database.password()));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public void run(String statement) throws SQLException {
        try (var running = connection.createStatement()) {
            running.execute(statement);
        }
    }

    /** The rows, each column as text. */
    public List<List<@Nullable String>> rows(String query) {
        try (var running = connection.createStatement();
                var found = running.executeQuery(query)) {
            var rows = new ArrayList<List<@Nullable String>>();
            while (found.next()) {
                var row = new ArrayList<@Nullable String>();
                for (var column = 1; column <= found.getMetaData().getColumnCount(); column++) {
                    row.add(found.getString(column));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failed) {
            throw new IllegalStateException(query, failed);
        }
    }

    public @Nullable String one(String query) {
        return rows(query).get(0).get(0);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
