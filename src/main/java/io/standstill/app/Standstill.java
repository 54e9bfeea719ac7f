package io.standstill.app;

import io.standstill.app.embedded.EmbeddedPostgres;
import io.standstill.engine.Attempts;
import io.standstill.engine.Engine;
import io.standstill.engine.Pulse;
import io.standstill.feed.Feed;
import io.standstill.http.Ground;
import io.standstill.http.HttpFace;
import io.standstill.http.MetricsPort;
import io.standstill.http.description.Page;
import io.standstill.http.door.Cookies;
import io.standstill.http.door.Door;
import io.standstill.http.door.Jwt;
import io.standstill.http.door.KeyRing;
import io.standstill.http.door.Patience;
import io.standstill.http.door.Rates;
import io.standstill.http.door.Stays;
import io.standstill.http.door.Tokens;
import io.standstill.journal.Accounts;
import io.standstill.journal.Sessions;
import io.standstill.journal.Tracker;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.Hints;
import io.standstill.journal.postgres.Migrations;
import io.standstill.journal.postgres.PostgresAccounts;
import io.standstill.journal.postgres.PostgresJournal;
import io.standstill.journal.postgres.PostgresLeases;
import io.standstill.journal.postgres.PostgresResources;
import io.standstill.journal.postgres.PostgresSessions;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.simulator.Simulators;
import io.standstill.vendor.Account;
import io.standstill.vendor.Paths;
import io.standstill.vendor.Wire;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
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
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The wall clock, by which nothing is decided; the property is for the test that proves it. */
    private static final Clock CLOCK =
            Clock.offset(Clock.systemUTC(), Duration.parse(System.getProperty("standstill.clock.offset", "PT0S")));

    /** Calls to vendors that are under way come to their end in this time, and the accounts are handed back. */
    private static final Duration FAREWELLS = Wire.LONGEST_CALL.plusSeconds(2);

    private static final Duration CLOSING = FAREWELLS.plusSeconds(2);

    /** Beyond the time over which followers are sent away, ending takes no longer than this, whatever hangs. */
    static final Duration ENDING = CLOSING.plusSeconds(1);

    private final Settings settings;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final Ending ending = new Ending();
    private final Map<String, Account> accounts = new TreeMap<>();
    private final Queue<HttpFace> listening = new ConcurrentLinkedQueue<>();

    private Standstill(Settings settings) {
        this.settings = settings;
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
        // Reading the description needs nobody, so nobody waits for it.
        var described = CompletableFuture.runAsync(Page::published);
        var database = database();
        var meters = Meters.ofThisProcess();
        var limits = settings.http().limits();
        var vertx = Machinery.guarded(meters, limits.headTimeout(), limits.connections());
        ending.opened("vertx", vertx::close);
        // Readers have connections of their own: however many they are, what must be written gets through.
        var half = settings.database().pool() / 2;
        var connections = opened(database.pool(vertx, half));
        var readers = opened(database.readers(vertx, settings.database().pool() - half));
        // The first connection is made while the migrations, which speak JDBC, find out what is to come. It is a head
        // start and no more: a machine that is too busy for it is not one without a database.
        var connected = connections.query("SELECT 1").execute().otherwiseEmpty();
        Migrations.run(database);
        await(connected);
        upkeep(vertx, connections);

        settings.accounts().forEach((name, account) -> open(vertx, name, account));
        simulate(vertx);

        var rules = new ConfiguredRules(settings.accounts());
        var tracker = new Tracker(vertx, new PostgresJournal(connections, meters), rules, Tracker.Limits.DEFAULT);
        var library = new PostgresJournal(readers);
        var feed = new Feed(
                vertx,
                library,
                System::nanoTime,
                FEED_LOOK,
                Feed.Limits.of(settings.journal().ring(), Math.max(1, half / 2)));
        ending.openedPlainly("feed", feed::stop);
        await(feed.start());
        Meters.of(meters, tracker, feed);

        var pulse = new Pulse(vertx, engine(tracker, connections, new Attempts(meters)), PULSE);
        ending.farewell("engine", pulse::stop);
        var hints = new Hints(vertx, database, () -> {
            feed.poke();
            pulse.poke();
        });
        ending.openedPlainly("hints", hints::stop);
        hints.start();
        pulse.start();

        var ground = new Ground(
                tracker,
                library,
                new PostgresResources(readers),
                new PostgresAccounts(readers),
                new PostgresAccounts(connections),
                feed,
                accounts,
                rules,
                meters,
                pulse::missed);
        described.join();
        listen(vertx, ground, door(vertx, new PostgresSessions(readers, connections)));
        measure(vertx, ground);
    }

    private Database database() {
        var configured = settings.database();
        if (configured.database().isPresent()) {
            return configured.database().get();
        }
        var postgres = EmbeddedPostgres.start(configured.dataDir(), null, configured.port());
        ending.openedPlainly("postgres", postgres::close);
        return postgres.database();
    }

    private Pool opened(Pool pool) {
        ending.opened("pool", pool::close);
        return pool;
    }

    private void upkeep(Vertx vertx, Pool connections) {
        var upkeep = new Upkeep(
                connections, settings.journal().partition(), settings.journal().keep());
        await(upkeep.runOnce());
        var timer = vertx.setPeriodic(UPKEEP.toMillis(), tick -> upkeep.runOnce()
                .onFailure(fault ->
                        LOG.atWarn().addKeyValue("fault", fault.toString()).log("upkeep not finished")));
        ending.openedPlainly("upkeep", () -> vertx.cancelTimer(timer));
    }

    private void open(Vertx vertx, String name, Settings.Account configured) {
        var account = configured.configured().opening().open(vertx, System::nanoTime);
        accounts.put(name, account);
        ending.openedPlainly("account", account::close);
    }

    private Engine engine(Tracker tracker, Pool connections, Attempts attempts) {
        var leases = new PostgresLeases(connections);
        var byVendor = new TreeMap<String, String>();
        accounts.forEach((name, account) -> byVendor.put(name, account.vendor()));
        await(leases.register(byVendor));
        await(new PostgresAccounts(connections).all()).stream()
                .map(Accounts.Standing::account)
                .filter(account -> !accounts.containsKey(account))
                .forEach(account -> LOG.atWarn()
                        .addKeyValue("account", account)
                        .log("nobody configures this account any more; its deadlines are kept, and nothing else"));
        var books = new Engine.Books(
                tracker,
                new PostgresJournal(connections),
                new PostgresResources(connections),
                leases,
                new PostgresAccounts(connections));
        return new Engine(
                UUID.randomUUID().toString(),
                books,
                accounts,
                settings.adopting(),
                Engine.Limits.DEFAULT,
                attempts,
                System::nanoTime,
                new Random());
    }

    private void simulate(Vertx vertx) {
        if (settings.simulator().enabled()) {
            var simulators = await(Simulators.start(
                    vertx,
                    settings.simulator().port(),
                    world(settings),
                    Clock.systemUTC(),
                    new Simulators.Options(true, callbackUrl())));
            ending.opened("simulators", simulators::stop);
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

    private Door door(Vertx vertx, Sessions sessions) {
        var auth = settings.auth();
        var http = settings.http();
        var tokens = new Tokens(auth.tokens());
        var stays = new Stays(sessions, CLOCK);
        var timer = vertx.setPeriodic(SECOND.toMillis(), tick -> stays.tick());
        ending.openedPlainly("stays", () -> vertx.cancelTimer(timer));
        var cookies = new Cookies(
                sessions,
                stays,
                new SecureRandom(),
                CLOCK,
                auth.sessionLife(),
                auth.sessions(),
                http.tls().isPresent());
        return new Door(
                tokens,
                auth.jwt().map(trusted -> jwt(vertx, trusted, tokens)),
                cookies,
                stays,
                new Rates(http.limits().rate(), http.limits().burst(), System::nanoTime),
                new Door.Rule(Set.copyOf(http.cors()), http.tls().isPresent(), http.accessLog()),
                System::nanoTime);
    }

    private Jwt jwt(Vertx vertx, Settings.Jwt trusted, Tokens tokens) {
        var source = KeySource.of(vertx, trusted.jwks());
        ending.openedPlainly("jwks", source.close());
        var keys = new KeyRing(source.keys(), System::nanoTime);
        // Nobody waits for it: they are fetched again when somebody comes, and until then nobody is let in by them.
        keys.fetch();
        return new Jwt(trusted.issuer(), trusted.audience(), keys, tokens, CLOCK);
    }

    private void measure(Vertx vertx, Ground ground) {
        var metrics = settings.metrics();
        metrics.port().ifPresent(port -> {
            var face =
                    new MetricsPort(metrics.host(), port == 0 ? -1 : port, HttpReader.loopback(metrics.host()), ground);
            var deployed = await(vertx.deployVerticle(face));
            ending.opened("metrics", () -> vertx.undeploy(deployed));
        });
    }

    private void listen(Vertx vertx, Ground ground, Door door) {
        var http = settings.http();
        var limits = http.limits();
        var shown = http.tls().map(Showing::of);
        var open = new HttpFace.Settings(
                http.host(),
                http.port() == 0 ? -1 : http.port(),
                http.bodyLimit(),
                http.subscribers(),
                new HttpFace.Wire(
                        limits.headerLimit(),
                        limits.lineLimit(),
                        new Patience.Limits(limits.headTimeout(), limits.bodyTimeout(), limits.idleTimeout()),
                        shown.map(Showing::options).orElse(null)),
                settings.metrics().port().isPresent());
        var random = new Random();
        var deployed = await(vertx.deployVerticle(
                () -> {
                    var face = new HttpFace(open, ground, door, draining, random, CLOCK);
                    listening.add(face);
                    return face;
                },
                new DeploymentOptions().setInstances(cores())));
        ending.farewell(
                "followers",
                () -> Future.join(
                        listening.stream().map(face -> face.drain(http.drain())).toList()));
        ending.opened("http", () -> vertx.undeploy(deployed));
        shown.ifPresent(certificate -> {
            var timer = certificate.keepUp(vertx, listening);
            ending.openedPlainly("certificate", () -> vertx.cancelTimer(timer));
        });
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * Says that it goes. What is in flight at vendors finishes, the accounts are handed back, and the feed's followers
     * are sent away; until the last of them is gone, whoever asks is answered. Then everything is closed.
     */
    @Override
    public void close() {
        draining.set(true);
        var drain = settings.http().drain();
        ending.end(drain.plus(FAREWELLS), drain.plus(CLOSING));
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            throw new IllegalStateException("it took longer than " + PATIENCE.toSeconds() + " s", tooLong);
        }
    }
}
