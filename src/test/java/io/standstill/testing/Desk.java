package io.standstill.testing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.standstill.domain.Evidence;
import io.standstill.domain.Outcome;
import io.standstill.domain.Policy;
import io.standstill.domain.Resource;
import io.standstill.domain.ResourceId;
import io.standstill.engine.Attempts;
import io.standstill.engine.Engine;
import io.standstill.journal.Entry;
import io.standstill.journal.Rules;
import io.standstill.journal.Tracker;
import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.PostgresAccounts;
import io.standstill.journal.postgres.PostgresJournal;
import io.standstill.journal.postgres.PostgresLeases;
import io.standstill.journal.postgres.PostgresResources;
import io.standstill.journal.postgres.Upkeep;
import io.standstill.simulator.Simulators;
import io.standstill.vendor.Account;
import io.standstill.vendor.Keys;
import io.standstill.vendor.Secret;
import io.standstill.vendor.Terms;
import io.standstill.vendor.Vendor;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Pool;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The acting part of the service on a real database and against simulated vendors, with every step and every clock in
 * the test's hand.
 */
public final class Desk implements AutoCloseable {

    private final Vertx vertx;
    private final Database database;
    private final Pool pool;
    private final TestClock databaseClock;
    private final AtomicLong nanos = new AtomicLong(1);
    private final MovableClock worldClock = new MovableClock();
    private final Simulators simulators;
    private final WebClient client;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Set<String> adopting = new HashSet<>();

    public final PostgresJournal journal;
    public final PostgresResources resources;
    public final PostgresLeases leases;
    public final PostgresAccounts books;
    public final Tracker tracker;

    public Desk(Vertx vertx, Path folder) {
        this.vertx = vertx;
        database = TestServer.get().fresh();
        databaseClock = TestClock.in(database);
        pool = database.pool(vertx, 4);
        new Upkeep(pool, 100_000, Samples.KEEP).runOnce().await();
        journal = new PostgresJournal(pool);
        resources = new PostgresResources(pool);
        leases = new PostgresLeases(pool);
        books = new PostgresAccounts(pool);
        tracker = new Tracker(vertx, journal, new Judged(), Tracker.Limits.DEFAULT);
        simulators = Simulators.start(vertx, 0, folder.resolve("world.jsonl"), worldClock, false)
                .await();
        client = WebClient.create(vertx);
    }

    /** Does this to the database, behind everybody's back. */
    public void sql(String statement) throws SQLException {
        try (var direct = Sql.on(database)) {
            direct.run(statement);
        }
    }

    // ---- accounts and nodes

    /** An account at this vendor's simulator. */
    public Account account(String name, Vendor vendor, Map<String, String> keys) {
        return account(name, vendor, vendor.policy(), keys);
    }

    public Account account(String name, Vendor vendor, Policy policy, Map<String, String> keys) {
        var url = URI.create("http://127.0.0.1:%d/%s".formatted(simulators.port(), vendor.name()));
        return account(name, vendor, new Terms(name, url, "nonprod", policy), keys);
    }

    /** An account wherever its terms say. */
    public Account account(String name, Vendor vendor, Terms terms, Map<String, String> keys) {
        var account = vendor.read(terms, new MapKeys(keys)).opening().open(vertx, nanos::get);
        take(name, account);
        return account;
    }

    /** Where all simulated vendors listen. */
    public int simulatorPort() {
        return simulators.port();
    }

    /** An account at a vendor of the test's own. */
    public void take(String name, Account account) {
        accounts.put(name, account);
        leases.register(Map.of(name, account.vendor())).await();
    }

    public Engine node(String name) {
        return node(name, Engine.Limits.DEFAULT);
    }

    public Engine node(String name, Engine.Limits limits) {
        return engine(name, accounts, limits);
    }

    /** A node on which only these accounts are configured. */
    public Engine nodeFor(String name, Map<String, Account> configured) {
        return engine(name, configured, Engine.Limits.DEFAULT);
    }

    private Engine engine(String name, Map<String, Account> configured, Engine.Limits limits) {
        return new Engine(
                name,
                new Engine.Books(tracker, journal, resources, leases, books),
                configured,
                adopting,
                limits,
                new Attempts(new SimpleMeterRegistry()),
                nanos::get,
                new Random(1));
    }

