package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Following: in order, at the reader's pace, and without one read holding up all. */
class FeedTest extends FeedAtHand {

    // ---- following

    @Test
    void a_follower_hears_first_where_it_begins_and_then_what_is_written_in_order() throws Exception {
        journal.grow(3);
        settle();
        var hearing = follow(null);

        journal.grow(2);
        settle();
        journal.grow(1);
        settle();

        assertThat(hearing.frames().get(0)).isEqualTo("id: e1-3");
        assertThat(hearing.positions()).isEqualTo(positions(4, 6));
    }

    @Test
    void what_came_together_goes_out_in_one_write() throws Exception {
        var hearing = follow(null);

        journal.grow(200);
        settle();

        assertThat(hearing.positions()).isEqualTo(positions(1, 200));
        assertThat(hearing.writes()).hasSize(2);
    }

    @Test
    void from_the_journal_to_the_ring_there_is_neither_hole_nor_repeat() throws Exception {
        open(new Feed.Limits(NARROW, 2, NEVER, NEVER));
        journal.grow(3_000);
        settle();
        var hearings = IntStream.range(0, 8).mapToObj(number -> new Hearing()).toList();
        for (var hearing : hearings) {
            follow(hearings.indexOf(hearing) % 2 == 0 ? "0" : "e1-" + 300, Filter.ALL, hearing);
        }

        for (var i = 0; i < 200; i++) {
            journal.grow(7);
            feed.look().await();
        }
        settle();

        for (var hearing : hearings) {
            hearing.awaitsPosition(4_400);
            assertThat(hearing.positions()).isEqualTo(positions(hearings.indexOf(hearing) % 2 == 0 ? 1 : 301, 4_400));
        }
    }

    @Test
    void a_slow_reader_is_given_nothing_until_it_drains_and_then_goes_on_from_its_cursor() throws Exception {
        open(new Feed.Limits(NARROW, 2, NEVER, NEVER));
        var hearing = follow(null);
        hearing.fill();
        for (var i = 0; i < 10; i++) {
            journal.grow(50);
            settle();
        }
        assertThat(hearing.positions()).isEmpty();

        onLoop(() -> {
            hearing.drain();
            return null;
        });

        hearing.awaitsPosition(500);
        assertThat(hearing.positions()).isEqualTo(positions(1, 500));
    }

    @Test
    void no_write_is_larger_than_a_portion() throws Exception {
        for (var i = 0; i < 300; i++) {
            journal.write("a", "x", "active", "active", "{}", "\"" + "x".repeat(4_000) + "\"");
        }
        settle();

        var fromRing = follow("0");
        open(new Feed.Limits(NARROW, 2, NEVER, NEVER));
        var fromJournal = follow("0");

        for (var hearing : List.of(fromRing, fromJournal)) {
            hearing.awaitsPosition(300);
            assertThat(hearing.positions()).isEqualTo(positions(1, 300));
            assertThat(hearing.writes())
                    .allMatch(bytes -> bytes <= Portion.MOST_BYTES)
                    .hasSizeGreaterThan(4);
        }
    }

    @Test
    void a_follower_that_filters_is_served_up_to_the_head_all_the_same() throws Exception {
        var hearing = new Hearing();
        var morning = new Filter(Set.of(), Set.of(), Set.of(), Set.of(), Map.of("show", Set.of("morning")), false);
        var subscription = follow(null, morning, hearing);

        journal.grow(5);
        journal.write("a", "y", "active", "active", "{\"show\":\"morning\"}", "null");
        journal.grow(5);
        settle();

        assertThat(hearing.positions()).containsExactly(6L);
        assertThat(onLoop(subscription::served)).hasToString("e1-11");
    }

    @Test
    void those_who_are_behind_at_the_same_place_and_want_the_same_share_the_bytes() {
        var ring = new Ring(ROOMY, 0);
        journal.grow(5);
        ring.add(journal.entries(0, 5).await().stream()
                .map(entry -> Frame.of(entry, "e1"))
                .toList());
        var round = new Round(ring, 5);

        assertThat(round.portion(0, Filter.ALL)).isSameAs(round.portion(0, Filter.ALL));
        assertThat(round.portion(0, Filter.ALL)).isNotSameAs(round.portion(1, Filter.ALL));
        assertThat(new Round(ring, 3).portion(1, Filter.ALL).upTo()).isEqualTo(3);
    }

    @Test
    void those_who_stand_together_are_written_the_very_same_bytes() throws Exception {
        var one = new Hearing();
        var two = new Hearing();
        var other = new Hearing();
        follow(null, accounts("a"), one);
        follow(null, accounts("a"), two);
        follow(null, accounts("b"), other);

        journal.grow(3);
        settle();

        assertThat(one.lastWrite()).isSameAs(two.lastWrite());
        assertThat(one.positions()).isEqualTo(positions(1, 3));
        assertThat(other.positions()).isEmpty();
        assertThat(other.writes()).hasSize(1);
    }

