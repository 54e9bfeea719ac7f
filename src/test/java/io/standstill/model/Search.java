package io.standstill.model;

import io.standstill.domain.Policy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Visits every moment there is, the nearest first. */
final class Search {

    private final Steps steps;
    private final Fairness fairness;
    private final int most;
    private final Map<Object, Visit> visits = new HashMap<>();

    /** A moment that was reached, and from where. */
    private record Visit(Moment moment, @Nullable Visit before, String says, int depth) {}

    /**
     * What was found.
     *
     * @param moments that differ
     * @param steps between them
     * @param depth of the longest story that was needed to reach one
     * @param known how the resource stood in any of them
     * @param whole whether all there is was visited
     * @param broken the shortest story that breaks the promise, a line a step; empty: there is none
     */
    record Found(
            int moments,
            long steps,
            int depth,
            Set<String> known,
            boolean whole,
            Duration took,
            Optional<String> broken) {

        @Override
        public String toString() {
            return "%d moments, %d steps between them, the deepest after %d, %s, in %.1f s"
                    .formatted(
                            moments,
                            steps,
                            depth,
                            whole ? "all there are" : "not all there are",
                            took.toMillis() / 1_000.0);
        }
    }

    /** @param most moments to visit */
    Search(Core core, Policy policy, int most) {
        this.steps = new Steps(core, policy);
        this.fairness = new Fairness(steps);
        this.most = most;
    }

    Found from(Moment first) {
        var began = System.nanoTime();
        var queue = new ArrayDeque<Visit>();
        visit(queue, first.essence(), new Visit(first, null, "it runs, and nobody here knows of it", 0));
        var taken = 0L;
        var depth = 0;
        while (!queue.isEmpty()) {
            var visit = queue.remove();
            depth = visit.depth();
            try {
                for (var step : steps.from(visit.moment())) {
                    taken++;
                    if (visits.size() < most) {
                        var next = new Visit(step.next(), visit, step.says(), visit.depth() + 1);
                        visit(queue, step.next().essence(), next);
                    }
                }
                fairness.mustEnd(visit.moment());
            } catch (Broken broken) {
                return found(taken, depth, began, Optional.of(story(visit, broken)));
            }
        }
        return found(taken, depth, began, Optional.empty());
    }

    private Found found(long taken, int depth, long began, Optional<String> broken) {
        var took = Duration.ofNanos(System.nanoTime() - began);
        var known = visits.values().stream().map(visit -> known(visit.moment())).collect(Collectors.toSet());
        return new Found(visits.size(), taken, depth, known, visits.size() < most, took, broken);
    }

    /** Unless somebody was there before. */
    private void visit(Queue<Visit> queue, Object essence, Visit visit) {
        if (visits.putIfAbsent(essence, visit) == null) {
            queue.add(visit);
        }
    }

    private static String story(Visit last, Broken broken) {
        var lines = new ArrayList<String>();
        for (var visit = last; visit != null; visit = visit.before()) {
            lines.add(line(visit.says(), visit.moment()));
        }
        Collections.reverse(lines);
        lines.add(broken.step() + " -> BROKEN: " + broken.getMessage());
        return String.join("\n", numbered(lines));
    }

    private static List<String> numbered(List<String> lines) {
        var numbered = new ArrayList<String>();
        for (var line : lines) {
            numbered.add("%2d. %s".formatted(numbered.size(), line));
        }
        return numbered;
    }

    private static String line(String says, Moment moment) {
        return "%s   [known: %s; truly: %s]"
                .formatted(says, known(moment), moment.world().life());
    }

    private static String known(Moment moment) {
        var known = moment.known();
        if (known == null) {
            return "nothing";
        }
        return known.verdict() == null
                ? known.state().word()
                : known.state().word() + " " + known.verdict().word();
    }
}
