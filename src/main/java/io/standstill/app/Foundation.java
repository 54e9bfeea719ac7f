package io.standstill.app;

import io.standstill.app.command.Exit;
import io.standstill.app.embedded.EmbeddedPostgres;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Epoch;
import io.standstill.journal.postgres.Migrations;
import java.io.PrintStream;
import java.util.function.Function;

/** What the service stands on, its database, for the commands that ask it or change its schema or epoch. */
final class Foundation {

    private Foundation() {}

    static int migrate(Settings settings, PrintStream out) {
        return with(settings.database(), database -> {
            out.println("migrations run: " + Migrations.run(database));
            return Exit.DONE;
        });
    }

    /** After a restore: who holds a cursor of the history that was lost is told so, instead of missing what it lost. */
    static int epoch(Settings settings, PrintStream out) {
        return with(settings.database(), database -> {
            var pending = Migrations.pending(database);
            if (pending > 0) {
                throw new IllegalStateException(
                        "no new epoch was begun: %d migrations are to come first; run migrate".formatted(pending));
            }
            var begun = Epoch.begin(database);
            out.println("epoch: %s is over, %s has begun".formatted(begun.lost(), begun.name()));
            return Exit.DONE;
        });
    }

    /** With the database that is configured; the embedded one is started for as long as it is used. */
    static <T> T with(Settings.Base base, Function<Database, T> use) {
        if (base.database().isPresent()) {
            return use.apply(base.database().get());
        }
        try (var embedded = EmbeddedPostgres.start(base.dataDir(), null, base.port())) {
            return use.apply(embedded.database());
        }
    }
}
