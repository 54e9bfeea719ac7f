package io.standstill.domain;

import static io.standstill.testing.Samples.ABSENT_IS_REST;
import static io.standstill.testing.Samples.CALLBACK;
import static io.standstill.testing.Samples.LOOK;
import static io.standstill.testing.Samples.READABLE;
import static io.standstill.testing.Samples.SEEN_AS;
import static io.standstill.testing.Samples.UNREADABLE;
import static io.standstill.testing.Samples.absent;
import static io.standstill.testing.Samples.atRest;
import static io.standstill.testing.Samples.force;
import static io.standstill.testing.Samples.order;
import static io.standstill.testing.Samples.refusal;
import static io.standstill.testing.Samples.running;
import static io.standstill.testing.Samples.stopping;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Story;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is remembered of a thing that was heard, what is forgotten, and in which words it is told. */
class LeftBehindTest {

    private static final Reading.Absent UNCHECKED = new Reading.Absent(Reading.Control.FAILED);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    private final Story story = new Story(READABLE);
    private final Story rows = new Story(ABSENT_IS_REST);
    private final Story byWord = new Story(UNREADABLE);

    private static Pursuit of(Story story) {
        return story.resource().pursuit();
    }

    private static void looksBeforeItNoLongerCount(Story story) {
        assertThat(of(story).freshFrom()).isEqualTo(story.resource().seq());
    }

    // ---- in which words

    @Test
    void a_proof_tells_how_many_looks_it_took() {
        assertThat(story.stopping().sees(atRest()).lastTold().reason()).isEqualTo("read at rest by a fresh look");

        rows.stopping().sees(atRest());
        assertThat(rows.lastTold().reason()).isEqualTo("at rest, 1 of 3");
        rows.after(Duration.ofSeconds(15))
                .sees(atRest())
                .after(Duration.ofSeconds(15))
                .sees(atRest());
        assertThat(rows.lastTold().reason()).isEqualTo("read at rest by 3 fresh looks over 30 s");
    }

    @Test
    void another_order_tells_by_whom_and_in_which_way() {
        story.stopping().after(READABLE.deadline()).waits().hears(order());
        assertThat(story.lastTold().reason()).isEqualTo("ordered again by ops: end of show");
        looksBeforeItNoLongerCount(story);
        assertThat(of(story).clear()).isFalse();

        story.hears(force()).after(READABLE.deadline()).waits().hears(force());
        assertThat(story.lastTold().reason()).isEqualTo("force ordered by ops: it hangs");

        byWord.stopping().after(UNREADABLE.deadline()).waits().hears(order());
        assertThat(of(byWord).clear()).isTrue();
    }

    // ---- rows

    @Test
    void a_row_of_rest_does_not_go_on_as_one_of_absence() {
        rows.stopping().sees(atRest()).after(Duration.ofSeconds(15)).sees(absent());

        assertThat(rows.lastTold().reason()).isEqualTo("not found, 1 of 3");
    }

    @Test
    void an_absence_that_nobody_could_check_breaks_a_row() {
        rows.stopping().sees(atRest()).sees(UNCHECKED);

        assertThat(of(rows).streak()).isZero();
        assertThat(of(rows).blind()).isTrue();
    }

    @Test
    void rest_under_the_name_of_the_life_that_lived_breaks_a_row() {
        rows.stopping().sees(atRest());
        assertThat(of(rows).streak()).isEqualTo(1);

        rows.sees(new Reading.AtRest("Stopped", "life-1", null, List.of()));

        assertThat(of(rows).streak()).isZero();
        assertThat(of(rows).streakSince()).isNull();
    }

    // ---- the watch

    @Test
    void an_absence_takes_the_watch_on_only_if_it_was_cross_checked() {
        story.stopping().sees(atRest()).after(A_MINUTE).sees(UNCHECKED);
        assertThat(of(story).watchAt()).isEqualTo(story.now().plusSeconds(30));
        assertThat(of(story).watchStep()).isZero();

        story.after(A_MINUTE).sees(absent());
        assertThat(of(story).watchStep()).isEqualTo(1);
        assertThat(story.resource().state()).isEqualTo(State.STOPPED);
    }