    /** From here on whatever the vendor lists in this account becomes known at new nodes. */
    public void adopt(String account) {
        adopting.add(account);
    }

    /** Rounds until one starts nothing any more at this hour; how many that took. */
    public int settle(Engine engine) {
        for (var rounds = 1; rounds < 200; rounds++) {
            var round = engine.runOnce().await();
            round.settled().await();
            if (round.started() == 0) {
                return rounds;
            }
        }
        throw new IllegalStateException("it never comes to rest");
    }

    /** One round, and everything it started. */
    public void round(Engine engine) {
        engine.runOnce().await().settled().await();
    }

    // ---- clocks

    /** Everybody's time goes on: the database's, the nodes', the world's. */
    public void pass(Duration time) {
        databaseClock.advance(time);
        worldClock.advance(time);
        passForNodes(time);
    }

    public void passForNodes(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    // ---- what is known, and what truly is

    public Outcome hears(ResourceId id, Evidence evidence) {
        return tracker.apply(id, evidence).await();
    }

    /** The rules of the resource's account. */
    public Policy policy(ResourceId id) {
        return accounts.get(id.account()).policy();
    }

    /** A look at the vendor, without any node. */
    public Outcome looks(ResourceId id) {
        var account = accounts.get(id.account());
        var vantage = find(id).vantage();
        var looked = account.look(id.id()).await();
        return hears(id, new Evidence.Look(vantage, looked.says(), account.seenAs(), looked.trace()));
    }

    public Resource find(ResourceId id) {
        return resources.find(id).await().orElseThrow();
    }

    public List<String> kinds(ResourceId id) {
        return journal.history(id, 0, 1_000).await().stream().map(Entry::kind).toList();
    }

    /** Makes a running thing at the simulator, or changes its manners. */
    public void thing(String vendor, String id, JsonObject behaviour) {
        control("/" + vendor + "/" + id, new JsonObject().put("behaviour", behaviour));
    }

    public void control(String path, JsonObject body) {
        var answer = client.put(simulators.port(), "127.0.0.1", "/_control" + path)
                .sendJsonObject(body)
                .await();
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.bodyAsString());
        }
    }

    /** The simulated vendors call back all that has fallen due by now. */
    public void vendorsCallBack() {
        while (simulators.step().await() > 0) {
            // Each step may make the next callback due.
        }
    }

    public JsonObject truth(String vendor, String id) {
        return client.get(simulators.port(), "127.0.0.1", "/_control/" + vendor + "/" + id)
                .send()
                .await()
                .bodyAsJsonObject();
    }

    @Override
    public void close() {
        accounts.values().forEach(Account::close);
        simulators.stop().await();
        pool.close().await();
    }

    /** Every account by its own rules. */
    private final class Judged implements Rules {

        @Override
        public Optional<String> vendor(String account) {
            return Optional.ofNullable(accounts.get(account)).map(Account::vendor);
        }

        @Override
        public Policy policy(String account, String vendor) {
            return accounts.get(account).policy();
        }
    }

    /** Configuration keys from a map. */
    private record MapKeys(Map<String, String> entries) implements Keys {

        @Override
        public Optional<String> text(String key) {
            return Optional.ofNullable(entries.get(key));
        }

        @Override
        public Optional<Secret> secret(String key) {
            return text(key).map(Secret::new);
        }

        @Override
        public List<Secret> secrets(String key) {
            return text(key).stream()
                    .flatMap(text -> Stream.of(text.split(",")))
                    .map(Secret::new)
                    .toList();
        }

        @Override
        public Optional<URI> url(String key) {
            return text(key).map(URI::create);
        }

        @Override
        public boolean flag(String key, boolean otherwise) {
            return text(key).map(Boolean::parseBoolean).orElse(otherwise);
        }

        @Override
        public int number(String key, int otherwise, int least, int most) {
            return text(key).map(Integer::parseInt).orElse(otherwise);
        }

        @Override
        public Duration duration(String key, Duration otherwise) {
            return text(key).map(Duration::parse).orElse(otherwise);
        }

        @Override
        public void fault(String key, String whatWasExpected) {
            throw new IllegalStateException(key + ": " + whatWasExpected);
        }
    }

    private static final class MovableClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void advance(Duration by) {
            ahead = ahead.plus(by);
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
