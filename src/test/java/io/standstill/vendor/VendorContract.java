package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Problem;
import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.domain.Verdict;
import io.standstill.testing.Between;
import io.standstill.testing.Between.Call;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every vendor's account must stand, through the real engine, on a real database, against its simulator.
 *
 * <p>A subclass says only what is different. After every step {@link Trial} holds what is told to be stopped against
 * what truly is, and after every test the log and the journal against all secrets that were configured or have passed.
 */
@ExtendWith(VertxExtension.class)
public abstract class VendorContract {

    /** What every configured secret is made of. */
    protected static final String SECRET = "open-sesame";

    protected Trial trial;

    // ---- what is different

    public abstract Vendor vendor();

    /** The account's keys; this url is where it will be. */
    protected abstract Map<String, String> keys(String url);

    protected abstract String id();

    /** One that nobody ever made, of a form that the vendor can have. */
    protected abstract String unknownId();

    protected Verdict verdict() {
        return Verdict.CONFIRMED;
    }

    /** The verdict where the stop took effect, and its answer was lost. */
    protected Verdict verdictWithoutAnAnswer() {
        return verdict();
    }

    /** By how much time passes between two rounds. */
    protected Duration step() {
        return Duration.ofSeconds(2);
    }

    protected boolean isStop(Call call) {
        return call.posts("/stop");
    }

    /**
     * What the vendor's table calls final: the status that a first stop is answered with, and the problem it becomes. No
     * other ends anything.
     */
    protected Map<Integer, String> refusals() {
        return Map.of();
    }

    protected String problemOfUnknown() {
        return Problem.UNKNOWN_AT_VENDOR;
    }

    /** The behaviour that has a word told whatever is true; none where nothing can be read. */
    protected Optional<String> wordKnob() {
        return Optional.empty();
    }

    /** The vendor's manners that kill a login, each; none where there is no login. */
    protected List<JsonObject> expiries() {
        return List.of();
    }

    /** How a thing must behave here besides, for its truth to be heard of. */
    protected JsonObject always() {
        return new JsonObject();
    }

    /** Sets up what else this vendor needs. */
    protected void prepare(Vertx vertx) {}

    /** Something else that is there too, where the vendor's list matters to an absence. */
    protected Optional<String> neighbour() {
        return Optional.empty();
    }