    @Test
    void a_look_that_was_not_due_does_not_take_it_on() {
        story.stopping()
                .sees(atRest())
                .after(Duration.ofSeconds(10))
                .sees(atRest())
                .sees(absent());

        assertThat(of(story).watchStep()).isZero();
        assertThat(of(story).watchAt()).isEqualTo(story.now().plusSeconds(50));
    }

    // ---- the end of a pursuit

    @Test
    void what_lives_again_is_pursued_no_longer() {
        story.stopping().sees(running("life-2"));

        assertThat(story.resource().state()).isEqualTo(State.REAPPEARED);
        assertThat(of(story).sendAt()).isNull();
        looksBeforeItNoLongerCount(story);
    }

    @Test
    void what_was_refused_is_pursued_no_longer() {
        story.hears(order()).sees(running()).sends().answers(new Reply.Refused(refusal()));

        assertThat(of(story).sendAt()).isNull();
        assertThat(of(story).clear()).isFalse();
        looksBeforeItNoLongerCount(story);
    }

    @Test
    void what_is_released_remembers_nothing_of_it() {
        story.stopping().after(READABLE.deadline()).waits().hears(new Evidence.Release("it may run", "ops"));

        assertThat(of(story).looked()).isFalse();
        assertThat(of(story).sentSeq()).isZero();
        looksBeforeItNoLongerCount(story);
    }

    @Test
    void an_objection_by_a_look_begun_after_the_order_counts() {
        story.hears(order());
        assertThat(story.vantage().seq()).isEqualTo(of(story).freshFrom());

        story.hears(new Evidence.Objection(story.vantage(), Mode.GRACEFUL, refusal(), LOOK));

        assertThat(story.resource().state()).isEqualTo(State.FAILED);
    }

    // ---- looks

    @Test
    void a_vendors_own_stopping_acknowledges_and_ages_the_looks_before() {
        story.hears(order()).sees(stopping(Descent.GRACEFUL));

        assertThat(story.resource().state()).isEqualTo(State.STOPPING);
        looksBeforeItNoLongerCount(story);
    }

    @Test
    void another_life_is_news_though_it_reads_the_same() {
        story.hears(new Evidence.Introduction("ops", null, null)).sees(running("one"));

        assertThat(story.sees(running("two")).outcome().news()).isNotNull();
        assertThat(story.sees(running("two")).outcome().news()).isNull();
    }

    @Test
    void the_first_look_of_an_order_is_news_though_it_reads_the_same() {
        story.hears(new Evidence.Introduction("ops", null, null))
                .sees(running())
                .hears(order());

        assertThat(story.sees(running()).outcome().news()).isNotNull();
        assertThat(story.sees(running()).outcome().news()).isNull();
    }

    @Test
    void whether_a_look_is_news_can_be_known_before() {
        story.stopping().sees(running());
        var same = new Evidence.Look(story.vantage(), running(), SEEN_AS, LOOK);
        var rest = new Evidence.Look(story.vantage(), atRest(), SEEN_AS, LOOK);

        assertThat(Machine.isNews(story.resource(), same, READABLE, story.now()))
                .isFalse();
        assertThat(Machine.isNews(story.resource(), rest, READABLE, story.now()))
                .isTrue();
    }

    @Test
    void it_was_observed_when_it_last_read_otherwise() {
        story.hears(new Evidence.Introduction("ops", null, null)).sees(running());
        var first = story.now();
        story.after(A_MINUTE).sees(running());
        assertThat(story.resource().observedAt()).isEqualTo(first);

        story.sees(new Reading.Alive("Paused", "life-1", null, null));
        assertThat(story.resource().observedAt()).isEqualTo(story.now());
    }

    @Test
    void a_state_has_its_time_and_a_note_changes_none() {
        story.stopping();
        var since = story.now();
        story.after(A_MINUTE).sees(new Reading.Alive("Paused", "life-1", null, null));
        assertThat(story.resource().since()).isEqualTo(since);

        story.sees(atRest());
        assertThat(story.resource().since()).isEqualTo(story.now());
    }

