package io.standstill.journal.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Where a PostgreSQL database is and how to get in. */
public record Database(
        String host,
        int port,
        String name,
        String user,
        String password,
        SslMode ssl,
        @Nullable String rootCertificate) {

    private static final int POSTGRES_PORT = 5432;

    /** How long a statement may take; beyond it something is wrong, and whoever waits behind it is freed. */
    private static final Duration STATEMENT = Duration.ofSeconds(15);

    /** How long to wait for any word of the server: longer than any statement may take. */
    private static final Duration PATIENCE = STATEMENT.plusSeconds(5);

    /**
     * How long a transaction may stand idle. A node that freezes while it holds the journal's lock stops every other
     * node's appends, so the server soon ends its session.
     */
    private static final Duration IDLE_IN_TRANSACTION = Duration.ofSeconds(2);

    /** Reads {@code postgresql://user:pass@host:5432/db?sslmode=verify-full&sslrootcert=PATH}. */
    public static Database of(String url) {
        var uri = URI.create(url);
        if (!"postgresql".equals(uri.getScheme()) && !"postgres".equals(uri.getScheme())) {
            throw new IllegalArgumentException("a URL like postgresql://user:pass@host:5432/db was expected");
        }
        var path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (uri.getHost() == null || path.length() < 2) {
            throw new IllegalArgumentException("a host and a database name were expected in the URL");
        }
        var login = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        var colon = login.indexOf(':');
        var options = options(uri.getRawQuery());
        return new Database(
                uri.getHost(),
                uri.getPort() < 0 ? POSTGRES_PORT : uri.getPort(),
                decoded(path.substring(1)),
                decoded(colon < 0 ? login : login.substring(0, colon)),
                colon < 0 ? "" : decoded(login.substring(colon + 1)),
                sslMode(options.getOrDefault("sslmode", "prefer")),
                options.get("sslrootcert"));
    }

    /** A database in the clear on this machine. */
    public static Database local(int port, String name, String user, String password) {
        return new Database("127.0.0.1", port, name, user, password, SslMode.DISABLE, null);
    }

    /** The same server and login, another database. */
    public Database named(String other) {
        return new Database(host, port, other, user, password, ssl, rootCertificate);
    }

    /** A pool of this many connections at most. */
    public Pool pool(Vertx vertx, int size) {
        return pool(vertx, size, PATIENCE);
    }

    /**
     * The same, for what people ask: each statement is planned for what it asks for, because what suits a rare value
     * reads everything for a common one; and none takes more than one process, because many ask at a time.
     */
    public Pool readers(Vertx vertx, int size) {
        var options = connectOptions()
                .addProperty("plan_cache_mode", "force_custom_plan")
                .addProperty("max_parallel_workers_per_gather", "0")
                .addProperty("jit", "off");
        return pool("readers", vertx, size, options, PATIENCE);
    }

    /** A pool that takes a server for gone from which it has waited so long for a word. */
    Pool pool(Vertx vertx, int size, Duration patience) {
        return pool("writers", vertx, size, connectOptions(), patience);
    }

    private static Pool pool(String name, Vertx vertx, int size, PgConnectOptions options, Duration patience) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(options.setMetricsName(name))
                // A host that vanishes says nothing: without this, whoever waits for its answer would wait for ever.
                .with(new NetClientOptions().setReadIdleTimeout((int) patience.toSeconds()))
                .with(new PoolOptions()
                        .setName(name)
                        .setMaxSize(size)
                        .setMaxWaitQueueSize(size * 1_000)
                        .setConnectionTimeout(5)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        // Well before its silence could be mistaken, so that none ends just as it is needed again.
                        .setIdleTimeout((int) patience.toSeconds() / 2)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .build();
    }

    PgConnectOptions connectOptions() {
        var options = new PgConnectOptions()
                .setHost(host)
                .setPort(port)
                .setDatabase(name)
                .setUser(user)
                .setPassword(password)
                .setSslMode(ssl)
                .setCachePreparedStatements(true)
                .addProperty("application_name", "standstill")
                .addProperty("statement_timeout", Long.toString(STATEMENT.toMillis()))
                .addProperty("idle_in_transaction_session_timeout", Long.toString(IDLE_IN_TRANSACTION.toMillis()));
        if (ssl != SslMode.DISABLE) {
            var tls = new ClientSSLOptions();
            if (rootCertificate != null) {
                tls.setTrustOptions(new PemTrustOptions().addCertPath(rootCertificate));
            }
            switch (ssl) {
                case VERIFY_FULL -> tls.setHostnameVerificationAlgorithm("HTTPS");
                case VERIFY_CA -> tls.setHostnameVerificationAlgorithm("");
                case DISABLE, ALLOW, PREFER, REQUIRE -> tls.setTrustAll(true).setHostnameVerificationAlgorithm("");
            }
            options.setSslOptions(tls);
        }
        return options;
    }

    /** For the migrations, which speak JDBC. */
    String jdbcUrl() {
        var url = "jdbc:postgresql://%s:%d/%s?ApplicationName=standstill&sslmode=%s"
                .formatted(host, port, name, ssl.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        return rootCertificate == null ? url : url + "&sslrootcert=" + rootCertificate;
    }

    private static Map<String, String> options(@Nullable String query) {
        var options = new HashMap<String, String>();
        if (query != null) {
            for (var pair : query.split("&", -1)) {
                var equals = pair.indexOf('=');
                if (equals > 0) {
                    options.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                }
            }
        }
        return options;
    }

    private static SslMode sslMode(String word) {
        try {
            return SslMode.of(word);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "sslmode is one of disable, allow, prefer, require, verify-ca, verify-full", unknown);
        }
    }

    private static String decoded(String text) {
        // A plus is a plus here: this is a URL's path or login, not a form.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "postgresql://%s@%s:%d/%s".formatted(user, host, port, name);
    }
}
