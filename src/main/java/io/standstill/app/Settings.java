package io.standstill.app;

import io.standstill.domain.Policy;
import io.standstill.http.door.Tokens;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that is configured, read and found right. */
public record Settings(
        Http http,
        Metrics metrics,
        Auth auth,
        Base database,
        Simulator simulator,
        Journal journal,
        Map<String, Account> accounts) {

    /**
     * Where to listen, and how much to take.
     *
     * @param drain over how long the feed's followers are sent away when this node ends
     * @param cors origins whose pages may ask, with tokens of their own
     * @param tls empty: not encrypted
     */
    public record Http(
            String host,
            int port,
            int bodyLimit,
            int subscribers,
            Duration drain,
            Limits limits,
            List<String> cors,
            boolean accessLog,
            Optional<Tls> tls) {

        public Http {
            cors = List.copyOf(cors);
        }
    }

    /**
     * How much one connection, and one caller, may take.
     *
     * @param rate requests a second; 0: any number
     */
    public record Limits(
            int headerLimit,
            int lineLimit,
            int connections,
            int rate,
            int burst,
            Duration headTimeout,
            Duration bodyTimeout,
            Duration idleTimeout) {}

    /** The files a certificate and its key are in. */
    public record Tls(Path certificate, Path key) {}

    /**
     * Where the figures for Prometheus are.
     *
     * @param port of their own; empty: with all else
     */
    public record Metrics(Optional<Integer> port, String host) {}

    /**
     * Who may. With neither tokens nor somebody else's, whoever sits at this machine.
     *
     * @param sessions how many a caller's browsers may have
     */
    public record Auth(List<Tokens.Token> tokens, Optional<Jwt> jwt, Duration sessionLife, int sessions) {

        public Auth {
            tokens = List.copyOf(tokens);
        }

        boolean guarded() {
            return !tokens.isEmpty() || jwt.isPresent();
        }
    }

    /** Whose tokens are trusted besides. */
    public record Jwt(String issuer, String audience, URI jwks) {}

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
