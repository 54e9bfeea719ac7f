package io.standstill.app.command;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends an order and asks for its end until it has come or the time is over, whatever becomes of the line between.
 *
 * <p>Only a resource that the service told after the order can end it: what has a lower seq or generation than the order
 * itself was read before it, and says nothing. All times here are counted, none is compared with the service's clock.
 */
final class Wait {

    /** The service holds an answer back for so long; whatever stands between drops a silent line not much later. */
    private static final long HELD_SECONDS = 50;

    private static final long TICK_MILLIS = 500;
    private static final long LEAST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final StopCommand.Order order;
    private final Screen screen;
    private final boolean json;
    private final Duration wait;
    private final @Nullable Duration deadline;
    private final long began = System.nanoTime();

    /** What was told last of the resource; null: it is not known whether anything was ordered. */
    private volatile @Nullable Json last;

    private volatile String trouble = "the service did not answer in time";
    private long orderedAt;
    private boolean orderedAgain;

    /** It was overdue before, and was given a deadline with this order: it has until then. */
    private boolean anotherDeadline;

    /**
     * @param deadline what was asked for with the order
     */
    Wait(StopCommand.Order order, Screen screen, boolean json, Duration wait, @Nullable Duration deadline) {
        this.order = order;
        this.screen = screen;
        this.json = json;
        this.wait = wait;
        this.deadline = deadline;
    }

    /** The exit code. */
    int untilItEnds() throws IOException {
        var asking = new FutureTask<>((Callable<Json>) this::end);
        // Whatever it hangs on, it holds nobody up.
        var thread = new Thread(asking, "asking");
        thread.setDaemon(true);
        thread.start();
        while (left() > 0) {
            try {
                return told(asking.get(Math.min(TICK_MILLIS, left()), TimeUnit.MILLISECONDS));
            } catch (TimeoutException notYet) {
                screen.show(progress());
            } catch (ExecutionException failed) {
                throw thrown(failed.getCause());
            } catch (InterruptedException interrupted) {
                throw new Lost("it was interrupted", interrupted);
            }
        }
        return over();
    }

    private long left() {
        return wait.toMillis() - since(began);
    }

    private static long since(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static IOException thrown(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException failed) {
            throw failed;
        }
        return cause instanceof IOException lost ? lost : new Lost(String.valueOf(cause), cause);
    }

    // ---- asking, on a thread of its own

    private Json end() throws IOException, InterruptedException {
        var first = ordered();
        var seen = first;
        String tag = null;
        // What answers a repeated order may be the answer to the first, as it was kept then.
        var old = orderedAgain;
        var held = true;
        var pause = 0L;
        while (old || !ended(seen)) {
            Thread.sleep(pause);
            var asked = System.nanoTime();
            try {
                var answer = look(tag, held);
                if (answer.status() != 304) {
                    var resource = answer.resource(order.account(), order.id());
                    if (after(first, resource)) {
                        tell(seen, resource);
                        seen = resource;
                        tag = answer.tag();
                        old = false;
                    }
                }
                held = true;
                // Whoever is answered at once though nothing is new asks no more often than this.
                pause = Math.max(0, LEAST_PAUSE_MILLIS - since(asked));
            } catch (Refused refused) {
                pause = again(refused, pause);
                // A place to wait may be what the service has none of.
                held = false;
            } catch (Lost lost) {
                pause = again(lost, pause);
            }
        }
        return seen;
    }

    /** Ordered, and that it was is known. */
    private Json ordered() throws IOException, InterruptedException {
        for (var pause = 0L; ; Thread.sleep(pause)) {
            try {
                var first = order.send();
                orderedAt = System.nanoTime();
                anotherDeadline = deadline != null && Exit.of(first) == Exit.OVERDUE;
                tell(null, first);
                return first;
            } catch (Refused refused) {
                pause = again(refused, pause);
            } catch (Lost lost) {
                pause = again(lost, pause);
            }
            orderedAgain = true;
        }
    }

    private Answer look(@Nullable String tag, boolean held) throws Lost {
        var headers = new HashMap<String, String>();
        var seconds = Math.min(HELD_SECONDS, Math.min(left(), untilDeadline()) / 1_000);
        if (tag == null || !held || seconds < 1) {
            return order.address().get(order.path());
        }
        headers.put("If-None-Match", tag);
        headers.put("Prefer", "wait=" + seconds);
        return order.address().get(order.path(), headers, (int) seconds);
    }

    private long again(Refused refused, long before) {
        if (!refused.forNow()) {
            throw refused;
        }
        return Math.max(refused.retryAfterMillis(), again((Exception) refused, before));
    }

    private long again(Exception failed, long before) {
        var said = Objects.requireNonNullElse(failed.getMessage(), failed.toString());
        if (!said.equals(trouble)) {
            screen.note(said + "; asking again");
        }
        trouble = said;
        return Math.min(LONGEST_PAUSE_MILLIS, Math.max(LEAST_PAUSE_MILLIS, before * 2));
    }

    private static boolean after(Json first, Json resource) {
        return resource.at("generation").number() >= first.at("generation").number()
                && resource.at("seq").number() >= first.at("seq").number();
    }

    private boolean ended(Json seen) {
        return switch (Exit.of(seen)) {
            case Exit.IN_FLIGHT -> false;
            case Exit.OVERDUE -> !anotherDeadline || untilDeadline() <= 0;
            // A word that is not known here ends nothing.
            case Exit.FAULT -> false;
            default -> true;
        };
    }

    private long untilDeadline() {
        return anotherDeadline && deadline != null ? deadline.toMillis() - since(orderedAt) : Long.MAX_VALUE;
    }

    private void tell(@Nullable Json before, Json resource) {
        last = resource;
        if (!json
                && !screen.terminal()
                && (before == null || !Told.state(before).equals(Told.state(resource)))) {
            screen.say(line(resource));
        }
    }

    // ---- told

    private String line(Json resource) {
        var deadlineAt = resource.at("stop").at("deadlineAt").shown();
        return Told.name(resource) + "  " + Told.state(resource) + "  " + since(began) / 1_000 + " s of "
                + wait.toSeconds() + " s" + (deadlineAt.isEmpty() ? "" : "  deadline " + deadlineAt);
    }

    private String progress() {
        var resource = last;
        return resource == null
                ? "not ordered yet  " + since(began) / 1_000 + " s of " + wait.toSeconds() + " s"
                : line(resource);
    }

    private int told(Json resource) {
        Told.say(resource, json, screen);
        return Exit.of(resource);
    }

    /** Nothing that has not ended in time is a stop, whatever it may be by now. */
    private int over() throws IOException {
        var resource = last;
        if (resource == null) {
            throw new Lost("the wait is over; whether it was ordered is not known: " + trouble, null);
        }
        var code = Exit.of(resource) == Exit.OVERDUE ? Exit.OVERDUE : Exit.IN_FLIGHT;
        screen.note("the wait is over, and it has not ended; it is followed all the same");
        told(resource);
        return code;
    }
}
