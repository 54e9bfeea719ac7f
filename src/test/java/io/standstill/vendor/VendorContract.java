package io.standstill.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.ResourceId;
import io.standstill.domain.State;
import io.standstill.testing.Between;
import io.standstill.testing.Between.Call;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every vendor's account must stand, through the real engine, on a real database, against its simulator.
 *
 * <p>A subclass says only what is different. After every step {@link Trial} holds what is told to be stopped against
 * what truly is, and after every test the log and the journal against all secrets that were configured or have passed.
 */
public abstract class VendorContract extends HostileWireContract {

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
        runs("0s", knob("delay", "300ms"));
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
        trial.between.withhold(ContractTerms::isNoLogin, 1, Between.askingToWait(429, 30));
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
}
