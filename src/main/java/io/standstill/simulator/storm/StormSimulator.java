package io.standstill.simulator.storm;

import io.standstill.simulator.Answer;
import io.standstill.simulator.Knobs;
import io.standstill.simulator.Knobs.Takes;
import io.standstill.simulator.Stage;
import io.standstill.simulator.Thing;
import io.standstill.simulator.VendorSimulator;
import io.standstill.simulator.World;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Storm's cluster streams.
 *
 * <p>Manners of the vendor: {@code expireToken} (every token given so far is dead; works once), {@code tokenTtl} (how long
 * a new token lives, default 900 s), {@code loginLimit} (so many logins a minute and no more; default off),
 * {@code emptyCluster} (the cluster manager has lost its nodes: no stream is known to it, while they live on).
 *
 * <p>Behaviours of a stream besides the common ones: {@code republishAfter} (an encoder publishes it anew so long after
 * it was removed, with another id), {@code deleteLagReads} (so many reads after it was removed still show it),
 * {@code edgeLag} (an edge goes on listing and counting it after its delete), {@code proxyHtml404} (a proxy that knows no
 * streams answers for it), {@code alias} (another key it is known by), {@code state} (a word to be told whatever is
 * true).
 */
public final class StormSimulator implements VendorSimulator {

    private static final String NAME = "storm";
    private static final int ROWS = 10;

    private final Stage stage;
    private final World world;
    private final Sessions sessions;
    private final Witnesses witnesses;

    public StormSimulator(Stage stage) {
        this.stage = stage;
        this.world = stage.world();
        this.sessions = new Sessions(NAME, world);
        this.witnesses = new Witnesses(NAME, world);
    }

    @Override
    public String vendor() {
        return NAME;
    }

    @Override
    public Knobs thingKnobs() {
        return new Knobs(Map.of(
                "republishAfter", Takes.DURATION,
                "deleteLagReads", Takes.COUNT,
                "edgeLag", Takes.FLAG,
                "proxyHtml404", Takes.FLAG,
                "alias", Takes.WORD,
                "state", Takes.WORD));
    }

    @Override
    public Knobs vendorKnobs() {
        return new Knobs(Map.of(
                "expireToken", Takes.FLAG,
                "tokenTtl", Takes.DURATION,
                "loginLimit", Takes.COUNT,
                "emptyCluster", Takes.FLAG));
    }

    @Override
    public Answer tooManyRequests() {
        return Bodies.tooManyRequests();
    }

    @Override
    public void furnish() {
        thing("test", new JsonObject().put("alias", "alias"));
        thing("studio 2/main stage", new JsonObject().put("stopAfter", "20s"));
        thing("never-ends", new JsonObject().put("never", true));
        thing("encoder-reconnects", new JsonObject().put("republishAfter", "20s"));
        thing("slow-to-forget", new JsonObject().put("deleteLagReads", 3));
        thing("edge-serves-on", new JsonObject().put("edgeLag", true).put("stopAfter", "5s"));
        thing("behind-a-proxy", new JsonObject().put("proxyHtml404", true));
    }

    private void thing(String streamKey, JsonObject behaviour) {
        stage.make(NAME, streamKey, behaviour);
    }

    @Override
    public JsonObject truth(Thing thing) {
        var memo = thing.memo();
        var truth = thing.truth(world.now())
                .put("dataId", thing.atRest(world.now()) ? null : Streams.id(thing))
                .put("sourceOrder", new JsonArray(Streams.order(thing)));
        for (var counter : List.of("propagateCalls", "reorderCalls", "sourceCalls")) {
            truth.put(counter, memo.getInteger(counter, 0));
        }
        return truth;
    }

    @Override
    public void routes(Router router) {
        router.post("/api/auth/login").handler(sessions::login);
        router.route("/api/*").handler(sessions::authorize);
        router.post("/api/auth/logout").handler(sessions::logout);
        router.get("/api/cluster/streams").handler(this::list);
        on(router, HttpMethod.GET, "/api/cluster/streams/:key", this::get);
        on(router, HttpMethod.POST, "/api/cluster/streams/:key/command", this::command);
        on(router, HttpMethod.GET, "/api/cluster/streams/:key/sources", this::sources);
        on(router, HttpMethod.POST, "/api/cluster/streams/:key/sources/:source/command", this::sourceCommand);
        witnesses.routes(router);
    }

    private void on(Router router, HttpMethod method, String path, BiConsumer<RoutingContext, Thing> handler) {
        router.route(method, path).handler(request -> world.find(NAME, Objects.requireNonNull(request.pathParam("key")))
                .ifPresentOrElse(
                        thing -> handler.accept(request, thing), () -> Stage.give(request, Bodies.streamNotFound())));
    }

    private boolean emptyCluster() {
        return world.manners(NAME).getBoolean("emptyCluster", false);
    }

    /** What is answered instead, if this stream cannot be met. */
    private Optional<Answer> unmet(Thing thing) {
        if (thing.flag("proxyHtml404")) {
            return Optional.of(Bodies.notFoundByProxy());
        }
        return emptyCluster() || !Streams.shown(thing, world.now())
                ? Optional.of(Bodies.streamNotFound())
                : Optional.empty();
    }

