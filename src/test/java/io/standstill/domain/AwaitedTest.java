package io.standstill.domain;

import static io.standstill.testing.Samples.ABSENT_IS_REST;
import static io.standstill.testing.Samples.READABLE;
import static io.standstill.testing.Samples.UNREADABLE;
import static io.standstill.testing.Samples.absent;
import static io.standstill.testing.Samples.atRest;
import static io.standstill.testing.Samples.order;
import static io.standstill.testing.Samples.refusal;
import static io.standstill.testing.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a resource waits for, sentence by sentence. */
class AwaitedTest {

    private static String of(Story story, Policy policy) {
        return Awaited.of(story.resource(), policy, story.now());
    }

    private static Instant in(Story story, Duration wait) {
        return story.now().plus(wait);
    }

    @Test
    void what_nobody_stops_waits_for_nothing_but_its_handle() {
        var story = new Story(READABLE).hears(new Evidence.Introduction("ops", null, null));
        assertThat(of(story, READABLE)).isEqualTo("nothing: nobody ordered a stop");

        var at = in(story, Duration.ofHours(1).plusMillis(700));
        story.hears(new Evidence.Introduction("ops", null, new Evidence.Handle(at)));
        assertThat(of(story, READABLE))
                .isEqualTo("nothing yet: a stop is ordered at 2026-03-01T13:00:00Z unless the handle is moved on");
    }

    @Test
    void an_order_waits_for_a_look_then_for_its_send_then_for_the_answer_then_for_the_truth() {
        var story = new Story(READABLE).hears(order());
        assertThat(of(story, READABLE)).isEqualTo("a first look, before anything is sent");

        story.sees(running());
        assertThat(of(story, READABLE)).isEqualTo("the stop is to be sent at 2026-03-01T12:00:00Z");

        story.sends();
        assertThat(of(story, READABLE)).isEqualTo("the vendor's answer to the stop that was sent");

        story.after(READABLE.pace().awaited());
        assertThat(of(story, READABLE))
                .startsWith(
                        "what became of the stop that was sent is not known: a look that tells, and then, if it still"
                                + " runs, it is sent again once a look tells that it may be");
    }

    @Test
    void where_nothing_can_be_read_it_is_sent_and_sent_again() {
        var story = new Story(UNREADABLE).hears(order());
        assertThat(of(story, UNREADABLE)).isEqualTo("the stop is to be sent at 2026-03-01T12:00:00Z");

        story.sends().after(UNREADABLE.pace().awaited()).answers(new Reply.Unsure("no answer"));
        assertThat(of(story, UNREADABLE))
                .startsWith(
                        "what became of the stop that was sent is not known; it is sent again at 2026-03-01T12:00:");
    }

    @Test
    void a_proof_by_looks_waits_for_its_row() {
        var story = new Story(READABLE).stopping();
        assertThat(of(story, READABLE)).isEqualTo("looks that find it at rest, one is enough");

        story.sees(absent());
        assertThat(of(story, READABLE))
                .isEqualTo(
                        "looks that do not find it, 3 in a row over at least 6 s; 1 so far, since 2026-03-01T12:00:00Z");
    }

    @Test
    void a_proof_by_rest_counts_its_steps() {
        var story = new Story(ABSENT_IS_REST).stopping();
        assertThat(of(story, ABSENT_IS_REST)).isEqualTo("looks that find it at rest, 3 in a row over at least 30 s");

        story.sees(atRest());
        assertThat(of(story, ABSENT_IS_REST))
                .isEqualTo(
                        "looks that find it at rest, 3 in a row over at least 30 s; 1 so far, since 2026-03-01T12:00:00Z");
    }

    @Test
    void a_proof_by_word_waits_for_the_word_or_for_silence() {
        var story = new Story(UNREADABLE).stopping();
        assertThat(of(story, UNREADABLE))
                .isEqualTo(
                        "the vendor's callback that it ended, or no sign of life until 2026-03-01T12:00:15Z and then a"
                                + " repeated stop");

        story.after(Duration.ofSeconds(15)).waits();
        assertThat(of(story, UNREADABLE))
                .startsWith(
                        "no sign of life came: a repeated stop that the vendor answers with success or with not found at"
                                + " 2026-03-01T12:00:15Z");
    }

