package io.standstill.domain;

import static io.standstill.testing.Samples.order;
import static io.standstill.testing.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a resource was last seen, by itself or with its account. */
class SightTest {

    private static final Duration CADENCES = Samples.READABLE.staleAfter(State.STOPPING);

    private static final Duration SLOW_CADENCES = Samples.READABLE.staleAfter(State.OVERDUE);

    private final Story story = new Story(Samples.READABLE);

    private Sight lookedAgo(Duration ago) {
        return new Sight(story.now(), story.now().minus(ago), null);
    }

    private Sight overdueLookedAgo(Duration ago) {
        return new Sight(story.now(), story.now(), story.now().minus(ago));
    }

    private void overdue() {
        story.after(Duration.ofHours(1)).waits();
        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);
    }

    private boolean stale(Sight sight) {
        return sight.stale(story.resource(), Samples.READABLE);
    }

    @Test
    void what_is_in_flight_was_seen_when_its_account_was() {
        story.hears(order()).sees(running()).after(Duration.ofMinutes(1));

        var sight = lookedAgo(Duration.ofSeconds(1));

        assertThat(sight.observedAt(story.resource())).isEqualTo(story.now().minusSeconds(1));
        assertThat(stale(sight)).isFalse();
        assertThat(stale(lookedAgo(CADENCES.plusMillis(1)))).isTrue();
    }

    @Test
    void what_could_not_be_read_itself_was_not_seen_with_its_account() {
        story.hears(order()).sees(running()).after(Duration.ofMinutes(1));
        story.sees(new Reading.Unsure("the vendor answered 500", null));

        assertThat(stale(lookedAgo(Duration.ofSeconds(1)))).isTrue();

        story.sees(running());
        assertThat(stale(lookedAgo(Duration.ofSeconds(1)))).isFalse();
    }

    @Test
    void what_was_just_ordered_is_not_stale_before_it_could_be_looked_at() {
        story.hears(order());

        assertThat(stale(new Sight(story.now().plus(CADENCES), null, null))).isFalse();
        assertThat(stale(new Sight(story.now().plus(CADENCES).plusMillis(1), null, null)))
                .isTrue();
    }

    @Test
    void what_is_not_in_flight_or_cannot_be_looked_at_is_never_stale() {
        story.hears(order()).sees(Samples.atRest()).after(Duration.ofDays(1));
        assertThat(stale(new Sight(story.now(), null, null))).isFalse();

        var unreadable = new Story(Samples.UNREADABLE).hears(order()).after(Duration.ofDays(1));
        assertThat(new Sight(unreadable.now(), null, null).stale(unreadable.resource(), Samples.UNREADABLE))
                .isFalse();
    }

    // ---- overdue

    @Test
    void what_is_overdue_was_seen_when_all_that_is_overdue_was() {
        story.stopping();
        overdue();

        var sight = overdueLookedAgo(Duration.ofMinutes(1));

        assertThat(sight.observedAt(story.resource())).isEqualTo(story.now().minusSeconds(60));
        assertThat(stale(sight)).isFalse();
        assertThat(stale(overdueLookedAgo(SLOW_CADENCES))).isFalse();
        assertThat(stale(overdueLookedAgo(SLOW_CADENCES.plusMillis(1)))).isTrue();
    }

    @Test
    void what_is_overdue_is_not_seen_with_the_quick_looks_at_the_others() {
        story.stopping();
        overdue();
        var itself = story.resource().observedAt();

        var sight = lookedAgo(Duration.ZERO);

        assertThat(sight.observedAt(story.resource())).isEqualTo(itself);
        assertThat(stale(sight)).isTrue();
    }

    @Test
    void what_is_not_overdue_is_not_seen_any_later_by_the_looks_that_count_for_the_overdue() {
        story.stopping().after(Duration.ofMinutes(1));

        var sight = new Sight(story.now(), story.now().minusSeconds(30), story.now());

        assertThat(sight.observedAt(story.resource())).isEqualTo(story.now().minusSeconds(30));
        assertThat(stale(sight)).isTrue();
    }

    @Test
    void what_is_overdue_and_could_not_be_read_or_never_was_is_not_seen_with_the_others() {
        story.hears(order());
        overdue();
        assertThat(stale(overdueLookedAgo(Duration.ZERO))).isTrue();

        story.sees(running()).after(SLOW_CADENCES.plusSeconds(1));
        assertThat(stale(overdueLookedAgo(Duration.ZERO))).isFalse();

        story.sees(new Reading.Unsure("the vendor answered 500", null));
        assertThat(stale(overdueLookedAgo(Duration.ZERO))).isTrue();
    }

    @Test
    void what_is_overdue_may_go_unseen_for_three_minutes_or_three_looks_that_come_more_seldom() {
        var policy = Samples.READABLE;
        assertThat(SLOW_CADENCES).isEqualTo(Duration.ofMinutes(3));

        var seldom = new Policy(
                policy.modes(),
                null,
                policy.means(),
                policy.deadline(),
                null,
                policy.pace().lookingEvery(Duration.ofMinutes(2)),
                policy.limits());
        assertThat(seldom.staleAfter(State.OVERDUE)).isEqualTo(Duration.ofMinutes(6));
        assertThat(seldom.staleAfter(State.STOPPING)).isEqualTo(Duration.ofMinutes(6));
    }
}
