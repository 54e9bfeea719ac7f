package io.standstill.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Commands that are no stop: called for once at most, and told of once. */
class CommandingTest {

    private final Story story = new Story(Samples.READABLE);

    private static Evidence ordered(String key) {
        return new Evidence.CommandOrdered(key, "{\"command\":\"propagate\"}", "ops");
    }

    private static Evidence taking(String key) {
        return new Evidence.CommandTaking(key);
    }

    private static Evidence done(String key) {
        return new Evidence.Commanded(key, Command.End.DONE, "Stream has been propagated", Samples.ANSWER);
    }

    @Test
    void a_command_makes_its_resource_known_and_is_due_at_once() {
        story.hears(ordered("c"));

        assertThat(story.lastTold().kind()).isEqualTo(Kind.KNOWN);
        assertThat(story.resource().callDueAt()).isEqualTo(story.now());
    }

    @Test
    void it_is_taken_once_and_its_end_is_told_once() {
        story.hears(ordered("c")).hears(taking("c"));
        assertThat(story.outcome().denied()).isNull();
        story.hears(taking("c"));
        assertThat(story.outcome().denied()).as("another node is calling").isNotNull();

        story.hears(done("c")).hears(done("c"));

        assertThat(story.told()).extracting(News::kind).containsExactly(Kind.KNOWN, Kind.COMMANDED);
        assertThat(story.lastTold().reason()).contains("done", "propagate");
        assertThat(story.resource().callDueAt()).isNull();
    }

    @Test
    void one_whose_node_died_before_it_told_is_unsure_and_never_called_for_again() {
        story.hears(ordered("c")).hears(taking("c"));

        story.after(Duration.ofSeconds(15)).hears(taking("c"));

        assertThat(story.lastTold().kind()).isEqualTo(Kind.COMMANDED);
        assertThat(story.resource().commands().get(0).end()).isEqualTo(Command.End.UNSURE);
        story.hears(taking("c"));
        assertThat(story.outcome().denied()).isNotNull();
    }

    @Test
    void the_same_one_asked_for_twice_is_one() {
        story.hears(ordered("c")).hears(ordered("c"));

        assertThat(story.resource().commands()).hasSize(1);
    }

    @Test
    void so_many_may_wait_and_no_more_and_so_many_ends_are_kept() {
        for (var number = 0; number < 9; number++) {
            story.hears(ordered("c" + number));
        }
        assertThat(story.outcome().denied()).contains("8 commands wait");

        for (var number = 0; number < 30; number++) {
            story.hears(ordered("d" + number));
            var open = story.resource().openCommand();
            story.hears(taking(open.key())).hears(done(open.key()));
        }

        assertThat(story.resource().commands()).hasSizeLessThanOrEqualTo(16);
    }

    @Test
    void they_are_called_for_in_the_order_they_were_asked_for() {
        story.hears(ordered("first")).hears(ordered("second"));

        assertThat(story.resource().openCommand().key()).isEqualTo("first");
        story.hears(taking("first")).hears(done("first"));
        assertThat(story.resource().openCommand().key()).isEqualTo("second");
    }

    @Test
    void a_command_is_no_order_and_changes_no_state() {
        story.stopping();

        story.hears(ordered("c")).hears(taking("c")).hears(done("c"));

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.resource().generation()).isEqualTo(1);
    }
}
