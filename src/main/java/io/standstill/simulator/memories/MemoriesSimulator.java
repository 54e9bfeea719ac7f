package io.standstill.simulator.memories;

import io.standstill.simulator.Answer;
import io.standstill.simulator.Knobs;
import io.standstill.simulator.Knobs.Takes;
import io.standstill.simulator.Loopback;
import io.standstill.simulator.Stage;
import io.standstill.simulator.Thing;
import io.standstill.simulator.VendorSimulator;
import io.standstill.simulator.World;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * memories.ai's stream tasks: moderation of video and audio, and understanding.
 *
 * <p>A stop is answered at once; the task ends after {@code stopAfter}, and then calls back with status 14. With
 * {@code never} it is answered as well, and goes on without a word.
 *
 * <p>Manners of the vendor, in what it answers: {@code codeAsString}, {@code oldCodes} ({@code "0000"} and its like),
 * {@code msg} (true: always {@code msg}, false: always {@code message}, absent: as each page has it), {@code inBand}
 * (true: every refusal but 401 rides on a 200, false: none, absent: those of understanding), {@code endedNotFound}
 * (whether a stop of an ended task is not found; absent: only at understanding), {@code keysApart} (a task is known
 * only to the key that started it), {@code concurrency} (living understanding tasks of a key, 4), {@code noCredit}
 * (starts are refused for it), {@code startStatus} (what every start is refused with), {@code dropStarts} (starts
 * act, and the connection is cut).
 *
 * <p>Ways of calling back, of a task or else of the vendor: {@code callbackUrl} (on this machine only),
 * {@code callbackDelay} (from the end to the final callback), {@code callbackTimes} (how often the final one comes,
 * 1), {@code callbackRetries} (how often one that met a 429, a 5xx or nobody is tried again, 5, at most 10; 0:
 * never), {@code noFinalCallback}, {@code finalStatus} (instead of 14: 2001 where the credit ran out),
 * {@code segments} (they are called back; off, so that nobody is flooded unasked), {@code segmentEvery} (5s, at least
 * 100ms), {@code segmentsAfterStop} (so many late ones, a second apart, after the final callback).
 *
 * <p>Behaviours of a task besides: {@code endsByItselfAfter} (its source ends so long after it began), {@code ghost}
 * (it says that it ended, and goes on), {@code forged} (the next n callbacks are a 14 that nobody caused),
 * {@code noise} (the next n are of strangers' tasks), {@code loseCallbacks} (the next n never arrive),
 * {@code failMessage} (what a failing stop says).
 */
public final class MemoriesSimulator implements VendorSimulator {

    private static final int LONGEST_URL = 2_048;
    private static final int MOST_UNDERSTANDING = 4;

    private static final Map<String, Takes> CALLING_BACK = Map.of(
            "callbackUrl", Takes.LOOPBACK_URL,
            "callbackDelay", Takes.DURATION,
            "callbackTimes", Takes.COUNT,
            "callbackRetries", Takes.COUNT,
            "noFinalCallback", Takes.FLAG,
            "finalStatus", Takes.COUNT,
            "segments", Takes.FLAG,
            "segmentEvery", Takes.DURATION,
            "segmentsAfterStop", Takes.COUNT);

    private final Stage stage;
    private final World world;
    private final Tasks tasks;
    private final Postman postman;

    public MemoriesSimulator(Stage stage) {
        this.stage = stage;
        this.world = stage.world();
        this.tasks = new Tasks(world);
        this.postman = new Postman(stage, tasks);
    }

    @Override
    public String vendor() {
        return Tasks.VENDOR;
    }

    @Override
    public Knobs thingKnobs() {
        return callingBackAnd(Map.of(
                "endsByItselfAfter", Takes.DURATION,
                "ghost", Takes.FLAG,
                "forged", Takes.COUNT,
                "noise", Takes.COUNT,
                "loseCallbacks", Takes.COUNT,
                "failMessage", Takes.WORD));
    }

    @Override
    public Knobs vendorKnobs() {
        return callingBackAnd(Map.of(
                "codeAsString", Takes.FLAG,
                "oldCodes", Takes.FLAG,
                "msg", Takes.FLAG,
                "inBand", Takes.FLAG,
                "endedNotFound", Takes.FLAG,
                "keysApart", Takes.FLAG,
                "concurrency", Takes.COUNT,
                "noCredit", Takes.FLAG,
                "startStatus", Takes.COUNT,
                "dropStarts", Takes.FLAG));
    }

    private static Knobs callingBackAnd(Map<String, Takes> more) {
        var all = new TreeMap<>(CALLING_BACK);
        all.putAll(more);
        return new Knobs(all);
    }

    @Override
    public void furnish() {
        thing("550e8400-e29b-41d4-a716-446655440000", new JsonObject());
        thing("understanding:5347085a-1747-4731-bdde-3856d09502c4", new JsonObject());
        thing("audio:660e8400-e29b-41d4-a716-446655440001", new JsonObject().put("stopAfter", "3s"));
        thing(
                "770e8400-e29b-41d4-a716-446655440002",
                new JsonObject().put("stopAfter", "20s").put("callbackDelay", "10s"));
        thing("880e8400-e29b-41d4-a716-446655440003", new JsonObject().put("noFinalCallback", true));
        // The only ones whose segments are told, and seldom: without them nobody could ever see that they live on.
        thing(
                "990e8400-e29b-41d4-a716-446655440004",
                new JsonObject().put("never", true).put("segments", true).put("segmentEvery", "1m"));
        thing(
                "audio:aa0e8400-e29b-41d4-a716-446655440005",
                new JsonObject()
                        .put("restartAfter", "90s")
                        .put("segments", true)
                        .put("segmentEvery", "1m"));
        thing(
                "understanding:bb0e8400-e29b-41d4-a716-446655440006",
                new JsonObject().put("callbackTimes", 3).put("segmentsAfterStop", 2));
        thing("cc0e8400-e29b-41d4-a716-446655440007", new JsonObject().put("endsByItselfAfter", "10m"));
        thing(
                "audio:dd0e8400-e29b-41d4-a716-446655440008",
                new JsonObject().put("failStops", 2).put("failStatus", 400));
    }

    private void thing(String id, JsonObject behaviour) {
        stage.make(Tasks.VENDOR, id, behaviour);
    }

    @Override
    public JsonObject truth(Thing thing) {
        return tasks.truth(thing);
    }

    @Override
    public List<String> counters() {
        return Tasks.counters();
    }

    @Override
    public void settle(Thing thing) {
        tasks.settle(thing);
    }

    @Override
    public Future<Integer> step() {
        return postman.step();
    }

    @Override
    public Future<Void> close() {
        return postman.close();
    }

    // ---- who may

    @Override
    public Answer tooManyRequests() {
        return answers().refused(429, null);
    }

    private Answers answers() {
        return new Answers(world.manners(Tasks.VENDOR));
    }

    /** The key stands there bare: with a {@code Bearer} before it, it is another key, and a wrong one. */
    private void authorize(RoutingContext request) {
        var key = key(request);
        if (key.isBlank() || key.startsWith("Bearer ") || key.equals("wrong")) {
            Stage.give(request, answers().refused(401, null));
        } else {
            request.next();
        }
    }

    private static String key(RoutingContext request) {
        return Objects.requireNonNullElse(request.request().getHeader(HttpHeaders.AUTHORIZATION), "");
    }

    @Override
    public void routes(Router router) {
        router.route().handler(this::authorize);
        post(router, "/serve/api/v2/stream/start", request -> start(request, Product.VIDEO));
        post(router, "/serve/api/v2/stream/stop", request -> stopModeration(request, Product.VIDEO));
        post(router, "/serve/api/v2/audio-stream/start", request -> start(request, Product.AUDIO));
        post(router, "/serve/api/v2/audio-stream/stop", request -> stopModeration(request, Product.AUDIO));
        post(router, "/v1/understand/streamConnect", request -> start(request, Product.UNDERSTANDING));
        post(
                router,
                "/v1/understand/stop/:task_id",
                request -> stop(request, Product.UNDERSTANDING, Objects.requireNonNull(request.pathParam("task_id"))));
    }

    private void post(Router router, String path, Handler<RoutingContext> handler) {
        router.post(path).handler(handler);
        router.route(path).handler(request -> Stage.give(request, answers().refused(405, null)));
    }

    // ---- start

    private void start(RoutingContext request, Product product) {
        if (unreadable(request)) {
            Stage.give(request, answers().refused(415, null));
            return;
        }
        var callback = product == Product.UNDERSTANDING ? field(request, "callback") : Optional.<String>empty();
        var refusal = refusal(request, product, callback);
        if (refusal.isPresent()) {
            Stage.give(request, refusal.get());
            return;
        }
        tasks.begin(product, key(request), callback.orElse(null))
                .ifPresentOrElse(thing -> begun(request, product, thing), () -> Stage.give(request, tooManyRequests()));
    }

    private Optional<Answer> refusal(RoutingContext request, Product product, Optional<String> callback) {
        var manners = world.manners(Tasks.VENDOR);
        if (field(request, "url").filter(url -> url.length() <= LONGEST_URL).isEmpty()) {
            return Optional.of(answers().invalid(product));
        }
        if (callback.isPresent() && !Loopback.is(callback.get())) {
            return Optional.of(Answer.json(
                    400,
                    new JsonObject()
                            .put("status", Answers.INVALID)
                            .put("task_id", "")
                            .put("text", "callback: only this machine is ever called back from here")));
        }
        if (manners.containsKey("startStatus")) {
            return Optional.of(answers().failing(product, "", manners.getInteger("startStatus"), null));
        }
        if (manners.getBoolean("noCredit", false)) {
            return Optional.of(answers().failing(product, "", 402, null));
        }
        var crowded = product == Product.UNDERSTANDING
                && tasks.understandingNow(key(request)) >= manners.getInteger("concurrency", MOST_UNDERSTANDING);
        return crowded ? Optional.of(answers().inBand(Answers.TOO_MANY_TASKS, "", null)) : Optional.empty();
    }

    private void begun(RoutingContext request, Product product, Thing thing) {
        if (world.manners(Tasks.VENDOR).getBoolean("dropStarts", false)) {
            world.keep(thing).onComplete(kept -> request.request().connection().close());
        } else {
            stage.change(request, thing, answers().started(product, Product.task(thing.id())));
        }
    }

    // ---- stop

    private void stopModeration(RoutingContext request, Product product) {
        if (unreadable(request)) {
            Stage.give(request, answers().refused(415, null));
            return;
        }
        field(request, "task_id")
                .ifPresentOrElse(
                        task -> stop(request, product, task),
                        () -> Stage.give(request, answers().invalid(product)));
    }

    private void stop(RoutingContext request, Product product, String task) {
        tasks.find(product, task, key(request))
                .ifPresentOrElse(
                        thing -> stage.stop(
                                request,
                                thing,
                                () -> failing(product, task, thing),
                                () -> stopped(product, task, thing)),
                        () -> Stage.give(request, answers().unknown(product, task)));
    }

    private Answer failing(Product product, String task, Thing thing) {
        var words = thing.behaviour().getString("failMessage");
        return answers().failing(product, task, Stage.failStatus(thing), words);
    }

    private Answer stopped(Product product, String task, Thing thing) {
        if (!tasks.ended(thing)) {
            tasks.stop(thing);
            return answers().stopped(product, task);
        }
        var notFound = world.manners(Tasks.VENDOR).getBoolean("endedNotFound", product == Product.UNDERSTANDING);
        return notFound ? answers().unknown(product, task) : answers().stopped(product, task);
    }

    // ---- what was sent

    private static boolean unreadable(RoutingContext request) {
        var type = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        return request.body().length() > 0 && (type == null || !type.contains("json"));
    }

    /** A field of the body that holds text. */
    private static Optional<String> field(RoutingContext request, String name) {
        try {
            var body = request.body().asJsonObject();
            return body != null && body.getValue(name) instanceof String text && !text.isBlank()
                    ? Optional.of(text)
                    : Optional.empty();
        } catch (DecodeException | ClassCastException malformed) {
            return Optional.empty();
        }
    }
}
