package io.standstill.vendor.memories;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Callback;
import io.standstill.domain.Evidence;
import io.standstill.domain.State;
import io.standstill.testing.Samples;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole stops, from the order to what proves them, against the simulated vendor and its callbacks. */
class MemoriesJourneyTest extends MemoriesAtHand {

    // ---- our stop, and the call that it ended

    @ParameterizedTest
    @ValueSource(strings = {TASK, "audio:" + TASK, "understanding:" + TASK})
    void a_stop_that_is_taken_and_called_ended_is_asserted(String id) {
        task(id, ways());
        ordered(id);
        assertThat(state(id)).isEqualTo(State.STOPPING);

        desk.pass(Duration.ofSeconds(2));
        assertThat(mailbox.bring()).isEqualTo(1);

        isAsserted(id);
        assertThat(desk.kinds(id(id))).containsExactly("ordered", "sent", "acknowledged", "proved");
        assertThat(truth(id).getInteger("stopCalls")).isEqualTo(1);
    }

    @Test
    void an_end_called_before_the_answer_counts_once_the_answer_is_there() {
        task(TASK, ways().put("stopAfter", "0s").put("delay", "3s"));
        desk.hears(id(TASK), Samples.order());

        var round = node.runOnce().await();
        mailbox.await();
        assertThat(desk.kinds(id(TASK))).containsExactly("ordered", "sent", "called-back");
        assertThat(state(TASK)).as("no callback alone").isEqualTo(State.REQUESTED);
        round.settled().await();

        isAsserted(TASK);
        assertThat(desk.kinds(id(TASK))).containsExactly("ordered", "sent", "called-back", "proved");
    }

    @Test
    void it_does_not_matter_how_often_the_end_is_called() {
        task(TASK, ways().put("callbackTimes", 3).put("segmentsAfterStop", 1));
        ordered(TASK);

        desk.pass(Duration.ofSeconds(4));
        assertThat(mailbox.bring()).isEqualTo(4);

        isAsserted(TASK);
        assertThat(desk.kinds(id(TASK))).containsExactly("ordered", "sent", "acknowledged", "proved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'codeAsString':true}",
                "{'oldCodes':true}",
                "{'msg':true}",
                "{'msg':false}",
                "{'inBand':true,'oldCodes':true}",
                "{'inBand':false}"
            })
    void whichever_way_the_vendor_writes_it_is_understood(String manners) {
        vendor(new JsonObject(manners.replace('\'', '"')));
        task(TASK, ways());
        task("audio:other", ways());
        ordered(TASK);
        ordered("audio:other");
        ordered("understanding:unknown");
        ordered("unknown");

        desk.pass(Duration.ofSeconds(2));
        mailbox.bring();

        isAsserted(TASK);
        isAsserted("audio:other");
        assertThat(state("unknown")).isEqualTo(State.FAILED);
        assertThat(state("understanding:unknown")).isEqualTo(State.FAILED);
    }

    // ---- our stop, silence, and our stop again

    @ParameterizedTest
    @CsvSource({
        TASK + ", false",
        TASK + ", true",
        "audio:" + TASK + ", false",
        "audio:" + TASK + ", true",
        "understanding:" + TASK + ", false",
        "understanding:" + TASK + ", true"
    })
    void silence_and_then_a_repeated_stop_assert_it_whether_that_is_taken_or_finds_nothing(
            String id, boolean endedNotFound) {
        vendor(new JsonObject().put("endedNotFound", endedNotFound));
        task(id, ways().put("noFinalCallback", true));
        ordered(id);

        after(10);
        assertThat(state(id)).as("too early").isEqualTo(State.STOPPING);
        assertThat(truth(id).getInteger("stopCalls")).isEqualTo(1);
        after(6);

        isAsserted(id);
        assertThat(desk.kinds(id(id))).containsExactly("ordered", "sent", "acknowledged", "silent", "sent", "proved");
        assertThat(truth(id).getInteger("stopCalls")).isEqualTo(2);
    }

