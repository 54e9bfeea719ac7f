package io.standstill.domain;

import static io.standstill.testing.Samples.READABLE;
import static io.standstill.testing.Samples.atRest;
import static io.standstill.testing.Samples.order;
import static io.standstill.testing.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClocksTest {

    private final Story story = new Story(READABLE);

    // ---- deadline

    @Test
    void the_deadline_makes_it_overdue_and_never_stopped() {
        story.stopping().after(Duration.ofMinutes(10)).waits();

        assertThat(story.resource().state()).isEqualTo(State.OVERDUE);
        assertThat(story.resource().verdict()).isNull();
    }

    @Test
    void a_moment_before_the_deadline_nothing_happens() {
        story.stopping().after(Duration.ofMinutes(10).minusMillis(1)).waits();

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.outcome().news()).isNull();
    }

    @Test
    void late_proof_still_counts() {
        story.stopping().after(Duration.ofHours(10)).waits().sees(atRest());

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void the_deadline_is_told_once() {
        story.stopping()
                .after(Duration.ofMinutes(10))
                .waits()
                .after(Duration.ofHours(1))
                .waits();

        assertThat(story.told())
                .filteredOn(news -> news.kind() == Kind.DEADLINE)
                .hasSize(1);
        assertThat(story.resource().deadlineDueAt()).isNull();
    }

    // ---- escalation

    @Test
    void a_graceful_stop_that_takes_too_long_becomes_a_forced_one_once() {
        var patient = new Evidence.Order(Mode.GRACEFUL, null, "ops", null, Duration.ofMinutes(5));
        story.hears(patient)
                .sees(running())
                .sends()
                .isTaken()
                .after(Duration.ofMinutes(5))
                .waits()
                .waits();

        assertThat(story.resource().stop().mode()).isEqualTo(Mode.FORCE);
        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.told())
                .filteredOn(news -> news.kind() == Kind.ESCALATED)
                .hasSize(1);
        assertThat(story.resource().sendDueAt()).isEqualTo(story.now());
    }

    @Test
    void a_look_begun_before_the_escalation_no_longer_counts() {
        var patient = new Evidence.Order(Mode.GRACEFUL, null, "ops", null, Duration.ofMinutes(5));
        story.hears(patient).sees(running()).sends().isTaken().after(Duration.ofMinutes(5));
        var before = story.vantage();

        story.waits().hears(new Evidence.Look(before, atRest(), Samples.SEEN_AS, Samples.LOOK));

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
    }

    // ---- watch

    @Test
    void what_stopped_is_watched_for_a_while_and_then_left_alone() {
        story.stopping().sees(atRest());
        assertThat(story.resource().callDueAt()).isEqualTo(story.now().plus(Duration.ofMinutes(1)));

        story.after(Duration.ofMinutes(1)).sees(atRest());
        assertThat(story.resource().callDueAt()).isEqualTo(story.now().plus(Duration.ofMinutes(4)));
        assertThat(story.outcome().news()).as("still at rest is no news").isNull();

        story.after(Duration.ofMinutes(4)).sees(atRest());
        assertThat(story.resource().callDueAt()).isNull();
    }

    @Test
    void a_watch_that_sees_nothing_is_tried_again() {
        story.stopping()
                .sees(atRest())
                .after(Duration.ofMinutes(1))
                .sees(new Reading.Unsure("no answer in time", null));

        assertThat(story.resource().callDueAt()).isEqualTo(story.now().plus(Duration.ofSeconds(30)));
        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void watches_missed_while_nobody_looked_are_not_made_up_for() {
        story.stopping().sees(atRest()).after(Duration.ofMinutes(6)).sees(atRest());

        assertThat(story.resource().callDueAt()).isNull();
    }

    @Test
    void a_watch_that_sees_it_alive_is_reappeared() {
        story.stopping().sees(atRest()).after(Duration.ofMinutes(1)).sees(running("life-2"));

        assertThat(story.resource().state()).isEqualTo(State.REAPPEARED);
        assertThat(story.resource().callDueAt()).isNull();
    }

    // ---- the dead man's handle

    @Test
    void the_handle_orders_a_stop_when_nobody_moved_it_on() {
        var at = story.now().plus(Duration.ofMinutes(3));
        story.hears(new Evidence.Introduction("ops", null, new Evidence.Handle(at)));
        assertThat(story.resource().timeDueAt()).isEqualTo(at);

        story.after(Duration.ofMinutes(3)).waits();

        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
        assertThat(story.resource().stop().requestedBy()).isEqualTo("handle");
        assertThat(story.resource().stopAt()).isNull();
        assertThat(story.lastTold().trace().source()).isEqualTo(Trace.Source.CLOCK);
    }

    @Test
    void the_handle_has_nothing_to_ask_for_while_a_stop_runs() {
        var at = story.now().plus(Duration.ofMinutes(3));
        story.hears(order()).hears(new Evidence.Introduction("ops", null, new Evidence.Handle(at)));
        var told = story.told().size();

        story.after(Duration.ofMinutes(3)).waits();

        assertThat(story.told()).hasSize(told);
        assertThat(story.resource().stopAt()).isNull();
        assertThat(story.resource().generation()).isEqualTo(1);
    }

    @Test
    void taken_off_it_asks_for_nothing() {
        var at = story.now().plus(Duration.ofMinutes(3));
        story.hears(new Evidence.Introduction("ops", null, new Evidence.Handle(at)))
                .hears(new Evidence.Introduction("ops", null, new Evidence.Handle(null)));

        assertThat(story.resource().timeDueAt()).isNull();
    }

    @Test
    void where_nothing_may_be_stopped_it_is_taken_off_and_says_why() {
        var barred = new Story(Samples.READABLE.barredBy(Samples.refusal()));
        var at = barred.now().plus(Duration.ofMinutes(3));
        barred.hears(new Evidence.Introduction("ops", null, new Evidence.Handle(at)));

        barred.after(Duration.ofMinutes(3)).waits();

        assertThat(barred.resource().state()).isEqualTo(State.ACTIVE);
        assertThat(barred.resource().stopAt()).isNull();
        assertThat(barred.lastTold().reason()).contains("no stop can be ordered", "the key may only read");
    }
}