    // ---- reads

    private void get(RoutingContext request, Thing thing) {
        if (unmet(thing).isEmpty() && Streams.lags(thing, world.now())) {
            var stillShown = Bodies.found(Streams.look(thing), world.now());
            lagged(Stream.of(thing))
                    .onSuccess(kept -> stage.read(request, thing, () -> stillShown))
                    .onFailure(request::fail);
        } else {
            stage.read(
                    request, thing, () -> unmet(thing).orElseGet(() -> Bodies.found(Streams.look(thing), world.now())));
        }
    }

    /** These have been shown although they are gone: one read less of it is left. */
    private Future<?> lagged(Stream<Thing> shown) {
        return Future.all(shown.filter(thing -> Streams.lags(thing, world.now()))
                .map(thing -> {
                    Streams.spendLag(thing);
                    return world.keep(thing);
                })
                .toList());
    }

    private void list(RoutingContext request) {
        var asked = Paging.of(request, ROWS);
        if (asked.isEmpty()) {
            Stage.give(request, Bodies.error(400, "Invalid parameters"));
            return;
        }
        var state = request.request().getParam("streamState", "");
        var found = world.all(NAME).stream()
                .filter(thing -> !emptyCluster() && Streams.shown(thing, world.now()))
                .filter(thing -> asked.get().finds(thing.id()))
                .filter(thing -> state.isEmpty() || state.equals(Streams.state(thing)))
                .toList();
        var answer = Bodies.found(
                asked.get()
                        .data(found.stream().map(Streams::entry).toList())
                        .put("stateList", states(found))
                        .put("applicationList", applications(found)),
                world.now());
        lagged(found.stream()).onSuccess(kept -> Stage.give(request, answer)).onFailure(request::fail);
    }

    private static JsonArray states(List<Thing> found) {
        return new JsonArray(found.stream().map(Streams::state).distinct().toList());
    }

    private static JsonArray applications(List<Thing> found) {
        return new JsonArray(found.stream()
                .flatMap(thing -> Streams.sources(thing).stream())
                .map(source -> new JsonObject()
                        .put("id", source.getString("applicationId"))
                        .put("name", source.getString("applicationName"))
                        .put("serverName", source.getString("serverName"))
                        .put("type", source.getString("applicationType")))
                .distinct()
                .toList());
    }

    private void sources(RoutingContext request, Thing thing) {
        unmet(thing)
                .ifPresentOrElse(
                        instead -> Stage.give(request, instead),
                        () -> Witnesses.page(
                                request, ROWS, world.now(), paging -> paging.data(Streams.sources(thing))));
    }

    // ---- commands

    private void command(RoutingContext request, Thing thing) {
        var command = Bodies.of(request).flatMap(body -> Command.ofStream(body, thing.id()));
        if (command.isPresent() && command.get().name().equals(Command.DELETE)) {
            stage.stop(request, thing, () -> Bodies.failing(Stage.failStatus(thing), world.now()), () -> unmet(thing)
                    .orElseGet(() -> delete(thing)));
            return;
        }
        carryOut(request, thing, command, done -> {
            if (done.name().equals(Command.REORDER)) {
                count(thing, "reorderCalls");
                Streams.reorder(thing, done.sourceList());
                return "Stream sources have been reordered";
            }
            count(thing, "propagateCalls");
            return "Stream has been propagated";
        });
    }

    private Answer delete(Thing thing) {
        // A delete that had no effect may be sent again, and have one when the stream has mended its ways.
        var anew = thing.stopAsked() && thing.endsAt() == Thing.NEVER && !thing.flag("never");
        thing.stop(world.now(), anew);
        return Bodies.done("Stream has been deleted", world.now());
    }

    private void sourceCommand(RoutingContext request, Thing thing) {
        var source = Objects.requireNonNull(request.pathParam("source"));
        if (unmet(thing).isEmpty() && !Streams.order(thing).contains(source)) {
            Stage.give(request, Bodies.error(404, "Source not found"));
            return;
        }
        carryOut(request, thing, Bodies.of(request).flatMap(Command::ofSource), done -> {
            count(thing, "sourceCalls");
            Streams.command(thing, source, done.name());
            if (Streams.order(thing).isEmpty()) {
                thing.stop(world.now(), false);
            }
            return done.name().equals(Command.DELETE) ? "Source has been deleted" : "Source has been moved";
        });
    }

    private interface Deed {
        String of(Command command);
    }

    private void carryOut(RoutingContext request, Thing thing, Optional<Command> command, Deed deed) {
        var instead = unmet(thing);
        if (instead.isPresent()) {
            Stage.give(request, instead.get());
        } else if (command.isEmpty()) {
            Stage.give(request, Bodies.error(400, "Invalid command"));
        } else {
            var done = deed.of(command.get());
            stage.change(request, thing, Bodies.done(done, world.now()));
        }
    }

    private static void count(Thing thing, String counter) {
        thing.memo().put(counter, thing.memo().getInteger(counter, 0) + 1);
    }
}
