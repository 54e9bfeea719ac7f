package io.standstill.simulator.nomad;

import io.standstill.simulator.Answer;
import io.standstill.simulator.Knobs;
import io.standstill.simulator.Knobs.Takes;
import io.standstill.simulator.Stage;
import io.standstill.simulator.Thing;
import io.standstill.simulator.VendorSimulator;
import io.standstill.simulator.World;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Nomad Media's live channels.
 *
 * <p>Manners of the vendor: {@code expireToken} ({@code 401} or {@code 403}: every token given so far is expired and
 * answered so, and so are later ones when their time is over), {@code refuseRefresh} (no refresh token is good),
 * {@code loginStatus} (a login is answered without a token, for this reason), {@code loginRefused} (a status instead),
 * {@code errorBody} ({@code problem}, {@code message}, {@code string}, {@code empty}, {@code html}), {@code unknownId}
 * (what a read of an unknown channel answers: {@code 404}, {@code 204}, {@code null}, {@code empty}), {@code casing} of
 * a status' description ({@code lower}, {@code upper}, {@code padded}).
 *
 * <p>Manners of the vendor or of one channel: {@code staleCache} (reads change only on a refresh), {@code stopOnIdle}
 * (the status that a stop of an idle channel answers; 200 if nothing is said).
 *
 * <p>Behaviours of a channel besides the common ones, of which {@code never} leaves it Stopping and
 * {@code restartAfter} is its schedule: {@code endsIn} (the word that a stop ends in; it still runs), {@code flaps} (the
 * next n stops end in Recovering and then Running), {@code status} (a word to be told whatever is true), {@code name}.
 */
public final class NomadSimulator implements VendorSimulator {

    static final String NAME = "nomad";

    private static final String STALE_CACHE = "staleCache";
    private static final String STOP_ON_IDLE = "stopOnIdle";
    private static final String REFRESHES = "refreshes";

    /** Knobs that take a few values only. */
    private static final Map<String, Set<Object>> CHOICES = Map.of(
            "expireToken", Set.of(401, 403),
            "loginStatus", Set.copyOf(Accounts.LOGIN_STATUSES),
            "errorBody", Set.of(Errors.PROBLEM, Errors.MESSAGE, Errors.STRING, Errors.EMPTY, Errors.HTML),
            "unknownId", Set.of("404", "204", "null", "empty"),
            "casing", Set.of(Channels.LOWER, Channels.UPPER, Channels.PADDED));

    private final Stage stage;
    private final World world;
    private final Sessions sessions;

    public NomadSimulator(Stage stage) {
        this.stage = stage;
        this.world = stage.world();
        this.sessions = new Sessions(stage);
    }

    @Override
    public String vendor() {
        return NAME;
    }

    @Override
    public Knobs thingKnobs() {
        return new Knobs(Map.of(
                STALE_CACHE,
                Takes.FLAG,
                STOP_ON_IDLE,
                Takes.COUNT,
                "endsIn",
                Takes.WORD,
                "flaps",
                Takes.COUNT,
                "status",
                Takes.WORD,
                "name",
                Takes.WORD));
    }

    @Override
    public Knobs vendorKnobs() {
        return new Knobs(Map.of(
                STALE_CACHE,
                Takes.FLAG,
                STOP_ON_IDLE,
                Takes.COUNT,
                "expireToken",
                Takes.COUNT,
                "refuseRefresh",
                Takes.FLAG,
                "loginStatus",
                Takes.WORD,
                "loginRefused",
                Takes.COUNT,
                "errorBody",
                Takes.WORD,
                "unknownId",
                Takes.WORD,
                "casing",
                Takes.WORD));
    }

    @Override
    public Future<Void> turning(JsonObject knobs) {
        CHOICES.forEach((knob, choices) -> {
            if (knobs.getValue(knob) != null && !choices.contains(knobs.getValue(knob))) {
                throw new IllegalArgumentException("%s: one of %s was expected".formatted(knob, choices));
            }
        });
        return knobs.containsKey("expireToken")
                ? sessions.expire(knobs.getInteger("expireToken"))
                : Future.succeededFuture();
    }

