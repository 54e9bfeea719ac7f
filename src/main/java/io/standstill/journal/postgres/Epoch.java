package io.standstill.journal.postgres;

import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A history of the journal that has just begun, after one that was lost. Beginning blocks.
 *
 * @param lost the name of the one before
 * @param name by which cursors of this one are known
 */
public record Epoch(String lost, String name) {

    /** Begins another; nodes that run notice it by themselves, and tell whoever follows the lost one. */
    public static Epoch begin(Database database) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var asking = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Nobody may append meanwhile: an entry belongs to one epoch.
            asking.execute(Sql.LOCK);
            Epoch begun;
            try (var answer = asking.executeQuery(UpkeepSql.BEGIN_EPOCH)) {
                if (!answer.next()) {
                    throw new IllegalStateException("the database's table feed has no row: it was not restored whole");
                }
                begun = new Epoch(answer.getString("lost"), answer.getString("anew"));
            }
            asking.execute(Sql.HINT);
            connection.commit();
            return begun;
        } catch (SQLException failed) {
            throw new IllegalStateException(
                    "no new epoch was begun in " + database + ": " + failed.getMessage(), failed);
        }
    }
}
