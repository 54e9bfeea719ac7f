package io.standstill.domain;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one thing that can be stopped.
 *
 * @param generation counts its stop orders; evidence belongs to one of them
 * @param seq counts its journal entries
 * @param position the place of its newest journal entry
 * @param clean false: it stopped with an error newer than the order; null: nobody can tell
 * @param residue what still costs after the stop
 * @param vendorStatus the vendor's own word for it, as last read
 * @param incarnation what tells this life of it from the next, where the vendor says
 * @param observedAt when it was last looked at with news
 * @param stopAt the dead man's handle: a stop is ordered then unless it is moved on
 * @param commands what the vendor was told to do that is no stop: what waits, and how the last ones ended
 */
public record Resource(
        ResourceId id,
        String vendor,
        State state,
        int generation,
        long seq,
        long position,
        Instant since,
        @Nullable Verdict verdict,
        @Nullable Boolean clean,
        List<String> residue,
        @Nullable String vendorStatus,
        @Nullable String incarnation,
        @Nullable Instant observedAt,
        @Nullable StopOrder stop,
        @Nullable Problem problem,
        Map<String, String> labels,
        @Nullable Instant stopAt,
        List<Command> commands,
        Pursuit pursuit) {

    public Resource {
        residue = List.copyOf(residue);
        labels = Map.copyOf(labels);
        commands = List.copyOf(commands);
    }

    /** Where a node stands that begins a look at it now. */
    public Vantage vantage() {
        return new Vantage(generation, seq);
    }

    /** The same, told at this place in the journal. */
    public Resource at(long newPosition) {
        return new Resource(
                id,
                vendor,
                state,
                generation,
                seq,
                newPosition,
                since,
                verdict,
                clean,
                residue,
                vendorStatus,
                incarnation,
                observedAt,
                stop,
                problem,
                labels,
                stopAt,
                commands,
                pursuit);
    }

    /**
     * When time alone next brings something about: a deadline, an escalation, the end of a silence, the dead man's
     * handle; null: nothing. No vendor has to be asked, so nothing a vendor does can hold it up.
     */
    public @Nullable Instant timeDueAt() {
        return earliest(deadlineDueAt(), escalationDueAt(), pursuit.quietUntil(), stopAt);
    }

    /** When the vendor must next be called for what outlives any node: a send, a look of the watch, a command. */
    public @Nullable Instant callDueAt() {
        var command = openCommand();
        return earliest(sendDueAt(), pursuit.watchAt(), command == null ? null : command.dueAt());
    }

    /** The command that is to be called for next; null: none. One at a time, in the order they were asked for. */
    public @Nullable Command openCommand() {
        return commands.stream().filter(Command::open).findFirst().orElse(null);
    }

    /** When the next stop may be sent; null: not before something more is known. */
    public @Nullable Instant sendDueAt() {
        if (!state.inFlight() || !pursuit.clear() || pursuit.sendAt() == null) {
            return null;
        }
        var awaited = pursuit.awaitedUntil();
        return awaited != null && awaited.isAfter(pursuit.sendAt()) ? awaited : pursuit.sendAt();
    }

    @Nullable
    Instant deadlineDueAt() {
        return state.inFlight() && stop != null && !pursuit.deadlineTold() ? stop.deadlineAt() : null;
    }

    @Nullable
    Instant escalationDueAt() {
        return state.inFlight() && stop != null && stop.mode() == Mode.GRACEFUL ? stop.escalateAt() : null;
    }

    private static @Nullable Instant earliest(@Nullable Instant... moments) {
        return Stream.of(moments)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
