package io.standstill.app;

import io.standstill.app.command.Exit;
import io.standstill.app.embedded.EmbeddedFault;
import io.standstill.domain.Finding;
import io.standstill.http.door.KeyRing;
import io.standstill.journal.postgres.Survey;
import io.standstill.vendor.Account;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Whether a configuration that was read also works: the database and each account are asked, by reads only, and all that
 * is wrong is told at once, with what to do about it.
 */
final class Check {

    private final Settings settings;
    private final PrintStream out;
    private int faults;

    private Check(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    static int run(Settings settings, PrintStream out) {
        return new Check(settings, out).run();
    }

    private int run() {
        database();
        var vertx = Machinery.start();
        try {
            keys(vertx);
            accounts(vertx);
        } finally {
            vertx.close().await();
        }
        out.println(faults == 0 ? "all is well" : faults == 1 ? "1 fault" : faults + " faults");
        return faults == 0 ? Exit.DONE : Exit.FAULT;
    }

    // ---- what is asked

    private void database() {
        try {
            // The pool's, and the one on which a node is told of what others write.
            var connections = settings.database().pool() + 1;
            var survey = Foundation.with(settings.database(), database -> Survey.of(database, connections));
            tell("database", survey.like(), survey.findings());
        } catch (EmbeddedFault fault) {
            var remedy = "See its log in database.dataDir, or name a PostgreSQL of your own in database.url";
            tell("database", "", List.of(Finding.fault(String.valueOf(fault.getMessage()), remedy)));
        }
    }

    /** Whether whoever else's tokens are trusted can be verified. */
    private void keys(Vertx vertx) {
        if (settings.auth().jwt().isEmpty()) {
            return;
        }
        var source = KeySource.of(vertx, settings.auth().jwt().get().jwks());
        try {
            var found = new KeyRing(source.keys(), System::nanoTime).fetch().await();
            tell("auth.jwt.jwks", "%d keys".formatted(found), List.of());
        } catch (RuntimeException fault) {
            var remedy =
                    "See whether it is where the issuer publishes its keys; until it can be read, no JWT lets anybody in";
            tell("auth.jwt.jwks", "", List.of(Finding.fault(String.valueOf(fault.getMessage()), remedy)));
        } finally {
            source.close().run();
        }
    }

    /** All are asked at once, so that many which do not answer take no longer than one. */
    private void accounts(Vertx vertx) {
        if (settings.accounts().isEmpty()) {
            tell("accounts", "", List.of(Finding.note("none is configured", "Nothing can be stopped before one is")));
        }
        var asked = new TreeMap<String, Future<List<Finding>>>();
        var opened = new ArrayList<Account>();
        settings.accounts().forEach((name, account) -> {
            var open = account.configured().opening().open(vertx, System::nanoTime);
            opened.add(open);
            asked.put(name, open.check());
        });
        asked.forEach((name, findings) -> tell("accounts." + name, like(name), findings.await()));
        opened.forEach(Account::close);
    }

    private String like(String name) {
        var account = Objects.requireNonNull(settings.accounts().get(name));
        return "%s at %s".formatted(account.vendor(), account.terms().url());
    }

    // ---- what is told

    /**
     * A line for how it is, and two for each thing that somebody should know.
     *
     * @param like what it is, in a few words, where nothing is wrong
     */
    private void tell(String key, String like, List<Finding> findings) {
        if (findings.stream().noneMatch(Finding::isFault) && !like.isEmpty()) {
            out.println("%s: well, %s".formatted(key, like));
        }
        for (var finding : findings) {
            faults += finding.isFault() ? 1 : 0;
            out.println("%s: %s".formatted(key, finding.told()));
            out.println("    %s.".formatted(finding.remedy()));
        }
    }
}
