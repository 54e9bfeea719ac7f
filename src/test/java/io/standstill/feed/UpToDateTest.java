package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What this node can say of how far it has read, with time in the test's hand. */
class UpToDateTest extends FeedAtHand {

    private static final Duration BEAT = Duration.ofSeconds(15);

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void a_feed_is_up_to_date_for_so_long_after_each_read_whether_or_not_it_found_anything() {
        assertThat(feed.upToDate(BEAT)).isTrue();
        pass(BEAT.minusNanos(1));
        assertThat(feed.upToDate(BEAT)).isTrue();
        pass(Duration.ofNanos(1));
        assertThat(feed.upToDate(BEAT)).isFalse();

        feed.look().await();

        assertThat(feed.upToDate(BEAT)).isTrue();
    }

    @Test
    void to_know_where_the_journal_ends_without_reading_what_stands_there_is_not_to_be_up_to_date() throws Exception {
        var hearing = follow(null);
        pass(BEAT);
        journal.grow(3);
        journal.hold();

        assertThat(feed.look().await().head().position()).isEqualTo(3);
        assertThat(feed.upToDate(BEAT)).isFalse();

        journal.letGo();
        hearing.awaitsPosition(3);
        assertThat(feed.upToDate(BEAT)).isTrue();
    }

    @Test
    void a_read_that_took_long_says_how_it_was_when_it_began() throws Exception {
        var hearing = follow(null);
        journal.grow(3);
        journal.hold();
        feed.look().await();
        pass(BEAT);

        journal.letGo();

        hearing.awaitsPosition(3);
        assertThat(feed.upToDate(BEAT)).isFalse();
    }
}
