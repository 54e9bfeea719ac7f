package io.standstill.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The door of the benchmarks: runs the one that is named, or {@code all} of them. */
public final class Bench {

    /** A line for each. */
    private static final Map<String, Benchmark> KNOWN = new TreeMap<>(Map.of(
            "feed",
            new FeedBench(),
            "growth",
            new GrowthBench(),
            "history",
            new HistoryBench(),
            "intake",
            new IntakeBench(),
            "latency",
            new LatencyBench(),
            "looks",
            new LooksBench()));

    private Bench() {}

    public static void main(String[] arguments) {
        // Its own threads would keep it from ending.
        System.exit(run(arguments.length == 1 ? arguments[0] : ""));
    }

    private static int run(String name) {
        if (!name.equals("all") && !KNOWN.containsKey(name)) {
            System.err.println("-Dbench=NAME was expected, where NAME is all or one of " + KNOWN.keySet());
            return 2;
        }
        Collection<String> names = name.equals("all") ? KNOWN.keySet() : List.of(name);
        for (var one : names) {
            var figures = new Figures(one, System.out);
            try {
                KNOWN.get(one).run(figures);
                figures.write(Path.of("target", "bench"));
            } catch (Exception failed) {
                failed.printStackTrace();
                return 1;
            }
        }
        return 0;
    }
}
