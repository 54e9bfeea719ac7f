package io.standstill.domain;

import static io.standstill.testing.Samples.AGAIN;
import static io.standstill.testing.Samples.CALLBACK;
import static io.standstill.testing.Samples.UNREADABLE;
import static io.standstill.testing.Samples.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Story;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallbacksTest {

    private static final Evidence ENDED = new Evidence.CalledBack(new Callback.Ended(), CALLBACK);
    private static final Evidence SEGMENT = segment(null);
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private final Story story = new Story(UNREADABLE);

    private static Evidence segment(Instant endedAt) {
        return new Evidence.CalledBack(new Callback.Segment(endedAt), CALLBACK);
    }

    // ---- asserted

    @Test
    void our_stop_taken_and_then_called_ended_is_asserted() {
        story.stopping().hears(ENDED);

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().verdict()).isEqualTo(Verdict.ASSERTED);
    }

    @Test
    void called_ended_before_the_answer_counts_once_the_answer_is_there() {
        story.hears(order()).sends().hears(ENDED);
        assertThat(story.resource().state()).as("no callback alone").isEqualTo(State.REQUESTED);

        story.isTaken();

        assertThat(story.resource().verdict()).isEqualTo(Verdict.ASSERTED);
    }

    @Test
    void a_callback_alone_never_proves_anything() {
        story.hears(order());
        for (var i = 0; i < 100; i++) {
            story.hears(ENDED).hears(segment(null)).hears(ENDED);
        }
        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);

        story.sends().hears(ENDED).answers(new Reply.Unsure("cut")).hears(ENDED);
        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
    }

    @Test
    void what_was_called_ended_before_our_first_send_is_its_own_affair() {
        story.hears(order()).hears(ENDED);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.ENDED_BY_ITSELF);

        story.sends().isTaken();

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
    }

    @Test
    void silence_and_then_a_repeated_stop_that_is_taken_is_asserted() {
        story.stopping().after(SILENCE).waits();
        assertThat(story.lastTold().kind()).isEqualTo(Kind.SILENT);
        assertThat(story.resource().state()).as("silence alone says nothing").isEqualTo(State.STOPPING);

        story.sends().isTaken();

        assertThat(story.resource().verdict()).isEqualTo(Verdict.ASSERTED);
    }

    @Test
    void silence_and_then_a_repeated_stop_that_finds_nothing_is_asserted() {
        story.stopping().after(SILENCE).waits().sends().answers(new Reply.NotFound("no such task"));

        assertThat(story.resource().verdict()).isEqualTo(Verdict.ASSERTED);
    }

    @Test
    void a_segment_breaks_the_silence() {
        story.stopping()
                .after(Duration.ofSeconds(14))
                .hears(SEGMENT)
                .after(Duration.ofSeconds(14))
                .waits();
        assertThat(story.resource().pursuit().silent()).isFalse();

        story.after(Duration.ofSeconds(1)).waits();
        assertThat(story.resource().pursuit().silent()).isTrue();

        story.hears(SEGMENT).sends();
        assertThat(story.outcome().denied())
                .as("the repeat waits for silence again")
                .isNotNull();
    }

    @Test
    void the_answer_to_a_send_from_before_the_silence_does_not_answer_for_it() {
        story.stopping().after(Duration.ofMinutes(11)).waits().waits();
        story.after(Duration.ofSeconds(15)).waits();
        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);
        var silentAlready = story.resource().pursuit().silent();
        assertThat(silentAlready).isTrue();
        story.sends();
        var sent = story.vantage();
        story.hears(order());

        story.hears(new Evidence.Answer(sent, new Reply.Taken(false), AGAIN, CALLBACK));

        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);
    }

    @Test
    void after_the_deadline_late_proof_still_counts() {
        story.stopping().after(Duration.ofMinutes(10)).waits();
        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);

        story.hears(ENDED);

        assertThat(story.resource().verdict()).isEqualTo(Verdict.ASSERTED);
    }

    @Test
    void a_second_generation_needs_its_own_callback() {
        story.stopping()
                .hears(ENDED)
                .after(Duration.ofMinutes(1))
                .hears(order())
                .sends()
                .isTaken();
        assertThat(story.resource().state()).isEqualTo(State.STOPPING);

        story.hears(ENDED);

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().generation()).isEqualTo(2);
    }

    // ---- without an order

    @Test
    void ended_without_a_stop_of_ours_is_told_once_and_moves_nothing() {
        story.hears(new Evidence.Introduction("ops", null, null)).hears(ENDED).hears(ENDED);

        assertThat(story.resource().state()).isEqualTo(State.ACTIVE);
        assertThat(story.told())
                .filteredOn(news -> news.kind() == Kind.ENDED_BY_ITSELF)
                .hasSize(1);
    }

    @Test
    void the_hundredth_segment_of_a_living_task_is_no_news() {
        story.hears(new Evidence.Introduction("ops", null, null));
        for (var i = 0; i < 100; i++) {
            story.after(Duration.ofSeconds(5)).hears(SEGMENT);
        }

        assertThat(story.told()).hasSize(2);
    }

    // ---- after the stop

    @Test
    void a_segment_that_ends_after_the_stop_was_taken_is_a_sign_of_life() {
        story.stopping().hears(ENDED).hears(segment(story.now().plusSeconds(31)));

        assertThat(story.resource().state()).isEqualTo(State.REAPPEARED);
    }

    @Test
    void a_segment_that_ends_within_the_skew_is_not() {
        story.stopping().hears(ENDED).hears(segment(story.now().plusSeconds(30)));

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void one_late_segment_is_a_note_and_a_second_one_a_sign_of_life() {
        story.stopping().hears(ENDED).after(Duration.ofSeconds(16)).hears(SEGMENT);
        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.ALIVE);
        assertThat(story.lastTold().transition()).isFalse();

        story.after(Duration.ofSeconds(5)).hears(segmentNamed("another"));

        assertThat(story.resource().state()).isEqualTo(State.REAPPEARED);
    }

    @Test
    void segments_still_under_way_when_it_stopped_say_nothing() {
        story.stopping()
                .hears(ENDED)
                .after(Duration.ofSeconds(5))
                .hears(SEGMENT)
                .after(Duration.ofSeconds(5))
                .hears(SEGMENT);

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.outcome().news()).isNull();
    }

    @Test
    void an_unknown_word_is_a_note() {
        story.stopping().hears(new Evidence.CalledBack(new Callback.Other("2001"), CALLBACK));

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.CALLED_BACK);
    }

    // ---- what only seems to be silence, or an end

    @Test
    void a_silence_in_which_nobody_was_here_to_listen_begins_anew() {
        story.stopping().after(Duration.ofSeconds(40)).waits();

        assertThat(story.lastTold().kind()).as("our silence, not the vendor's").isEqualTo(Kind.ACKNOWLEDGED);
        story.after(Duration.ofSeconds(15)).waits();
        assertThat(story.lastTold().kind()).isEqualTo(Kind.SILENT);
    }

    @Test
    void an_outage_of_ours_within_the_window_begins_it_anew() {
        story.stopping().after(Duration.ofSeconds(12)).hears(new Evidence.Inattention());

        story.after(Duration.ofSeconds(14)).waits();
        assertThat(story.lastTold().kind()).isEqualTo(Kind.ACKNOWLEDGED);

        story.after(Duration.ofSeconds(1)).waits();
        assertThat(story.lastTold().kind()).isEqualTo(Kind.SILENT);
    }

    @Test
    void an_outage_of_ours_after_the_silence_takes_it_back() {
        story.stopping().after(SILENCE).waits().sends().hears(new Evidence.Inattention());

        story.isTaken();

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        story.after(SILENCE).waits().sends().isTaken();
        assertThat(story.resource().verdict()).isEqualTo(Verdict.ASSERTED);
    }

    @Test
    void what_is_still_at_work_is_sent_another_stop() {
        story.stopping();

        for (var second = 0; second < 30; second += 5) {
            story.after(Duration.ofSeconds(5)).hears(SEGMENT);
        }

        assertThat(story.sends().lastTold().kind()).isEqualTo(Kind.SENT);
    }

    @Test
    void a_word_nobody_knows_breaks_the_silence_too() {
        story.stopping()
                .after(Duration.ofSeconds(14))
                .hears(new Evidence.CalledBack(new Callback.Other("7"), CALLBACK));

        story.after(Duration.ofSeconds(2)).waits();

        assertThat(story.lastTold().kind()).isEqualTo(Kind.CALLED_BACK);
    }

    @Test
    void an_end_that_two_segments_contradict_is_no_end_any_more() {
        story.hears(order()).sends().answers(new Reply.Unsure("cut")).hears(ENDED);
        story.hears(segmentNamed("one")).hears(segmentNamed("two"));

        story.after(Duration.ofMinutes(1)).sends().isTaken();

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
    }

    @Test
    void the_same_late_segment_twice_is_one() {
        story.stopping().hears(ENDED).after(Duration.ofSeconds(20));

        story.hears(segmentNamed("late")).hears(segmentNamed("late"));

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        story.hears(segmentNamed("another"));
        assertThat(story.resource().state()).isEqualTo(State.REAPPEARED);
    }

    private static Evidence segmentNamed(String digest) {
        return new Evidence.CalledBack(
                new Callback.Segment(null), new Trace(Trace.Source.CALLBACK, null, "sha256:" + digest, null));
    }
}
