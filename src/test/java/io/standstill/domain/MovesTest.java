package io.standstill.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MovesTest {

    @Test
    void only_a_proof_leads_to_stopped() {
        var ways = Moves.all().stream()
                .filter(move -> move.to() == State.STOPPED && move.from() != State.STOPPED)
                .map(Moves.Move::hears)
                .toList();

        assertThat(ways).isNotEmpty().containsOnly(Heard.PROVED);
    }

    @Test
    void a_proof_is_heard_only_while_an_order_is_running() {
        var states = Moves.all().stream()
                .filter(move -> move.hears() == Heard.PROVED)
                .map(Moves.Move::from)
                .toList();

        assertThat(states).allMatch(State::inFlight).hasSize(3);
    }

    @Test
    void every_state_can_be_reached_and_left() {
        for (var state : State.values()) {
            assertThat(Moves.all()).as("into " + state).anyMatch(move -> move.to() == state && move.transition());
            assertThat(Moves.all()).as("out of " + state).anyMatch(move -> move.from() == state && move.transition());
        }
    }

    @Test
    void what_moves_nothing_is_told_with_a_kind_of_its_own_state() {
        assertThat(Moves.all()).allSatisfy(move -> assertThat(Moves.of(move.from(), move.hears()))
                .contains(move));
    }

    /** The other side of the table: what is never possible, by name. A new state or word must be thought of here. */
    @Test
    void the_illegal_pairs_are_these() {
        var illegal = new TreeSet<String>();
        for (var state : State.values()) {
            for (var heard : Heard.values()) {
                if (Moves.of(state, heard).isEmpty()) {
                    illegal.add(state.word() + " + " + heard.name().toLowerCase(java.util.Locale.ROOT));
                }
            }
        }

        assertThat(illegal).isEqualTo(new TreeSet<>(pairs()));
    }

    private static Set<String> pairs() {
        var pairs = new TreeSet<String>();
        never(pairs, "introduced", State.values());
        never(pairs, "ordered", State.REQUESTED, State.STOPPING, State.OVERDUE);
        never(pairs, "ordered_again", others(State.OVERDUE));
        never(pairs, "escalated", others(State.REQUESTED, State.STOPPING, State.OVERDUE));
        never(pairs, "sent", others(State.REQUESTED, State.STOPPING, State.OVERDUE));
        never(pairs, "acknowledged", others(State.REQUESTED, State.STOPPING, State.OVERDUE));
        never(pairs, "refused", others(State.REQUESTED, State.STOPPING, State.OVERDUE));
        never(pairs, "ended_by_itself", State.STOPPING, State.STOPPED);
        never(pairs, "silent", others(State.STOPPING, State.OVERDUE));
        never(pairs, "proved", others(State.REQUESTED, State.STOPPING, State.OVERDUE));
        never(pairs, "murmur", others(State.STOPPED));
        never(pairs, "alive", State.ACTIVE, State.FAILED, State.REAPPEARED);
        never(pairs, "deadline", others(State.REQUESTED, State.STOPPING, State.OVERDUE));
        never(pairs, "released", State.ACTIVE, State.REQUESTED, State.STOPPING);
        return pairs;
    }

    private static void never(Set<String> pairs, String heard, State... states) {
        for (var state : states) {
            pairs.add(state.word() + " + " + heard);
        }
    }

    private static State[] others(State... states) {
        return EnumSet.complementOf(EnumSet.copyOf(List.of(states))).toArray(State[]::new);
    }

    @Test
    void the_first_thing_heard_is_an_introduction_or_an_order() {
        var first = EnumSet.allOf(Heard.class);
        first.removeIf(heard -> Moves.of(null, heard).isEmpty());

        assertThat(first).containsExactlyInAnyOrder(Heard.INTRODUCED, Heard.ORDERED);
    }

    @Test
    void the_readme_shows_every_state_and_every_move_between_states() throws Exception {
        var shown = new ArrayList<String>();
        for (var line : Files.readAllLines(Path.of("README.md"))) {
            if (line.startsWith("| `")) {
                shown.add(line.replace("`", "").replaceAll("\\s*\\|\\s*", "|"));
            }
        }

        for (var state : State.values()) {
            var leadsTo = new TreeSet<String>();
            Moves.all().stream()
                    .filter(move -> move.from() == state && move.transition())
                    .forEach(move ->
                            leadsTo.add(move.toldAs().word() + " → " + move.to().word()));
            assertThat(shown)
                    .as("README's row of " + state)
                    .anyMatch(row -> row.startsWith("|" + state.word() + "|")
                            && row.endsWith("|" + String.join(", ", leadsTo) + "|"));
        }
    }
}
