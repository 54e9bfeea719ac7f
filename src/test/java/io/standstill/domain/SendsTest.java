package io.standstill.domain;

import static io.standstill.testing.Samples.AGAIN;
import static io.standstill.testing.Samples.ANSWER;
import static io.standstill.testing.Samples.READABLE;
import static io.standstill.testing.Samples.UNREADABLE;
import static io.standstill.testing.Samples.atRest;
import static io.standstill.testing.Samples.force;
import static io.standstill.testing.Samples.order;
import static io.standstill.testing.Samples.refusal;
import static io.standstill.testing.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SendsTest {

    private final Story story = new Story(READABLE);

    @Test
    void nothing_is_sent_before_a_look_has_told_what_it_is() {
        story.hears(order()).sends();

        assertThat(story.outcome().denied()).isNotNull();
        assertThat(story.resource().stop().attempts()).isZero();
    }

    @Test
    void a_send_is_an_intent_first() {
        story.hears(order()).sees(running()).sends();

        assertThat(story.lastTold().kind()).isEqualTo(Kind.SENT);
        assertThat(story.resource().stop().attempts()).isEqualTo(1);
        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
    }

    @Test
    void two_who_would_send_the_same_get_one_grant() {
        story.hears(order()).sees(running());
        var both = story.vantage();

        story.hears(new Evidence.Sending(both, AGAIN)).hears(new Evidence.Sending(both, AGAIN));

        assertThat(story.outcome().denied()).isNotNull();
        assertThat(story.resource().stop().attempts()).isEqualTo(1);
    }

    @Test
    void what_is_taken_is_stopping_and_not_stopped() {
        story.stopping();

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.resource().stop().acknowledgedAt()).isEqualTo(story.now());
        assertThat(story.resource().verdict()).isNull();
    }

    @Test
    void an_unsure_answer_leaves_it_requested_and_a_look_comes_before_the_next_send() {
        story.hears(order()).sees(running()).sends().answers(new Reply.Unsure("no answer in time"));

        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
        story.after(AGAIN).sends();
        assertThat(story.outcome().denied()).as("no send without a look").isNotNull();
        story.sees(running()).sends();
        assertThat(story.resource().stop().attempts()).isEqualTo(2);
    }

    @Test
    void a_send_nobody_answered_for_counts_as_unsure_and_is_repeated_after_a_look() {
        story.hears(order()).sees(running()).sends().sees(running());
        assertThat(story.resource().sendDueAt()).isEqualTo(story.now().plus(Duration.ofSeconds(10)));

        story.after(Duration.ofSeconds(10)).sends();

        assertThat(story.resource().stop().attempts()).isEqualTo(2);
        assertThat(story.resource().pursuit().unsureSends()).isEqualTo(1);
    }

    @Test
    void a_refusal_fails_it_with_its_problem() {
        story.hears(order()).sees(running()).sends().answers(new Reply.Refused(refusal()));

        assertThat(story.resource().state()).isEqualTo(State.FAILED);
        assertThat(story.resource().problem()).isEqualTo(refusal());
        assertThat(story.resource().timeDueAt()).isNull();
        assertThat(story.resource().callDueAt()).isNull();
    }

    @Test
    void what_the_vendor_is_known_to_refuse_fails_without_being_sent() {
        story.hears(order()).sees(running());

        story.hears(new Evidence.Objection(story.vantage(), Mode.GRACEFUL, refusal(), Samples.LOOK));

        assertThat(story.resource().state()).isEqualTo(State.FAILED);
        assertThat(story.resource().problem()).isEqualTo(refusal());
        assertThat(story.resource().stop().attempts()).isZero();
    }

    @Test
    void an_objection_to_another_way_of_stopping_or_from_before_the_order_is_no_objection() {
        story.hears(order()).sees(running());
        var before = story.vantage();

        story.hears(force()).hears(new Evidence.Objection(story.vantage(), Mode.GRACEFUL, refusal(), Samples.LOOK));
        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);

        story.hears(new Evidence.Objection(before, Mode.FORCE, refusal(), Samples.LOOK));
        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
    }

    @Test
    void what_the_configuration_bars_meanwhile_is_not_sent() {
        var ordered = story.hears(order()).sees(running()).resource();
        var barred = Samples.READABLE.barredBy(refusal());

        var outcome = Machine.hear(
                Samples.ORDERS,
                "feldera",
                ordered,
                new Evidence.Sending(ordered.vantage(), Samples.AGAIN),
                barred,
                story.now());

        assertThat(outcome.resource().state()).isEqualTo(State.FAILED);
        assertThat(outcome.resource().problem()).isEqualTo(refusal());
    }

    @Test
    void the_refusal_of_a_graceful_stop_does_not_fail_the_forced_one_ordered_meanwhile() {
        story.hears(order()).sees(running()).sends();
        var sent = story.vantage();

        story.hears(force()).hears(new Evidence.Answer(sent, new Reply.Refused(refusal()), AGAIN, ANSWER));

        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.IGNORED);
        assertThat(story.resource().sendDueAt())
                .as("the forced one goes out now")
                .isEqualTo(story.now());
    }

    @Test
    void the_answer_to_a_graceful_stop_does_not_hold_back_the_forced_one_ordered_meanwhile() {
        story.hears(order()).sees(running()).sends();
        var sent = story.vantage();

        story.hears(force()).hears(new Evidence.Answer(sent, new Reply.Taken(false), AGAIN, ANSWER));

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.resource().sendDueAt()).isEqualTo(story.now());
    }

    @Test
    void while_an_answer_may_still_come_nothing_else_is_sent_not_even_force() {
        story.hears(order()).sees(running()).sends().hears(force()).sends();

        assertThat(story.outcome().denied()).isNotNull();
        story.after(Duration.ofSeconds(10)).sends();
        assertThat(story.lastTold().kind()).isEqualTo(Kind.SENT);
    }

    @Test
    void an_answer_to_an_older_generation_is_a_note() {
        story.stopping();
        var old = story.vantage();
        story.sees(atRest()).after(Duration.ofMinutes(1)).hears(order());

        story.hears(new Evidence.Answer(old, new Reply.Taken(false), AGAIN, ANSWER));

        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.IGNORED);
    }

    @Test
    void an_answer_after_the_end_is_a_note() {
        story.hears(order()).sees(running()).sends();
        var sent = story.vantage();
        story.sees(atRest());
        assertThat(story.resource().state()).isEqualTo(State.STOPPED);

        story.hears(new Evidence.Answer(sent, new Reply.Unsure("500"), AGAIN, ANSWER));

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.IGNORED);
    }

    @Test
    void what_was_taken_without_effect_is_sent_again_much_later() {
        story.stopping().sees(running());

        assertThat(story.resource().sendDueAt()).isEqualTo(story.now().plus(Duration.ofSeconds(30)));
    }

    @Test
    void overdue_and_taken_late_it_stays_overdue_and_notes_when() {
        story.hears(order()).sees(running()).sends();
        var sent = story.vantage();
        story.after(Duration.ofMinutes(10)).waits();
        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);

        story.hears(new Evidence.Answer(sent, new Reply.Taken(false), AGAIN, ANSWER));

        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);
        assertThat(story.resource().stop().acknowledgedAt()).isEqualTo(story.now());
    }

    @Test
    void where_nothing_can_be_read_not_found_is_final_only_if_every_send_was_answered() {
        var sure = new Story(UNREADABLE).hears(order()).sends().answers(new Reply.NotFound("no such task"));
        assertThat(sure.resource().state()).isEqualTo(State.FAILED);
        assertThat(sure.resource().problem().name()).isEqualTo(Problem.UNKNOWN_AT_VENDOR);

        var unsure = new Story(UNREADABLE)
                .hears(order())
                .sends()
                .answers(new Reply.Unsure("cut"))
                .after(AGAIN)
                .sends()
                .answers(new Reply.NotFound("no such task"));
        assertThat(unsure.resource().state()).isEqualTo(State.REQUESTED);
        assertThat(unsure.lastTold().kind()).isEqualTo(Kind.UNSURE);
    }
}
