package io.standstill.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.testing.Samples;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How things are called, how long that may be, and how what people write is read. */
class NamesTest {

    @Test
    void each_word_is_found_again_and_no_other() {
        assertThat(State.values())
                .allSatisfy(one -> assertThat(State.of(one.word())).isEqualTo(one));
        assertThat(Mode.values())
                .allSatisfy(one -> assertThat(Mode.of(one.word())).isEqualTo(one));
        assertThat(Kind.values())
                .allSatisfy(one -> assertThat(Kind.of(one.word())).isEqualTo(one));
        assertThat(Verdict.values())
                .allSatisfy(one -> assertThat(Verdict.of(one.word())).isEqualTo(one));
        assertThat(NextMove.values())
                .allSatisfy(one -> assertThat(NextMove.of(one.word())).isEqualTo(one));
        assertThatThrownBy(() -> State.of("halted")).hasMessage("no such word: halted");
        assertThat(Mode.FORCE.word()).isEqualTo("force");
        assertThat(Verdict.GONE.word()).isEqualTo("gone");
        assertThat(Arrays.stream(Trace.Source.values()).map(Trace.Source::word))
                .containsExactly("person", "intent", "answer", "look", "callback", "clock");
    }

    @Test
    void an_id_is_printable_and_of_bounded_length() {
        assertThat(ResourceId.faultOf("a")).isEmpty();
        assertThat(ResourceId.faultOf("ä/\uD83D\uDE00".repeat(128))).isEmpty();
        assertThat(ResourceId.faultOf(""))
                .hasValueSatisfying(told -> assertThat(told).contains("is empty"));
        assertThat(ResourceId.faultOf("a".repeat(513)))
                .hasValueSatisfying(told -> assertThat(told).endsWith("has 513"));
        assertThat(ResourceId.faultOf("a\nb")).isPresent();
        assertThat(ResourceId.faultOf("a\uD83D")).isPresent();
        assertThat(new ResourceId("eu", "a/b")).hasToString("eu/a/b");
    }

    @Test
    void durations_are_read_as_people_write_them() {
        assertThat(Durations.parse("250ms")).contains(Duration.ofMillis(250));
        assertThat(Durations.parse(" 30s ")).contains(Duration.ofSeconds(30));
        assertThat(Durations.parse("12m")).contains(Duration.ofMinutes(12));
        assertThat(Durations.parse("2h")).contains(Duration.ofHours(2));
        assertThat(Durations.parse("90d")).contains(Duration.ofDays(90));
        assertThat(List.of("", "s", "1", "-1s", "1.5s", "1w", "1234567890s"))
                .allSatisfy(text -> assertThat(Durations.parse(text)).isEmpty());
    }

    @Test
    void the_vendors_words_are_kept_short_and_never_cut_through_a_character() {
        assertThat(new Reading.Alive("a".repeat(200), null, null, null).status())
                .isEqualTo("a".repeat(200));
        assertThat(new Reading.Alive("a".repeat(201), null, null, null).status())
                .isEqualTo("a".repeat(199) + "…");
        assertThat(new Callback.Other("a".repeat(198) + "\uD83D\uDE00" + "b").status())
                .isEqualTo("a".repeat(198) + "…");
        assertThat(new Reply.Unsure("a".repeat(1_001)).why()).hasSize(1_000).endsWith("a…");
    }

    @Test
    void a_reading_has_the_vendors_own_word_if_it_holds_one() {
        assertThat(Samples.running().word()).isEqualTo("Running");
        assertThat(Samples.atRest().word()).isEqualTo("Stopped");
        assertThat(new Reading.Remembered(Samples.atRest()).word()).isEqualTo("Stopped");
        assertThat(new Reading.Unsure("why", "Odd").word()).isEqualTo("Odd");
        assertThat(Samples.absent().word()).isNull();
    }

    @Test
    void a_problem_has_a_name_of_its_own() {
        assertThat(Samples.refusal().type()).isEqualTo("urn:standstill:problem:insufficient-permissions");
        assertThat(Samples.refusal().nextMoves()).containsExactly(NextMove.STOP, NextMove.FORCE, NextMove.RELEASE);
    }

    @Test
    void only_an_excerpt_is_left_out_of_a_trace() {
        assertThat(Samples.LOOK.withoutExcerpt()).isEqualTo(new Trace(Trace.Source.LOOK, 200, "sha256:00", null));
        assertThat(Trace.CLOCK.withoutExcerpt()).isSameAs(Trace.CLOCK);
    }

    // ---- rules as data

    @Test
    void a_wait_doubles_up_to_its_longest() {
        var backoff = new Policy.Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
        assertThat(List.of(-1, 0, 1, 2, 3, 5, 6, 100).stream().map(backoff::after))
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30));
    }

    @Test
    void the_steps_of_a_row_are_spread_over_it() {
        var row = new Policy.Row(3, Duration.ofSeconds(30));
        assertThat(row.spacing(1)).isZero();
        assertThat(row.spacing(2)).isEqualTo(Duration.ofSeconds(15));
        assertThat(row.spacing(3)).isEqualTo(Duration.ofSeconds(30));
        assertThat(new Policy.Row(1, Duration.ofSeconds(30)).spacing(1)).isZero();
        assertThatThrownBy(() -> new Policy.Row(0, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Policy.Row(1, Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
