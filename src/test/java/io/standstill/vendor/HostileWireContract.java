package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Mode;
import io.standstill.domain.Reading;
import io.standstill.domain.Reply;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.testing.Between;
import io.standstill.testing.Between.Call;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about what happens on the way: what is lost, late, too large or makes no sense. */
abstract class HostileWireContract extends ContractTerms {

    /** So long that any vendor may be asked anything again. */
    private static final Duration A_WHILE = Duration.ofSeconds(20);

    // ---- lost on the way

    @Test
    void a_stop_whose_answer_never_comes_is_unsure_has_no_second_effect_and_ends() {
        // Longer than the wait for the answer, which takes true time.
        runs("12s");
        trial.between.spoil(this::isStop, 1, Between.silent());
        trial.order();

        trial.settle();
        assertThat(trial.kinds()).contains("unsure");
        assertThat(trial.state().inFlight()).isTrue();
        endsStopped();

        assertThat(trial.resource().verdict()).isIn(verdict(), verdictWithoutAnAnswer());
        assertThat(trial.truth().getInteger("life")).isEqualTo(1);
        assertThat(trial.truth().getInteger("overlaps")).isZero();
        looksBetweenStops();
    }

    @Test
    void a_line_cut_after_the_stop_took_effect_is_unsure_and_ends_without_a_lie() {
        runs("2s", knob("dropReplies", 1));
        trial.order();

        trial.settle();
        assertThat(trial.kinds()).containsSubsequence("sent", "unsure");
        assertThat(trial.state().inFlight()).isTrue();
        endsStopped();

        assertThat(trial.resource().verdict()).isIn(verdict(), verdictWithoutAnAnswer());
        assertThat(trial.truth().getInteger("overlaps")).isZero();
        looksBetweenStops();
    }

    @Test
    void an_answer_that_begins_and_never_ends_proves_nothing(Vertx vertx) {
        runs("0s");
        // The first is read before the stop, the second would prove it.
        if (readable()) {
            trial.order();
            trial.between.spoil(this::isStop, 1, Between.telling(500, "text/plain", "no"));
            trial.between.spoil(
                    call -> call.isRead() && trial.between.count(this::isStop) > 0, 1, Between.dripping(vertx));
        } else {
            trial.between.spoil(this::isStop, 1, Between.dripping(vertx));
            trial.order();
        }

        trial.settle();
        assertThat(trial.state()).isEqualTo(State.REQUESTED);
        assertThat(trial.running()).as("it is at rest, and nobody has told").isFalse();
        endsStopped();
    }

    // ---- nonsense

    @Test
    void answers_that_are_no_json_prove_nothing() {
        runs("0s", knob("garbage", 3));
        trial.order();

        trial.settle();
        assertThat(trial.state()).isEqualTo(State.REQUESTED);
        endsStopped();

        assertThat(trial.kinds()).contains("unsure");
        assertThat(trial.resource().verdict()).isIn(verdict(), verdictWithoutAnAnswer());
    }

    @Test
    void no_nonsense_in_any_answer_is_ever_a_proof_or_a_refusal() {
        runs("0s", knob("never", true));
        trial.order();

        for (var nonsense : Nonsense.BODIES) {
            trial.between.beHonest();
            trial.between.spoil(ContractTerms::isNoLogin, Between.telling(200, "application/json", nonsense));
            trial.pass(step(), step());
            assertThat(trial.state().inFlight()).as(nonsense + trial.told()).isTrue();
        }
        assertThat(trial.state()).as(trial.told()).isNotEqualTo(State.STOPPING);
        trial.between.beHonest();
        trial.thing(knob("never", null));
        endsStopped();
    }

    @Test
    void no_nonsense_in_reads_proves_a_stop_that_was_taken() {
        runs("2s");
        trial.order();
        trial.settle();
        assertThat(trial.state()).isEqualTo(State.STOPPING);
        if (!readable()) {
            endsStopped();
            return;
        }

        for (var nonsense : Nonsense.BODIES) {
            trial.between.beHonest();
            trial.between.spoil(Call::isRead, Between.telling(200, "application/json", nonsense));
            trial.pass(step(), step());
            assertThat(trial.state()).as(nonsense).isEqualTo(State.STOPPING);
        }
        trial.between.beHonest();
        endsStopped();
        assertThat(trial.resource().verdict()).isEqualTo(verdict());
    }

