package io.standstill.app;

import io.standstill.domain.Policy;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Everything that is configured, read and found right. */
public record Settings(Http http, Base database, Simulator simulator, Journal journal, Map<String, Account> accounts) {

    /** Where to listen, and how much to take. */
    public record Http(String host, int port, int bodyLimit, int subscribers) {}

    /**
     * The database.
     *
     * @param database empty: the embedded one
     */
    public record Base(Optional<Database> database, Path dataDir, int port, int pool) {}

    /** The simulated vendors. */
    public record Simulator(boolean enabled, int port) {}

    /** The journal and its feed. */
    public record Journal(int partition, int ring, Upkeep.Keep keep) {}

    /** One account: its terms, and how it is connected. */
    public record Account(String vendor, Terms terms, Vendor.Configured configured) {

        Policy policy() {
            return configured.policy();
        }
    }

    public Settings {
        accounts = Map.copyOf(accounts);
    }
}
