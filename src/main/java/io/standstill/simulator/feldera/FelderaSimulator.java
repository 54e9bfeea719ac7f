package io.standstill.simulator.feldera;

import io.standstill.simulator.Answer;
import io.standstill.simulator.Knobs;
import io.standstill.simulator.Knobs.Takes;
import io.standstill.simulator.Stage;
import io.standstill.simulator.Thing;
import io.standstill.simulator.VendorSimulator;
import io.standstill.simulator.World;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Feldera's pipelines.
 *
 * <p>Manners of the vendor: {@code edition} ({@code Enterprise}, {@code Open source}), {@code readOnly} (the key may only
 * read), {@code databaseOutage} (every key reads as unauthorized), {@code tenant} (the one every key acts in), {@code dialect} ({@code 0.97} or {@code 0.96} for
 * older versions' words). Behaviours of a pipeline besides the common ones: {@code stuckUntilForce} (a graceful stop
 * never ends), {@code checkpointFails} (it stops with an error), {@code oldStatusFor} (how long a stop does not show
 * yet), {@code staleError} (it bears an error from before), {@code status} (a word to be told whatever is true).
 */
public final class FelderaSimulator implements VendorSimulator {

    private static final String NAME = "feldera";

    private final Stage stage;
    private final World world;

    public FelderaSimulator(Stage stage) {
        this.stage = stage;
        this.world = stage.world();
    }

    @Override
    public String vendor() {
        return NAME;
    }

    @Override
    public Knobs thingKnobs() {
        return new Knobs(Map.of(
                "stuckUntilForce", Takes.FLAG,
                "checkpointFails", Takes.FLAG,
                "oldStatusFor", Takes.DURATION,
                "staleError", Takes.FLAG,
                "status", Takes.WORD));
    }

    @Override
    public Knobs vendorKnobs() {
        return new Knobs(Map.of(
                "edition", Takes.WORD,
                "tenant", Takes.WORD,
                "readOnly", Takes.FLAG,
                "databaseOutage", Takes.FLAG,
                "dialect", Takes.WORD));
    }

    @Override
    public Answer tooManyRequests() {
        return Errors.failing(429, "");
    }

    @Override
    public void furnish() {
        thing("orders", new JsonObject());
        thing("clicks", new JsonObject().put("stopAfter", "20s"));
        thing("stuck-checkpoint", new JsonObject().put("stuckUntilForce", true));
        thing("unclean", new JsonObject().put("checkpointFails", true).put("stopAfter", "3s"));
        thing("never-ends", new JsonObject().put("never", true));
        thing("comes-back", new JsonObject().put("restartAfter", "90s"));
    }

    private void thing(String id, JsonObject behaviour) {
        stage.make(NAME, id, behaviour);
    }

    @Override
    public JsonObject truth(Thing thing) {
        return thing.truth(world.now()).put("deploymentId", Pipelines.deploymentId(thing, world.now()));
    }

    @Override
    public void routes(Router router) {
        router.route("/v0/*").handler(this::authorize);
        router.get("/v0/config")
                .handler(request -> Stage.give(
                        request,
                        Answer.json(
                                200,
                                new JsonObject()
                                        .put("version", dialect().isEmpty() ? "0.337.0" : dialect() + ".0")
                                        .put("edition", edition())
                                        .put("changelog_url", "https://docs.feldera.com/changelog"))));
        router.get("/v0/config/session")
                .handler(request -> Stage.give(
                        request,
                        Answer.json(
                                200,
                                new JsonObject()
                                        .put("memberships", new JsonArray())
                                        .put("role", readOnly() ? "read" : "write")
                                        .put("tenant_id", tenant())
                                        .put("tenant_name", "default"))));
        router.get("/v0/cluster_healthz")
                .handler(request -> Stage.give(request, Answer.json(200, new JsonObject().put("all_healthy", true))));
        router.get("/v0/pipelines").handler(this::list);
        on(router, HttpMethod.GET, "/v0/pipelines/:name", this::get);
        on(router, HttpMethod.POST, "/v0/pipelines/:name/stop", this::stop);
        on(router, HttpMethod.POST, "/v0/pipelines/:name/start", this::start);
        on(router, HttpMethod.POST, "/v0/pipelines/:name/pause", this::pause);
        on(router, HttpMethod.POST, "/v0/pipelines/:name/resume", this::resume);
        on(router, HttpMethod.POST, "/v0/pipelines/:name/clear", this::clear);
        on(router, HttpMethod.POST, "/v0/pipelines/:name/dismiss_error", this::dismissError);
        on(router, HttpMethod.POST, "/v0/pipelines/:name/checkpoint", this::checkpoint);
    }

    private void on(Router router, HttpMethod method, String path, BiConsumer<RoutingContext, Thing> handler) {
        router.route(method, path).handler(request -> {
            var name = Objects.requireNonNull(request.pathParam("name"));
            world.find(NAME, name)
                    .ifPresentOrElse(
                            thing -> handler.accept(request, thing),
                            () -> Stage.give(request, Errors.unknownPipeline(name)));
        });
    }