    /** Below the engine: the account's own words, whatever it is answered and in whatever dress. */
    @Test
    void no_call_of_the_account_ever_throws_or_takes_nonsense_for_rest() {
        runs("1h");
        trial.account.check().await();
        for (var nonsense : Nonsense.BODIES) {
            for (var status : List.of(200, 202, 204, 404, 500)) {
                trial.between.beHonest();
                trial.between.spoil(ContractTerms::isNoLogin, Between.telling(status, "application/json", nonsense));
                Nonsense.provesNothing(trial.account, id(), status + " " + nonsense);
            }
        }
        trial.between.beHonest();
        trial.between.spoil(call -> true, Between.telling(200, "application/json", "{\"token\":{},\"data\":[14]}"));
        Nonsense.provesNothing(trial.account, id(), "logins too");
        assertThat(trial.running()).isTrue();
    }

    // ---- almost true

    /** Each of the vendor's dialects, and none. */
    private void inEachDialect(Runnable test) {
        test.run();
        for (var dialect : dialects()) {
            trial.vendor(dialect);
            test.run();
            dialect.fieldNames().forEach(knob -> trial.vendor(knob(knob, null)));
        }
    }

    /** An answer in the vendor's own words, but for one field that is missing or holds something else. */
    @Test
    void no_true_answer_with_one_wrong_field_proves_a_stop_or_that_one_was_taken() {
        runs("1h", knob("failStops", 1_000_000).put("failStatus", 500));
        trial.account.check().await();
        inEachDialect(() -> {
            trial.between.beHonest();
            if (readable()) {
                trial.account.look(id()).await();
                for (var wrong : wrongs(Call::isRead)) {
                    trial.between.beHonest();
                    trial.between.withhold(Call::isRead, 1, Between.telling(200, "application/json", wrong));
                    var said = Nonsense.said(trial.account.look(id()).await().says());
                    assertThat(Nonsense.proves(said))
                            .as("%s of %s", said, wrong)
                            .isFalse();
                }
            }
            trial.between.beHonest();
            trial.account.stop(id(), Mode.GRACEFUL).await();
            for (var wrong : wrongs(this::isStop)) {
                isUnsureOf(id(), 500, wrong);
            }
        });
        trial.between.beHonest();
        trial.thing(knob("failStops", 0));
        trial.order();

        trial.settle();
        assertThat(trial.state()).as(trial.told()).isEqualTo(State.STOPPING);
    }

    private List<String> wrongs(Predicate<Call> which) {
        var wrongs =
                Nonsense.eachFieldWrong(trial.between.lastTold(which).body().toString());
        assertThat(wrongs).as("there are fields").isNotEmpty();
        return wrongs;
    }

    private void isUnsureOf(String id, int status, String answer) {
        trial.between.beHonest();
        trial.between.withhold(this::isStop, 1, Between.telling(status, "application/json", answer));
        assertThat(trial.account.stop(id, Mode.GRACEFUL).await().says())
                .as(answer)
                .isInstanceOf(Reply.Unsure.class);
    }

    @Test
    void no_acknowledgement_with_a_wrong_word_or_from_something_in_between_is_taken_for_one() {
        var ids = Stream.concat(Stream.of(id()), otherKinds().stream()).toList();
        ids.forEach(id -> trial.desk.thing(vendor().name(), id, knob("never", true)));
        inEachDialect(() -> ids.forEach(id -> {
            trial.between.beHonest();
            assertThat(trial.account.stop(id, Mode.GRACEFUL).await().says()).isInstanceOf(Reply.Taken.class);
            var told = trial.between.lastTold(this::isStop);

            var wrongs = Nonsense.eachFieldWrong(told.body().toString(), acknowledgedBy()::contains);
            assertThat(wrongs.isEmpty()).isEqualTo(acknowledgedBy().isEmpty());
            wrongs.forEach(wrong -> isUnsureOf(id, told.status(), wrong));
            isUnsureOf(id, told.status(), PAGE);
        }));
    }