    @Test
    void what_is_overdue_says_so_and_waits_for_the_same() {
        var story = new Story(READABLE).stopping().after(READABLE.deadline()).waits();
        assertThat(of(story, READABLE))
                .isEqualTo(
                        "the deadline passed without proof; it is still followed, and proof still counts: looks that find"
                                + " it at rest, one is enough");

        var unheard = new Story(UNREADABLE)
                .hears(order())
                .after(UNREADABLE.deadline())
                .waits();
        assertThat(of(unheard, UNREADABLE)).endsWith("proof still counts: the vendor's word that it takes the stop");
    }

    @Test
    void what_stands_still_is_watched_for_a_while() {
        var story = new Story(READABLE).stopping().sees(atRest());
        assertThat(of(story, READABLE))
                .isEqualTo("nothing: it stands still, and is looked at again at 2026-03-01T12:01:00Z");

        story.after(Duration.ofMinutes(1))
                .sees(atRest())
                .after(Duration.ofMinutes(5))
                .sees(atRest());
        assertThat(of(story, READABLE)).isEqualTo("nothing: it stands still, and is watched no longer");

        var byWord =
                new Story(UNREADABLE).stopping().hears(new Evidence.CalledBack(new Callback.Ended(), Samples.CALLBACK));
        assertThat(byWord.resource().state()).isEqualTo(State.STOPPED);
        assertThat(of(byWord, UNREADABLE))
                .isEqualTo("nothing: it stands still by the vendor's word; signs of life are listened for");
    }

    @Test
    void what_a_person_must_do_is_told_with_the_reason() {
        var refused = new Story(READABLE).hears(order()).sees(running()).sends().answers(new Reply.Refused(refusal()));
        assertThat(of(refused, READABLE)).isEqualTo("a person: the key may only read");

        var again = new Story(READABLE).stopping().sees(atRest()).sees(running("life-2"));
        assertThat(again.resource().state()).isEqualTo(State.REAPPEARED);
        assertThat(of(again, READABLE)).startsWith("a person: ");
    }

    // ---- and what a person can do

    private static List<NextMove> moves(Story story, Policy policy) {
        return NextMove.of(story.resource(), policy);
    }

    @Test
    void each_state_has_its_moves() {
        var story = new Story(READABLE).hears(new Evidence.Introduction("ops", null, null));
        assertThat(moves(story, READABLE)).containsExactly(NextMove.STOP, NextMove.FORCE);

        assertThat(moves(story.hears(order()), READABLE)).containsExactly(NextMove.FORCE);
        assertThat(moves(new Story(READABLE).stopping(), READABLE)).containsExactly(NextMove.FORCE);
        assertThat(moves(new Story(READABLE).hears(Samples.force()), READABLE)).isEmpty();

        var overdue = new Story(READABLE).stopping().after(READABLE.deadline()).waits();
        assertThat(moves(overdue, READABLE)).containsExactly(NextMove.STOP, NextMove.FORCE, NextMove.RELEASE);
        assertThat(moves(overdue.hears(Samples.force()), READABLE)).containsExactly(NextMove.STOP, NextMove.RELEASE);

        assertThat(moves(new Story(READABLE).stopping().sees(atRest()), READABLE))
                .containsExactly(NextMove.STOP, NextMove.FORCE, NextMove.RELEASE);
    }

    @Test
    void what_the_rules_refuse_is_no_move() {
        var barred = READABLE.barredBy(refusal());
        assertThat(moves(new Story(READABLE).stopping().sees(atRest()), barred)).containsExactly(NextMove.RELEASE);
        assertThat(moves(new Story(UNREADABLE).hears(new Evidence.Introduction("ops", null, null)), UNREADABLE))
                .containsExactly(NextMove.STOP);
    }

    @Test
    void what_failed_has_the_moves_of_its_problem() {
        var refused = new Story(READABLE)
                .hears(order())
                .sees(running())
                .sends()
                .answers(new Reply.Refused(new Problem("n", "t", "d", List.of(NextMove.FORCE))));

        assertThat(moves(refused, READABLE)).containsExactly(NextMove.FORCE);
    }
}
