package io.standstill.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Weighs commands that are no stop: each is called for once at most, and its end is told once. */
final class Commanding {

    private static final int MOST_OPEN = 8;
    private static final int ENDED_KEPT = 8;

    private Commanding() {}

    static Outcome ordered(Draft draft, Evidence.CommandOrdered ordered) {
        if (draft.commands.stream().anyMatch(command -> command.key().equals(ordered.key()))) {
            return Outcome.nothing(draft.before);
        }
        if (draft.commands.stream().filter(Command::open).count() >= MOST_OPEN) {
            return Outcome.denied(draft.before, "%d commands wait already".formatted(MOST_OPEN));
        }
        var commands = new ArrayList<>(draft.commands);
        commands.add(new Command(ordered.key(), ordered.what(), ordered.by(), draft.now, null, null, null));
        draft.commands = commands;
        return draft.state == null
                ? draft.told(Heard.INTRODUCED, "made known by " + ordered.by(), Trace.PERSON)
                : draft.quietly();
    }

    /** Grants the call, or says why not: the one gate before the vendor is told. */
    static Outcome taking(Draft draft, Evidence.CommandTaking taking) {
        var command = find(draft.commands, taking.key());
        if (command == null || !command.open()) {
            return Outcome.denied(draft.before, "that command is over");
        }
        var taken = command.takenAt();
        if (taken == null) {
            replace(draft, command, command.taken(draft.now));
            return draft.quietly();
        }
        if (draft.now.isBefore(taken.plus(Command.AWAITED))) {
            return Outcome.denied(draft.before, "that command is being called for");
        }
        return end(
                draft,
                command,
                new Evidence.Commanded(
                        command.key(),
                        Command.End.UNSURE,
                        "whoever was about to call never told what came of it",
                        Trace.CLOCK));
    }

    static Outcome ended(Draft draft, Evidence.Commanded commanded) {
        var command = find(draft.commands, commanded.key());
        return command == null || !command.open() ? Outcome.nothing(draft.before) : end(draft, command, commanded);
    }

    private static Outcome end(Draft draft, Command command, Evidence.Commanded commanded) {
        replace(draft, command, command.ended(commanded.end(), commanded.said()));
        var over = draft.commands.stream().filter(one -> !one.open()).toList();
        draft.commands = draft.commands.stream()
                .filter(one -> one.open() || over.indexOf(one) >= over.size() - ENDED_KEPT)
                .toList();
        return draft.told(
                Heard.COMMANDED,
                "%s: %s, %s".formatted(commanded.end().word(), command.what(), commanded.said()),
                commanded.trace());
    }

    private static void replace(Draft draft, Command old, Command young) {
        draft.commands = draft.commands.stream()
                .map(one -> one.equals(old) ? young : one)
                .toList();
    }

    private static @Nullable Command find(List<Command> commands, String key) {
        return commands.stream()
                .filter(command -> command.key().equals(key))
                .findFirst()
                .orElse(null);
    }
}