    @Test
    void a_late_segment_breaks_the_silence() {
        task(
                TASK,
                ways().put("stopAfter", "11s")
                        .put("segments", true)
                        .put("segmentEvery", "5s")
                        .put("noFinalCallback", true));
        ordered(TASK);
        after(12);
        assertThat(mailbox.bring()).isGreaterThanOrEqualTo(2);

        after(10);
        assertThat(desk.kinds(id(TASK))).doesNotContain("silent");
        assertThat(state(TASK)).isEqualTo(State.STOPPING);
        after(6);

        isAsserted(TASK);
        assertThat(desk.kinds(id(TASK)))
                .containsExactly("ordered", "sent", "acknowledged", "called-back", "silent", "sent", "proved");
    }

    // ---- what goes on

    @ParameterizedTest
    @ValueSource(strings = {TASK, "audio:" + TASK, "understanding:" + TASK})
    void a_stop_that_is_taken_while_the_segments_go_on_is_overdue_and_never_stopped(String id) {
        task(id, ways().put("never", true).put("segments", true).put("segmentEvery", "5s"));
        ordered(id);

        for (var passed = 0; passed < 180; passed += 5) {
            after(5);
            mailbox.bring();
            assertThat(state(id)).isIn(State.STOPPING, State.OVERDUE);
        }

        assertThat(state(id)).isEqualTo(State.OVERDUE);
        assertThat(desk.kinds(id(id))).doesNotContain("silent", "proved");
        assertThat(truth(id).getBoolean("running")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {TASK, "audio:" + TASK, "understanding:" + TASK})
    void a_task_that_is_called_ended_and_goes_on_all_the_same_reappears(String id) {
        task(id, ways().put("ghost", true).put("segments", true).put("segmentEvery", "5s"));
        ordered(id);
        desk.pass(Duration.ofSeconds(2));
        mailbox.bring();
        assertThat(state(id)).isEqualTo(State.STOPPED);

        for (var passed = 0; passed < 40; passed += 5) {
            after(5);
            mailbox.bring();
        }

        assertThat(state(id)).isEqualTo(State.REAPPEARED);
        assertThat(truth(id).getBoolean("running")).isTrue();
    }

    @Test
    void a_source_that_ends_by_itself_moves_nothing_by_its_call_alone() {
        task(TASK, ways().put("endsByItselfAfter", "10s"));
        desk.hears(id(TASK), new Evidence.Introduction("ops", null, null));

        desk.pass(Duration.ofSeconds(11));
        mailbox.bring();

        assertThat(state(TASK)).isEqualTo(State.ACTIVE);
        assertThat(desk.kinds(id(TASK))).containsExactly("known", "ended-by-itself");
    }

    @Test
    void forged_calls_of_an_end_never_stop_what_the_vendor_did_not_take() {
        task(TASK, ways().put("failStops", 1_000).put("forged", 50));
        ordered(TASK);

        for (var passed = 0; passed < 130; passed += 10) {
            mailbox.bring();
            after(10);
        }

        assertThat(state(TASK)).isEqualTo(State.OVERDUE);
        assertThat(desk.kinds(id(TASK))).doesNotContain("proved").containsOnlyOnce("called-back");
        assertThat(truth(TASK).getBoolean("running")).isTrue();
    }

    @Test
    void what_is_called_back_about_strangers_is_nobodys() {
        task(TASK, ways().put("noise", 4).put("stopAfter", "10m"));
        ordered(TASK);

        mailbox.bring();

        assertThat(mailbox.strangers()).isEqualTo(4);
        assertThat(desk.kinds(id(TASK))).containsExactly("ordered", "sent", "acknowledged");
    }

    // ---- again

    @Test
    void a_second_order_needs_its_own_answer_and_its_own_call() {
        task(TASK, ways());
        ordered(TASK);
        desk.pass(Duration.ofSeconds(2));
        mailbox.bring();
        isAsserted(TASK);
        desk.control("/memories/" + TASK, new JsonObject().put("running", true));

        desk.pass(Duration.ofSeconds(10));
        desk.hears(id(TASK), Samples.order());
        // The first end's call, come once more before anything was sent.
        desk.hears(id(TASK), new Evidence.CalledBack(new Callback.Ended(), Samples.CALLBACK));
        desk.settle(node);
        assertThat(state(TASK)).isEqualTo(State.STOPPING);
        assertThat(desk.find(id(TASK)).generation()).isEqualTo(2);
        desk.pass(Duration.ofSeconds(2));
        mailbox.bring();

        isAsserted(TASK);
        assertThat(desk.kinds(id(TASK))).endsWith("ordered", "ended-by-itself", "sent", "acknowledged", "proved");
    }
}
