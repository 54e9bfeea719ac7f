package io.standstill.journal.postgres;

import org.flywaydb.core.Flyway;

/** Brings a database to the schema this version works on; blocks, and is used before anything else starts. */
public final class Migrations {

    private Migrations() {}

    /** Runs what is to come; tells how many migrations that was. */
    public static int run(Database database) {
        return flyway(database).migrate().migrationsExecuted;
    }

    /** How many are to come; changes nothing. */
    public static int pending(Database database) {
        return flyway(database).info().pending().length;
    }

    private static Flyway flyway(Database database) {
        return Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations("classpath:db")
                .validateMigrationNaming(true)
                .load();
    }
}
