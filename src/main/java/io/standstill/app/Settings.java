package io.standstill.app;

import io.standstill.domain.Policy;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that is configured, read and found right. */
public record Settings(Http http, Base database, Simulator simulator, Journal journal, Map<String, Account> accounts) {

    /**
     * Where to listen, and how much to take.
     *
     * @param drain over how long the feed's followers are sent away when this node ends
     */
    public record Http(String host, int port, int bodyLimit, int subscribers, Duration drain) {}

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

    /**
     * One account: its terms, and how it is connected.
     *
     * @param adopts whether whatever the vendor lists becomes known
     * @param costPerHour of one running resource
     */
    public record Account(
            String vendor,
            Terms terms,
            Vendor.Configured configured,
            boolean adopts,
            Optional<BigDecimal> costPerHour) {

        Policy policy() {
            return configured.policy();
        }
    }

    public Settings {
        accounts = Map.copyOf(accounts);
    }

    /** The accounts where whatever the vendor lists becomes known. */
    Set<String> adopting() {
        return accounts.entrySet().stream()
                .filter(account -> account.getValue().adopts())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