    // ---- begin and end

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        trial = new Trial(vertx, folder, vendor(), id(), this::keys);
        // Where nothing else is there, what is not found is lost from sight rather than gone.
        neighbour().ifPresent(id -> trial.desk.thing(vendor().name(), id, new JsonObject()));
        prepare(vertx);
    }

    @AfterEach
    void end() {
        try (var ending = trial) {
            ending.keepsThePromise();
            ending.keepsItsSecrets(secrets());
        }
    }

    private Set<String> secrets() {
        var secrets = new HashSet<String>();
        keys("").values().stream().filter(value -> value.contains(SECRET)).forEach(secrets::add);
        secrets.add(SECRET);
        return secrets;
    }

    protected final boolean readable() {
        return trial.policy().readable();
    }

    /** A thing that stops after that time, and behaves so besides. */
    private void runs(String stopAfter, JsonObject besides) {
        trial.thing(always().mergeIn(besides).put("stopAfter", stopAfter));
    }

    private void runs(String stopAfter) {
        runs(stopAfter, new JsonObject());
    }

    private static JsonObject knob(String name, Object value) {
        return new JsonObject().put(name, value);
    }

    /** Every word of the vendor but those of a login. */
    private static boolean isNoLogin(Call call) {
        return !call.isLogin();
    }

    private void endsStopped() {
        trial.passUntil(State.STOPPED, Duration.ofMinutes(15), step());
    }

    private void staysInFlight(Duration time) {
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step())) {
            trial.pass(step(), step());
            assertThat(trial.state().inFlight()).as(trial.told()).isTrue();
        }
    }

    // ---- the plain road

    @Test
    void an_order_is_proved_with_its_verdict_and_only_after_proof() {
        runs("4s");
        trial.order();

        trial.settle();
        assertThat(trial.running()).isTrue();
        assertThat(trial.state()).isEqualTo(State.STOPPING);
        endsStopped();

        var resource = trial.resource();
        assertThat(resource.verdict()).isEqualTo(verdict());
        assertThat(resource.stop().stoppedAt()).isNotNull();
        assertThat(trial.kinds()).containsSubsequence("ordered", "sent", "acknowledged", "proved");
        assertThat(trial.kinds()).endsWith("proved").containsOnlyOnce("proved");
        assertThat(trial.stopCalls()).isEqualTo(1);
        assertThat(trial.lines()).as("lines are heard").anyMatch(line -> line.contains("stop sent"));
    }

    @Test
    void an_order_repeated_while_it_runs_is_the_running_one() {
        runs("4s");
        trial.order();
        trial.settle();

        trial.order();
        trial.settle();
        trial.order();
        endsStopped();

        assertThat(trial.resource().generation()).isEqualTo(1);
        assertThat(trial.kinds()).containsOnlyOnce("ordered");
        assertThat(trial.stopCalls()).isEqualTo(1);
    }

    @Test
    void an_answer_that_is_slow_but_in_time_is_an_answer() {
        runs("0s", knob("delay", "700ms"));
        trial.order();

        endsStopped();

        assertThat(trial.resource().verdict()).isEqualTo(verdict());
        assertThat(trial.kinds()).doesNotContain("unsure");
        assertThat(trial.stopCalls()).isEqualTo(1);
    }

    // ---- refused

    @Test
    void what_is_refused_for_good_fails_with_a_problem_and_a_way_out_and_nothing_else_fails() {
        runs("0s");
        for (var refusal : refusals().entrySet()) {
            trial.thing(knob("failStops", 1).put("failStatus", refusal.getKey()));
            trial.order();

            trial.passUntil(State.FAILED, Duration.ofMinutes(1), step());

            var problem = trial.resource().problem();
            assertThat(problem.name()).isEqualTo(refusal.getValue());
            assertThat(problem.detail()).isNotBlank();
            assertThat(problem.nextMoves()).isNotEmpty();
            assertThat(trial.running()).isTrue();
        }
        trial.order();
        for (var status : List.of(500, 400, 401, 402, 403, 404, 405, 409, 429, 501, 502, 503)) {
            if (!refusals().containsKey(status)) {
                trial.thing(knob("failStops", 1_000).put("failStatus", status));
                trial.pass(Duration.ofSeconds(30), Duration.ofSeconds(10));
                assertThat(trial.state().inFlight()).as(status + trial.told()).isTrue();
            }
        }
        trial.thing(knob("failStops", 0));
        endsStopped();
    }

    @Test
    void an_error_not_in_the_vendors_own_words_is_never_final_and_tried_again_until_it_stops() {
        runs("0s");
        for (var status : List.of(400, 401, 403, 409, 418, 429, 500, 502, 503)) {
            trial.between.withhold(
                    this::isStop, 1, Between.telling(status, "text/html", "<html><h1>Oh no</h1></html>"));
        }
        trial.order();

        trial.passUntil(State.STOPPED, Duration.ofMinutes(15), Duration.ofSeconds(10));

        assertThat(trial.resource().verdict()).isEqualTo(verdict());
        assertThat(trial.kinds()).contains("unsure");
        assertThat(trial.resource().stop().attempts()).isGreaterThan(4);
    }

    @Test
    void the_vendors_own_internal_error_is_followed_by_a_look_and_another_stop() {
        runs("0s", knob("failStops", 2).put("failStatus", 500));
        trial.order();

        trial.settle();
        assertThat(trial.state()).isEqualTo(State.REQUESTED);
        endsStopped();

        assertThat(trial.stopCalls()).isEqualTo(3);
        assertThat(trial.truth().getInteger("overlaps")).isZero();
        looksBetweenStops();
    }

    private void looksBetweenStops() {
        if (!readable()) {
            return;
        }
        var looked = false;
        for (var call : trial.between.calls()) {
            if (isStop(call)) {
                assertThat(looked)
                        .as("a look before every stop: " + trial.between.calls())
                        .isTrue();
                looked = false;
            }
            looked |= call.isRead();
        }
    }

    @Test
    void what_the_vendor_never_knew_fails() {
        var unknown = new ResourceId(trial.id().account(), unknownId());
        runs("0s");
        trial.order(unknown);

        trial.pass(step().multipliedBy(5), step());

        var resource = trial.desk.find(unknown);
        assertThat(resource.state()).as(resource.toString()).isEqualTo(State.FAILED);
        assertThat(resource.problem().name()).isEqualTo(problemOfUnknown());
        assertThat(trial.running()).as("nobody else was meant").isTrue();
    }

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
            trial.between.spoil(VendorContract::isNoLogin, Between.telling(200, "application/json", nonsense));
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
                trial.between.spoil(VendorContract::isNoLogin, Between.telling(status, "application/json", nonsense));
                Nonsense.provesNothing(trial.account, id(), status + " " + nonsense);
            }
        }
        trial.between.beHonest();
        trial.between.spoil(call -> true, Between.telling(200, "application/json", "{\"token\":{},\"data\":[14]}"));
        Nonsense.provesNothing(trial.account, id(), "logins too");
        assertThat(trial.running()).isTrue();
    }

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
        runs("90s");
        trial.order();
        trial.settle();
        assertThat(trial.state()).isEqualTo(State.STOPPING);

        for (var word : List.of("Paralysed", "Half-Stopped", "NotIdle", "stopped?", "", "0", "true", "\u0000", "💥")) {
            trial.thing(knob(knob, word));
            trial.pass(Duration.ofSeconds(2), Duration.ofSeconds(2));
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

    // ---- who may, and how often

    @Test
    void a_login_that_ends_on_the_way_is_made_anew() {
        logsIn();
        for (var expiry : expiries()) {
            runs("10s");
            trial.account.check().await();
            trial.vendor(expiry);
            trial.order();
            trial.settle();
            assertThat(trial.state()).as(trial.told()).isEqualTo(State.STOPPING);
            trial.vendor(expiry);

            endsStopped();

            assertThat(trial.kinds()).doesNotContain("refused");
            assertThat(trial.between.count(Call::isLogin)).isGreaterThan(1);
            livesAgain();
        }
    }

    /** Whether the vendor has a login; whoever names no way for one to end has none. */
    private boolean logsIn() {
        trial.account.check().await();
        var logsIn = trial.between.count(Call::isLogin) > 0;
        assertThat(expiries().isEmpty()).isNotEqualTo(logsIn);
        return logsIn;
    }

    /** Somebody starts it anew, and the watch finds out. */
    private void livesAgain() {
        trial.desk.control("/%s/%s".formatted(vendor().name(), id()), knob("running", true));
        trial.desk.pass(Duration.ofMinutes(2));
        trial.desk.settle(trial.node());
        assertThat(trial.state()).isEqualTo(State.REAPPEARED);
    }

    @Test
    void a_login_that_makes_no_sense_for_a_while_delays_the_stop_and_no_more() {
        if (!logsIn()) {
            return;
        }
        runs("0s");
        trial.vendor(expiries().get(0));
        for (var nonsense : List.of("{}", "[]", "<html>", "{\"token\":\"\",\"data\":{\"accessToken\":\"\"}}")) {
            trial.between.withhold(Call::isLogin, 1, Between.telling(200, "application/json", nonsense));
        }
        trial.between.withhold(Call::isLogin, 1, Between.telling(429, "text/plain", "slowly"));
        trial.order();

        trial.settle();
        assertThat(trial.state()).isEqualTo(State.REQUESTED);
        endsStopped();
    }

    @Test
    void a_wish_to_be_left_alone_is_a_floor_for_the_next_stop() {
        runs("0s");
        trial.between.withhold(this::isStop, 1, Between.askingToWait(429, 60));
        trial.order();

        trial.settle();
        trial.pass(Duration.ofSeconds(59), Duration.ofMillis(14_750));
        assertThat(trial.state()).isEqualTo(State.REQUESTED);
        assertThat(trial.between.count(this::isStop)).isEqualTo(1);

        trial.pass(Duration.ofSeconds(2), Duration.ofSeconds(1));
        assertThat(trial.between.count(this::isStop)).isEqualTo(2);
        endsStopped();
    }

    @Test
    void a_wish_to_be_left_alone_is_a_floor_for_the_next_look() {
        runs("0s");
        if (!readable()) {
            trial.order();
            endsStopped();
            assertThat(trial.between.count(Call::isRead)).isZero();
            return;
        }
        trial.account.check().await();
        trial.between.withhold(VendorContract::isNoLogin, 1, Between.askingToWait(429, 30));
        trial.order();

        trial.settle();
        var calls = trial.between.calls().size();
        trial.pass(Duration.ofSeconds(29), Duration.ofMillis(14_500));
        assertThat(trial.between.calls()).hasSize(calls);

        trial.pass(Duration.ofSeconds(2), Duration.ofSeconds(1));
        assertThat(trial.between.calls().size()).isGreaterThan(calls);
        endsStopped();
    }

    @Test
    void a_vendor_that_takes_few_calls_a_second_is_stopped_all_the_same() {
        runs("2s");
        trial.account.check().await();
        trial.vendor(knob("rateLimit", 0));
        trial.order();
        trial.settle();
        staysInFlight(Duration.ofSeconds(4));
        assertThat(trial.state()).isEqualTo(State.REQUESTED);

        trial.vendor(knob("rateLimit", 4));
        endsStopped();
    }

    // ---- time

    @Test
    void a_thing_that_never_stops_is_overdue_and_never_stopped_however_long() {
        runs("0s", knob("never", true));
        trial.order();
        trial.settle();

        trial.passUntil(State.OVERDUE, trial.policy().deadline().plusMinutes(1), longStep());
        for (var i = 0; i < 20; i++) {
            trial.pass(longStep(), longStep());
            assertThat(trial.state()).isEqualTo(State.OVERDUE);
        }

        assertThat(trial.running()).isTrue();
        assertThat(trial.kinds()).containsOnlyOnce("deadline").doesNotContain("proved");
    }

    /** By how much time passes at once where nothing is expected to happen. */
    protected Duration longStep() {
        return Duration.ofMinutes(20);
    }
}
