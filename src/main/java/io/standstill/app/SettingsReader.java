package io.standstill.app;

import io.standstill.domain.Durations;
import io.standstill.domain.Mode;
import io.standstill.domain.Policy;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import io.standstill.vendor.Wire;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads the configuration: a YAML text, with the environment laid over it. */
final class SettingsReader {

    /** What was read; the settings are only to be used if there is no fault. */
    record Read(Optional<Settings> settings, List<String> faults, Set<String> unreadVariables) {}

    /** These are for the command line that talks to a running service. */
    private static final Set<String> OF_THE_COMMAND_LINE = Set.of("STANDSTILL_URL", "STANDSTILL_TOKEN");

    private static final int MOST = Integer.MAX_VALUE;
    private static final int PORTS = 65_535;

    private final Faults faults = new Faults();
    private final Section whole;

    private SettingsReader(String yaml, Map<String, String> environment) {
        this.whole = Section.whole(Document.read(yaml, faults), environment, faults);
    }

    static Read read(String yaml, Map<String, String> environment) {
        var reader = new SettingsReader(yaml, environment);
        var settings = reader.settings();
        reader.whole.refuseTheRest();
        var faults = reader.faults.all();
        return new Read(
                faults.isEmpty() ? Optional.of(settings) : Optional.empty(),
                faults,
                reader.whole.unreadVariables(OF_THE_COMMAND_LINE));
    }

    private Settings settings() {
        var database = database(whole.section("database"));
        var simulator = simulator(whole.section("simulator"));
        var journal = journal(whole.section("journal"), whole.section("retention"));
        var accounts = accounts(whole.section("accounts"), simulator);
        var auth = AuthReader.read(whole.section("auth"), accounts.keySet());
        var http = HttpReader.http(whole.section("http"), auth.guarded());
        var metrics = HttpReader.metrics(whole.section("metrics"));
        return new Settings(http, metrics, auth, database, simulator, journal, accounts);
    }

    private static Settings.Base database(Section keys) {
        var url = keys.text("url", "embedded");
        Optional<Database> database = Optional.empty();
        if (!url.equals("embedded")) {
            try {
                database = Optional.of(Database.of(url));
            } catch (IllegalArgumentException wrong) {
                // The message is ours and names no part of the URL, which holds a password.
                keys.fault("url", "embedded, or a URL like postgresql://user:pass@host:5432/db was expected");
            }
        }
        return new Settings.Base(
                database,
                keys.path("dataDir", ".standstill/postgres"),
                keys.number("port", 0, 0, PORTS),
                keys.number("pool", 8, 4, 100));
    }

    private static Settings.Simulator simulator(Section keys) {
        return new Settings.Simulator(keys.flag("enabled", false), keys.number("port", 8090, 0, PORTS));
    }

    private static Settings.Journal journal(Section keys, Section retention) {
        return new Settings.Journal(
                keys.number("partition", 1_000_000, 100_000, MOST),
                keys.number("ring", 16_777_216, 65_536, MOST),
                new Upkeep.Keep(
                        retention.duration("journal", Duration.ofDays(400)),
                        retention.duration("resources", Duration.ofDays(90)),
                        retention.duration("callbacks", Duration.ofDays(7))));
    }

    // ---- accounts

    private static Map<String, Settings.Account> accounts(Section keys, Settings.Simulator simulator) {
        var accounts = new TreeMap<String, Settings.Account>();
        keys.sections().forEach((name, account) -> {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
                keys.fault(name, "a name of letters, digits, dots, dashes and underlines was expected");
            }
            vendor(account).ifPresent(vendor -> accounts.put(name, account(name, vendor, account, simulator)));
        });
        return accounts;
    }

    private static Optional<Vendor> vendor(Section account) {
        var vendor = Roster.find(account.text("vendor", ""));
        if (vendor.isEmpty()) {
            account.fault("vendor", "one of %s was expected".formatted(Roster.names()));
        }
        return vendor;
    }

    private static Settings.Account account(String name, Vendor vendor, Section keys, Settings.Simulator simulator) {
        var terms = new Terms(
                name,
                url(vendor, keys, simulator),
                keys.text("environment", Terms.PRODUCTION),
                policy(vendor.policy(), keys));
        var adopts = keys.flag("adopt", false);
        return new Settings.Account(vendor.name(), terms, vendor.read(terms, keys), adopts, costPerHour(keys));
    }

    private static Optional<BigDecimal> costPerHour(Section keys) {
        var told = keys.text("costPerHour");
        if (told.isPresent() && !told.get().matches("[0-9]{1,9}(\\.[0-9]{1,6})?")) {
            keys.fault("costPerHour", "an amount like 3.20 was expected");
            return Optional.empty();
        }
        return told.map(BigDecimal::new);
    }

    private static URI url(Vendor vendor, Section keys, Settings.Simulator simulator) {
        var simulated = URI.create("http://127.0.0.1:%d/%s".formatted(simulator.port(), vendor.name()));
        var url = keys.url("url");
        if (url.isEmpty() && keys.text("url").isEmpty() && (!simulator.enabled() || simulator.port() == 0)) {
            keys.fault("url", "is required");
        }
        return url.orElse(simulated);
    }

    private static Policy policy(Policy vendors, Section keys) {
        var escalateAfter = keys.duration("escalateAfter");
        if (escalateAfter.isPresent() && !vendors.knows(Mode.FORCE)) {
            keys.fault("escalateAfter", "this vendor has no forced stop");
        }
        var lookEvery = keys.duration("lookEvery", vendors.pace().lookEvery());
        if (lookEvery.isZero()) {
            keys.fault("lookEvery", "more than nothing was expected");
        }
        return new Policy(
                vendors.modes(),
                vendors.barred(),
                means(vendors.means(), keys),
                keys.duration("deadline", vendors.deadline()),
                escalateAfter.orElse(vendors.escalateAfter()),
                vendors.pace().lookingEvery(lookEvery),
                limits(vendors.limits(), keys));
    }

    private static Policy.Limits limits(Policy.Limits vendors, Section keys) {
        return new Policy.Limits(
                keys.number("callsAtOnce", vendors.callsAtOnce(), 1, Wire.MOST_CONNECTIONS),
                keys.number("callsPerSecond", vendors.callsPerSecond(), 1, 10_000),
                keys.number("singleLooks", vendors.singleLooks(), 0, 10_000));
    }

    private static Policy.Means means(Policy.Means vendors, Section keys) {
        if (vendors instanceof Policy.ByLooks looks) {
            return new Policy.ByLooks(
                    new Policy.Row(
                            keys.number("confirmations", looks.rest().times(), 1, 100),
                            keys.duration("confirmOver", looks.rest().over())),
                    looks.absences(),
                    looks.absenceIsRest(),
                    watch(keys, looks.watch()));
        }
        return vendors;
    }

    private static List<Duration> watch(Section keys, List<Duration> otherwise) {
        var texts = keys.texts("watch");
        if (texts.isEmpty()) {
            return otherwise;
        }
        var watch = new ArrayList<Duration>();
        for (var text : texts.get()) {
            Durations.parse(text)
                    .ifPresentOrElse(
                            watch::add, () -> keys.fault("watch", "a list of durations like [1m, 5m] was expected"));
        }
        return watch;
    }
}
