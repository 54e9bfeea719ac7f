package io.standstill.journal.postgres;

import io.standstill.domain.Finding;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.flywaydb.core.api.FlywayException;

/**
 * What a database is like, and what a person should know of it. Taking it blocks, and only reads.
 *
 * @param like in a few words; empty: it could not be asked
 */
public record Survey(String like, List<Finding> findings) {

    private static final String PATIENCE_SECONDS = "5";

    /** What the two settings may be that decide whether what is committed is kept. */
    private static final Set<String> DURABLE = Set.of("on", "remote_apply");

    public Survey {
        findings = List.copyOf(findings);
    }

    /**
     * Takes it.
     *
     * @param connections that one node opens
     */
    public static Survey of(Database database, int connections) {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), login(database))) {
            var findings = new ArrayList<Finding>();
            server(connection, findings);
            room(connection, connections, findings);
            schema(connection, database, findings);
            var like = "PostgreSQL %s at %s".formatted(one(connection, SurveySql.VERSION), database);
            return new Survey(like, findings);
        } catch (SQLException failed) {
            return new Survey("", List.of(Refusal.of(failed, database)));
        } catch (FlywayException failed) {
            return new Survey("", List.of(Refusal.of(failed, database)));
        }
    }

    private static Properties login(Database database) {
        var login = new Properties();
        login.setProperty("user", database.user());
        login.setProperty("password", database.password());
        login.setProperty("connectTimeout", PATIENCE_SECONDS);
        login.setProperty("loginTimeout", PATIENCE_SECONDS);
        login.setProperty("socketTimeout", PATIENCE_SECONDS);
        return login;
    }

    // ---- the server

    private static void server(Connection connection, List<Finding> findings) throws SQLException {
        if (is(connection, SurveySql.IS_STANDBY)) {
            findings.add(Finding.fault(
                    "this server is a standby, which can only be read", "Let database.url name the primary"));
        }
        for (var setting : List.of("fsync", "synchronous_commit")) {
            var value = one(connection, "SHOW " + setting);
            if (!DURABLE.contains(value)) {
                findings.add(Finding.fault(
                        "%s is %s: an order that was acknowledged may be lost with this server"
                                .formatted(setting, value),
                        "Set it to on in postgresql.conf, or for this role and database"));
            }
        }
    }

    private static void room(Connection connection, int connections, List<Finding> findings) throws SQLException {
        var most = Integer.parseInt(one(connection, SurveySql.MOST_CONNECTIONS));
        if (most < connections) {
            findings.add(Finding.fault(
                    "one node opens %d connections, and this login may have %d".formatted(connections, most),
                    "Raise max_connections or the role's limit, or lower database.pool"));
        }
    }

    // ---- the schema

    private static void schema(Connection connection, Database database, List<Finding> findings) throws SQLException {
        if (!is(connection, SurveySql.OWNS_THE_JOURNAL)) {
            findings.add(Finding.fault(
                    "%s does not own the tables, and so cannot make the journal's next partition"
                            .formatted(database.user()),
                    "Log in as their owner %s, or grant that role to it".formatted(one(connection, SurveySql.OWNER))));
            return;
        }
        var standing = Migrations.standing(database);
        standing.faults()
                .forEach(fault -> findings.add(Finding.fault(
                        "the schema is not the one that was shipped: " + fault,
                        "Nobody but the migrations may change it; restore a backup, or ask who changed it by hand")));
        if (standing.newer() > 0) {
            findings.add(Finding.note(
                    "the schema is newer than this version, by migrations: %d".formatted(standing.newer()),
                    "This works, for migrations only add; run the newer version when there is no reason not to"));
        }
        if (standing.pending() > 0) {
            findings.add(Finding.note(
                    "%d migrations are to come".formatted(standing.pending()),
                    "They run at the next start, or by migrate"));
            if (!is(connection, SurveySql.MAY_CREATE)) {
                findings.add(Finding.fault(
                        "%s may not create tables here".formatted(database.user()),
                        "GRANT CREATE, USAGE ON SCHEMA public TO %s, or let it own the database"
                                .formatted(database.user())));
            }
        }
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        return one(connection, question).equals("t");
    }

    private static String one(Connection connection, String question) throws SQLException {
        try (var asking = connection.createStatement();
                var answer = asking.executeQuery(question)) {
            return answer.next() ? Objects.requireNonNullElse(answer.getString(1), "") : "";
        }
    }
}
