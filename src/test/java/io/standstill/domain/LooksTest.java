package io.standstill.domain;

import static io.standstill.testing.Samples.ABSENT_IS_REST;
import static io.standstill.testing.Samples.LOOK;
import static io.standstill.testing.Samples.READABLE;
import static io.standstill.testing.Samples.absent;
import static io.standstill.testing.Samples.atRest;
import static io.standstill.testing.Samples.force;
import static io.standstill.testing.Samples.order;
import static io.standstill.testing.Samples.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Samples;
import io.standstill.testing.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LooksTest {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    private final Story story = new Story(READABLE);

    // ---- rest

    @Test
    void a_fresh_look_at_rest_proves_it() {
        story.stopping().sees(atRest());

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().verdict()).isEqualTo(Verdict.CONFIRMED);
        assertThat(story.resource().clean()).isTrue();
        assertThat(story.resource().stop().stoppedAt()).isEqualTo(story.now());
        assertThat(story.lastTold().trace().excerpt())
                .as("what moved it is kept")
                .isNotNull();
    }

    @Test
    void what_is_at_rest_already_is_proved_without_a_send() {
        story.hears(order()).sees(atRest());

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().stop().attempts()).isZero();
    }

    @Test
    void a_look_begun_before_the_answer_proves_nothing() {
        story.hears(order()).sees(running()).sends();
        var before = story.vantage();
        story.isTaken();

        story.hears(new Evidence.Look(before, atRest(), Samples.SEEN_AS, LOOK));

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.IGNORED);
    }

    @Test
    void a_look_begun_before_the_order_the_send_or_the_escalation_proves_nothing() {
        story.hears(new Evidence.Introduction("ops", null, null));
        var beforeOrder = story.vantage();
        story.hears(order()).hears(new Evidence.Look(beforeOrder, atRest(), Samples.SEEN_AS, LOOK));
        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);

        story.sees(running());
        var beforeSend = story.vantage();
        story.sends().hears(new Evidence.Look(beforeSend, atRest(), Samples.SEEN_AS, LOOK));
        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);

        story.isTaken();
        var beforeForce = story.vantage();
        story.hears(force()).hears(new Evidence.Look(beforeForce, atRest(), Samples.SEEN_AS, LOOK));
        assertThat(story.resource().state()).isEqualTo(State.STOPPING);

        story.sends();
        var beforeUnsure = story.vantage();
        story.answers(new Reply.Unsure("cut")).hears(new Evidence.Look(beforeUnsure, atRest(), Samples.SEEN_AS, LOOK));
        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
    }

    @Test
    void a_look_of_an_older_generation_proves_nothing() {
        story.stopping();
        var old = story.vantage();
        story.sees(atRest()).after(Duration.ofMinutes(1)).hears(order());

        story.hears(new Evidence.Look(new Vantage(old.generation(), 1_000), atRest(), Samples.SEEN_AS, LOOK));

        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
    }

    @Test
    void a_row_of_looks_keeps_its_pace_and_each_begins_after_the_one_before_was_committed() {
        var slow = new Story(Samples.byLooks(new Policy.Row(3, Duration.ofSeconds(30)), false)).stopping();

        slow.sees(atRest()).sees(atRest());
        assertThat(slow.resource().pursuit().streak()).as("too early to count").isEqualTo(1);
        assertThat(slow.outcome().news()).isNull();

        slow.after(Duration.ofSeconds(15));
        var beforeSecond = slow.vantage();
        slow.sees(atRest()).hears(new Evidence.Look(beforeSecond, atRest(), Samples.SEEN_AS, LOOK));
        assertThat(slow.resource().pursuit().streak())
                .as("begun too early to be a third")
                .isEqualTo(2);

        slow.after(Duration.ofSeconds(15)).sees(atRest());
        assertThat(slow.resource().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void a_living_look_breaks_the_row() {
        var slow = new Story(Samples.byLooks(new Policy.Row(2, TWO_SECONDS), false)).stopping();

        slow.sees(atRest())
                .after(TWO_SECONDS)
                .sees(running())
                .after(TWO_SECONDS)
                .sees(atRest());

        assertThat(slow.resource().state()).isEqualTo(State.STOPPING);
        assertThat(slow.resource().pursuit().streak()).isEqualTo(1);
    }

    @Test
    void rest_under_the_name_of_the_life_that_lived_is_no_rest() {
        story.stopping().sees(new Reading.AtRest("Stopped", "life-1", null, List.of()));

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.UNSURE);
    }

    // ---- clean and residue

    @Test
    void an_error_newer_than_the_order_makes_it_unclean() {
        story.stopping().sees(new Reading.AtRest("Stopped", null, "SuspendError 1", List.of()));

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().clean()).isFalse();
    }

    @Test
    void an_error_from_before_the_order_does_not() {
        story.hears(order())
                .sees(new Reading.Alive("Running", "life-1", null, "old"))
                .sends()
                .isTaken()
                .sees(new Reading.AtRest("Stopped", null, "old", List.of()));

        assertThat(story.resource().clean()).isTrue();
    }

    @Test
    void after_a_force_nobody_can_tell_whether_it_is_clean() {
        story.hears(force()).sees(running()).sends().isTaken().sees(atRest());

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().clean()).isNull();
    }

    @Test
    void a_graceful_stop_that_the_vendor_carried_out_by_force_leaves_nobody_able_to_tell_either() {
        story.hears(order())
                .sees(running())
                .sends()
                .answers(new Reply.Taken(true))
                .sees(atRest());

        assertThat(story.resource().clean()).isNull();
    }

    @Test
    void residue_names_what_still_costs() {
        story.stopping().sees(new Reading.AtRest("Stopped", null, null, List.of("storage")));
        assertThat(story.resource().residue()).containsExactly("storage");

        story.sees(atRest());
        assertThat(story.resource().residue()).isEmpty();
        assertThat(story.lastTold().kind()).isEqualTo(Kind.SEEN);
    }

    // ---- alive

    @Test
    void the_vendors_own_stopping_counts_as_acknowledgement() {
        story.hears(order()).sees(Samples.stopping(Descent.UNTOLD));

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.ACKNOWLEDGED);
        assertThat(story.resource().sendDueAt()).as("nothing to send").isNull();
    }

    @Test
    void a_graceful_end_under_way_does_not_answer_a_forced_order() {
        story.hears(force()).sees(Samples.stopping(Descent.GRACEFUL));

        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
        assertThat(story.resource().sendDueAt()).isEqualTo(story.now());
    }

    @Test
    void another_incarnation_while_stopping_is_reappeared_and_names_both() {
        story.stopping().sees(running("life-2"));

        assertThat(story.resource().state()).isEqualTo(State.REAPPEARED);
        assertThat(story.resource().problem().detail()).contains("life-1").contains("life-2");
        assertThat(story.resource().incarnation()).isEqualTo("life-2");
    }

    @Test
    void a_life_begun_between_order_and_first_look_is_simply_what_is_to_be_stopped() {
        story.hears(new Evidence.Introduction("ops", null, null))
                .sees(running("life-1"))
                .hears(order())
                .sees(running("life-2"));

        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
        assertThat(story.resource().incarnation()).isEqualTo("life-2");
    }

    @Test
    void a_fresh_sign_of_life_after_stopped_is_reappeared() {
        story.stopping().sees(atRest()).sees(running());

        assertThat(story.resource().state()).isEqualTo(State.REAPPEARED);
        assertThat(story.resource().verdict()).isNull();
        assertThat(story.resource().clean()).isNull();
    }

    @Test
    void a_slow_old_look_does_not_cry_reappeared() {
        story.stopping();
        var old = story.vantage();
        story.sees(atRest());

        story.hears(new Evidence.Look(old, running(), Samples.SEEN_AS, LOOK));

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.lastTold().kind()).isEqualTo(Kind.IGNORED);
    }

    @Test
    void nobodys_order_is_pending_so_rest_is_only_a_note() {
        story.hears(new Evidence.Introduction("ops", null, null))
                .sees(running())
                .sees(atRest());

        assertThat(story.resource().state()).isEqualTo(State.ACTIVE);
        assertThat(story.resource().vendorStatus()).isEqualTo("Stopped");
        assertThat(story.lastTold().kind()).isEqualTo(Kind.SEEN);
    }

    @Test
    void a_look_without_news_writes_nothing() {
        story.stopping().sees(running());
        var told = story.told().size();

        story.sees(running()).sees(running());

        assertThat(story.told()).hasSize(told);
    }

    // ---- absent

    @Test
    void what_the_vendor_never_knew_is_refused() {
        story.hears(order()).sees(absent());

        assertThat(story.resource().state()).isEqualTo(State.FAILED);
        assertThat(story.resource().problem().name()).isEqualTo(Problem.UNKNOWN_AT_VENDOR);
    }

    @Test
    void absent_though_it_was_seen_is_gone_after_the_policys_row() {
        story.stopping();

        story.sees(absent());
        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        story.after(Duration.ofSeconds(3)).sees(absent());
        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        story.after(Duration.ofSeconds(3)).sees(absent());

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().verdict()).isEqualTo(Verdict.GONE);
        assertThat(story.resource().clean()).isNull();
    }

    @Test
    void absence_after_our_acknowledged_stop_is_confirmed_where_that_is_what_rest_looks_like() {
        var storm = new Story(ABSENT_IS_REST).stopping();

        storm.sees(absent())
                .after(Duration.ofSeconds(15))
                .sees(absent())
                .after(Duration.ofSeconds(15))
                .sees(absent());

        assertThat(storm.resource().state()).isEqualTo(State.STOPPED);
        assertThat(storm.resource().verdict()).isEqualTo(Verdict.CONFIRMED);
    }

    @Test
    void absence_after_a_stop_that_nobody_acknowledged_is_only_gone() {
        var storm = new Story(ABSENT_IS_REST)
                .hears(order())
                .sees(running())
                .sends()
                .answers(new Reply.Unsure("the connection broke"));

        for (var i = 0; i < 3; i++) {
            storm.after(Duration.ofSeconds(15)).sees(absent());
        }

        assertThat(storm.resource().verdict()).isEqualTo(Verdict.GONE);
    }

    @Test
    void absent_in_another_account_or_without_a_second_look_is_lost_sight_and_told_once() {
        story.stopping();
        var unchecked = new Reading.Absent(Reading.Control.FAILED);

        for (var i = 0; i < 5; i++) {
            story.after(TWO_SECONDS).sees(absent(), "https://elsewhere.example").sees(unchecked);
        }

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.told()).filteredOn(news -> news.kind() == Kind.ABSENT).hasSize(2);
    }

    @Test
    void however_long_nobody_could_look_each_step_of_a_row_keeps_its_distance() {
        var storm = new Story(ABSENT_IS_REST).stopping();
        storm.sees(absent()).after(Duration.ofHours(1)).sees(absent());

        storm.after(TWO_SECONDS).sees(absent());

        assertThat(storm.resource().state()).isEqualTo(State.STOPPING);
        storm.after(Duration.ofSeconds(13)).sees(absent());
        assertThat(storm.resource().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void a_look_that_tells_nothing_breaks_a_row() {
        var storm = new Story(ABSENT_IS_REST).stopping();
        storm.sees(absent()).after(Duration.ofSeconds(15)).sees(absent());

        storm.after(Duration.ofSeconds(15))
                .sees(new Reading.Unsure("no answer in time", null))
                .sees(absent());

        assertThat(storm.resource().state()).isEqualTo(State.STOPPING);
    }

    // ---- elsewhere

    @Test
    void what_is_seen_in_another_account_proves_nothing() {
        story.stopping();

        for (var i = 0; i < 5; i++) {
            story.after(TWO_SECONDS).sees(atRest(), "https://elsewhere.example");
        }
        story.sees(running("life-2"), "https://elsewhere.example");

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.lastTold().reason()).contains("last seen at", Samples.SEEN_AS, "https://elsewhere.example");
        story.sees(atRest());
        assertThat(story.resource().state()).as("where it was seen before").isEqualTo(State.STOPPED);
    }

    @Test
    void life_in_another_account_is_no_sign_of_life_after_a_proof() {
        story.stopping().sees(atRest());

        story.after(Duration.ofMinutes(1)).sees(running("life-2"), "https://elsewhere.example");

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().callDueAt()).as("it is looked at again").isAfter(story.now());
    }

    @Test
    void a_new_order_means_what_lives_in_the_account_as_it_is_configured_now() {
        story.stopping().sees(atRest()).after(Duration.ofHours(1));

        story.hears(order()).sees(running("life-2"), "https://elsewhere.example");
        story.sends().isTaken().sees(atRest(), "https://elsewhere.example");

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
    }

    // ---- how cleanly

    @Test
    void whether_it_was_clean_is_unknown_when_the_answer_to_the_stop_was_lost() {
        story.hears(order()).sees(running()).sends().answers(new Reply.Unsure("no answer in time"));

        story.sees(atRest());

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().clean()).isNull();
    }

    @Test
    void whether_it_was_clean_is_unknown_when_somebody_else_forced_it() {
        story.stopping().sees(Samples.stopping(Descent.FORCED)).sees(atRest());

        assertThat(story.resource().clean()).isNull();
    }

    @Test
    void whether_it_was_clean_is_unknown_when_it_rests_with_an_error_before_it_was_ever_seen() {
        story.hears(order()).sees(new Reading.AtRest("Stopped", null, "CheckpointFailed", List.of()));

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().clean()).isNull();
    }

    @Test
    void a_life_that_an_older_order_stopped_is_not_taken_for_the_one_this_order_means() {
        story.stopping().sees(atRest()).after(Duration.ofHours(1)).hears(order());

        story.sees(running(null)).after(TWO_SECONDS).sees(running("life-2"));

        assertThat(story.resource().state()).isEqualTo(State.REQUESTED);
        assertThat(story.resource().incarnation()).isEqualTo("life-2");
    }

    // ---- from the vendor's memory

    @Test
    void what_the_vendor_only_remembers_proves_nothing() {
        story.stopping();
        for (var i = 0; i < 5; i++) {
            story.after(TWO_SECONDS).sees(new Reading.Remembered(atRest()));
        }

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.lastTold().kind()).as("and is no news").isEqualTo(Kind.ACKNOWLEDGED);
    }

    @Test
    void what_the_vendor_only_remembers_is_no_sign_of_life_after_a_proof() {
        story.stopping().sees(atRest());

        story.after(Duration.ofMinutes(1)).sees(new Reading.Remembered(running(null)));

        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
        assertThat(story.resource().callDueAt()).as("it is looked at again").isAfter(story.now());
    }

    @Test
    void what_the_vendor_remembers_as_alive_is_enough_to_send_the_stop() {
        story.hears(order()).sees(new Reading.Remembered(running(null))).sends();

        assertThat(story.lastTold().kind()).isEqualTo(Kind.SENT);
    }

    @Test
    void what_vanished_together_with_everything_else_is_lost_sight() {
        story.stopping();

        for (var i = 0; i < 9; i++) {
            story.after(TWO_SECONDS).sees(new Reading.Absent(Reading.Control.EMPTY));
        }

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
    }

    @Test
    void what_was_never_seen_and_is_not_there_is_unknown_even_where_nothing_else_is() {
        story.hears(order()).sees(new Reading.Absent(Reading.Control.EMPTY));

        assertThat(story.resource().state()).isEqualTo(State.FAILED);
        assertThat(story.resource().problem().name()).isEqualTo(Problem.UNKNOWN_AT_VENDOR);
    }

    // ---- nothing

    @Test
    void a_look_that_tells_nothing_moves_nothing_and_each_fault_is_told_once() {
        story.stopping();

        for (var i = 0; i < 20; i++) {
            story.sees(new Reading.Unsure("the vendor answered 503", null))
                    .sees(new Reading.Unsure("no answer in time", null));
        }

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        assertThat(story.told()).filteredOn(news -> news.kind() == Kind.UNSURE).hasSize(2);
    }

    @Test
    void what_only_ever_reads_an_unknown_word_is_sent_its_stop_all_the_same() {
        story.hears(order()).sees(new Reading.Unsure("the vendor uses an unknown word", "Hibernating"));

        assertThat(story.sends().lastTold().kind()).isEqualTo(Kind.SENT);
    }

    @Test
    void an_unknown_word_is_shown_and_is_not_rest() {
        var slow = new Story(Samples.byLooks(new Policy.Row(2, TWO_SECONDS), false)).stopping();

        slow.sees(atRest()).sees(new Reading.Unsure("the vendor uses an unknown word", "Hibernating"));
        slow.after(TWO_SECONDS).sees(atRest());

        assertThat(slow.resource().state()).as("the row began anew").isEqualTo(State.STOPPING);
        assertThat(slow.told()).anyMatch(news -> news.kind() == Kind.UNSURE);
    }

    @Test
    void a_time_out_between_two_looks_at_rest_begins_the_row_anew() {
        var slow = new Story(Samples.byLooks(new Policy.Row(2, TWO_SECONDS), false)).stopping();

        slow.sees(atRest()).after(TWO_SECONDS).sees(new Reading.Unsure("no answer in time", null));
        assertThat(slow.resource().state()).isEqualTo(State.STOPPING);
        slow.sees(atRest());
        assertThat(slow.resource().state()).isEqualTo(State.STOPPING);

        slow.after(TWO_SECONDS).sees(atRest());

        assertThat(slow.resource().state()).isEqualTo(State.STOPPED);
    }
}
