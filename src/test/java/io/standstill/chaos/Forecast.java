package io.standstill.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a storm will bring, drawn from its seed before it begins: the same seed is the same storm.
 *
 * <p>It blows in lanes, each a row of blows that follow one another; all lanes blow at once. In each the sorts are dealt
 * from a deck, so that none of them stays away for long.
 */
record Forecast(long seed, Duration length, List<Lane> lanes) {

    /** What can befall. */
    enum Sort {
        KILL(100, 4_000),
        FREEZE(500, 14_000),
        PART_FROM_DATABASE(500, 8_000),
        SLOW_DATABASE(1_000, 6_000),
        PART_FROM_VENDORS(500, 8_000),
        CRASH_DATABASE(200, 3_000),
        REFUSE_WRITES(500, 3_000),
        VENDORS_MISBEHAVE(500, 5_000),
        VENDORS_REVIVE(1, 2),
        CALLBACKS(1, 2);

        private final int leastMillis;
        private final int mostMillis;

        Sort(int leastMillis, int mostMillis) {
            this.leastMillis = leastMillis;
            this.mostMillis = mostMillis;
        }
    }

    /**
     * Once.
     *
     * @param atMillis from the beginning of the storm
     * @param chance what is left open is drawn from this
     */
    record Blow(Sort sort, int atMillis, int lastsMillis, long chance) {}

    /**
     * What blows one after the other.
     *
     * @param node which one it is about; negative: none
     */
    record Lane(String name, int node, List<Blow> blows) {

        Lane {
            blows = List.copyOf(blows);
        }
    }

    Forecast {
        lanes = List.copyOf(lanes);
    }

    static Forecast of(long seed, Duration length, int nodes) {
        var lanes = new ArrayList<Lane>();
        IntStream.range(0, nodes).forEach(node -> {
            lanes.add(lane(seed, length, "node", node, 6_000, 16_000, Sort.KILL, Sort.KILL, Sort.FREEZE));
            lanes.add(lane(
                    seed, length, "database-wire", node, 3_000, 12_000, Sort.PART_FROM_DATABASE, Sort.SLOW_DATABASE));
            lanes.add(lane(seed, length, "vendors-wire", node, 3_000, 10_000, Sort.PART_FROM_VENDORS));
        });
        lanes.add(lane(seed, length, "database", -1, 5_000, 12_000, Sort.CRASH_DATABASE, Sort.REFUSE_WRITES));
        lanes.add(lane(
                seed,
                length,
                "vendors",
                -1,
                500,
                2_000,
                Sort.VENDORS_MISBEHAVE,
                Sort.VENDORS_MISBEHAVE,
                Sort.VENDORS_REVIVE));
        lanes.add(lane(seed, length, "callbacks", -1, 300, 1_500, Sort.CALLBACKS));
        return new Forecast(seed, length, lanes);
    }

    private static Lane lane(
            long seed, Duration length, String name, int node, int leastGap, int mostGap, Sort... sorts) {
        var whole = node < 0 ? name : name + "-" + (node + 1);
        var dice = Dice.of(seed, whole);
        var blows = new ArrayList<Blow>();
        var deck = new ArrayList<Sort>();
        var at = dice.between(0, mostGap);
        while (at < length.toMillis()) {
            if (deck.isEmpty()) {
                deck.addAll(List.of(sorts));
                Collections.shuffle(deck, dice.random());
            }
            var sort = deck.remove(0);
            var lasts = dice.between(sort.leastMillis, sort.mostMillis);
            blows.add(new Blow(sort, at, lasts, dice.random().nextLong()));
            at += lasts + dice.between(leastGap, mostGap);
        }
        return new Lane(whole, node, blows);
    }

    long count(Sort sort) {
        return lanes.stream()
                .flatMap(lane -> lane.blows().stream())
                .filter(blow -> blow.sort() == sort)
                .count();
    }
}
