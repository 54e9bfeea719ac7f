package io.standstill.journal.postgres;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Which server is at the other end. Asking blocks. */
public final class PostgresServer {

    private PostgresServer() {}

    /** Throws unless the server works on this folder: ports change hands, and another server's data is not ours. */
    public static void mustWorkOn(Database database, Path folder) {
        var theirs = folderOf(database);
        if (!theirs.equals(folder)) {
            throw new IllegalStateException("the PostgreSQL that answers works on " + theirs + ", not on our " + folder
                    + "; stop it, or name another database.port");
        }
    }

    private static Path folderOf(Database database) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var asking = connection.createStatement();
                var answer = asking.executeQuery(UpkeepSql.DATA_DIRECTORY)) {
            answer.next();
            return Path.of(answer.getString("folder"));
        } catch (SQLException silent) {
            throw new IllegalStateException("the PostgreSQL at " + database + " does not answer", silent);
        }
    }
}
