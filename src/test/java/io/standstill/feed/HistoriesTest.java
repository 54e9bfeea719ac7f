package io.standstill.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Cursors that this node, this history or the journal itself cannot simply serve. */
class HistoriesTest extends FeedAtHand {

    // ---- cursors this node has not reached

    @Test
    void a_cursor_this_node_has_not_read_up_to_is_served_without_repeat() throws Exception {
        journal.grow(5);

        var hearing = follow("e1-4");
        settle();
        journal.grow(1);
        settle();

        assertThat(hearing.frames().get(0)).isEqualTo("id: e1-4");
        assertThat(hearing.positions()).containsExactly(5L, 6L);
    }

    @Test
    void a_cursor_of_an_epoch_this_node_has_not_noticed_is_served() throws Exception {
        journal.grow(5);
        settle();
        journal.beginEpoch("e2");

        var hearing = follow("e2-5");
        journal.grow(1);
        settle();

        assertThat(hearing.frames()).hasSize(2);
        assertThat(hearing.frames().get(0)).isEqualTo("id: e2-5");
        assertThat(hearing.positions()).containsExactly(6L);
    }

    @Test
    void a_cursor_the_journal_itself_has_not_reached_is_told() throws Exception {
        journal.grow(5);

        var hearing = follow("e1-6");

        assertThat(hearing.frames())
                .containsExactly("id: e1-5\nevent: reset\ndata: {\"reason\":\"ahead\",\"list\":\"/v1/resources\"}");
        journal.grow(2);
        settle();
        assertThat(hearing.positions()).containsExactly(6L, 7L);
    }

    // ---- another history

    @Test
    void another_epoch_is_told_to_whoever_followed_the_old_one() throws Exception {
        journal.grow(5);
        settle();
        var near = follow(null);
        var far = follow("0");

        journal.beginEpoch("e2");
        settle();
        journal.grow(1);
        settle();

        for (var hearing : List.of(near, far)) {
            hearing.awaitsPosition(6);
            assertThat(hearing.frames())
                    .contains("id: e2-5\nevent: reset\ndata: {\"reason\":\"epoch\",\"list\":\"/v1/resources\"}");
            assertThat(hearing.frames().get(hearing.frames().size() - 1)).startsWith("id: e2-6\n");
        }
    }

    @Test
    void whoever_comes_while_another_epoch_begins_is_told_too() throws Exception {
        journal.grow(5);
        settle();
        var hearing = new Hearing();
        hearing.onFirstWrite(() -> {
            journal.beginEpoch("e2");
            feed.look().toCompletionStage().toCompletableFuture().join();
        });

        follow(null, Filter.ALL, hearing);

        assertThat(hearing.frames()).hasSize(2);
        assertThat(hearing.frames().get(1))
                .startsWith("id: e2-5\nevent: reset\n")
                .contains("\"epoch\"");
    }

    @Test
    void a_head_that_went_back_is_told_as_a_cursor_ahead_of_it() throws Exception {
        journal.grow(5);
        settle();
        var hearing = follow(null);

        journal.loseAfter(3);
        settle();
        journal.grow(1);
        settle();

        assertThat(hearing.frames().get(1))
                .startsWith("id: e1-3\nevent: reset\n")
                .contains("\"ahead\"");
        assertThat(hearing.positions()).containsExactly(4L);
    }

    // ---- what is no longer kept

    @Test
    void what_goes_while_it_is_being_read_leaves_no_silent_hole() throws Exception {
        open(new Feed.Limits(NARROW, 2, NEVER, NEVER));
        journal.grow(1_000);
        settle();
        var hearing = new Hearing();
        hearing.onFirstWrite(() -> journal.forgetBefore(501));

        follow("e1-100", Filter.ALL, hearing);

        hearing.awaits(heard -> heard.frames().size() > 1);
        assertThat(hearing.frames().get(1))
                .startsWith("id: e1-1000\nevent: reset\n")
                .contains("\"expired\"");
        assertThat(hearing.positions()).isEmpty();
    }

    @Test
    void what_went_before_this_node_had_read_it_is_told_to_whoever_follows_here() throws Exception {
        journal.grow(5);
        settle();
        var hearing = follow(null);
        journal.grow(100);
        journal.forgetBefore(51);

        settle();

        assertThat(hearing.frames().get(1))
                .startsWith("id: e1-105\nevent: reset\n")
                .contains("\"expired\"");
        journal.grow(1);
        settle();
        assertThat(hearing.positions()).containsExactly(106L);
    }

    @Test
    void what_goes_between_two_reads_of_this_node_is_told_too() throws Exception {
        journal.grow(5);
        settle();
        var hearing = follow(null);
        journal.grow(3_000);
        journal.afterEachPage(() -> journal.forgetBefore(2_501));

        settle();

        hearing.awaits(heard -> heard.frames().size() > 1
                && heard.frames().get(heard.frames().size() - 1).contains("reset"));
        var before = hearing.positions();
        assertThat(before).isEqualTo(positions(6, 5 + before.size()));
        assertThat(hearing.frames().get(hearing.frames().size() - 1))
                .startsWith("id: e1-3005\nevent: reset\n")
                .contains("\"expired\"");
    }

    @Test
    void a_page_that_was_read_whole_is_served_though_it_goes_right_after() throws Exception {
        open(new Feed.Limits(NARROW, 2, NEVER, NEVER));
        journal.grow(1_000);
        settle();
        journal.afterEachPage(() -> journal.forgetBefore(101));

        var hearing = follow("e1-100");

        hearing.awaitsPosition(1_000);
        assertThat(hearing.positions()).isEqualTo(positions(101, 1_000));
    }
}
