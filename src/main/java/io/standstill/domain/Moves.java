package io.standstill.domain;

import static io.standstill.domain.Heard.*;
import static io.standstill.domain.State.*;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of moves: in which state what leads where, and how the journal tells it. */
public final class Moves {

    /** One row of the table; {@code from} is null for the first thing ever heard of a resource. */
    public record Move(@Nullable State from, Heard hears, State to, Kind toldAs) {

        /** True when the state moves, or begins. */
        public boolean transition() {
            return from != to;
        }
    }

    private static final List<Move> TABLE = new ArrayList<>();
    private static final Map<Heard, Move> FIRST = new EnumMap<>(Heard.class);
    private static final Map<State, Map<Heard, Move>> BY_STATE = new EnumMap<>(State.class);

    // @formatter:off
    // spotless:off
    static {
        //    in           hears             goes to      told as
        first(             INTRODUCED,       ACTIVE,      Kind.KNOWN);
        first(             ORDERED,          REQUESTED,   Kind.ORDERED);

        //    The plain road.
        row(  ACTIVE,      ORDERED,          REQUESTED,   Kind.ORDERED);
        row(  REQUESTED,   ACKNOWLEDGED,     STOPPING,    Kind.ACKNOWLEDGED);
        row(  REQUESTED,   PROVED,           STOPPED,     Kind.PROVED);
        row(  STOPPING,    PROVED,           STOPPED,     Kind.PROVED);

        //    It took too long; late proof still counts.
        row(  REQUESTED,   DEADLINE,         OVERDUE,     Kind.DEADLINE);
        row(  STOPPING,    DEADLINE,         OVERDUE,     Kind.DEADLINE);
        row(  OVERDUE,     DEADLINE,         OVERDUE,     Kind.DEADLINE);
        row(  OVERDUE,     ORDERED_AGAIN,    OVERDUE,     Kind.ORDERED);
        row(  OVERDUE,     ACKNOWLEDGED,     OVERDUE,     Kind.ACKNOWLEDGED);
        row(  OVERDUE,     PROVED,           STOPPED,     Kind.PROVED);

        //    Refused for good: a person must act.
        row(  REQUESTED,   REFUSED,          FAILED,      Kind.REFUSED);
        row(  STOPPING,    REFUSED,          FAILED,      Kind.REFUSED);
        row(  OVERDUE,     REFUSED,          FAILED,      Kind.REFUSED);

        //    It lives, though it should not.
        row(  REQUESTED,   ALIVE,            REAPPEARED,  Kind.ALIVE);
        row(  STOPPING,    ALIVE,            REAPPEARED,  Kind.ALIVE);
        row(  OVERDUE,     ALIVE,            REAPPEARED,  Kind.ALIVE);
        row(  STOPPED,     ALIVE,            REAPPEARED,  Kind.ALIVE);

        //    What ended may be ordered anew, or accepted as running.
        row(  STOPPED,     ORDERED,          REQUESTED,   Kind.ORDERED);
        row(  FAILED,      ORDERED,          REQUESTED,   Kind.ORDERED);
        row(  REAPPEARED,  ORDERED,          REQUESTED,   Kind.ORDERED);
        row(  STOPPED,     RELEASED,         ACTIVE,      Kind.RELEASED);
        row(  OVERDUE,     RELEASED,         ACTIVE,      Kind.RELEASED);
        row(  FAILED,      RELEASED,         ACTIVE,      Kind.RELEASED);
        row(  REAPPEARED,  RELEASED,         ACTIVE,      Kind.RELEASED);

        //    Notes: what we know changed, the state did not.
        notes(SENT,             Kind.SENT,             REQUESTED, STOPPING, OVERDUE);
        notes(ACKNOWLEDGED,     Kind.ACKNOWLEDGED,     STOPPING);
        notes(ESCALATED,        Kind.ESCALATED,        REQUESTED, STOPPING, OVERDUE);
        notes(SILENT,           Kind.SILENT,           STOPPING, OVERDUE);
        notes(UNSURE,           Kind.UNSURE,           State.values());
        notes(SEEN,             Kind.SEEN,             State.values());
        notes(ABSENT,           Kind.ABSENT,           State.values());
        notes(CALLED_BACK,      Kind.CALLED_BACK,      State.values());
        notes(ENDED_BY_ITSELF,  Kind.ENDED_BY_ITSELF,  ACTIVE, REQUESTED, OVERDUE, FAILED, REAPPEARED);
        notes(MURMUR,           Kind.ALIVE,            STOPPED);
        notes(LABELLED,         Kind.LABELLED,         State.values());
        notes(COMMANDED,        Kind.COMMANDED,        State.values());
        notes(IGNORED,          Kind.IGNORED,          State.values());
    }
    // spotless:on
    // @formatter:on

    private Moves() {}

    /** The whole table, in the order it is written. */
    public static List<Move> all() {
        return List.copyOf(TABLE);
    }

    /** The row for this pair; empty where the pair is illegal. */
    public static Optional<Move> of(@Nullable State from, Heard heard) {
        var row = from == null ? FIRST : BY_STATE.getOrDefault(from, Map.of());
        return Optional.ofNullable(row.get(heard));
    }

    private static void first(Heard hears, State to, Kind toldAs) {
        add(FIRST, new Move(null, hears, to, toldAs));
    }

    private static void row(State from, Heard hears, State to, Kind toldAs) {
        add(BY_STATE.computeIfAbsent(from, state -> new EnumMap<>(Heard.class)), new Move(from, hears, to, toldAs));
    }

    private static void notes(Heard hears, Kind toldAs, State... states) {
        for (var state : states) {
            row(state, hears, state, toldAs);
        }
    }

    private static void add(Map<Heard, Move> row, Move move) {
        if (row.put(move.hears(), move) != null) {
            throw new IllegalStateException("two rows for one pair: " + move);
        }
        TABLE.add(move);
    }
}
