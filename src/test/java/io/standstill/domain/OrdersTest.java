package io.standstill.domain;

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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersTest {

    private final Story story = new Story(READABLE);

    @Test
    void an_order_makes_it_known_and_begins_a_generation() {
        story.hears(order());

        var resource = story.resource();
        assertThat(resource.state()).isEqualTo(State.REQUESTED);
        assertThat(resource.generation()).isEqualTo(1);
        assertThat(resource.seq()).isEqualTo(1);
        assertThat(resource.stop().requestedBy()).isEqualTo("ops");
        assertThat(resource.stop().deadlineAt()).isEqualTo(story.now().plus(Duration.ofMinutes(10)));
        assertThat(story.lastTold().from()).isNull();
        assertThat(story.lastTold().kind()).isEqualTo(Kind.ORDERED);
    }

    @Test
    void the_same_order_while_it_runs_changes_nothing() {
        story.stopping();
        var before = story.resource();

        story.hears(order());

        assertThat(story.resource()).isEqualTo(before);
        assertThat(story.outcome().news()).isNull();
    }

    @Test
    void force_on_a_graceful_stop_escalates_in_the_same_generation() {
        story.stopping().hears(force());

        var resource = story.resource();
        assertThat(resource.state()).isEqualTo(State.STOPPING);
        assertThat(resource.generation()).isEqualTo(1);
        assertThat(resource.stop().mode()).isEqualTo(Mode.FORCE);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.ESCALATED);
        assertThat(resource.sendDueAt()).isEqualTo(story.now());
    }

    @Test
    void force_before_the_first_look_waits_for_it() {
        story.hears(order()).hears(force());

        assertThat(story.resource().sendDueAt()).isNull();
        story.sees(running());
        assertThat(story.resource().sendDueAt()).isEqualTo(story.now());
    }

    @Test
    void graceful_on_a_forced_stop_changes_nothing() {
        story.hears(force()).hears(order());

        assertThat(story.resource().stop().mode()).isEqualTo(Mode.FORCE);
        assertThat(story.outcome().news()).isNull();
    }

    @Test
    void an_order_on_something_proved_just_now_is_answered_by_that_proof() {
        story.stopping().sees(atRest()).after(Duration.ofSeconds(5)).hears(order());

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.outcome().news()).isNull();
    }

    @Test
    void an_order_on_an_older_proof_begins_a_generation_and_looks_first() {
        story.stopping().sees(atRest()).after(Duration.ofSeconds(6)).hears(order());

        var resource = story.resource();
        assertThat(resource.state()).isEqualTo(State.REQUESTED);
        assertThat(resource.generation()).isEqualTo(2);
        assertThat(resource.verdict()).isNull();
        assertThat(resource.sendDueAt()).as("nothing is sent before a look").isNull();
    }

    @Test
    void what_failed_or_reappeared_can_be_ordered_anew() {
        story.stopping().answers(new Reply.Refused(refusal())).hears(order());
        assertThat(story.resource().generation()).isEqualTo(2);
        assertThat(story.resource().problem()).isNull();

        story.sees(running()).sends().isTaken().sees(running("life-2")).hears(order());
        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
        assertThat(story.resource().generation()).isEqualTo(3);
    }

    @Test
    void an_order_on_something_overdue_sends_again_and_keeps_generation_state_and_deadline() {
        story.stopping().after(Duration.ofMinutes(11)).waits();
        var deadline = story.resource().stop().deadlineAt();

        story.hears(order());

        var resource = story.resource();
        assertThat(resource.state()).isEqualTo(State.OVERDUE);
        assertThat(resource.generation()).isEqualTo(1);
        assertThat(resource.stop().deadlineAt()).isEqualTo(deadline);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.ORDERED);
        story.sees(running());
        assertThat(story.resource().sendDueAt()).as("it looks first").isEqualTo(story.now());
    }

    @Test
    void a_deadline_given_to_something_overdue_is_told_when_it_passes_too() {
        story.stopping().after(Duration.ofMinutes(11)).waits();

        story.hears(new Evidence.Order(Mode.GRACEFUL, null, "ops", Duration.ofMinutes(2), null));

        assertThat(story.resource().deadlineDueAt()).isEqualTo(story.now().plus(Duration.ofMinutes(2)));
        story.after(Duration.ofMinutes(2)).waits();
        assertThat(story.lastTold().kind()).isEqualTo(Kind.DEADLINE);
        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);
        assertThat(story.resource().deadlineDueAt()).isNull();
    }

    @Test
    void a_person_can_accept_as_running_what_stopped_failed_reappeared_or_is_overdue() {
        story.stopping().sees(atRest()).hears(new Evidence.Release("a rehearsal", "ops"));

        assertThat(story.resource().state()).isEqualTo(State.ACTIVE);
        assertThat(story.resource().stop()).isNull();
        assertThat(story.resource().verdict()).isNull();
        assertThat(story.lastTold().reason()).contains("ops").contains("a rehearsal");
    }

    @Test
    void nobody_can_accept_as_running_what_is_being_stopped() {
        story.hears(order());
        var before = story.resource();

        story.hears(new Evidence.Release(null, "ops"));

        assertThat(story.outcome().denied()).isNotNull();
        assertThat(story.resource()).isEqualTo(before);
    }

    @Test
    void a_look_begun_before_a_release_does_not_bring_the_old_order_back() {
        story.stopping();
        var before = story.vantage();
        story.after(Duration.ofMinutes(11)).waits().hears(new Evidence.Release(null, "ops"));

        story.hears(new Evidence.Look(before, atRest(), Samples.SEEN_AS, Samples.LOOK));

        assertThat(story.resource().state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void being_made_known_is_a_first_entry_and_being_labelled_a_note() {
        story.hears(new Evidence.Introduction("ops", Map.of("show", "morning"), null));
        assertThat(story.lastTold().kind()).isEqualTo(Kind.KNOWN);
        assertThat(story.resource().state()).isEqualTo(State.ACTIVE);

        story.hears(new Evidence.Introduction("ops", Map.of("show", "morning"), null));
        assertThat(story.outcome().news()).as("nothing new").isNull();

        story.hears(new Evidence.Introduction("ops", Map.of("show", "evening"), null));
        assertThat(story.lastTold().kind()).isEqualTo(Kind.LABELLED);
        assertThat(story.resource().labels()).containsEntry("show", "evening");
    }

    @Test
    void where_nothing_can_be_read_an_order_is_sent_at_once() {
        var blind = new Story(UNREADABLE).hears(order());

        assertThat(blind.resource().sendDueAt()).isEqualTo(blind.now());
    }

    @Test
    void an_overdue_one_that_seems_to_be_ending_is_sent_another_stop_when_a_person_asks_for_it() {
        story.stopping()
                .sees(Samples.stopping(Descent.GRACEFUL))
                .after(Duration.ofMinutes(11))
                .waits();
        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);

        story.hears(order()).sees(Samples.stopping(Descent.GRACEFUL)).sends();

        assertThat(story.lastTold().kind()).isEqualTo(Kind.SENT);
        assertThat(story.resource().generation()).isEqualTo(1);
    }

    @Test
    void next_moves_follow_the_state_and_the_problem() {
        story.hears(order());
        assertThat(NextMove.of(story.resource(), READABLE)).containsExactly(NextMove.FORCE);
        assertThat(NextMove.of(story.resource(), UNREADABLE)).isEmpty();

        var onlyForce = new Problem("enterprise-feature", "No", "no", List.of(NextMove.FORCE, NextMove.RELEASE));
        story.sees(running()).sends().answers(new Reply.Refused(onlyForce));
        assertThat(NextMove.of(story.resource(), READABLE)).containsExactly(NextMove.FORCE, NextMove.RELEASE);
    }
}
