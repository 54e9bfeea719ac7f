package io.standstill.chaos;

import io.standstill.chaos.Call.Act;
import io.standstill.chaos.Call.Standing;
import io.standstill.chaos.Caller.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients who order, force, release and read, each one call after the other, at any node, whether it lives or not. What
 * they asked and were answered is written down. Whoever is not answered sometimes asks again under the same key.
 */
final class People {

    private static final long PATIENCE_SECONDS = 8;
    private static final int LEAST_PAUSE_MILLIS = 20;
    private static final int MOST_PAUSE_MILLIS = 250;
    private static final int MOST_TRIES = 3;

    private final Fleet fleet;
    private final Things things;
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> dishonest = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicInteger replayed = new AtomicInteger();
    private final List<Future<Void>> clients = new ArrayList<>();
    private volatile boolean over;

    People(Fleet fleet, Things things, long seed, int count) {
        this.fleet = fleet;
        this.things = things;
        for (var number = 0; number < count; number++) {
            var client = new Client(Dice.of(seed, "client-" + number));
            clients.add(client.done.future());
            client.step();
        }
    }

    /** Nobody begins anything any more; on return all have been answered, or have given up. */
    void goHome() {
        over = true;
        Future.all(clients).await();
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How often what was answered to what. */
    Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    /** How often an answer was that of an earlier try. */
    int replayed() {
        return replayed.get();
    }

    /** Answers that nobody may be given, whatever befalls a node. */
    List<Answer> dishonest() {
        return List.copyOf(dishonest);
    }

    private final class Client {

        private final Dice dice;
        private final Promise<Void> done = Promise.promise();

        Client(Dice dice) {
            this.dice = dice;
        }

        void step() {
            if (over) {
                done.complete();
                return;
            }
            var target = things.anyOf(dice);
            var act = act(target);
            var number = numbers.incrementAndGet();
            var began = System.nanoTime();
            var asked = new Asked(number, target, act, dice.oneIn(2) ? "key-" + number : "", body(number, target, act));
            ask(asked, dice.oneIn(2) ? MOST_TRIES : 1).onComplete(asking -> {
                var answer = asking.result();
                calls.add(call(asked, began, answer));
                fleet.caller().vertx().setTimer(dice.between(LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS), rested -> step());
            });
        }

        private Act act(Target target) {
            var number = dice.below(100);
            if (number < 40) {
                return Act.READ;
            } else if (number < 50) {
                return Act.RELEASE;
            }
            return number < 55 && target.account().equals("feldera") ? Act.FORCE : Act.ORDER;
        }

        private JsonObject body(int number, Target target, Act act) {
            var body = new JsonObject().put("reason", Call.reason(number));
            if (act == Act.FORCE) {
                body.put("mode", "force");
            }
            if (act != Act.RELEASE && things.endless().contains(target)) {
                body.put("deadline", "10s");
            }
            return body;
        }

        /** Whoever has a key tries again at another node, as long as nobody has answered. */
        private Future<Answer> ask(Asked asked, int tries) {
            var node = dice.oneOf(fleet.nodes());
            return fleet.caller()
                    .call(
                            asked.options(node),
                            asked.act() == Act.READ
                                    ? Buffer.buffer()
                                    : asked.body().toBuffer(),
                            PATIENCE_SECONDS)
                    .compose(answer -> {
                        note(asked, answer);
                        return tries > 1 && asked.repeatable() && !answer.taken()
                                ? ask(asked, tries - 1)
                                : Future.succeededFuture(answer);
                    });
        }
    }

    /** What a client asks, however often it does. */
    private record Asked(int number, Target target, Act act, String key, JsonObject body) {

        boolean repeatable() {
            return !key.isEmpty() && (act == Act.ORDER || act == Act.FORCE);
        }

        RequestOptions options(Node at) {
            var method =
                    switch (act) {
                        case READ, HEARD -> HttpMethod.GET;
                        case RELEASE -> HttpMethod.DELETE;
                        case ORDER, FORCE -> HttpMethod.POST;
                    };
            var options = new RequestOptions()
                    .setMethod(method)
                    .setConnectTimeout(2_000)
                    .setAbsoluteURI(at.url(target) + (act == Act.READ ? "" : "/stop"));
            if (repeatable()) {
                options.putHeader("Idempotency-Key", key);
            }
            return options;
        }
    }

    private void note(Asked asked, Answer answer) {
        answers.merge(asked.act() + " " + answer.status(), 1, Integer::sum);
        if (answer.headers().contains("Idempotency-Replayed")) {
            replayed.incrementAndGet();
        }
        var honest =
                switch (answer.status()) {
                    case 0 -> true;
                    // To whoever orders, 200 says that it stands still.
                    case 200 ->
                        !Set.of(Act.ORDER, Act.FORCE).contains(asked.act())
                                || "stopped".equals(answer.json().getString("state"));
                    case 202 -> asked.act() != Act.READ;
                    case 503 -> answer.headers().contains("Retry-After");
                    case 404 -> asked.act() == Act.READ || asked.act() == Act.RELEASE;
                    case 409 -> asked.act() == Act.RELEASE;
                    default -> false;
                };
        if (!honest) {
            dishonest.add(answer);
        }
    }

    /** An answer that does not say what became of it is none. */
    private static Call call(Asked asked, long began, Answer answer) {
        var known = answer.taken() || answer.status() == 404 || answer.status() == 409;
        return new Call(
                asked.number(),
                asked.target(),
                asked.act(),
                began,
                known ? System.nanoTime() : Call.NEVER,
                answer.status(),
                answer.taken() ? standing(answer.json()) : null);
    }

    static Standing standing(JsonObject resource) {
        return new Standing(resource.getLong("seq"), resource.getInteger("generation"), resource.getString("state"));
    }
}
