package io.standstill.simulator.storm;

import io.standstill.simulator.Stage;
import io.standstill.simulator.Thing;
import io.standstill.simulator.World;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What else can tell of streams: applications and servers that count them, aliases, the cluster's journal. */
final class Witnesses {

    private static final int ROWS = 10;
    private static final int JOURNAL_ROWS = 20;

    private final String vendor;
    private final World world;

    Witnesses(String vendor, World world) {
        this.vendor = vendor;
        this.world = world;
    }

    void routes(Router router) {
        router.get("/api/cluster/topology").handler(this::topology);
        router.get("/api/cluster/applications").handler(this::applications);
        router.get("/api/cluster/applications/:app").handler(this::application);
        router.get("/api/applications").handler(this::onServers);
        router.get("/api/applications/:app").handler(this::onServer);
        router.get("/api/cluster/aliases").handler(this::aliases);
        router.get("/api/cluster/aliases/:alias").handler(this::alias);
        router.get("/api/cluster/journal").handler(this::journal);
    }

    /** Answers with a page of what was asked for. */
    static void page(RoutingContext request, int rows, long now, Function<Paging, JsonObject> data) {
        Stage.give(
                request,
                Paging.of(request, rows)
                        .map(paging -> Bodies.found(data.apply(paging), now))
                        .orElseGet(() -> Bodies.error(400, "Invalid parameters")));
    }

    // ---- who counts streams

    /** A manager that has lost its nodes still knows itself. */
    private void topology(RoutingContext request) {
        var servers = applications()
                .filter(app -> connected() || app.manages())
                .map(app -> app.server(connected() ? streams(app) : 0, connected()))
                .toList();
        Stage.give(
                request,
                Bodies.found(
                        new JsonObject().put("mockupEnabled", false).put("topology", new JsonArray(servers)),
                        world.now()));
    }

    private void applications(RoutingContext request) {
        page(request, ROWS, world.now(), paging -> paging.data(applications()
                        .filter(app -> connected() && paging.finds(app.applicationName()))
                        .map(app -> app.inList(streams(app)))
                        .toList())
                .put("groupList", new JsonArray().add(Applications.GROUP)));
    }

    private void application(RoutingContext request) {
        one(request, app -> connected() && app.id().equals(request.pathParam("app")), app -> app.alone(streams(app)));
    }

    private void onServers(RoutingContext request) {
        page(
                request,
                ROWS,
                world.now(),
                paging -> paging.data(applications()
                        .filter(app -> paging.finds(app.applicationName()))
                        .map(app -> app.onItsServer(streams(app), connected()))
                        .toList()));
    }

    private void onServer(RoutingContext request) {
        one(
                request,
                app -> app.applicationName().equals(request.pathParam("app")),
                app -> app.onItsServer(streams(app), connected()));
    }

    private void one(RoutingContext request, Predicate<Applications> which, Function<Applications, JsonObject> look) {
        Stage.give(
                request,
                applications()
                        .filter(which)
                        .findFirst()
                        .map(app -> Bodies.found(look.apply(app), world.now()))
                        .orElseGet(() -> Bodies.error(404, "Application not found")));
    }

    private static Stream<Applications> applications() {
        return Stream.of(Applications.values());
    }

    private boolean connected() {
        return !world.manners(vendor).getBoolean("emptyCluster", false);
    }

    /** How many streams truly are there: this is told by those who carry them. */
    private int streams(Applications app) {
        var now = world.now();
        return (int) world.all(vendor).stream()
                .filter(thing -> switch (app) {
                    case EDGE -> Streams.onEdge(thing);
                    case ORIGIN, TRANSCODE ->
                        !thing.atRest(now)
                                && Streams.sources(thing).stream()
                                        .anyMatch(source -> app.id().equals(source.getString("applicationId")));
                })
                .count();
    }

    // ---- aliases

    private void aliases(RoutingContext request) {
        page(
                request,
                ROWS,
                world.now(),
                paging -> paging.data(
                        aliased().map(thing -> alias(thing, "aliasKey")).toList()));
    }

    private void alias(RoutingContext request) {
        var name = Objects.requireNonNull(request.pathParam("alias"));
        Stage.give(
                request,
                aliased()
                        .filter(thing -> name.equals(thing.behaviour().getString("alias")))
                        .findFirst()
                        .map(thing -> Bodies.found(
                                new JsonObject().put("attributes", alias(thing, "aliasName")), world.now()))
                        .orElseGet(() -> Bodies.error(404, "Alias not found")));
    }

    private Stream<Thing> aliased() {
        return world.all(vendor).stream().filter(thing -> thing.behaviour().containsKey("alias"));
    }

    /** An alias outlives its stream. The list and the single read name it differently. */
    private JsonObject alias(Thing thing, String nameOfName) {
        return new JsonObject()
                .put("streamKey", thing.id())
                .put(nameOfName, thing.behaviour().getString("alias"))
                .put("streamExists", connected() && !thing.atRest(world.now()));
    }

    // ---- the journal

    private void journal(RoutingContext request) {
        var entries = world.all(vendor).stream()
                .flatMap(thing -> happened(thing).stream())
                .sorted(Comparator.comparing((JsonObject entry) -> entry.getLong("createDate"))
                        .reversed())
                .toList();
        var last = entries.isEmpty() ? 0 : entries.get(0).getLong("createDate");
        page(request, JOURNAL_ROWS, world.now(), paging -> paging.data(entries).put("lastTimestamp", last));
    }

    /** What happened in this life of a stream. */
    private List<JsonObject> happened(Thing thing) {
        var happened = new ArrayList<JsonObject>();
        happened.add(entry(thing, "published", thing.livesSince()));
        if (thing.stopAsked()) {
            happened.add(entry(thing, "asked to be deleted", thing.stopAskedAt()));
        }
        if (thing.atRest(world.now())) {
            happened.add(entry(thing, "removed", thing.endsAt()));
        }
        return happened;
    }

    private static JsonObject entry(Thing thing, String what, long at) {
        var message = "Stream %s has been %s".formatted(thing.id(), what);
        var id = UUID.nameUUIDFromBytes((thing.life() + message).getBytes(StandardCharsets.UTF_8));
        return new JsonObject()
                .put("id", id.getMostSignificantBits() >>> 33)
                .put("objectName", "ClusterManager")
                .put("message", message)
                .put("threadName", "cluster-1")
                .put("createDate", at);
    }
}
