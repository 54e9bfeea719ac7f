package io.standstill.chaos;

import io.standstill.chaos.Call.Act;
import io.standstill.chaos.Call.Standing;
import io.standstill.chaos.Chronicle.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether there is an order of all the calls about one resource in which each took effect at one moment between its
 * beginning and its end, and each was answered what was so at that moment.
 *
 * <p>It is the search of Wing and Gong: of the calls that nobody else precedes, one that fits is taken out, until none is
 * left. The journal tells in which order whatever changed something did so, so that nothing must be tried twice: a call
 * that changed something has its moment there, and any other may have the first that fits, for what changes nothing is in
 * nobody's way.
 */
final class Linearity {

    private static final Set<String> RUNNING = Set.of("requested", "stopping");

    private final List<Entry> history;
    private final List<Call> waiting;
    private final Set<Integer> authors;

    /** How much of the history has happened. */
    private int happened;

    private Linearity(List<Entry> history, List<Call> calls) {
        this.history = history;
        this.waiting = new ArrayList<>(calls);
        this.authors = history.stream()
                .flatMapToInt(entry -> Call.author(entry).stream())
                .boxed()
                .collect(Collectors.toSet());
    }

    /**
     * What is wrong with it; empty: nothing.
     *
     * @param history the journal of the one resource, whole
     * @param calls all that were made about it, and what was heard of it
     */
    static Optional<String> fault(List<Entry> history, List<Call> calls) {
        return new Linearity(history, calls).fault();
    }

    private Optional<String> fault() {
        takeWhatChangesNothing();
        while (happened < history.size()) {
            var entry = history.get(happened);
            var author = Call.author(entry);
            if (author.isPresent()) {
                var wrong = takeEffect(entry, author.getAsInt());
                if (wrong.isPresent()) {
                    return wrong;
                }
            }
            happened++;
            takeWhatChangesNothing();
        }
        return waiting.stream()
                .filter(Call::answered)
                .findFirst()
                .map(call -> "%s was answered what never was so between its beginning and its end%s"
                        .formatted(call, inTheWayOf(call)));
    }

    private Optional<String> takeEffect(Entry entry, int author) {
        var calls = waiting.stream()
                .filter(call -> call.number() == author && call.act() != Act.HEARD)
                .toList();
        if (calls.isEmpty()) {
            return Optional.of("%s is told of a call that nobody made, or that took effect before".formatted(entry));
        }
        var call = calls.get(0);
        if (precededBy(call).isPresent()) {
            return Optional.of("%s took effect as %s%s".formatted(call, entry, inTheWayOf(call)));
        }
        if (call.answered() && !standing(entry).equals(call.told())) {
            return Optional.of("%s took effect as %s, and was answered otherwise".formatted(call, entry));
        }
        waiting.remove(call);
        return Optional.empty();
    }

    private void takeWhatChangesNothing() {
        for (var fitting = fitting(); !fitting.isEmpty(); fitting = fitting()) {
            waiting.removeAll(fitting);
        }
    }

    private List<Call> fitting() {
        var first = firstEnd();
        return waiting.stream()
                .filter(call -> call.answered() && call.beganAtNanos() <= first && fits(call))
                .toList();
    }

    private boolean fits(Call call) {
        if (call.act() == Act.HEARD) {
            return happened >= call.told().seq();
        }
        if (authors.contains(call.number())) {
            return false;
        }
        if (call.told() == null) {
            return call.status() == 404 ? happened == 0 : happened > 0 && RUNNING.contains(now().state());
        }
        return happened > 0 && call.told().equals(now()) && mayChangeNothing(call.act(), now().state());
    }

    /** An order that was taken is told, unless one runs or has just been fulfilled. */
    private static boolean mayChangeNothing(Act act, String state) {
        return switch (act) {
            case ORDER, FORCE -> RUNNING.contains(state) || state.equals("stopped");
            case RELEASE -> state.equals("active");
            case READ, HEARD -> true;
        };
    }

    private Standing now() {
        return standing(history.get(happened - 1));
    }

    private static Standing standing(Entry entry) {
        return new Standing(entry.seq(), entry.generation(), entry.to());
    }

    // ---- who comes first

    private long firstEnd() {
        return waiting.stream().mapToLong(Call::endedAtNanos).min().orElse(Call.NEVER);
    }

    private Optional<Call> precededBy(Call call) {
        return waiting.stream()
                .filter(other -> other.endedAtNanos() < call.beganAtNanos())
                .findFirst();
    }

    private String inTheWayOf(Call call) {
        return precededBy(call)
                .map(other -> ", for %s had ended before it began and stands for something later".formatted(other))
                .orElse("");
    }
}