    private static Filter accounts(String... accounts) {
        return new Filter(Set.of(accounts), Set.of(), Set.of(), Set.of(), Map.of(), false);
    }

    @Test
    void who_comes_to_one_node_with_what_another_has_read_waits_for_it_and_then_stands_with_all() throws Exception {
        journal.grow(10);
        settle();
        journal.grow(10);
        var early = follow("e1-20");
        var late = follow("e1-15");

        settle();
        journal.grow(2);
        settle();

        assertThat(late.positions()).isEqualTo(positions(16, 22));
        assertThat(early.positions()).isEqualTo(positions(21, 22));
        assertThat(early.lastWrite()).isSameAs(late.lastWrite());
    }

    @Test
    void a_reader_that_was_full_stands_with_the_others_again_once_it_has_come_up() throws Exception {
        var quick = follow(null);
        var slow = new Hearing();
        var subscription = follow(null, Filter.ALL, slow);
        slow.fill();
        journal.grow(3);
        settle();
        assertThat(onLoop(subscription::served)).hasToString("e1-0");

        onLoop(() -> {
            slow.drain();
            return null;
        });
        settle();
        journal.grow(2);
        settle();

        assertThat(slow.positions()).isEqualTo(positions(1, 5)).isEqualTo(quick.positions());
        assertThat(slow.lastWrite()).isSameAs(quick.lastWrite());
        assertThat(onLoop(subscription::served)).hasToString("e1-5");
    }

    @Test
    void whoever_ended_hears_nothing_more() throws Exception {
        var hearing = new Hearing();
        var subscription = follow(null, Filter.ALL, hearing);
        onLoop(() -> {
            subscription.end();
            return null;
        });

        journal.grow(1);
        settle();

        assertThat(hearing.positions()).isEmpty();
    }

    // ---- reads that take long

    @Test
    void only_so_many_read_older_entries_at_once_and_whoever_ended_waits_no_more() throws Exception {
        open(new Feed.Limits(NARROW, 2, NEVER, NEVER));
        journal.grow(500);
        settle();
        journal.hold();
        var hearings = IntStream.range(0, 5).mapToObj(number -> new Hearing()).toList();
        var subscriptions = new ArrayList<Subscription>();
        for (var hearing : hearings) {
            subscriptions.add(follow("0", Filter.ALL, hearing));
        }
        assertThat(journal.held()).isEqualTo(2);
        assertThat(feed.waiting()).isEqualTo(3);

        onLoop(() -> {
            subscriptions.get(4).end();
            return null;
        });
        assertThat(feed.waiting()).isEqualTo(2);
        journal.letGo();

        for (var hearing : hearings.subList(0, 4)) {
            hearing.awaitsPosition(500);
            assertThat(hearing.positions()).isEqualTo(positions(1, 500));
        }
        assertThat(hearings.get(4).positions()).isEmpty();
    }

    @Test
    void a_tail_read_that_never_ends_is_given_up_and_the_feed_goes_on() throws Exception {
        open(new Feed.Limits(ROOMY, 2, SOON, NEVER));
        var hearing = follow(null);
        journal.loseHeads(1);
        journal.grow(3);

        feed.poke();
        feed.poke();

        hearing.awaitsPosition(3);
        assertThat(hearing.positions()).isEqualTo(positions(1, 3));
    }

    @Test
    void an_answer_that_comes_too_late_is_not_told_twice() throws Exception {
        open(new Feed.Limits(ROOMY, 2, SOON, NEVER));
        var hearing = follow(null);
        journal.hold();
        journal.grow(3);
        feed.poke();
        feed.poke();

        journal.asked(2).await(20, TimeUnit.SECONDS);
        journal.letGo();
        settle();

        assertThat(hearing.positions()).isEqualTo(positions(1, 3));
    }

    @Test
    void an_older_read_that_never_ends_is_given_up_and_tried_again() throws Exception {
        open(new Feed.Limits(NARROW, 1, NEVER, SOON));
        journal.grow(500);
        settle();
        journal.hold();

        var hearing = follow("0");
        var other = follow("0");

        // The second may only ask once the first was given up; what comes of the first then comes too late.
        journal.asked(2).await(20, TimeUnit.SECONDS);
        journal.letGo();
        hearing.awaitsPosition(500);
        other.awaitsPosition(500);
        assertThat(hearing.positions()).isEqualTo(positions(1, 500));
        assertThat(other.positions()).isEqualTo(positions(1, 500));
    }

    // ---- seats

    @Test
    void there_are_so_many_seats_and_one_given_back_can_be_taken() {
        assertThat(List.of(feed.enter(2), feed.enter(2), feed.enter(2))).containsExactly(true, true, false);
        assertThat(feed.subscribers()).isEqualTo(2);

        feed.leave();

        assertThat(feed.enter(2)).isTrue();
    }
}
