package io.standstill.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time, and what happens in it: one thing after the other on one thread, each at its moment. */
final class Timeline {

    private static final Instant DAWN = Instant.parse("2026-03-01T00:00:00Z");

    private final PriorityQueue<Happening> ahead =
            new PriorityQueue<>(Comparator.comparingLong(Happening::atNanos).thenComparingLong(Happening::number));

    private long nanos;
    private long number;
    private long steps;

    private record Happening(long atNanos, long number, Runnable what) {}

    long nanos() {
        return nanos;
    }

    Instant now() {
        return DAWN.plusNanos(nanos);
    }

    static long nanosOf(Instant at) {
        return Duration.between(DAWN, at).toNanos();
    }

    long steps() {
        return steps;
    }

    /** It happens after this wait; what is planned for the same moment happens in the order it was planned. */
    void in(long millis, Runnable what) {
        ahead.add(new Happening(nanos + millis * 1_000_000, number++, what));
    }

    /** The next thing happens; false: nothing is left to happen. */
    boolean step() {
        var next = ahead.poll();
        if (next == null) {
            return false;
        }
        nanos = Math.max(nanos, next.atNanos());
        steps++;
        next.what().run();
        return true;
    }
}
