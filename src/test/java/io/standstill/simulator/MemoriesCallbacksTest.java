package io.standstill.simulator;

import static io.standstill.simulator.MemoriesBench.UNDERSTANDING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The simulated memories.ai calls back as the real one does, and as badly as it is told to. */
@ExtendWith(VertxExtension.class)
class MemoriesCallbacksTest {

    private static final String TASK = "550e8400-e29b-41d4-a716-446655440000";
    private static final String UNDERSTOOD = "understanding:5347085a-1747-4731-bdde-3856d09502c4";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private MemoriesBench bench;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        bench = new MemoriesBench(vertx, folder);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private static JsonObject knob(String name, Object value) {
        return new JsonObject().put(name, value);
    }

    /** The status a callback tells, wherever it stands. */
    private static Integer status(JsonObject callback) {
        return callback.getJsonObject("data", callback).getInteger("status", callback.getInteger("status"));
    }

    private static Instant segmentEnd(JsonObject callback) {
        return Instant.parse(callback.getJsonObject("data").getString("segment_end_time"));
    }

    // ---- the final one

    @Test
    void a_stopped_video_task_ends_and_says_so_once() {
        bench.thing(TASK, knob("stopAfter", "4s"));
        bench.stop(TASK);
        assertThat(bench.after(Duration.ofSeconds(3))).isEmpty();

        assertThat(bench.after(SECOND))
                .containsExactly(
                        new JsonObject(
                                "{\"code\":200,\"message\":\"SUCCESS\",\"task_id\":\"550e8400-e29b-41d4-a716-446655440000\",\"data\":{\"status\":14,\"message\":\"Stream stopped by user\",\"data\":null,\"token\":null}}"));

        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
        assertThat(bench.receiver.paths).containsExactly("/callbacks/memories/any");
        assertThat(bench.truth(TASK).getInteger("finals")).isEqualTo(1);
        assertThat(bench.truth(TASK).getInteger("callbacks")).isEqualTo(1);
    }

    @Test
    void an_audio_task_tells_its_last_segment_with_it() {
        bench.thing("audio:" + TASK, knob("stopAfter", "205s"));
        bench.stop("audio:" + TASK);

        assertThat(bench.after(Duration.ofSeconds(205)))
                .containsExactly(
                        new JsonObject(
                                "{\"code\":200,\"message\":\"SUCCESS\",\"task_id\":\"550e8400-e29b-41d4-a716-446655440000\",\"data\":{\"segment_index\":41,\"segment_start_time\":\"2026-03-01T12:03:20Z\",\"segment_end_time\":\"2026-03-01T12:03:25Z\",\"status\":14,\"message\":\"Stream stopped by user\",\"transcript\":null}}"));
    }

    @Test
    void an_understanding_task_says_it_in_its_own_shape_where_its_start_asked_for_it() {
        var body = knob("url", "rtmp://source/1").put("callback", bench.receiver.url("/mine"));
        var task = bench.post(UNDERSTANDING + "/streamConnect", body)
                .bodyAsJsonObject()
                .getString("task_id");
        bench.vendor(knob("callbackUrl", bench.receiver.url("/account")));
        bench.stop("understanding:" + task);

        assertThat(bench.after(SECOND))
                .containsExactly(new JsonObject(
                        "{\"status\":14,\"task_id\":\"%s\",\"data\":{\"text\":\"\",\"timestamp\":\"2026-03-01T12:00:01Z\"}}"
                                .formatted(task)));
        assertThat(bench.receiver.paths).containsExactly("/mine");
    }

    @Test
    void a_tasks_own_receiver_goes_before_the_accounts_and_that_before_the_default() {
        bench.vendor(knob("callbackUrl", bench.receiver.url("/account")));
        bench.thing("a", knob("forged", 1));
        bench.thing("b", knob("forged", 1).put("callbackUrl", bench.receiver.url("/own")));
        bench.delivered();
        bench.vendor(new JsonObject().putNull("callbackUrl"));
        bench.thing("a", knob("forged", 1));
        bench.delivered();

        assertThat(bench.receiver.paths).containsExactlyInAnyOrder("/account", "/own", "/callbacks/memories/any");
    }

