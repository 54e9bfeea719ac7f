package io.standstill.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Many worlds, one for each seed, each on one thread and several beside one another. */
final class Years {

    private Years() {}

    /** How all of them went together; the first fault is that of the smallest seed. */
    record Went(long seeds, long steps, long rounds, Duration lived, Optional<Fault> fault) {

        String told(Duration took) {
            return "%d seeds, %.1f years, %d steps, %d rounds, in %.1f s"
                    .formatted(seeds, lived.toHours() / 24.0 / 365.25, steps, rounds, took.toMillis() / 1_000.0);
        }
    }

    /** What does not hold in the world of one seed. */
    record Fault(long seed, String what) {}

    /** One world, told as a story. */
    static World.Course tell(long seed, Bug bug) {
        return new World(seed, bug, true).run();
    }

    /** These worlds, until one fails. */
    static Went by(long from, long seeds, Bug bug) {
        var next = new AtomicLong(from);
        var failed = new AtomicLong(Long.MAX_VALUE);
        Callable<Went> worker = () -> some(next, from + seeds, failed, bug);
        var workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            var all = new ArrayList<Callable<Went>>();
            for (var i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
                all.add(worker);
            }
            var went = new Went(0, 0, 0, Duration.ZERO, Optional.empty());
            for (var part : workers.invokeAll(all)) {
                went = together(went, part.get());
            }
            return went;
        } catch (InterruptedException | ExecutionException broken) {
            throw new IllegalStateException(broken);
        } finally {
            workers.shutdownNow();
        }
    }

    private static Went some(AtomicLong next, long end, AtomicLong failed, Bug bug) {
        var went = new Went(0, 0, 0, Duration.ZERO, Optional.empty());
        for (var seed = next.getAndIncrement(); seed < end && seed < failed.get(); seed = next.getAndIncrement()) {
            World.Course course;
            try {
                course = new World(seed, bug, false).run();
            } catch (RuntimeException broken) {
                throw new IllegalStateException("seed " + seed, broken);
            }
            var mine = seed;
            var fault = course.fault().map(what -> new Fault(mine, what));
            fault.ifPresent(found -> failed.accumulateAndGet(found.seed(), Math::min));
            went = together(went, new Went(1, course.steps(), course.rounds(), course.took(), fault));
        }
        return went;
    }

    private static Went together(Went one, Went other) {
        var fault = List.of(one.fault(), other.fault()).stream()
                .flatMap(Optional::stream)
                .reduce((a, b) -> a.seed() < b.seed() ? a : b);
        return new Went(
                one.seeds() + other.seeds(),
                one.steps() + other.steps(),
                one.rounds() + other.rounds(),
                one.lived().plus(other.lived()),
                fault);
    }
}
