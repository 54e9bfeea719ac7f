package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.postgres.Database;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that can befall three nodes befalls them at once, while clients order and read, followers listen and
 * impostors call back; afterwards all that was asked, answered and told is held together.
 */
class StormIT {

    private static final Logger LOG = LoggerFactory.getLogger(StormIT.class);

    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("chaos.minutes", 1));
    private static final Duration AFTERWARDS = Duration.ofSeconds(90);
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(30);
    private static final int NODES = 3;
    private static final int CLIENTS = 12;
    private static final int CUT_EVERY_MILLIS = 1_500;

    private final long seed = Dice.seed("StormIT");
    private final Things things = Things.of(Dice.of(seed, "things"));
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<FaultyWire> databaseWires = new ArrayList<>();
    private final List<FaultyWire> vendorsWires = new ArrayList<>();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private CrashingPostgres postgres;
    private Fleet fleet;
    private Pager pager;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        postgres = new CrashingPostgres(
                Path.of("target", "storm-postgres-" + ProcessHandle.current().pid()));
        fleet = new Fleet(folder, "storm", postgres.database());
        pager = new Pager(fleet, Dice.of(seed, "pages"));
        for (var number = 0; number < NODES; number++) {
            node(folder, "127.0.0." + (2 + number), Dice.of(seed, "wires-" + number))
                    .startInTheEnd();
        }
        things.begin(fleet.vendors(), fleet.nodes(), Dice.of(seed, "manners"));
        subscribe();
    }

    /** Each has its own way to the vendors, by the same name, and its own to the database. */
    private Node node(Path folder, String way, Dice dice) throws IOException {
        var database = fleet.database();
        var port = fleet.vendors().port();
        vendorsWires.add(new FaultyWire(new InetSocketAddress(way, port), port, dice.random()));
        var wire = new FaultyWire(database.port(), dice.random());
        databaseWires.add(wire);
        var hosts = Files.writeString(folder.resolve("hosts-" + way), way + " vendors.test\n");
        return fleet.node(
                Database.local(wire.port(), database.name(), database.user(), database.password()),
                "http://vendors.test:" + port,
                "-Djdk.net.hosts.file=" + hosts,
                "-Dvertx.disableDnsResolver=true");
    }

    private void subscribe() {
        var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(100));
        subscribe(client, "", told -> true, 3);
        subscribe(client, "event=transition", StormIT::moved, 2);
        subscribe(client, "state=stopped", told -> "stopped".equals(told.getString("to")), 1);
        for (var account : List.of("feldera", "storm", "memories", "nomad")) {
            subscribe(client, "account=" + account, told -> account.equals(told.getString("account")), 1);
        }
        var dice = Dice.of(seed, "cuts");
        vertx.runOnContext(begun -> subscribers.forEach(Subscriber::go));
        vertx.setPeriodic(CUT_EVERY_MILLIS, tick -> dice.oneOf(subscribers).cutOff());
        pager.go();
    }

    private void subscribe(HttpClient client, String query, Predicate<JsonObject> fits, int count) {
        for (var number = 0; number < count; number++) {
            var dice = Dice.of(seed, "subscriber-" + subscribers.size());
            subscribers.add(new Subscriber(vertx, client, fleet.nodes(), query, fits, dice));
        }
    }

    private static boolean moved(JsonObject told) {
        return told.getString("to") != null && !told.getString("to").equals(told.getString("from"));
    }

    @AfterEach
    void end() {
        pager.stop();
        subscribers.forEach(Listener::stop);
        vertx.close().await();
        fleet.close();
        databaseWires.forEach(FaultyWire::close);
        vendorsWires.forEach(FaultyWire::close);
        postgres.close();
    }

    @Test
    void nothing_that_was_promised_is_broken_by_everything_at_once() {
        var impostors = new Impostors(fleet, things);
        var people = new People(fleet, things, seed, CLIENTS);
        var storm = new Storm(
                Forecast.of(seed, LENGTH, NODES), fleet, things, postgres, databaseWires, vendorsWires, impostors);

        storm.blow();

        people.goHome();
        impostors.awaitAnswers();
        LOG.info("blown: {}; met: {}", storm.blown(), storm.counts());
        LOG.info("{} calls: {}; replayed: {}", people.calls().size(), people.answers(), people.replayed());
        LOG.info("{} callbacks: {}", impostors.sent(), impostors.answers());
        assertThat(people.dishonest()).isEmpty();
        assertThat(impostors.dishonest()).isEmpty();
        var node = fleet.nodes().get(0);
        fleet.awaitEnds(node, AFTERWARDS, "requested", "stopping");
        var chronicle = Chronicle.read(fleet.caller(), node);
        chronicle.isWhole();
        SoftAssertions.assertSoftly(softly -> {
            softly.assertThatCode(() -> awaitHeard(chronicle)).doesNotThrowAnyException();
            assertAllHoldsTogether(softly, chronicle, people.calls());
            softly.assertThat(impostors.faults(postgres)).isEmpty();
        });
    }

    private void assertAllHoldsTogether(SoftAssertions softly, Chronicle chronicle, List<Call> calls) {
        var reckoning = new Reckoning(chronicle, softly);
        subscribers.forEach(reckoning::assertHeard);
        reckoning.assertRead(pager);
        reckoning.assertLinear(calls);
        var truths = fleet.vendors().truths(things.all());
        reckoning.assertNeverStopped(things.endless());
        reckoning.assertStoppedInTruth(truths);
        reckoning.assertCalledAsTold(truths);
        softly.assertThat(things.bystanders()).allSatisfy(bystander -> {
            assertThat(truths.get(bystander).getBoolean("running")).isTrue();
            assertThat(truths.get(bystander).getInteger("stopCalls")).isZero();
        });
        LOG.info(
                "{} entries: {}; {} proofs; heard over {} connections",
                chronicle.told().size(),
                chronicle.kinds(),
                reckoning.proofs().size(),
                subscribers.stream().mapToInt(Listener::connections).sum());
        // How much was done is for the machine to say; that nothing was would prove nothing.
        softly.assertThat(reckoning.proofs()).isNotEmpty();
    }

    private void awaitHeard(Chronicle chronicle) {
        Awaitility.await()
                .alias("all is heard")
                .atMost(HEARD_WITHIN)
                .until(() -> pager.read().size() >= chronicle.told().size()
                        && subscribers.stream()
                                .allMatch(subscriber -> subscriber.count()
                                        >= chronicle.told().stream()
                                                .filter(subscriber::wants)
                                                .count()));
    }
}
