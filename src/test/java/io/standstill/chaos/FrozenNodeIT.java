package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.chaos.FaultyWire.Request;
import io.standstill.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node is frozen in the middle of its work, loses what it held to another, and is woken without knowing it. */
class FrozenNodeIT {

    private static final Logger LOG = LoggerFactory.getLogger(FrozenNodeIT.class);

    private static final List<String> ACCOUNTS = List.of("feldera", "nomad", "memories", "storm");
    private static final String BY_WIRE = "127.0.0.2";
    private static final String DIRECTLY = "127.0.0.1";
    private static final int EACH = 30;
    private static final int NOMAD = 8;

    /** Ordered by nobody: an account that shows nothing at all any more would be taken for one that lost its sight. */
    private static final Target BYSTANDER = new Target("storm", "bystander");

    private static final Duration LEASE = Duration.ofSeconds(9);
    private static final Duration TAKEN_OVER_WITHIN = LEASE.plusSeconds(8);
    private static final Duration WATCHED_FOR = Duration.ofSeconds(5);
    private static final Duration AFTERWARDS = Duration.ofSeconds(60);

    private final Dice dice = Dice.thrown("FrozenNodeIT");
    private final List<Target> first = new ArrayList<>();
    private final List<Target> second = new ArrayList<>();
    private Fleet fleet;
    private FaultyWire wire;
    private Node frozen;
    private Node other;
    private Holders holders;

    @BeforeEach
    void begin(@TempDir Path folder) throws IOException {
        fleet = new Fleet(folder, "frozen", TestServer.get().fresh());
        var port = fleet.vendors().port();
        wire = new FaultyWire(new InetSocketAddress(BY_WIRE, port), port, dice.random());
        frozen = node(folder, BY_WIRE);
        other = node(folder, DIRECTLY);
        holders = new Holders(fleet.database());
        for (var account : ACCOUNTS) {
            var count = account.equals("nomad") ? NOMAD : EACH;
            first.addAll(Target.some(account, count, dice.random()));
            second.addAll(Target.some(account, count, dice.random()));
        }
        Collections.shuffle(first, dice.random());
        var all = new ArrayList<>(first);
        all.addAll(second);
        fleet.vendors().behave(List.of(BYSTANDER), bystander -> new JsonObject());
        fleet.vendors().behave(all, target -> new JsonObject()
                .put("stopAfter", dice.millis(2_000, 15_000))
                .put("delay", dice.millis(20, 400)));
    }

    /** Both reach the same account by the same URL, for else they would not be where the other one was; but this way. */
    private Node node(Path folder, String way) throws IOException {
        var hosts = Files.writeString(folder.resolve("hosts-" + way), way + " vendors.test\n");
        return fleet.node(
                "http://vendors.test:" + fleet.vendors().port(),
                "-Djdk.net.hosts.file=" + hosts,
                "-Dvertx.disableDnsResolver=true");
    }

    @AfterEach
    void end() {
        holders.close();
        fleet.close();
        wire.close();
    }

    @Test
    void a_frozen_node_is_replaced_and_once_woken_calls_nobody_on_its_old_lease() {
        frozen.start();
        Awaitility.await().until(() -> holders.now().size() == ACCOUNTS.size());
        var name = holders.now().get("feldera");
        other.start();
        fleet.order(other, first);
        awaitInTheMiddleOfIt();

        frozen.freeze();

        var lost = holders.of(name);
        LOG.info("frozen while it held {}", lost);
        assertThat(lost).isNotEmpty();
        Awaitility.await()
                .atMost(TAKEN_OVER_WITHIN)
                .until(() -> holders.now().size() == ACCOUNTS.size()
                        && holders.of(name).isEmpty());
        // There is work for whoever believes to hold an account, just now.
        fleet.order(other, second);

        var wokenAtNanos = System.nanoTime();
        frozen.wake();

        var mayCallSince = watch(name, wokenAtNanos);
        assertThat(calledSince(wokenAtNanos)).allSatisfy(request -> assertThat(mayCallSince)
                .as("whose lease %s was", request)
                .hasEntrySatisfying(request.account(), since -> assertThat(request.atNanos() - since)
                        .isNotNegative()));
        assertAllWell();
    }

    /** Some were sent, and some are still to be. */
    private void awaitInTheMiddleOfIt() {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> stops() > EACH / 2);
        dice.anyMoment(1, 200);
    }

    private long stops() {
        return wire.requests().stream()
                .filter(request -> request.path().matches(".*/(stop|command).*"))
                .count();
    }

    /**
     * Since when it may call for which account again: the last moment at which the database still said that it may not.
     * Looked at so often that nothing of what it does in between could be meant.
     */
    private Map<String, Long> watch(String name, long sinceNanos) {
        var mayCallSince = new HashMap<String, Long>();
        var held = new HashSet<String>();
        var looked = sinceNanos;
        while (System.nanoTime() - sinceNanos < WATCHED_FOR.toNanos()) {
            var looking = System.nanoTime();
            var now = holders.of(name);
            for (var account : now) {
                if (held.add(account)) {
                    mayCallSince.putIfAbsent(account, looked);
                }
            }
            held.retainAll(now);
            looked = looking;
            Dice.pause(Duration.ofMillis(5));
        }
        LOG.info("woken; {} requests; holds again: {}", calledSince(sinceNanos).size(), mayCallSince.keySet());
        return mayCallSince;
    }

    private List<Request> calledSince(long nanos) {
        return wire.requests().stream()
                .filter(request -> request.atNanos() - nanos > 0)
                .toList();
    }

    private void assertAllWell() {
        fleet.awaitEnds(other, AFTERWARDS);
        Set<Target> all = new HashSet<>(first);
        all.addAll(second);
        assertThat(fleet.known(other)).allSatisfy((target, resource) -> assertThat(resource.getString("state"))
                .as(resource::encode)
                .isEqualTo("stopped"));
        assertThat(fleet.vendors().truths(all)).allSatisfy((target, truth) -> {
            assertThat(truth.getBoolean("running")).isFalse();
            assertThat(truth.getInteger("overlaps"))
                    .as("senders that met: %s", truth)
                    .isZero();
        });
        var chronicle = Chronicle.read(fleet.caller(), frozen);
        chronicle.tellsEachOnceAndInOrder(all);
        assertThat(chronicle.repeatedOrders()).isZero();
    }
}
