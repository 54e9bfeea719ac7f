package io.standstill.app;

import io.standstill.app.embedded.EmbeddedPostgres;
import io.standstill.engine.Engine;
import io.standstill.engine.Pulse;
import io.standstill.feed.Feed;
import io.standstill.http.Ground;
import io.standstill.http.HttpFace;
import io.standstill.journal.Tracker;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Hints;
import io.standstill.journal.postgres.Migrations;
import io.standstill.journal.postgres.PostgresJournal;
import io.standstill.journal.postgres.PostgresLeases;
import io.standstill.journal.postgres.PostgresResources;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.simulator.Simulators;
import io.standstill.vendor.Account;
import io.standstill.vendor.Paths;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole service, wired together. Starting and stopping block. */
public final class Standstill implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);

    private static final Duration PULSE = Duration.ofMillis(250);
    private static final Duration FEED_LOOK = Duration.ofSeconds(1);
    private static final Duration UPKEEP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Settings settings;
    private final Vertx vertx;
    private final AtomicBoolean draining = new AtomicBoolean();

    private @Nullable EmbeddedPostgres embedded;
    private @Nullable Simulators simulators;
    private List<Pool> pools = List.of();
    private @Nullable Hints hints;
    private @Nullable Feed feed;
    private @Nullable Pulse pulse;
    private @Nullable String faces;
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Queue<HttpFace> listening = new ConcurrentLinkedQueue<>();

    private Standstill(Settings settings) {
        this.settings = settings;
        this.vertx = Machinery.start();
    }

    /** Starts everything; what has been started is stopped again if something fails. */
    public static Standstill start(Settings settings) {
        var whole = new Standstill(settings);
        try {
            whole.start();
            return whole;
        } catch (Throwable failed) {
            whole.close();
            throw failed;
        }
    }

    /** Where it listens. */
    public int port() {
        return Objects.requireNonNull(listening.peek()).port();
    }

    private void start() {
        var database = database();
        // Readers have connections of their own: however many they are, what must be written gets through.
        var half = settings.database().pool() / 2;
        var connections = database.pool(vertx, half);
        var readers = database.pool(vertx, settings.database().pool() - half);
        pools = List.of(connections, readers);
        // The first connection is made while the migrations, which speak JDBC, find out what is to come.
        var connected = connections.query("SELECT 1").execute();
        Migrations.run(database);
        await(connected);
        var upkeep = new Upkeep(
                connections, settings.journal().partition(), settings.journal().keep());
        await(upkeep.runOnce());

        settings.accounts()
                .forEach((name, account) ->
                        accounts.put(name, account.configured().opening().open(vertx, System::nanoTime)));
        simulate();

        var rules = new ConfiguredRules(settings.accounts());
        var journal = new PostgresJournal(connections);
        var resources = new PostgresResources(connections);
        var leases = new PostgresLeases(connections);
        var tracker = new Tracker(vertx, journal, rules, Tracker.Limits.DEFAULT);

        var library = new PostgresJournal(readers);
        var tail = new Feed(
                vertx, library, FEED_LOOK, Feed.Limits.of(settings.journal().ring(), Math.max(1, half / 2)));
        feed = tail;
        await(tail.start());

        var byVendor = new TreeMap<String, String>();
        accounts.forEach((name, account) -> byVendor.put(name, account.vendor()));
        await(leases.register(byVendor));
        var engine = new Engine(
                UUID.randomUUID().toString(),
                tracker,
                journal,
                resources,
                leases,
                accounts,
                Engine.Limits.DEFAULT,
                System::nanoTime,
                new Random());
        var beat = new Pulse(vertx, engine, PULSE);
        pulse = beat;

        var told = new Hints(vertx, database, () -> {
            tail.poke();
            beat.poke();
        });
        hints = told;
        told.start();
        beat.start();

        var ground = new Ground(tracker, library, new PostgresResources(readers), tail, accounts, rules);
        faces = await(listen(ground));
        vertx.setPeriodic(UPKEEP.toMillis(), tick -> upkeep.runOnce()
                .onFailure(fault ->
                        LOG.atWarn().addKeyValue("fault", fault.toString()).log("upkeep not finished")));
    }

    private Database database() {
        var configured = settings.database();
        if (configured.database().isPresent()) {
            return configured.database().get();
        }
        var postgres = EmbeddedPostgres.start(configured.dataDir(), null, configured.port());
        embedded = postgres;
        return postgres.database();
    }

    private void simulate() {
        if (settings.simulator().enabled()) {
            simulators = await(Simulators.start(
                    vertx,
                    settings.simulator().port(),
                    world(settings),
                    Clock.systemUTC(),
                    new Simulators.Options(true, callbackUrl())));
        }
    }

    /** Where a simulated vendor calls back that was told nothing else: the first account here that listens. */
    private @Nullable String callbackUrl() {
        if (settings.http().port() == 0) {
            return null;
        }
        return accounts.entrySet().stream()
                .flatMap(account -> account.getValue().callbacks().stream()
                        .flatMap(callbacks -> callbacks.secrets().stream())
                        .map(secret -> "http://127.0.0.1:%d/callbacks/%s/%s"
                                .formatted(settings.http().port(), account.getKey(), Paths.segment(secret.reveal()))))
                .findFirst()
                .orElse(null);
    }

    /** The simulated world is kept beside the database's folder. */
    static Path world(Settings settings) {
        return settings.database().dataDir().toAbsolutePath().resolveSibling("simulator.jsonl");
    }

    private Future<String> listen(Ground ground) {
        var http = settings.http();
        var open = new HttpFace.Settings(
                http.host(), http.port() == 0 ? -1 : http.port(), http.bodyLimit(), http.subscribers());
        var random = new Random();
        return vertx.deployVerticle(
                () -> {
                    var face = new HttpFace(open, ground, draining, random, Clock.systemUTC());
                    listening.add(face);
                    return face;
                },
                new DeploymentOptions().setInstances(cores()));
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Says that it goes, lets what is in flight finish, and ends. */
    @Override
    public void close() {
        draining.set(true);
        quietly("engine", () -> pulse == null ? null : pulse.stop());
        quietly("http", () -> faces == null ? null : vertx.undeploy(faces));
        if (hints != null) {
            hints.stop();
        }
        if (feed != null) {
            feed.stop();
        }
        accounts.values().forEach(Account::close);
        quietly("simulators", () -> simulators == null ? null : simulators.stop());
        pools.forEach(pool -> quietly("pool", pool::close));
        quietly("vertx", vertx::close);
        if (embedded != null) {
            embedded.close();
        }
    }

    private interface Ending {
        @Nullable
        Future<?> begin();
    }

    private static void quietly(String what, Ending ending) {
        try {
            var ended = ending.begin();
            if (ended != null) {
                await(ended);
            }
        } catch (Exception failed) {
            LOG.atWarn()
                    .addKeyValue("part", what)
                    .addKeyValue("fault", failed.toString())
                    .log("not ended cleanly");
        }
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            throw new IllegalStateException("it took longer than " + PATIENCE.toSeconds() + " s", tooLong);
        }
    }
}
