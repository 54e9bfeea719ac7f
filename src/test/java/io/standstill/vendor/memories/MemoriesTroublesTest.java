package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Problem;
import io.standstill.domain.State;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stops that the vendor refuses, forgets, loses or answers with nonsense. */
class MemoriesTroublesTest extends MemoriesAtHand {

    // ---- what it does not know

    @ParameterizedTest
    @ValueSource(strings = {TASK, "audio:" + TASK, "understanding:" + TASK})
    void what_the_vendor_never_knew_fails(String id) {
        ordered(id);

        assertThat(state(id)).isEqualTo(State.FAILED);
        assertThat(desk.find(id(id)).problem().name()).isEqualTo(Problem.UNKNOWN_AT_VENDOR);
        assertThat(desk.kinds(id(id))).containsExactly("ordered", "sent", "refused");
    }

    @Test
    void an_error_that_rides_on_a_200_is_no_success() {
        vendor(new JsonObject().put("inBand", true));
        ordered(TASK);
        ordered("understanding:" + TASK);

        for (var id : new String[] {TASK, "understanding:" + TASK}) {
            assertThat(state(id)).isEqualTo(State.FAILED);
            assertThat(desk.find(id(id)).problem().detail()).startsWith("the vendor answered 200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TASK, "audio:" + TASK, "understanding:" + TASK})
    void not_found_after_a_lost_reply_is_unsure_and_never_refused(String id) {
        vendor(new JsonObject().put("endedNotFound", true));
        task(id, ways().put("dropReplies", 1).put("stopAfter", "0s"));
        ordered(id);
        assertThat(desk.kinds(id(id))).startsWith("ordered", "sent", "unsure");

        for (var passed = 0; passed < 130; passed += 10) {
            after(10);
            mailbox.bring();
        }

        assertThat(state(id)).isEqualTo(State.OVERDUE);
        assertThat(desk.kinds(id(id))).doesNotContain("refused", "proved").contains("called-back", "deadline");
        assertThat(truth(id).getInteger("stopCalls")).isGreaterThan(1);
        assertThat(truth(id).getInteger("overlaps")).isZero();
    }

    // ---- answers that are not final, and one that is

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 409, 429, 500, 503})
    void a_refusal_that_is_not_final_is_followed_by_another_send(int status) {
        task(TASK, ways().put("failStops", 2).put("failStatus", status));
        ordered(TASK);
        assertThat(desk.kinds(id(TASK))).startsWith("ordered", "sent", "unsure");

        for (var i = 0; i < 10 && state(TASK) != State.STOPPED; i++) {
            after(5);
            mailbox.bring();
        }

        isAsserted(TASK);
        assertThat(truth(TASK).getInteger("stopCalls")).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1001, 2001, 5000})
    void nor_are_the_understandings_own(int status) {
        var id = "understanding:" + TASK;
        task(id, ways().put("failStops", 1).put("failStatus", status));
        ordered(id);
        assertThat(desk.kinds(id(id))).startsWith("ordered", "sent", "unsure");

        after(5);
        desk.pass(Duration.ofSeconds(2));
        mailbox.bring();

        isAsserted(id);
    }

    @Test
    void an_account_without_balance_is_a_persons_affair() {
        task(TASK, ways().put("failStops", 1).put("failStatus", 402));
        ordered(TASK);

        assertThat(state(TASK)).isEqualTo(State.FAILED);
        assertThat(desk.find(id(TASK)).problem().name()).isEqualTo("payment-required");
        assertThat(truth(TASK).getBoolean("running")).isTrue();
    }

    @Test
    void an_answer_that_is_no_json_proves_nothing_even_if_it_acted() {
        task(TASK, ways().put("garbage", 1_000));
        ordered(TASK);
        after(2);
        mailbox.bring();
        assertThat(truth(TASK).getBoolean("running")).isFalse();
        assertThat(state(TASK)).as("called ended, and no answer makes sense").isEqualTo(State.REQUESTED);

        task(TASK, ways().put("garbage", 0));
        after(31);

        isAsserted(TASK);
    }
}
