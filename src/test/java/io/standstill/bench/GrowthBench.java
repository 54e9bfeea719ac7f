package io.standstill.bench;

import java.util.ArrayList;
import java.util.List;

/** Whether what a unit of work costs stays the same as the whole grows: each at a sixteenth, a quarter, and the whole. */
final class GrowthBench implements Benchmark {

    private static final int TASKS = Integer.getInteger("bench.tasks", 120_000);
    private static final int IN_FLIGHT = Integer.getInteger("bench.inFlight", 50_000);
    private static final int FOLLOWERS = Integer.getInteger("bench.followers", 1_000);
    private static final int ORDERS_A_SECOND = 500;
    private static final List<Integer> PARTS = List.of(16, 4, 1);

    /** What a unit costs where the whole is of that size. */
    private interface Cost {
        double of(int size) throws Exception;
    }

    @Override
    public void run(Figures figures) throws Exception {
        grow(figures, "intake", "microsPerCallback", TASKS, IntakeBench::cost);
        grow(figures, "latency", "p50MsAtOrdersPerSecond", ORDERS_A_SECOND, LatencyBench::cost);
        grow(
                figures,
                "looks",
                "microsPerResourceAndMinute",
                IN_FLIGHT,
                size -> LooksBench.measure(figures, size, "Of" + size));
        grow(figures, "feed", "microsPerDelivery", FOLLOWERS, FeedBench::cost);
    }

    private static void grow(Figures figures, String what, String unit, int whole, Cost cost) throws Exception {
        var costs = new ArrayList<Double>();
        for (var part : PARTS) {
            costs.add(cost.of(whole / part));
            figures.tell("grows", what, "size", whole / part, unit, Spread.of(costs.get(costs.size() - 1)));
        }
        // Its cost at a part of the size by that at the whole: less than 1 is what has become dearer.
        figures.ratio(what + "Flat", Spread.of(Math.min(costs.get(0), costs.get(1)) / costs.get(2)));
    }
}
