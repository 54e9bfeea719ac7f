package io.standstill.testing;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a service is to be {@link Running}: what a test sets of its configuration. */
public final class Plan {

    /** What the two tokens are in the clear: the one may read and stop, the other read. */
    public static final String OPS = "ops-9f2c4e71d0b85a36";

    public static final String VIEWER = "viewer-51ab7733c9e04d18";

    private final Path folder;
    private final int port;
    private final Map<String, String> accounts = new LinkedHashMap<>();
    private int subscribers = 10_000;
    private String auth = "";
    private @Nullable String token;
    private String ofEachAccount = "";

    /**
     * @param folder where it keeps what is no database
     * @param port 0: any, and another each time
     */
    Plan(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    /** All four vendors' simulators, by accounts named {@code feldera}, {@code nomad}, {@code storm} and {@code memories}. */
    public Plan allVendors() {
        return account("feldera", "vendor: feldera, apiKey: k, environment: nonprod")
                .account("nomad", "vendor: nomad, username: u, password: p, apiType: admin, environment: nonprod")
                .account("storm", "vendor: storm, username: u, password: p, environment: nonprod, confirmOver: 1s")
                // The simulator calls back the first account that listens, where the port is known beforehand.
                .account("memories", "vendor: memories, apiKey: sk-mavi-k, callbackSecret: first-secret");
    }

    /** One more, by what it is configured with; without a {@code url} it is at the simulators. */
    public Plan account(String name, String configured) {
        accounts.put(name, configured);
        return this;
    }

    /** What an hour costs, at every account. */
    public Plan costPerHour(String amount) {
        ofEachAccount = ", costPerHour: " + amount;
        return this;
    }

    /** Whoever asks must be known: {@code ops} by {@link #OPS}, as whom the test itself asks, or {@code viewer} by {@link #VIEWER}. */
    public Plan tokens() {
        auth = """
                auth:
                  tokens:
                    - {name: ops, sha256: %s, roles: [read, stop]}
                    - {name: viewer, sha256: %s, roles: [read]}
                """.formatted(sha256(OPS), sha256(VIEWER));
        token = OPS;
        return this;
    }

    /** No more than so many may follow the feed. */
    public Plan subscribers(int most) {
        subscribers = most;
        return this;
    }

    public Running start() {
        var simulator = Running.freePort();
        var database = TestServer.get().fresh();
        var configuration = """
                http: {port: %d, subscribers: %d, drain: 1s}
                database: {url: 'postgresql://%s:%s@%s:%d/%s?sslmode=disable', dataDir: '%s'}
                simulator: {enabled: true, port: %d}
                %saccounts:
                %s
                """.formatted(
                port,
                subscribers,
                database.user(),
                database.password(),
                database.host(),
                database.port(),
                database.name(),
                folder.resolve("data"),
                simulator,
                auth,
                accounts.entrySet().stream()
                        .map(account -> "  %s: {%s%s}".formatted(account.getKey(), account.getValue(), ofEachAccount))
                        .collect(Collectors.joining("\n")));
        return new Running(configuration, database, simulator, token);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
