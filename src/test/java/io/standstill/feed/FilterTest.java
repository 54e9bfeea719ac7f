package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Entry;
import io.standstill.testing.Samples;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FilterTest {

    private static final Frame STOPPED = frame("stopping", "stopped");

    private static final Frame OF_THE_ACCOUNT = Frame.of(
            new Entry(8, Samples.NOON, "eu", "feldera", null, "lost-sight", null, null, null, "{}", null), "e1");

    private static Frame frame(String from, String to) {
        return Frame.of(
                new Entry(
                        7,
                        Samples.NOON,
                        "eu",
                        "feldera",
                        "a/b",
                        "proved",
                        from,
                        to,
                        null,
                        "{\"labels\":{\"show\":\"none\"}}",
                        "{\"account\":\"eu\",\"problem\":{\"labels\":{}},\"residue\":[{\"labels\":1}],"
                                + "\"labels\":{\"show\":\"mor:ning\",\"room\":\"5\"},\"stopAt\":null}"),
                "e1");
    }

    private static Filter states(String... states) {
        return new Filter(Set.of(), Set.of(), Set.of(), Set.of(states), Map.of(), false);
    }

    private static Filter labels(Map<String, Set<String>> labels) {
        return new Filter(Set.of(), Set.of(), Set.of(), Set.of(), labels, false);
    }

    @Test
    void an_empty_one_lets_everything_through() {
        assertThat(Filter.ALL.fits(STOPPED)).isTrue();
        assertThat(Filter.ALL.fits(OF_THE_ACCOUNT)).isTrue();
    }

    @Test
    void a_state_is_the_one_an_entry_leads_to() {
        assertThat(states("stopped", "overdue").fits(STOPPED)).isTrue();
        assertThat(states("stopping").fits(STOPPED)).isFalse();
        assertThat(states("stopped").fits(OF_THE_ACCOUNT)).isFalse();
    }

    @Test
    void a_resource_is_named_with_its_account_and_may_hold_a_slash() {
        var wanted = new ResourceId("eu", "a/b");
        assertThat(new Filter(Set.of(), Set.of(), Set.of(wanted), Set.of(), Map.of(), false).fits(STOPPED))
                .isTrue();
        var other = new ResourceId("us", "a/b");
        assertThat(new Filter(Set.of(), Set.of(), Set.of(other), Set.of(), Map.of(), false).fits(STOPPED))
                .isFalse();
    }

    @Test
    void one_word_of_each_kind_must_fit() {
        assertThat(new Filter(Set.of("eu", "us"), Set.of("feldera"), Set.of(), Set.of(), Map.of(), false).fits(STOPPED))
                .isTrue();
        assertThat(new Filter(Set.of("eu"), Set.of("storm"), Set.of(), Set.of(), Map.of(), false).fits(STOPPED))
                .isFalse();
    }

    @Test
    void labels_are_those_of_the_resource_and_all_of_them_must_be_borne() {
        assertThat(labels(Map.of("show", Set.of("evening", "mor:ning"))).fits(STOPPED))
                .isTrue();
        assertThat(labels(Map.of("show", Set.of("mor:ning"), "room", Set.of("6")))
                        .fits(STOPPED))
                .isFalse();
        assertThat(labels(Map.of("show", Set.of("none"))).fits(STOPPED)).isFalse();
        assertThat(labels(Map.of("show", Set.of("mor:ning"))).fits(OF_THE_ACCOUNT))
                .isFalse();
    }

    @Test
    void notes_can_be_left_out() {
        var moves = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), true);

        assertThat(moves.fits(STOPPED)).isTrue();
        assertThat(moves.fits(frame("stopped", "stopped"))).isFalse();
    }
}