    @Test
    void an_old_absence_is_told_as_such_and_an_old_life_is_not() {
        story.hears(order()).sees(running()).sends();
        var before = story.vantage();
        story.isTaken();

        story.hears(new Evidence.Look(before, running(), SEEN_AS, LOOK));
        assertThat(story.outcome().news()).isNull();
        story.hears(new Evidence.Look(before, absent(), SEEN_AS, LOOK));
        assertThat(story.lastTold().kind()).isEqualTo(Kind.IGNORED);
    }

    @Test
    void what_was_told_once_is_told_again_after_something_was_done() {
        var unsure = new Reading.Unsure("no answer", null);
        story.stopping();
        assertThat(story.sees(unsure).outcome().news()).isNotNull();
        assertThat(story.sees(unsure).outcome().news()).isNull();

        assertThat(story.hears(force()).sees(unsure).outcome().news()).isNotNull();
    }

    // ---- sends

    @Test
    void a_send_whose_effect_nobody_knows_is_counted_and_sent_again_after_the_vendors_wish() {
        story.hears(order())
                .sees(running())
                .sends()
                .after(Duration.ofSeconds(1))
                .answers(new Reply.Unsure("no answer"));

        assertThat(of(story).unsureSends()).isEqualTo(1);
        assertThat(of(story).sendAt()).isEqualTo(story.now().plusSeconds(3));
        assertThat(of(story).clear()).isFalse();
    }

    @Test
    void what_is_to_escalate_does_so_at_its_time_and_only_while_it_is_graceful() {
        story.hears(new Evidence.Order(Mode.GRACEFUL, null, "ops", null, Duration.ofMinutes(2)));
        assertThat(story.resource().timeDueAt()).isEqualTo(story.now().plus(Duration.ofMinutes(2)));

        story.hears(force());
        assertThat(story.resource().timeDueAt()).isEqualTo(story.now().plus(READABLE.deadline()));
    }

    // ---- by word

    @Test
    void any_call_after_the_silence_ends_it() {
        byWord.stopping().after(Duration.ofSeconds(15)).waits();
        assertThat(of(byWord).silent()).isTrue();

        byWord.hears(new Evidence.CalledBack(new Callback.Other("5000"), CALLBACK));

        assertThat(of(byWord).silent()).isFalse();
        assertThat(byWord.lastTold().reason()).isEqualTo("the vendor calls back 5000 after the silence");
        assertThat(of(byWord).quietUntil()).isEqualTo(byWord.now().plusSeconds(15));
    }

    @Test
    void a_silence_in_which_nobody_listened_sends_nothing() {
        byWord.stopping().after(Duration.ofSeconds(15)).waits();
        assertThat(of(byWord).clear()).isTrue();

        byWord.hears(new Evidence.Inattention());

        assertThat(of(byWord).clear()).isFalse();
        assertThat(of(byWord).silent()).isFalse();
    }

    @Test
    void an_end_that_is_called_back_before_anything_was_sent_is_not_ours() {
        byWord.hears(order()).hears(new Evidence.CalledBack(new Callback.Ended(), CALLBACK));

        assertThat(byWord.lastTold().kind()).isEqualTo(Kind.ENDED_BY_ITSELF);
        assertThat(of(byWord).ended()).isFalse();
    }

    // ---- commands

    @Test
    void the_end_of_one_command_is_not_that_of_another() {
        story.hears(new Evidence.CommandOrdered("one", "{}", "ops"))
                .hears(new Evidence.CommandOrdered("two", "{}", "ops"))
                .hears(new Evidence.Commanded("two", Command.End.DONE, "done", LOOK));

        assertThat(story.resource().openCommand().key()).isEqualTo("one");
        assertThat(story.resource().commands())
                .filteredOn(one -> !one.open())
                .singleElement()
                .satisfies(over -> assertThat(over.key()).isEqualTo("two"));
    }
}
