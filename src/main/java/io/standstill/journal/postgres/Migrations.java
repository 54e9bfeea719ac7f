package io.standstill.journal.postgres;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** Brings a database to the schema this version works on; blocks, and is used before anything else starts. */
public final class Migrations {

    /**
     * How a database's schema stands to this version.
     *
     * @param pending migrations that are to come
     * @param newer migrations that only a newer version knows
     * @param faults how it differs from what was shipped
     */
    record Standing(int pending, int newer, List<String> faults) {}

    private Migrations() {}

    /** Runs what is to come; tells how many migrations that was. */
    public static int run(Database database) {
        return flyway(database).load().migrate().migrationsExecuted;
    }

    /** How many are to come; changes nothing. */
    public static int pending(Database database) {
        return flyway(database).load().info().pending().length;
    }

    /** How it stands; changes nothing. */
    static Standing standing(Database database) {
        var flyway = flyway(database)
                .ignoreMigrationPatterns("*:pending", "*:future")
                .load();
        var all = flyway.info();
        var newer = Arrays.stream(all.applied())
                .filter(one -> one.getState().name().startsWith("FUTURE"))
                .count();
        var faults = flyway.validateWithResult().invalidMigrations.stream()
                .map(one -> "V%s, %s: %s"
                        .formatted(
                                one.version,
                                one.description,
                                one.errorDetails
                                        .errorMessage
                                        .lines()
                                        .findFirst()
                                        .orElse("")))
                .toList();
        return new Standing(all.pending().length, (int) newer, faults);
    }

    private static FluentConfiguration flyway(Database database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db")
                .validateMigrationNaming(true);
    }
}
