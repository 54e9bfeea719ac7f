package io.standstill.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.TestServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thousand who follow two nodes, each wanting something else, while both write and both are killed. */
@Timeout(240)
class FollowersIT {

    private static final Logger LOG = LoggerFactory.getLogger(FollowersIT.class);

    private static final int TRANSITIONS = 20_000;
    private static final int ORDERED = 100;
    private static final int AT_ONCE = 500;
    private static final List<String> ACCOUNTS = List.of("feldera", "storm");
    private static final int SHOWS = 400;

    /** What somebody wants, in the words of the interface and as this test understands them. */
    private record Wanted(String query, Predicate<JsonObject> fits) {}

    private final Dice dice = Dice.thrown("FollowersIT");
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Map<Wanted, List<Listener>> listeners = new HashMap<>();
    private Fleet fleet;

    @BeforeEach
    void begin(@TempDir Path folder) {
        fleet = new Fleet(folder, "followers", TestServer.get().fresh());
        fleet.node().start();
        fleet.node().start();
    }

    @AfterEach
    void end() {
        listeners.values().forEach(some -> some.forEach(Listener::stop));
        vertx.close().await();
        fleet.close();
    }

    // ---- who wants what

    private void follow() {
        var client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(2_000));
        add(client, 10, new Wanted("event=transition", told -> moved(told)));
        add(client, 10, new Wanted("state=requested", told -> "requested".equals(told.getString("to"))));
        for (var account : ACCOUNTS) {
            add(client, 15, new Wanted("account=" + account, told -> account.equals(told.getString("account"))));
            add(
                    client,
                    10,
                    new Wanted(
                            "vendor=" + account + "&state=requested",
                            told -> account.equals(told.getString("account"))
                                    && "requested".equals(told.getString("to"))));
        }
        for (var i = 0; i < 450; i++) {
            var show = "s" + dice.below(SHOWS);
            add(client, 1, new Wanted("label=show:" + show, told -> show.equals(show(told))));
        }
        for (var i = 0; i < 100; i++) {
            var one = "s" + dice.below(SHOWS);
            var other = "s" + dice.below(SHOWS);
            add(
                    client,
                    1,
                    new Wanted(
                            "account=storm&label=show:" + one + "&label=show:" + other,
                            told -> "storm".equals(told.getString("account"))
                                    && (one.equals(show(told)) || other.equals(show(told)))));
        }
        for (var i = 0; i < 380; i++) {
            var resource = ACCOUNTS.get(i % 2) + "/" + "r" + (dice.below(TRANSITIONS / 2) * 2 + i % 2);
            add(client, 1, new Wanted("resource=" + resource, told -> resource.equals(name(told))));
        }
    }

    private void add(HttpClient client, int count, Wanted wanted) {
        for (var i = 0; i < count; i++) {
            var listener = new Listener(vertx, client, fleet.nodes(), wanted.query(), dice);
            listeners.computeIfAbsent(wanted, first -> new ArrayList<>()).add(listener);
            vertx.runOnContext(nothing -> listener.go());
        }
    }

    private static boolean moved(JsonObject told) {
        return told.getString("to") != null && !told.getString("to").equals(told.getString("from"));
    }

    private static String show(JsonObject told) {
        var resource = told.getJsonObject("resource");
        return resource == null ? null : resource.getJsonObject("labels").getString("show");
    }

    private static String name(JsonObject told) {
        var resource = told.getJsonObject("resource");
        return resource == null ? null : resource.getString("account") + "/" + resource.getString("id");
    }

    // ---- what is written

    /** Makes these known, half of them at each node that is up; whoever is not answered asks the other. */
    private void write(int from, int to) {
        var waiting = new ArrayList<Integer>();
        for (var number = from; number < to; number++) {
            waiting.add(number);
        }
        while (!waiting.isEmpty()) {
            var batch = List.copyOf(waiting.subList(0, Math.min(AT_ONCE, waiting.size())));
            var up = fleet.up();
            var answers = batch.stream().map(number -> introduce(up, number)).toList();
            Future.join(answers).otherwiseEmpty().await();
            waiting.subList(0, batch.size()).clear();
            for (var i = 0; i < batch.size(); i++) {
                if (!answers.get(i).result().taken()) {
                    waiting.add(batch.get(i));
                }
            }
        }
    }

    private Future<Caller.Answer> introduce(List<Node> up, int number) {
        var node = up.get(number / 2 % up.size());
        var url = node.url() + "/v1/resources/" + ACCOUNTS.get(number % 2) + "/r" + number;
        return fleet.caller()
                .put(url, new JsonObject().put("labels", new JsonObject().put("show", "s" + number % SHOWS)));
    }

    private void order() {
        var some = new ArrayList<Target>();
        for (var number = 0; number < ORDERED; number++) {
            some.add(new Target(ACCOUNTS.get(number % 2), "r" + number));
        }
        fleet.order(fleet.nodes().get(0), some);
    }

    private void restart(Node node, int from, int to) {
        node.kill();
        write(from, to);
        node.start();
    }

    // ---- what was told

    private List<JsonObject> journal(Node node) {
        var all = new ArrayList<JsonObject>();
        for (var after = "0"; after != null; ) {
            var page = Caller.good(List.of(fleet.caller().get(node.url() + "/v1/journal?limit=1000&after=" + after)))
                    .get(0)
                    .json();
            page.getJsonArray("items").forEach(item -> all.add((JsonObject) item));
            after = page.getString("next");
        }
        return all;
    }

    private static List<Long> positions(List<JsonObject> told, Predicate<JsonObject> fits) {
        return told.stream()
                .filter(fits)
                .map(entry -> {
                    var position = entry.getString("position");
                    return Long.parseLong(position.substring(position.indexOf('-') + 1));
                })
                .toList();
    }

    /** Asked first, for to begin to wait costs a while, and there are a thousand of them. */
    private static void awaitCount(Listener listener, int count) {
        if (listener.count() < count) {
            Awaitility.await()
                    .alias(listener + " hears all")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> listener.count() >= count);
        }
    }

    @Test
    void each_hears_exactly_what_it_wants_in_order_across_every_cut() {
        follow();
        var fifth = TRANSITIONS / 5;
        write(0, fifth);
        restart(fleet.nodes().get(0), fifth, 2 * fifth);
        write(2 * fifth, 3 * fifth);
        restart(fleet.nodes().get(1), 3 * fifth, 4 * fifth);
        order();
        write(4 * fifth, TRANSITIONS);
        // No vendor knows them, so that each order soon ends, and nothing is written any more.
        fleet.awaitEnds(fleet.nodes().get(1), Duration.ofSeconds(60));
        var told = journal(fleet.nodes().get(1));
        assertThat(told.stream().filter(FollowersIT::moved)).hasSizeGreaterThanOrEqualTo(TRANSITIONS);

        var connections = 0;
        var deliveries = 0L;
        for (var one : listeners.entrySet()) {
            var wanted = positions(told, one.getKey().fits());
            for (var listener : one.getValue()) {
                awaitCount(listener, wanted.size());
                assertThat(listener.heard()).as("what %s heard", listener).isEqualTo(wanted);
                assertThat(listener.unexpected()).as("what %s heard", listener).isEmpty();
                connections += listener.connections();
                deliveries += wanted.size();
            }
        }
        LOG.info("{} entries, {} deliveries over {} connections", told.size(), deliveries, connections);
        assertThat(connections).isGreaterThan(1_500);
    }
}
