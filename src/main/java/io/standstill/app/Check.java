package io.standstill.app;

import io.standstill.app.command.Exit;
import io.standstill.app.embedded.EmbeddedPostgres;
import io.standstill.http.door.KeyRing;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Epoch;
import io.standstill.journal.postgres.Migrations;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.function.ToIntFunction;

/** Commands about a configuration that do not serve: whether it works, and what its database needs done. */
final class Check {

    private Check() {}

    /** Reads only: the configuration was read before, now the database and each account are asked. */
    static int run(Settings settings, PrintStream out) {
        var faults = withDatabase(settings, database -> {
            var pending = Migrations.pending(database);
            if (pending > 0) {
                out.println("database: %d migrations are to come; they run at the next start, or by migrate"
                        .formatted(pending));
            } else {
                out.println("database: well");
            }
            return 0;
        });
        var vertx = Machinery.start();
        try {
            faults += keys(settings, vertx, out);
            for (var account : settings.accounts().entrySet()) {
                var vendor = account.getValue().configured().opening().open(vertx, System::nanoTime);
                var found = vendor.check().await();
                found.forEach(fault -> out.println("accounts." + account.getKey() + ": " + fault));
                faults += found.size();
                if (found.isEmpty()) {
                    out.println("accounts." + account.getKey() + ": well");
                }
            }
        } finally {
            vertx.close().await();
        }
        return faults == 0 ? Exit.DONE : Exit.FAULT;
    }

    /** Whether whoever else's tokens are trusted can be verified. */
    private static int keys(Settings settings, Vertx vertx, PrintStream out) {
        if (settings.auth().jwt().isEmpty()) {
            return 0;
        }
        var source = KeySource.of(vertx, settings.auth().jwt().get().jwks());
        try {
            var found = new KeyRing(source.keys(), System::nanoTime).fetch().await();
            out.println("auth.jwt.jwks: well, %d keys".formatted(found));
            return 0;
        } catch (RuntimeException fault) {
            out.println("auth.jwt.jwks: " + fault.getMessage());
            return 1;
        } finally {
            source.close().run();
        }
    }

    static int migrate(Settings settings, PrintStream out) {
        return withDatabase(settings, database -> {
            out.println("migrations run: " + Migrations.run(database));
            return Exit.DONE;
        });
    }

    /** After a restore: who holds a cursor of the history that was lost is told so, instead of missing what it lost. */
    static int epoch(Settings settings, PrintStream out) {
        return withDatabase(settings, database -> {
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

    private static int withDatabase(Settings settings, ToIntFunction<Database> use) {
        var base = settings.database();
        if (base.database().isPresent()) {
            return use.applyAsInt(base.database().get());
        }
        try (var embedded = EmbeddedPostgres.start(base.dataDir(), null, base.port())) {
            return use.applyAsInt(embedded.database());
        }
    }
}
