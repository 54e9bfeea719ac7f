package io.standstill.chaos;

import io.standstill.chaos.Caller.Answer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;

/** Orders stops at a steady pace, at one node after another, and each again until somebody has taken it. */
final class Orders implements AutoCloseable {

    private static final long TICK_MILLIS = 100;

    private final Fleet fleet;
    private final Queue<Target> waiting;
    private final int count;
    private final Set<Target> taken = ConcurrentHashMap.newKeySet();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final long timer;
    private int turn;

    Orders(Fleet fleet, Collection<Target> targets, Duration over) {
        this.fleet = fleet;
        this.waiting = new ConcurrentLinkedQueue<>(targets);
        this.count = targets.size();
        var each = Math.max(1, (int) (count * TICK_MILLIS / over.toMillis()));
        this.timer = fleet.caller().vertx().setPeriodic(TICK_MILLIS, tick -> order(each));
    }

    private void order(int most) {
        var up = fleet.up();
        for (var ordered = 0; ordered < most && !up.isEmpty(); ordered++) {
            var target = waiting.poll();
            if (target == null) {
                return;
            }
            var node = up.get(turn++ % up.size());
            fleet.caller().post(node.url(target) + "/stop").onSuccess(answer -> {
                answers.add(answer);
                if (answer.taken()) {
                    taken.add(target);
                } else {
                    waiting.add(target);
                }
            });
        }
    }

    /** Every answer so far. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** How many may have been given twice: nobody said that they were taken, and yet they may have been. */
    long doubtful() {
        return answers.stream().filter(answer -> !answer.taken()).count();
    }

    void awaitTaken(Duration atMost) {
        Awaitility.await().alias("all orders taken").atMost(atMost).until(() -> taken.size() == count);
    }

    @Override
    public void close() {
        fleet.caller().vertx().cancelTimer(timer);
    }
}