    @Override
    public Answer tooManyRequests() {
        return error(429, "Too many requests.");
    }

    @Override
    public void furnish() {
        channel("f6d0b1f5-6a1b-4369-b9b5-4fef074b503", "Studio A", new JsonObject().put("stopAfter", "4s"));
        channel("decade00-0000-4000-8000-000000000001", "Slow", new JsonObject().put("stopAfter", "2m"));
        channel("dead10cc-0000-4000-8000-000000000002", "Stuck in Stopping", new JsonObject().put("never", true));
        channel("c0ffee00-0000-4000-8000-000000000003", "Scheduled", new JsonObject().put("restartAfter", "90s"));
        channel("badcab1e-0000-4000-8000-000000000004", "Ends in Error", new JsonObject().put("endsIn", "Error"));
        channel("0ddba110-0000-4000-8000-000000000005", "Stale cache", new JsonObject().put(STALE_CACHE, true));
        channel(
                "f1a9f1a9-0000-4000-8000-000000000006",
                "Recovers once",
                new JsonObject().put("flaps", 1).put("stopAfter", "5s"));
    }

    private void channel(String id, String name, JsonObject behaviour) {
        stage.make(NAME, id, behaviour.put("name", name));
    }

    @Override
    public JsonObject truth(Thing thing) {
        var now = world.now();
        var status = Course.of(thing, now);
        return thing.truth(now)
                .put("status", status.word())
                .put("shown", Cache.shown(thing, now, isStale(thing)).word())
                .put(REFRESHES, Cache.refreshes(thing));
    }

    @Override
    public List<String> counters() {
        return List.of(REFRESHES);
    }

    @Override
    public void routes(Router router) {
        new Accounts(stage, sessions, this::error).routes(router);
        router.get("/api/liveChannel").handler(this::list);
        router.post("/api/liveChannel/refresh").handler(this::refreshAll);
        router.get("/api/liveChannel/:id").handler(this::get);
        on(router, HttpMethod.DELETE, "/api/liveChannel/:id", this::delete);
        on(router, HttpMethod.POST, "/api/liveChannel/:id/stop", this::stop);
        on(router, HttpMethod.POST, "/api/liveChannel/:id/start", this::start);
        on(router, HttpMethod.POST, "/api/liveChannel/:id/pause", this::pause);
        on(router, HttpMethod.POST, "/api/liveChannel/:id/resume", this::resume);
        on(router, HttpMethod.POST, "/api/liveChannel/:id/startOutputTracking", this::done);
        on(router, HttpMethod.POST, "/api/liveChannel/:id/refresh/:ticks", this::refresh);
    }

    private void on(Router router, HttpMethod method, String path, BiConsumer<RoutingContext, Thing> handler) {
        router.route(method, path).handler(request -> find(request)
                .ifPresentOrElse(channel -> handler.accept(request, channel), () -> Stage.give(request, unknown())));
    }

    private Optional<Thing> find(RoutingContext request) {
        var id = Objects.requireNonNull(request.pathParam("id"));
        return world.find(NAME, id)
                .or(() -> world.find(NAME, id.toLowerCase(Locale.ROOT)))
                .filter(this::isThere);
    }

    private List<Thing> channels() {
        return world.all(NAME).stream().filter(this::isThere).toList();
    }

    private boolean isThere(Thing thing) {
        return !Course.isGone(thing, world.now());
    }

    private boolean isStale(Thing thing) {
        return thing.behaviour().getBoolean(STALE_CACHE, manners().getBoolean(STALE_CACHE, false));
    }

    private JsonObject manners() {
        return world.manners(NAME);
    }

    private Answer error(int status, String detail) {
        return Errors.of(status, detail, manners().getString("errorBody", Errors.PROBLEM));
    }

    private Answer unknown() {
        return error(404, "The live channel was not found.");
    }

    // ---- reads

    private void list(RoutingContext request) {
        var channels = channels();
        keep(request, channels, this::fill, () -> {
            var models = new JsonArray();
            channels.forEach(channel -> models.add(model(channel)));
            Stage.give(request, Answer.json(200, models));
        });
    }

