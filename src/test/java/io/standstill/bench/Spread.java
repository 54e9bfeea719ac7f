package io.standstill.bench;

import java.util.Arrays;
import java.util.List;

/** What several runs of the same came to: the one in the middle, and the two farthest from it. */
record Spread(double median, double least, double most) {

    static Spread of(List<Double> runs) {
        return of(runs.stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Spread of(double... runs) {
        var sorted = runs.clone();
        Arrays.sort(sorted);
        var middle = sorted.length / 2;
        var median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }

    /** Each part of one by the other's of the same round. */
    static Spread ofRatios(List<Double> parts, List<Double> wholes) {
        var ratios = new double[parts.size()];
        for (var i = 0; i < ratios.length; i++) {
            ratios[i] = parts.get(i) / wholes.get(i);
        }
        return of(ratios);
    }

    /** Three digits that count. */
    private static String told(double value) {
        return value >= 100 ? "" + Math.round(value) : value >= 10 ? "%.1f".formatted(value) : "%.3f".formatted(value);
    }

    @Override
    public String toString() {
        return "%s(%s..%s)".formatted(told(median), told(least), told(most));
    }
}
