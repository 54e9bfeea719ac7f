package io.standstill.simulator.memories;

import io.standstill.simulator.Loopback;
import io.standstill.simulator.Stage;
import io.standstill.simulator.Thing;
import io.standstill.simulator.World;
import io.standstill.simulator.memories.Callback.Kind;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Brings callbacks to whoever waits for them.
 *
 * <p>One at a time for each task, so that what is told of it keeps its order; a task whose receiver is deaf holds up
 * nobody else.
 */
final class Postman {

    private static final int MOST_IN_FLIGHT = 32;
    private static final int MOST_LOOKED_AT = 5_000;
    private static final long LONGEST_CALL_MS = 5_000;

    private enum Outcome {
        DELIVERED,
        /** Lost on the way, or refused for good. */
        LOST,
        /** Another attempt might do better. */
        FAILED
    }

    private final Stage stage;
    private final World world;
    private final Tasks tasks;
    private final HttpClient client;
    private final Map<String, Future<Void>> inFlight = new HashMap<>();
    private String lookedAt = "";
    private boolean full;
    private boolean closed;

    Postman(Stage stage, Tasks tasks) {
        this.stage = stage;
        this.world = stage.world();
        this.tasks = tasks;
        // A connection each: one kept open may have been left by the other side, and a callback would be lost by it.
        this.client = stage.vertx()
                .createHttpClient(
                        new HttpClientOptions().setKeepAlive(false), new PoolOptions().setHttp1MaxSize(MOST_IN_FLIGHT));
    }

    /** Sets out with what is due; ends when what is under way has arrived or failed, and tells how much that was. */
    Future<Integer> step() {
        look();
        var underWay = List.copyOf(inFlight.values());
        return Future.join(underWay).map(arrived -> underWay.size());
    }

    Future<Void> close() {
        closed = true;
        return Future.join(List.copyOf(inFlight.values()))
                .eventually(client::close)
                .mapEmpty();
    }

    /** Goes on where it left off the last time, so that every task has its turn however many there are. */
    private void look() {
        full = false;
        var some = world.after(Tasks.VENDOR, lookedAt, MOST_LOOKED_AT);
        for (var thing : some) {
            if (closed || inFlight.size() >= MOST_IN_FLIGHT) {
                full = true;
                return;
            }
            lookedAt = thing.id();
            consider(thing);
        }
        if (some.size() < MOST_LOOKED_AT) {
            lookedAt = "";
        }
    }

    private void consider(Thing thing) {
        var ways = tasks.ways(thing);
        if (inFlight.containsKey(thing.id()) || Agenda.silent(thing, ways)) {
            return;
        }
        if (tasks.settle(thing)) {
            world.keep(thing);
        }
        Agenda.next(thing, ways, world.now())
                .ifPresent(callback -> receiver(thing, callback, ways).ifPresent(url -> bring(thing, callback, url)));
    }

    /** Where it goes: a task's own receiver first, but what is of strangers comes over the account's. */
    private Optional<String> receiver(Thing thing, Callback callback, Ways ways) {
        var accounts = orElse(ways.vendors().getString("callbackUrl"), stage.callbackUrl());
        var own = orElse(ways.own().getString("callbackUrl"), thing.memo().getString(Tasks.CALLBACK));
        var url = callback.kind() == Kind.STRANGER ? orElse(accounts, own) : orElse(own, accounts);
        return Optional.ofNullable(url).filter(Loopback::is);
    }

    private static @Nullable String orElse(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    private void bring(Thing thing, Callback callback, String url) {
        var words = new Words(new Dialect(world.manners(Tasks.VENDOR)), tasks.ways(thing)).of(thing, callback);
        var sent = thing.takeOff("loseCallbacks") ? Future.succeededFuture(Outcome.LOST) : post(url, words);
        var noted = sent.compose(outcome -> note(thing, callback, outcome)).otherwiseEmpty();
        inFlight.put(thing.id(), noted);
        noted.onComplete(done -> {
            inFlight.remove(thing.id());
            if (full) {
                look();
            }
        });
    }

    private Future<Void> note(Thing thing, Callback callback, Outcome outcome) {
        if (world.find(Tasks.VENDOR, thing.id()).filter(known -> known == thing).isEmpty()) {
            // The world was forgotten meanwhile: keeping this thing would bring it back.
            return Future.succeededFuture();
        }
        if (outcome != Outcome.FAILED || !Agenda.tryAgain(thing, callback, tasks.ways(thing), world.now())) {
            Agenda.over(thing, callback);
            Tasks.count(thing, outcome == Outcome.DELIVERED ? counter(callback) : "callbacksLost");
        }
        return world.keep(thing);
    }

    private static String counter(Callback callback) {
        return switch (callback.kind()) {
            case SEGMENT, LATE -> "segments";
            case FINAL -> "finals";
            case FORGED -> "forgeries";
            case STRANGER -> "strangers";
        };
    }

    private Future<Outcome> post(String url, JsonObject words) {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(url)
                .setFollowRedirects(false)
                .setConnectTimeout(LONGEST_CALL_MS)
                .putHeader("Content-Type", "application/json");
        return client.request(options)
                .compose(request -> status(request, words))
                .map(Postman::outcome)
                .otherwise(Outcome.FAILED);
    }

    private static Future<Integer> status(HttpClientRequest request, JsonObject words) {
        return request.send(words.toBuffer())
                .compose(response -> response.end().map(response.statusCode()))
                .timeout(LONGEST_CALL_MS, TimeUnit.MILLISECONDS)
                .onFailure(failed -> request.reset());
    }

    private static Outcome outcome(int status) {
        if (status >= 200 && status < 300) {
            return Outcome.DELIVERED;
        }
        return status == 429 || status >= 500 ? Outcome.FAILED : Outcome.LOST;
    }
}