    // ---- who may

    private void authorize(RoutingContext request) {
        var header = request.request().getHeader("Authorization");
        var wrong = header != null && (!header.startsWith("Bearer ") || header.equals("Bearer wrong"));
        if (wrong || (header != null && world.manners(NAME).getBoolean("databaseOutage", false))) {
            Stage.give(request, Errors.unauthorized());
        } else if (readOnly() && !request.request().method().equals(HttpMethod.GET)) {
            Stage.give(request, Errors.insufficientPermissions());
        } else {
            request.next();
        }
    }

    private boolean readOnly() {
        return world.manners(NAME).getBoolean("readOnly", false);
    }

    private String tenant() {
        return world.manners(NAME).getString("tenant", "0191c5e2-0000-7000-8000-000000000001");
    }

    private String edition() {
        return world.manners(NAME).getString("edition", "Enterprise");
    }

    // ---- reads

    private void list(RoutingContext request) {
        var all = new JsonArray();
        for (var thing : world.all(NAME)) {
            all.add(Pipelines.status(thing, world.now(), dialect()));
        }
        Stage.give(request, Answer.json(200, all));
    }

    private void get(RoutingContext request, Thing thing) {
        stage.read(request, thing, () -> Answer.json(200, Pipelines.status(thing, world.now(), dialect())));
    }

    private String dialect() {
        return world.manners(NAME).getString("dialect", "");
    }

    // ---- stop

    private void stop(RoutingContext request, Thing thing) {
        var word = request.request().getParam("force", "false");
        if (!Set.of("true", "false").contains(word)) {
            Stage.give(request, Answer.text(400, "Query deserialize error: provided string was not `true` or `false`"));
            return;
        }
        stage.stop(
                request,
                thing,
                () -> Errors.failing(Stage.failStatus(thing), thing.id()),
                () -> word.equals("true") ? force(thing) : graceful(thing));
    }

    private Answer force(Thing thing) {
        thing.stop(world.now(), true);
        return Answer.json(202, "Pipeline is forcefully stopping");
    }

    private Answer graceful(Thing thing) {
        if (!edition().equals("Enterprise")) {
            return Errors.enterpriseFeature();
        }
        if (!Pipelines.provisioned(thing, world.now())) {
            return force(thing);
        }
        if (!thing.stopAsked()) {
            thing.stop(world.now(), false);
            if (thing.flag("stuckUntilForce")) {
                thing.hold();
            }
        }
        return Answer.json(202, "Pipeline is suspending");
    }

    // ---- what surrounds it

    private void start(RoutingContext request, Thing thing) {
        if (thing.stopAsked() && !thing.atRest(world.now())) {
            Stage.give(request, Errors.illegalAction());
            return;
        }
        if (thing.atRest(world.now())) {
            thing.revive(world.now());
        }
        stage.change(request, thing, Answer.json(202, "Pipeline is starting"));
    }

    private void pause(RoutingContext request, Thing thing) {
        provisioned(
                request, thing, "PauseWhileNotProvisioned", () -> thing.memo().put("paused", true), "pausing");
    }

    private void resume(RoutingContext request, Thing thing) {
        provisioned(
                request, thing, "ResumeWhileNotProvisioned", () -> thing.memo().remove("paused"), "resuming");
    }

    private void provisioned(RoutingContext request, Thing thing, String otherwise, Runnable change, String word) {
        if (Pipelines.provisioned(thing, world.now())) {
            change.run();
            stage.change(request, thing, Answer.json(202, "Pipeline is " + word));
        } else {
            Stage.give(request, Errors.restricted(otherwise, "the pipeline is not provisioned"));
        }
    }

    private void clear(RoutingContext request, Thing thing) {
        if (!thing.atRest(world.now())) {
            Stage.give(
                    request,
                    Errors.restricted("StorageStatusImmutableUnlessStopped", "the pipeline is not fully stopped"));
            return;
        }
        thing.memo().put("cleared", thing.life());
        stage.change(request, thing, Answer.json(202, "Pipeline storage is being cleared"));
    }

    private void dismissError(RoutingContext request, Thing thing) {
        if (!thing.atRest(world.now())) {
            Stage.give(
                    request,
                    Errors.restricted("DismissErrorRestrictedToFullyStopped", "the pipeline is not fully stopped"));
            return;
        }
        thing.memo().put("dismissed", thing.life());
        stage.change(request, thing, Answer.json(200, "Deployment error is dismissed"));
    }

    private void checkpoint(RoutingContext request, Thing thing) {
        Stage.give(
                request,
                Pipelines.provisioned(thing, world.now())
                        ? Answer.json(
                                200,
                                new JsonObject()
                                        .put("checkpoint_sequence_number", thing.life())
                                        .put("incarnation_uuid", Pipelines.uuid(thing, thing.life())))
                        : Errors.failing(503, thing.id()));
    }
}
