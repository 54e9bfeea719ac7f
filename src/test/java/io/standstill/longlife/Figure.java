package io.standstill.longlife;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Something that must stay flat, as it was seen again and again.
 *
 * <p>Judged by what came after the warm-up, in two ways: how much higher the middle of the second half lies than that of
 * the first, which a late step shows; and how much the middle of all slopes would add over the whole time, which a slow
 * climb shows. A few odd ones move neither.
 *
 * @param share of its level by which it may differ
 * @param besides by so much, in its own unit, it may differ in any case
 */
record Figure(String name, String unit, double share, double besides) {

    /** With fewer, neither half says anything. */
    static final int LEAST_SEEN = 12;

    /** One sight of it. */
    record Seen(double seconds, double value) {}

    /** What it came to. */
    record Judgement(Figure figure, double first, double second, double climb) {

        double margin() {
            return figure.share * first + figure.besides;
        }

        boolean grows() {
            return second - first > margin() || climb > margin();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "longlife %-28s %10.1f -> %10.1f %-5s climb %+8.1f, margin %7.1f: %s",
                    figure.name,
                    first,
                    second,
                    figure.unit,
                    climb,
                    margin(),
                    grows() ? "GROWS" : "flat");
        }
    }

    /**
     * Judges it.
     *
     * @param warmUp what was seen in so many seconds says nothing
     */
    Judgement judge(List<Seen> all, double warmUp) {
        var seen = all.stream().filter(one -> one.seconds() >= warmUp).toList();
        if (seen.size() < LEAST_SEEN) {
            throw new IllegalArgumentException("%s was seen only %d times".formatted(name, seen.size()));
        }
        var half = seen.size() / 2;
        var time = seen.get(seen.size() - 1).seconds() - seen.get(0).seconds();
        return new Judgement(
                this,
                middle(values(seen.subList(0, half))),
                middle(values(seen.subList(half, seen.size()))),
                time * slope(seen));
    }

    private static List<Double> values(List<Seen> seen) {
        return seen.stream().map(Seen::value).toList();
    }

    /** By Theil and Sen: the middle of the slopes between any two. */
    private static double slope(List<Seen> seen) {
        var slopes = new ArrayList<Double>();
        for (var later = 1; later < seen.size(); later++) {
            for (var earlier = 0; earlier < later; earlier++) {
                var one = seen.get(earlier);
                var other = seen.get(later);
                slopes.add((other.value() - one.value()) / (other.seconds() - one.seconds()));
            }
        }
        return middle(slopes);
    }

    private static double middle(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
