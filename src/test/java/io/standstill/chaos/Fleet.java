package io.standstill.chaos;

import io.standstill.journal.postgres.Database;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Several nodes of the service on one database, the simulated vendors, and whoever calls them all. */
final class Fleet implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Fleet.class);

    private final Caller caller = new Caller();
    private final Vendors vendors;
    private final List<Node> nodes = new ArrayList<>();
    private final Path folder;
    private final String name;
    private final Database database;

    /**
     * With no node yet.
     *
     * @param name begins the names of the logs
     */
    Fleet(Path folder, String name, Database database) {
        this.folder = folder;
        this.name = name;
        this.database = database;
        this.vendors = new Vendors(caller, folder, new File("target/%s-vendors.log".formatted(name)));
    }

    /** One more, not started yet, with the vendors at hand. */
    Node node() {
        return node(vendors.url());
    }

    Node node(String vendorsUrl, String... options) {
        return node(database, vendorsUrl, options);
    }

    /** One that has a way of its own to the database, and to the vendors. */
    Node node(Database way, String vendorsUrl, String... options) {
        var number = nodes.size() + 1;
        var node = new Node(
                folder.resolve("node-%d.yaml".formatted(number)),
                way,
                vendorsUrl,
                List.of(options),
                new File("target/%s-%d.log".formatted(name, number)));
        nodes.add(node);
        return node;
    }

    List<Node> nodes() {
        return List.copyOf(nodes);
    }

    List<Node> up() {
        return nodes.stream().filter(Node::isUp).toList();
    }

    Caller caller() {
        return caller;
    }

    Vendors vendors() {
        return vendors;
    }

    Database database() {
        return database;
    }

    /** Orders all of these at once, at a node that is well. */
    void order(Node at, Collection<Target> targets) {
        Caller.good(targets.stream()
                .map(target -> caller.post(at.url(target) + "/stop"))
                .toList());
    }

    /** All that the service knows, or all of this state. */
    Map<Target, JsonObject> known(Node at, String... states) {
        var filter = states.length == 0 ? "" : "&state=" + String.join("&state=", states);
        var known = new HashMap<Target, JsonObject>();
        var cursor = "";
        while (cursor != null) {
            var page = Caller.good(List.of(caller.get(at.url() + "/v1/resources?limit=1000" + filter + cursor)))
                    .get(0)
                    .json();
            page.getJsonArray("items").forEach(item -> known.put(Target.of((JsonObject) item), (JsonObject) item));
            cursor = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        }
        return known;
    }

    /** Waits until nothing is in flight any more. */
    void awaitEnds(Node at, Duration atMost) {
        awaitEnds(at, atMost, "requested", "stopping", "overdue");
    }

    /** Waits until nothing is in any of these states any more. */
    void awaitEnds(Node at, Duration atMost, String... states) {
        var began = System.nanoTime();
        for (var left = known(at, states); !left.isEmpty(); left = known(at, states)) {
            if (System.nanoTime() - began > atMost.toNanos()) {
                throw new AssertionError("still in flight after %s: %s, among them%s"
                        .formatted(atMost, counted(left), someOfEach(at, left)));
            }
            Dice.pause(Duration.ofMillis(500));
        }
        LOG.info(
                "nothing in flight after {} s",
                Duration.ofNanos(System.nanoTime() - began).toSeconds());
    }

    private static Map<String, Integer> counted(Map<Target, JsonObject> resources) {
        var counts = new TreeMap<String, Integer>();
        resources.forEach((target, resource) ->
                counts.merge(target.account() + " " + resource.getString("state"), 1, Integer::sum));
        return counts;
    }

    /** One of each account: how it stands, what was told of it, and how it truly is. */
    private String someOfEach(Node at, Map<Target, JsonObject> resources) {
        var some = new TreeMap<String, Target>();
        resources.keySet().forEach(target -> some.putIfAbsent(target.account(), target));
        return some.values().stream()
                .map(target -> "\n%s: %s\n  told: %s\n  truth: %s"
                        .formatted(
                                target,
                                resources.get(target),
                                caller.get(at.url(target) + "/journal").await(),
                                vendors.truths(List.of(target)).get(target)))
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        vendors.close();
        caller.close();
    }
}
