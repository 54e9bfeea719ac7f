package io.standstill.app;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been opened, and how it ends: first all farewells at once, for they take their time, then part by part what
 * was opened last. A part that fails or hangs keeps no other from ending.
 */
final class Ending {

    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    private record Part(String name, Supplier<Future<?>> ends) {}

    private final List<Part> farewells = new ArrayList<>();
    private final Deque<Part> opened = new ArrayDeque<>();

    /** Something that must be brought to a good end before anything is closed. */
    void farewell(String name, Supplier<Future<?>> ends) {
        farewells.add(new Part(name, ends));
    }

    /** Something was opened that is closed so. */
    void opened(String name, Supplier<Future<?>> closes) {
        opened.push(new Part(name, closes));
    }

    /** The same for what is closed once that returns. */
    void openedPlainly(String name, Runnable closes) {
        opened(name, () -> {
            closes.run();
            return Future.succeededFuture();
        });
    }

    /**
     * Ends all of it; a second time there is nothing left.
     *
     * @param forFarewells after so long the farewells are waited for no more
     * @param inAll after so long nothing is waited for any more, though all of it is still told to end
     */
    void end(Duration forFarewells, Duration inAll) {
        var begun = System.nanoTime();
        var said = farewells.stream().map(Ending::begin).toList();
        for (var farewell = 0; farewell < said.size(); farewell++) {
            await(farewells.get(farewell), said.get(farewell), left(begun, forFarewells));
        }
        farewells.clear();
        while (!opened.isEmpty()) {
            var part = opened.pop();
            await(part, begin(part), left(begun, inAll));
        }
    }

    private static Duration left(long begun, Duration limit) {
        return limit.minusNanos(System.nanoTime() - begun);
    }

    private static Future<?> begin(Part part) {
        try {
            return part.ends().get();
        } catch (RuntimeException failed) {
            return Future.failedFuture(failed);
        }
    }

    private static void await(Part part, Future<?> ending, Duration longest) {
        try {
            ending.await(Math.max(0, longest.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException tooLong) {
            note(part, "it took too long");
        } catch (Exception failed) {
            note(part, failed.toString());
        }
    }

    private static void note(Part part, String fault) {
        LOG.atWarn()
                .addKeyValue("part", part.name())
                .addKeyValue("fault", fault)
                .log("not ended cleanly");
    }
}
