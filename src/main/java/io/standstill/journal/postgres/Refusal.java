package io.standstill.journal.postgres;

import io.standstill.domain.Finding;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Objects;
import org.flywaydb.core.api.FlywayException;

/** Why nobody is let in to a database, and what a person can do about it. */
final class Refusal {

    private Refusal() {}

    static Finding of(SQLException failed, Database database) {
        var state = Objects.requireNonNullElse(failed.getSQLState(), "");
        return switch (state) {
            case "28P01" ->
                told(
                        database,
                        "the password of %s is not accepted".formatted(database.user()),
                        "See whether the one in database.url is right, with what has a meaning in a URL as %XX");
            case "28000" ->
                told(
                        database,
                        "%s is not let in: %s".formatted(database.user(), failed.getMessage()),
                        "See whether the role exists, and whether pg_hba.conf lets it in from this address");
            case "3D000" ->
                told(
                        database,
                        "there is no database %s".formatted(database.name()),
                        "CREATE DATABASE %s OWNER %s, or correct its name in database.url"
                                .formatted(database.name(), database.user()));
            case "53300" ->
                told(
                        database,
                        "it has no connection left",
                        "Raise max_connections, or see who else holds so many: SELECT * FROM pg_stat_activity");
            case "57P03" ->
                told(database, "it is starting up, or shutting down", "Wait, and see its log if it stays so");
            default -> unreachable(failed, database);
        };
    }

    private static Finding unreachable(SQLException failed, Database database) {
        var why = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        if (failed.getCause() instanceof UnknownHostException) {
            return told(
                    database,
                    "the host is unknown",
                    "See whether it is spelt right in database.url, and whether this machine can resolve it");
        }
        var isSsl = why.contains("SSL") || why.contains("certificat");
        return told(
                database,
                "no connection: " + why,
                isSsl
                        ? "See what sslmode and sslrootcert in database.url say, and what the server offers"
                        : "See whether it runs, and whether a firewall lets this machine through to its port");
    }

    /** The migrations could not find out how they stand. */
    static Finding of(FlywayException failed, Database database) {
        var why = String.valueOf(failed.getMessage()).lines().findFirst().orElse("");
        return told(
                database,
                "how the schema stands cannot be read: " + why,
                "See whether %s owns the tables of the database".formatted(database.user()));
    }

    private static Finding told(Database database, String told, String remedy) {
        return Finding.fault("%s: %s".formatted(database, told), remedy);
    }
}
