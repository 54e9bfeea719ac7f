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

    private static final Duration CADENCES = Samples.READABLE.staleAfter();

    private final Story story = new Story(Samples.READABLE);

    private Sight lookedAgo(Duration ago) {
        return new Sight(story.now(), story.now().minus(ago));
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

        assertThat(stale(new Sight(story.now().plus(CADENCES), null))).isFalse();
        assertThat(stale(new Sight(story.now().plus(CADENCES).plusMillis(1), null)))
                .isTrue();
    }

    @Test
    void what_is_not_in_flight_or_cannot_be_looked_at_is_never_stale() {
        story.hears(order()).sees(Samples.atRest()).after(Duration.ofDays(1));
        assertThat(stale(new Sight(story.now(), null))).isFalse();

        var unreadable = new Story(Samples.UNREADABLE).hears(order()).after(Duration.ofDays(1));
        assertThat(new Sight(unreadable.now(), null).stale(unreadable.resource(), Samples.UNREADABLE))
                .isFalse();
    }
}
