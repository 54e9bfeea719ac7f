package io.standstill.chaos;

import io.standstill.chaos.Caller.Answer;
import io.standstill.testing.Sql;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** Who call back and are no vendor: with what was said before, what is not so, what means nothing, or the wrong secret. */
final class Impostors {

    /** What is sent, and which answers it may be given besides none and "not now". */
    private enum Sort {
        /** That a task nobody has heard of is done. */
        STRANGER(200),
        /** That a task is done whose vendor never took a stop. */
        FORGED(200),
        /** A word that nobody knows, about a task that is being stopped. */
        NONSENSE(200),
        /** Word by word what was taken before. */
        DUPLICATE(200),
        /** No JSON at all. */
        UNREADABLE(400),
        /** That a task is done, from somebody who does not know the secret. */
        STRANGE_ADDRESS(404);

        private final int expected;

        Sort(int expected) {
            this.expected = expected;
        }
    }

    private final Fleet fleet;
    private final Things things;
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final Queue<String> mayNotBeKept = new ConcurrentLinkedQueue<>();
    private final Queue<String> dishonest = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> answers = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final Queue<Future<Answer>> underWay = new ConcurrentLinkedQueue<>();

    Impostors(Fleet fleet, Things things) {
        this.fleet = fleet;
        this.things = things;
    }

    /** Many at once. */
    void burst(Dice dice) {
        var ofMemories = things.common().stream()
                .filter(target -> target.account().equals("memories"))
                .toList();
        for (var left = dice.between(5, 40); left > 0; left--) {
            var sort = dice.oneOf(List.of(Sort.values()));
            var number = numbers.incrementAndGet();
            var body =
                    switch (sort) {
                        case STRANGER -> done(number, "stranger-" + number, 14);
                        case FORGED ->
                            done(number, dice.oneOf(things.neverToStop()).id(), 14);
                        case STRANGE_ADDRESS ->
                            done(number, dice.oneOf(ofMemories).id(), 14);
                        case NONSENSE -> done(number, dice.oneOf(ofMemories).id(), 77);
                        case DUPLICATE -> before(number, dice);
                        case UNREADABLE -> "{number " + number;
                    };
            send(sort, dice.oneOf(fleet.nodes()), body);
        }
    }

    private String before(int number, Dice dice) {
        var before = new ArrayList<>(taken.keySet());
        return before.isEmpty() ? done(number, "stranger-" + number, 14) : dice.oneOf(before);
    }

    private static String done(int number, String task, int status) {
        return new JsonObject()
                .put("code", 0)
                .put("message", "number " + number)
                .put("task_id", task)
                .put("data", new JsonObject().put("status", status))
                .encode();
    }

    private void send(Sort sort, Node node, String body) {
        var url = sort == Sort.STRANGE_ADDRESS ? node.callbackUrl() + "x" : node.callbackUrl();
        if (sort.expected != 200) {
            mayNotBeKept.add(body);
        }
        underWay.add(
                fleet.caller().call(HttpMethod.POST, url, Buffer.buffer(body)).onSuccess(answer -> {
                    answers.merge(sort + " " + answer.status(), 1, Integer::sum);
                    if (answer.taken()) {
                        taken.merge(body, 1, Integer::sum);
                    }
                    if (answer.status() != 0 && answer.status() != 503 && answer.status() != sort.expected) {
                        dishonest.add(sort + ": " + answer);
                    }
                }));
    }

    void awaitAnswers() {
        Future.join(List.copyOf(underWay)).await();
    }

    int sent() {
        return numbers.get();
    }

    Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    List<String> dishonest() {
        return List.copyOf(dishonest);
    }

    /** What is wrong with what was kept of them. */
    List<String> faults(CrashingPostgres postgres) {
        try (var sql = Sql.on(postgres.database())) {
            var kept = sql.rows("SELECT convert_from(body, 'UTF8'), count(*) FROM inbox GROUP BY body").stream()
                    .collect(Collectors.toMap(row -> row.get(0), row -> Integer.parseInt(row.get(1))));
            var faults = new ArrayList<String>();
            taken.forEach((body, times) -> {
                if (kept.getOrDefault(body, 0) < times) {
                    faults.add("taken %d times, kept %d: %s".formatted(times, kept.getOrDefault(body, 0), body));
                }
            });
            mayNotBeKept.stream().filter(kept::containsKey).forEach(body -> faults.add("kept: " + body));
            return faults;
        }
    }
}
