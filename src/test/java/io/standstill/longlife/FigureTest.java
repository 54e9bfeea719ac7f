package io.standstill.longlife;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.longlife.Figure.Seen;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static final Figure MEMORY = new Figure("memory", "MB", 0.05, 5);

    private final Random random = new Random(7);

    @Test
    void what_only_trembles_is_flat() {
        assertThat(grows(second -> 100 + 20 * random.nextGaussian())).isFalse();
    }

    @Test
    void a_slow_climb_is_found_among_the_trembling() {
        assertThat(grows(second -> 100 + 0.03 * second + 5 * random.nextGaussian()))
                .isTrue();
    }

    @Test
    void a_step_that_comes_late_is_found() {
        assertThat(grows(second -> second < 600 ? 100 : 115)).isTrue();
    }

    @Test
    void what_grows_while_it_warms_up_and_then_stays_is_flat() {
        assertThat(grows(second -> Math.min(second, 200))).isFalse();
    }

    @Test
    void a_saw_is_flat_and_so_is_what_shrinks() {
        assertThat(grows(second -> 100 + second % 70)).isFalse();
        assertThat(grows(second -> 300 - second / 10.0)).isFalse();
    }

    @Test
    void a_few_wild_ones_move_nothing() {
        assertThat(grows(second -> second % 200 == 190 ? 900 : 100)).isFalse();
    }

    @Test
    void too_few_to_judge_are_no_judgement() {
        assertThatThrownBy(() -> MEMORY.judge(seen(second -> 100).subList(0, 30), 250))
                .hasMessage("memory was seen only 5 times");
    }

    private static boolean grows(IntToDoubleFunction memory) {
        return MEMORY.judge(seen(memory), 250).grows();
    }

    /** Every ten seconds of a thousand. */
    private static List<Seen> seen(IntToDoubleFunction memory) {
        return IntStream.range(0, 100)
                .map(times -> 10 * times)
                .mapToObj(second -> new Seen(second, memory.applyAsDouble(second)))
                .toList();
    }
}