    private void get(RoutingContext request) {
        find(request)
                .ifPresentOrElse(
                        channel -> keep(
                                request,
                                List.of(channel),
                                this::fill,
                                () -> stage.read(request, channel, () -> Answer.json(200, model(channel)))),
                        () -> Stage.give(request, readOfUnknown()));
    }

    private JsonObject model(Thing channel) {
        var shown = Cache.shown(channel, world.now(), isStale(channel));
        return Channels.model(channel, shown, manners().getString("casing", ""));
    }

    /** Its documentation does not say, and its SDK takes them all for an absent one. */
    private Answer readOfUnknown() {
        return switch (manners().getString("unknownId", "404")) {
            case "204" -> Answer.empty(204);
            case "null" -> new Answer(200, "application/json", Buffer.buffer("null"), new JsonObject());
            case "empty" -> Answer.empty(200);
            default -> unknown();
        };
    }

    // ---- the cache

    private boolean fill(Thing channel) {
        return Cache.fill(channel, world.now(), isStale(channel));
    }

    private void refreshAll(RoutingContext request) {
        keep(request, channels(), this::see, () -> Stage.give(request, Answer.empty(200)));
    }

    /** Ticks that cannot be read mean now; nothing is said of what those of another time would do, so they mean now too. */
    private void refresh(RoutingContext request, Thing channel) {
        keep(request, List.of(channel), this::see, () -> Stage.give(request, Answer.empty(200)));
    }

    private boolean see(Thing channel) {
        return Cache.refresh(channel, world.now(), isStale(channel));
    }

    /** Keeps those of the channels whose cache has changed, so that no answer tells what could be forgotten. */
    private void keep(RoutingContext request, List<Thing> channels, Predicate<Thing> change, Runnable then) {
        var kept = channels.stream().filter(change).map(world::keep).toList();
        Future.all(kept).onSuccess(all -> then.run()).onFailure(request::fail);
    }

    // ---- stop

    private void stop(RoutingContext request, Thing channel) {
        fill(channel);
        stage.stop(
                request,
                channel,
                () -> error(Stage.failStatus(channel), "The stop command could not be sent."),
                () -> stop(channel));
    }

    private Answer stop(Thing channel) {
        if (channel.atRest(world.now())) {
            var status = channel.behaviour().getInteger(STOP_ON_IDLE, manners().getInteger(STOP_ON_IDLE, 200));
            return status == 200 ? Answer.empty(200) : error(status, "Cannot stop a live channel that is Idle.");
        }
        Course.stop(channel, world.now());
        return Answer.empty(200);
    }

    // ---- what surrounds it

    private void start(RoutingContext request, Thing channel) {
        change(request, channel, Course.IDLE, "started", it -> Course.start(it, world.now()));
    }

    private void pause(RoutingContext request, Thing channel) {
        change(request, channel, Course.RUNNING, "paused", it -> Course.pause(it, world.now()));
    }

    private void resume(RoutingContext request, Thing channel) {
        change(request, channel, Course.PAUSE, "resumed", it -> Course.resume(it, world.now()));
    }

    private void change(RoutingContext request, Thing channel, String from, String word, Consumer<Thing> change) {
        fill(channel);
        var is = Course.of(channel, world.now()).word();
        if (is.equals(from)) {
            change.accept(channel);
            done(request, channel);
        } else {
            Stage.give(request, error(400, "A live channel that is %s cannot be %s.".formatted(is, word)));
        }
    }

    private void done(RoutingContext request, Thing channel) {
        stage.change(request, channel, Answer.empty(200));
    }

    private void delete(RoutingContext request, Thing channel) {
        if (Channels.isScheduled(channel)) {
            Stage.give(request, error(400, "Schedule events still reference this live channel."));
            return;
        }
        fill(channel);
        Course.delete(channel, world.now());
        var result = new JsonObject().putNull("requestId").put("changeList", new JsonArray().add(model(channel)));
        stage.change(request, channel, Answer.json(200, result));
    }
}