    @Test
    void it_can_come_late_more_than_once_or_never() {
        bench.thing("late", knob("callbackDelay", "10s"));
        bench.thing("often", knob("callbackTimes", 3));
        bench.thing("never", knob("noFinalCallback", true));
        bench.stop("late");
        bench.stop("often");
        bench.stop("never");

        assertThat(bench.after(SECOND)).hasSize(3).allMatch(told -> told.getString("task_id")
                .equals("often"));
        assertThat(bench.after(Duration.ofSeconds(9))).isEmpty();
        assertThat(bench.after(SECOND)).singleElement().matches(told -> told.getString("task_id")
                .equals("late"));
        assertThat(bench.truth("never").getBoolean("running")).isFalse();
        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void the_vendors_ways_are_those_of_a_task_that_has_none_of_its_own() {
        bench.vendor(knob("callbackTimes", 2));
        bench.thing("as-all", new JsonObject());
        bench.thing("by-itself", knob("callbackTimes", 1));
        bench.stop("as-all");
        bench.stop("by-itself");

        assertThat(bench.after(SECOND).stream().map(told -> told.getString("task_id")))
                .containsExactlyInAnyOrder("as-all", "as-all", "by-itself");
    }

    @Test
    void it_may_come_before_the_answer_to_the_stop() {
        bench.thing(TASK, knob("stopAfter", "0s").put("delay", "1s"));

        var answer = bench.stop(TASK, "any");

        await().until(() -> !bench.delivered().isEmpty());
        assertThat(answer.isComplete()).isFalse();
        assertThat(answer.await().statusCode()).isEqualTo(200);
    }

    @Test
    void a_source_that_ends_is_told_like_a_stop_and_may_end_for_want_of_credit() {
        bench.thing(TASK, knob("endsByItselfAfter", "10s"));
        bench.thing(UNDERSTOOD, knob("endsByItselfAfter", "10s").put("finalStatus", 2001));

        assertThat(bench.after(Duration.ofSeconds(10)).stream().map(MemoriesCallbacksTest::status))
                .containsExactlyInAnyOrder(14, 2001);
        assertThat(bench.sum().getInteger("running")).isZero();
        assertThat(bench.sum().getInteger("stopCalls")).isZero();
        assertThat(bench.sum().getInteger("finals")).isEqualTo(2);
    }

    @Test
    void each_of_its_lives_ends_with_one() {
        bench.thing(TASK, knob("restartAfter", "5s").put("callbackDelay", "20s"));
        bench.stop(TASK);
        bench.hour.pass(Duration.ofSeconds(10));
        assertThat(bench.truth(TASK).getInteger("life")).isEqualTo(2);
        bench.stop(TASK);

        assertThat(bench.after(Duration.ofSeconds(11))).hasSize(1);
        assertThat(bench.after(Duration.ofSeconds(10))).hasSize(1);
        bench.control(HttpMethod.PUT, "/memories/" + TASK, knob("running", true));
        assertThat(bench.after(Duration.ofSeconds(30))).isEmpty();
    }

    // ---- segments

    @Test
    void a_living_task_tells_its_segments_only_where_that_is_asked_for() {
        bench.thing("quiet", new JsonObject());
        bench.thing(TASK, knob("segments", true).put("stopAfter", "6s"));
        assertThat(bench.after(Duration.ofSeconds(4))).isEmpty();

        var first = bench.after(SECOND).get(0);
        assertThat(first.getString("task_id")).isEqualTo(TASK);
        assertThat(first.getInteger("code")).isEqualTo(200);
        assertThat(first.getJsonObject("data").getInteger("segment_index")).isEqualTo(1);
        assertThat(first.getJsonObject("data").getInteger("status")).isZero();
        assertThat(segmentEnd(first)).isEqualTo("2026-03-01T12:00:05Z");
        bench.stop(TASK);

        assertThat(bench.after(Duration.ofSeconds(6)).stream().map(MemoriesCallbacksTest::status))
                .containsExactly(0, 14);
        assertThat(bench.after(Duration.ofMinutes(1))).isEmpty();
        assertThat(bench.truth(TASK).getInteger("segments")).isEqualTo(2);
    }

    @Test
    void audio_and_understanding_tell_segments_in_their_own_shapes() {
        bench.vendor(knob("segments", true).put("segmentEvery", "1s"));
        bench.thing("audio:a", new JsonObject());
        bench.thing("understanding:u", new JsonObject());

        var told = bench.after(SECOND);

        assertThat(told)
                .anySatisfy(one -> assertThat(one.getJsonObject("data").getString("transcript"))
                        .isNotBlank())
                .anySatisfy(one -> {
                    assertThat(one.getString("task_id")).isEqualTo("u");
                    assertThat(one.getInteger("status")).isZero();
                    assertThat(one.getJsonObject("data").fieldNames()).containsExactlyInAnyOrder("text", "timestamp");
                });
    }

    @Test
    void who_was_away_for_long_misses_all_but_the_last_segments() {
        bench.thing(TASK, knob("segments", true));

        assertThat(bench.after(Duration.ofHours(1)).stream()
                        .map(told -> told.getJsonObject("data").getInteger("segment_index")))
                .containsExactly(718, 719, 720);
        bench.thing(TASK, knob("segmentEvery", "1ms"));
        assertThat(bench.after(Duration.ofMillis(150)))
                .as("never more often than every 100 ms")
                .hasSize(1);
    }

    @Test
    void segments_that_come_after_the_end_tell_of_the_time_before_it() {
        bench.thing(TASK, knob("segmentsAfterStop", 2).put("stopAfter", "0s"));
        bench.hour.pass(Duration.ofMinutes(1));
        bench.stop(TASK);
        assertThat(bench.delivered().stream().map(MemoriesCallbacksTest::status))
                .containsExactly(14);

        var late = bench.after(Duration.ofSeconds(2));

        assertThat(late.stream().map(MemoriesCallbacksTest::segmentEnd).map(Instant::toString))
                .containsExactly("2026-03-01T12:00:55Z", "2026-03-01T12:01:00Z");
        assertThat(late.get(1).getJsonObject("data").getInteger("segment_index"))
                .isEqualTo(12);
        assertThat(bench.after(Duration.ofMinutes(1))).isEmpty();
    }

    // ---- ghosts and lies

    @Test
    void what_never_stops_goes_on_without_a_word_of_its_end_until_it_is_cured() {
        bench.thing(TASK, knob("never", true).put("segments", true));
        assertThat(bench.stop(TASK).statusCode()).isEqualTo(200);

        assertThat(bench.after(Duration.ofSeconds(5)).stream().map(MemoriesCallbacksTest::status))
                .containsExactly(0);
        assertThat(bench.truth(TASK).getBoolean("running")).isTrue();

        bench.thing(TASK, knob("never", false).put("segments", false));
        bench.stop(TASK);
        assertThat(bench.after(SECOND).stream().map(MemoriesCallbacksTest::status))
                .containsExactly(14);
        assertThat(bench.truth(TASK).getBoolean("running")).isFalse();
    }

    @Test
    void a_ghost_says_that_it_ended_and_goes_on() {
        bench.thing(UNDERSTOOD, knob("ghost", true).put("segments", true));
        bench.stop(UNDERSTOOD);

        assertThat(bench.after(Duration.ofSeconds(5)).stream().map(MemoriesCallbacksTest::status))
                .containsExactly(14, 0);
        assertThat(bench.truth(UNDERSTOOD).getBoolean("running")).isTrue();
        assertThat(bench.stop(UNDERSTOOD).bodyAsJsonObject().getInteger("status"))
                .as("the vendor takes it for ended")
                .isEqualTo(-1);

        bench.thing(UNDERSTOOD, knob("endsByItselfAfter", "6s"));
        assertThat(bench.after(SECOND)).as("it has said so before").isEmpty();
        assertThat(bench.truth(UNDERSTOOD).getBoolean("running")).isFalse();
    }

    @Test
    void a_forged_end_looks_true_and_is_not() {
        bench.thing(TASK, knob("forged", 2).put("finalStatus", 5000));

        assertThat(bench.delivered().stream().map(MemoriesCallbacksTest::status))
                .containsExactly(14, 14);
        assertThat(bench.truth(TASK).getBoolean("running")).isTrue();
        assertThat(bench.truth(TASK).getInteger("forgeries")).isEqualTo(2);
    }

    @Test
    void strangers_tasks_come_over_the_accounts_receiver() {
        bench.thing(TASK, knob("noise", 4).put("callbackUrl", bench.receiver.url("/own")));

        var told = bench.delivered();

        assertThat(told.stream().map(one -> one.getString("task_id")))
                .hasSize(4)
                .doesNotHaveDuplicates()
                .allMatch(task -> task.matches("[0-9a-f]{32}"));
        assertThat(told.stream().map(MemoriesCallbacksTest::status)).contains(14);
        assertThat(bench.receiver.paths).hasSize(4).allMatch("/callbacks/memories/any"::equals);
        assertThat(bench.truth(TASK).getInteger("strangers")).isEqualTo(4);
    }

    @Test
    void a_callback_can_be_lost() {
        bench.thing(TASK, knob("loseCallbacks", 1).put("callbackTimes", 2));
        bench.stop(TASK);

        assertThat(bench.after(SECOND)).hasSize(1);
        assertThat(bench.truth(TASK).getInteger("callbacksLost")).isEqualTo(1);
    }

    @Test
    void callbacks_speak_the_vendors_dialect() {
        bench.vendor(knob("codeAsString", true).put("msg", true));
        bench.thing(TASK, knob("forged", 1));
        var told = bench.delivered().get(0);
        assertThat(told.getValue("code")).isEqualTo("200");
        assertThat(told.getString("msg")).isEqualTo("SUCCESS");

        bench.vendor(knob("oldCodes", true));
        bench.thing(TASK, knob("forged", 1));
        assertThat(bench.delivered().get(0).getValue("code")).isEqualTo("0000");
    }

    // ---- receivers that fail

    @Test
    void a_receiver_that_fails_is_tried_again_after_a_while_that_grows() {
        bench.receiver.statuses.addAll(List.of(503, 429));
        bench.thing(TASK, new JsonObject());
        bench.stop(TASK);

        assertThat(bench.after(SECOND)).hasSize(1);
        assertThat(bench.delivered()).as("not at once").isEmpty();
        assertThat(bench.after(SECOND)).hasSize(1);
        assertThat(bench.after(SECOND)).isEmpty();
        assertThat(bench.truth(TASK).getInteger("finals")).isZero();
        assertThat(bench.after(SECOND)).hasSize(1);
        assertThat(bench.truth(TASK).getInteger("finals")).isEqualTo(1);
        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
    }

    @Test
    void it_is_not_tried_without_end_and_not_at_all_where_that_is_the_policy() {
        for (var each = 0; each < 20; each++) {
            bench.receiver.statuses.add(500);
        }
        bench.thing("few", knob("callbackRetries", 1000));
        bench.thing("none", knob("callbackRetries", 0));
        bench.stop("few");
        bench.stop("none");

        var attempts = bench.after(SECOND).size();
        for (var each = 0; each < 20; each++) {
            attempts += bench.after(Duration.ofMinutes(2)).size();
        }

        assertThat(attempts).isEqualTo(11 + 1);
        assertThat(bench.sum().getInteger("callbacksLost")).isEqualTo(2);
    }

    @Test
    void what_a_receiver_refuses_is_not_brought_again() {
        bench.receiver.statuses.add(404);
        bench.thing(TASK, new JsonObject());
        bench.stop(TASK);

        assertThat(bench.after(SECOND)).hasSize(1);
        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
        assertThat(bench.truth(TASK).getInteger("callbacksLost")).isEqualTo(1);
    }

    @Test
    void a_receiver_that_is_not_there_or_never_answers_is_tried_again() {
        bench.receiver.holds = true;
        bench.thing("deaf", knob("forged", 1));
        bench.thing("gone", knob("forged", 1).put("callbackUrl", "http://127.0.0.1:1/"));
        assertThat(bench.delivered()).hasSize(1);
        bench.thing("gone", new JsonObject().putNull("callbackUrl"));
        bench.receiver.release();

        assertThat(bench.after(SECOND).stream().map(told -> told.getString("task_id")))
                .containsExactlyInAnyOrder("deaf", "gone");
    }

    @Test
    void only_so_many_are_under_way_at_once_and_yet_all_arrive() {
        bench.receiver.holds = true;
        for (var each = 0; each < 40; each++) {
            bench.thing("task-" + each, knob("forged", 1));
        }
        var step = bench.step();
        await().until(() -> bench.receiver.held.size() == 32);
        bench.thing("task-40", knob("forged", 1));
        assertThat(bench.receiver.held).hasSize(32);

        bench.receiver.release();

        assertThat(step.await()).isEqualTo(32);
        assertThat(bench.delivered()).hasSize(41);
    }

    // ---- what is not forgotten

    @Test
    void a_callback_that_was_due_while_nobody_ran_comes_afterwards_and_only_then() {
        bench.thing(TASK, knob("callbackTimes", 2).put("stopAfter", "10s"));
        bench.thing("ended", new JsonObject());
        bench.stop(TASK);
        bench.stop("ended");
        assertThat(bench.after(SECOND)).hasSize(1);

        bench.again(false);
        assertThat(bench.delivered()).as("delivered before").isEmpty();
        bench.again(false);

        assertThat(bench.after(Duration.ofSeconds(9)).stream().map(told -> told.getString("task_id")))
                .containsExactly(TASK, TASK);
    }

    @Test
    void what_was_on_its_way_when_the_process_was_killed_is_brought_again() throws Exception {
        bench.thing(TASK, new JsonObject());
        bench.stop(TASK);
        bench.receiver.holds = true;
        bench.hour.pass(SECOND);
        var step = bench.step();
        await().until(() -> !bench.receiver.held.isEmpty());

        bench.killed();

        assertThat(step.await()).isEqualTo(1);
        assertThat(bench.delivered()).hasSize(1);
        assertThat(bench.truth(TASK).getInteger("finals")).isEqualTo(1);
    }

    @Test
    void attempts_are_counted_across_a_restart() {
        bench.receiver.statuses.addAll(List.of(500, 500));
        bench.thing(TASK, knob("callbackRetries", 1));
        bench.stop(TASK);
        assertThat(bench.after(SECOND)).hasSize(1);

        bench.again(false);

        assertThat(bench.after(SECOND)).hasSize(1);
        assertThat(bench.after(Duration.ofHours(1))).isEmpty();
        assertThat(bench.truth(TASK).getInteger("callbacksLost")).isEqualTo(1);
    }

    @Test
    void a_forgotten_task_says_nothing_more_and_does_not_come_back() {
        bench.receiver.holds = true;
        bench.thing(TASK, knob("forged", 3));
        var step = bench.step();
        await().until(() -> !bench.receiver.held.isEmpty());
        bench.control(HttpMethod.DELETE, "", null);
        bench.receiver.release();
        step.await();

        bench.again(false);

        assertThat(bench.sum().getInteger("things")).isZero();
        assertThat(bench.delivered()).hasSize(1);
    }
}