    /** Nothing else shows it, and so nothing contradicts: what is not found is not found by the vendor's own word only. */
    @Test
    void a_404_that_is_not_the_vendors_own_is_no_absence() {
        if (!readable()) {
            return;
        }
        runs("0s");
        var unknown = new ResourceId(trial.id().account(), unknownId());
        assertThat(Nonsense.proves(trial.account.look(unknown.id()).await().says()))
                .as("by its own word it is absent")
                .isTrue();
        trial.order(unknown);

        for (var foreign : foreignNotFounds()) {
            trial.between.beHonest();
            trial.between.spoil(
                    call -> call.isRead() && call.path().contains(Paths.segment(unknown.id())),
                    Between.telling(404, "application/json", foreign));
            trial.pass(step().multipliedBy(5), step());
            assertThat(trial.desk.find(unknown).state().inFlight()).as(foreign).isTrue();
            trial.desk.pass(A_WHILE);
            var said = Nonsense.said(trial.account.look(unknown.id()).await().says());
            assertThat(Nonsense.proves(said)).as("%s of %s", said, foreign).isFalse();
        }
        assertThat(trial.running()).as("nobody else was meant").isTrue();
    }

    @Test
    void what_was_at_rest_and_lives_again_is_at_rest_by_nobodys_memory() {
        if (!readable()) {
            return;
        }
        runs("0s", remembering());
        trial.account.stop(id(), Mode.GRACEFUL).await();
        trial.desk.pass(A_WHILE);
        assertThat(Nonsense.proves(trial.account.look(id()).await().says())).isTrue();
        trial.desk.control("/%s/%s".formatted(vendor().name(), id()), knob("running", true));

        assertThat(Nonsense.proves(trial.account.look(id()).await().says()))
                .as("asked at once")
                .isFalse();
        for (var status : List.of(200, 404, 500)) {
            trial.desk.pass(A_WHILE);
            trial.between.withhold(this::isRefresh, 1, Between.telling(status, "text/html", PAGE));
            assertThat(Nonsense.proves(trial.account.look(id()).await().says()))
                    .as("it was not asked to look anew")
                    .isFalse();
            trial.between.beHonest();
        }

        trial.desk.pass(A_WHILE);
        assertThat(trial.account.look(id()).await().says()).isInstanceOf(Reading.Alive.class);
    }

    // ---- too much, unknown, repeated

    @Test
    void an_answer_of_two_megabytes_proves_nothing_and_is_not_kept() {
        runs("0s");
        trial.order();
        trial.between.spoil(this::isStop, 1, Between.padding(2 << 20));
        trial.between.spoil(call -> call.isRead() && trial.between.count(this::isStop) > 0, Between.padding(2 << 20));

        trial.settle();
        assertThat(trial.running()).isFalse();
        trial.pass(Duration.ofSeconds(1), Duration.ofSeconds(1));
        if (readable()) {
            staysInFlight(Duration.ofSeconds(10));
        }
        trial.between.beHonest();
        endsStopped();
    }

    @Test
    void a_word_that_nobody_knows_is_not_stopped() {
        assertThat(wordKnob().isPresent()).as("words are read").isEqualTo(readable());
        if (wordKnob().isEmpty()) {
            return;
        }
        var knob = wordKnob().get();
        runs("40s");
        trial.order();
        trial.settle();
        assertThat(trial.state()).isEqualTo(State.STOPPING);

        for (var word : List.of("Paralysed", "Half-Stopped", "NotIdle", "stopped?", "", "0", "true", "\u0000", "💥")) {
            trial.thing(knob(knob, word));
            assertThat(Nonsense.proves(
                            Nonsense.said(trial.account.look(id()).await().says())))
                    .as(word)
                    .isFalse();
            trial.pass(Duration.ofSeconds(3), Duration.ofSeconds(3));
            assertThat(trial.state()).as(word).isEqualTo(State.STOPPING);
        }
        trial.thing(knob(knob, null));
        endsStopped();
    }

    @Test
    void a_vendor_that_repeats_what_it_heard_teaches_the_journal_no_secret() {
        runs("0s");
        trial.between.spoil(call -> true, Between.repeating());
        trial.order();
        trial.pass(step().multipliedBy(5), step());
        trial.between.beHonest();

        endsStopped();

        assertThat(trial.between.secrets()).as("something secret has passed").isNotEmpty();
    }
}
