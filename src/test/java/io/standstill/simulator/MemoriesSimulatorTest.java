package io.standstill.simulator;

import static io.standstill.simulator.MemoriesBench.AUDIO;
import static io.standstill.simulator.MemoriesBench.UNDERSTANDING;
import static io.standstill.simulator.MemoriesBench.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated memories.ai answers what the real one documents, to the letter. */
@ExtendWith(VertxExtension.class)
class MemoriesSimulatorTest {

    private static final String TASK = "550e8400-e29b-41d4-a716-446655440000";
    private static final String UNDERSTOOD = "understanding:5347085a-1747-4731-bdde-3856d09502c4";
    private static final JsonObject STREAM = new JsonObject().put("url", "rtmp://example.com/live/stream");

    private MemoriesBench bench;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        bench = new MemoriesBench(vertx, folder);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private static JsonObject json(String text) {
        return new JsonObject(text);
    }

    private static JsonObject knob(String name, Object value) {
        return new JsonObject().put(name, value);
    }

    private static void answers(HttpResponse<Buffer> answer, int status, String body) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/json");
        assertThat(answer.bodyAsJsonObject()).isEqualTo(json(body));
    }

    // ---- start

    @Test
    void moderation_starts_a_new_task_and_says_so_in_the_documented_words() {
        var body = json(
                "{\"url\":\"rtmp://example.com/live/stream\",\"enable_content_moderation\":true,\"enable_logo_detection\":false,\"fps\":1,\"max_logos\":5}");

        var answer = bench.post(VIDEO + "/start", body);

        var task = answer.bodyAsJsonObject().getJsonObject("data").getString("task_id");
        assertThat(UUID.fromString(task)).hasToString(task);
        answers(
                answer,
                200,
                "{\"code\":200,\"message\":\"success\",\"data\":{\"task_id\":\"%s\",\"message\":\"Stream processing started successfully\"}}"
                        .formatted(task));
        assertThat(bench.truth(task).getBoolean("running")).isTrue();
    }

    @Test
    void audio_starts_alike_and_understanding_in_its_own_words() {
        var audio = bench.start(AUDIO).bodyAsJsonObject().getJsonObject("data");
        var understanding = bench.post(
                UNDERSTANDING + "/streamConnect",
                json(
                        "{\"url\":\"rtmp://your.server:1935/live/stream\",\"user_prompt\":\"What is happening right now?\",\"system_prompt\":\"You are a real-time video monitoring system.\",\"callback\":\"http://localhost:9/callback\",\"thinking\":false}"));

        var task = understanding.bodyAsJsonObject().getString("task_id");
        assertThat(audio.getString("message")).isEqualTo("Audio stream processing started successfully");
        assertThat(bench.truth("audio:" + audio.getString("task_id")).getBoolean("running"))
                .isTrue();
        answers(understanding, 200, "{\"status\":0,\"task_id\":\"%s\",\"text\":\"\"}".formatted(task));
        assertThat(bench.truth("understanding:" + task).getBoolean("running")).isTrue();
    }

    @Test
    void no_task_is_started_twice_under_one_id_even_after_a_restart() {
        var first = bench.start(VIDEO).bodyAsString();
        var second = bench.start(VIDEO).bodyAsString();
        bench.again(false);
        var third = bench.start(VIDEO).bodyAsString();

        assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
    }

    @Test
    void what_cannot_be_read_or_lacks_its_url_or_task_is_invalid() {
        var invalid = "{\"code\":400,\"msg\":\"Invalid request parameters\",\"data\":null}";
        answers(bench.post(VIDEO + "/start", new JsonObject()), 400, invalid);
        answers(bench.raw(VIDEO + "/start", "application/json", "{\"url\":"), 400, invalid);
        answers(bench.raw(VIDEO + "/start", "application/json", "[]"), 400, invalid);
        answers(bench.post(AUDIO + "/stop", knob("task_id", 7)), 400, invalid);
        answers(
                bench.post(UNDERSTANDING + "/streamConnect", knob("url", " ")),
                200,
                "{\"status\":-1,\"task_id\":\"\",\"text\":\"Invalid request parameters\"}");
    }

    @Test
    void another_method_is_405_and_another_content_type_415() {
        answers(
                bench.send(HttpMethod.GET, VIDEO + "/stop", "any", null).await(),
                405,
                "{\"code\":405,\"msg\":\"Method not allowed\",\"data\":null}");
        answers(
                bench.raw(VIDEO + "/stop", "text/plain", STREAM.encode()),
                415,
                "{\"code\":415,\"msg\":\"Unsupported media type\",\"data\":null}");
        assertThat(bench.raw(VIDEO + "/start", "text/plain", STREAM.encode()).statusCode())
                .isEqualTo(415);
    }

    @Test
    void a_start_that_would_call_back_elsewhere_is_refused() {
        var answer = bench.post(
                UNDERSTANDING + "/streamConnect", STREAM.copy().put("callback", "https://your.app/callback"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject().getInteger("status")).isEqualTo(-1);
        assertThat(bench.sum().getInteger("things")).isZero();
    }

    @Test
    void a_key_has_four_living_understanding_tasks_and_ghosts_are_among_them() {
        bench.thing("understanding:ghost", knob("never", true));
        bench.stop("understanding:ghost");
        for (var each = 0; each < 3; each++) {
            assertThat(bench.start(UNDERSTANDING, "mine").bodyAsJsonObject().getInteger("status"))
                    .isZero();
        }

        answers(bench.start(UNDERSTANDING, "mine"), 200, "{\"status\":1001,\"task_id\":\"\"}");

        assertThat(bench.start(UNDERSTANDING, "another").bodyAsJsonObject().getInteger("status"))
                .isZero();
        assertThat(bench.start(VIDEO, "mine").statusCode()).isEqualTo(200);
        bench.vendor(knob("concurrency", 5));
        assertThat(bench.start(UNDERSTANDING, "mine").bodyAsJsonObject().getInteger("status"))
                .isZero();
    }

    @Test
    void without_credit_nothing_starts() {
        bench.vendor(knob("noCredit", true));

        answers(bench.start(VIDEO), 402, "{\"code\":402,\"msg\":\"Insufficient balance\",\"data\":null}");
        answers(bench.start(UNDERSTANDING), 200, "{\"status\":2001,\"task_id\":\"\"}");
    }

    @Test
    void starts_fail_as_they_are_told_to_or_act_and_are_never_answered() {
        bench.vendor(knob("startStatus", 409));
        answers(bench.start(VIDEO), 409, "{\"code\":409,\"msg\":\"Duplicate request\",\"data\":null}");
        assertThat(bench.sum().getInteger("things")).isZero();

        bench.vendor(new JsonObject().putNull("startStatus").put("dropStarts", true));
        assertThatThrownBy(() -> bench.start(VIDEO)).isInstanceOf(Exception.class);
        assertThat(bench.sum().getInteger("running")).isEqualTo(1);
    }

    // ---- who may

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/serve/api/v2/stream/start",
                "/serve/api/v2/stream/stop",
                "/serve/api/v2/audio-stream/start",
                "/serve/api/v2/audio-stream/stop",
                "/v1/understand/streamConnect",
                "/v1/understand/stop/any",
            })
    void the_key_stands_bare_and_is_not_wrong(String path) {
        for (var key : new String[] {null, "", "wrong", "Bearer sk-mavi-any"}) {
            answers(bench.post(path, key, STREAM), 401, "{\"code\":401,\"msg\":\"Unauthorized\",\"data\":null}");
        }
        assertThat(bench.post(path, "sk-mavi-any", STREAM).statusCode()).isNotEqualTo(401);
    }

    @Test
    void keys_know_each_others_tasks_unless_they_are_kept_apart() {
        var task = bench.start(VIDEO, "mine")
                .bodyAsJsonObject()
                .getJsonObject("data")
                .getString("task_id");
        bench.vendor(knob("keysApart", true));
        assertThat(bench.stop(task, "another").await().statusCode()).isEqualTo(400);

        bench.vendor(new JsonObject().putNull("keysApart"));

        assertThat(bench.stop(task, "another").await().statusCode()).isEqualTo(200);
    }

    @Test
    void too_many_calls_a_second_are_429() {
        bench.vendor(knob("rateLimit", 0));

        var answer = bench.start(VIDEO);

        answers(answer, 429, "{\"code\":429,\"msg\":\"Too many requests\",\"data\":null}");
        assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
    }

    // ---- stop

    @Test
    void each_product_stops_in_the_documented_words() {
        bench.thing(TASK, new JsonObject());
        bench.thing("audio:" + TASK, new JsonObject());
        bench.thing(UNDERSTOOD, new JsonObject());

        answers(
                bench.stop(TASK),
                200,
                "{\"code\":200,\"message\":\"success\",\"data\":{\"task_id\":\"550e8400-e29b-41d4-a716-446655440000\",\"message\":\"Stream stopped successfully\"}}");
        answers(
                bench.stop("audio:" + TASK),
                200,
                "{\"code\":200,\"message\":\"success\",\"data\":{\"task_id\":\"550e8400-e29b-41d4-a716-446655440000\",\"message\":\"Audio stream stopped successfully\"}}");
        answers(bench.stop(UNDERSTOOD), 200, "{\"status\":14,\"task_id\":\"5347085a-1747-4731-bdde-3856d09502c4\"}");
        assertThat(bench.truth(TASK).getBoolean("stopping")).isTrue();
        bench.hour.pass(Duration.ofSeconds(1));
        assertThat(bench.sum().getInteger("running")).isZero();
        assertThat(bench.sum().getInteger("stopCalls")).isEqualTo(3);
    }

    @Test
    void what_nobody_started_is_unknown_and_so_is_another_products_task() {
        var unknown = "{\"code\":400,\"msg\":\"Invalid task_id or task not found\",\"data\":null}";
        bench.thing("audio:" + TASK, new JsonObject());

        answers(bench.stop(TASK), 400, unknown);
        answers(bench.post(VIDEO + "/stop", knob("task_id", "audio:" + TASK)), 400, unknown);
        answers(bench.stop("understanding:" + TASK), 200, "{\"status\":-1,\"task_id\":\"%s\"}".formatted(TASK));
        assertThat(bench.truth("audio:" + TASK).getInteger("stopCalls")).isZero();
    }

    @Test
    void an_ended_task_is_safe_to_stop_again_or_not_found() {
        bench.thing(TASK, knob("stopAfter", "0s"));
        bench.thing(UNDERSTOOD, knob("stopAfter", "0s"));
        bench.stop(TASK);
        bench.stop(UNDERSTOOD);

        assertThat(bench.stop(TASK).statusCode()).isEqualTo(200);
        assertThat(bench.stop(UNDERSTOOD).bodyAsJsonObject().getInteger("status"))
                .isEqualTo(-1);
        bench.vendor(knob("endedNotFound", true));
        assertThat(bench.stop(TASK).statusCode()).isEqualTo(400);
        bench.vendor(knob("endedNotFound", false));
        assertThat(bench.stop(UNDERSTOOD).bodyAsJsonObject().getInteger("status"))
                .isEqualTo(14);
    }

    @ParameterizedTest
    @CsvSource({
        "400, Request has exceeded the limit.",
        "401, Unauthorized",
        "402, Insufficient balance",
        "403, Access denied",
        "409, Duplicate request",
        "429, Too many requests",
        "500, Internal server error",
        "503, Service unavailable",
    })
    void a_failing_stop_changes_nothing_and_says_what_that_status_says(int status, String words) {
        bench.thing(TASK, knob("failStops", 1).put("failStatus", status));

        answers(bench.stop(TASK), status, "{\"code\":%d,\"msg\":\"%s\",\"data\":null}".formatted(status, words));

        assertThat(bench.truth(TASK).getBoolean("stopping")).isFalse();
        assertThat(bench.stop(TASK).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"400, -1", "402, 2001", "500, 5000", "1001, 1001", "2001, 2001", "5000, 5000"})
    void understanding_fails_within_a_200(int status, int within) {
        bench.thing(UNDERSTOOD, knob("failStops", 1).put("failStatus", status));

        answers(
                bench.stop(UNDERSTOOD),
                200,
                "{\"status\":%d,\"task_id\":\"5347085a-1747-4731-bdde-3856d09502c4\"}".formatted(within));
    }

    @Test
    void what_understanding_has_no_word_for_is_an_ordinary_refusal_and_words_can_be_given() {
        bench.thing(UNDERSTOOD, knob("failStops", 1));
        answers(bench.stop(UNDERSTOOD), 503, "{\"code\":503,\"msg\":\"Service unavailable\",\"data\":null}");

        bench.thing(UNDERSTOOD, knob("failStops", 1).put("failStatus", 400).put("failMessage", "no"));
        assertThat(bench.stop(UNDERSTOOD).bodyAsJsonObject().getString("text")).isEqualTo("no");
        bench.thing(TASK, knob("failStops", 1).put("failStatus", 400).put("failMessage", "no"));
        answers(bench.stop(TASK), 400, "{\"code\":400,\"msg\":\"no\",\"data\":null}");
    }

    @Test
    void a_reply_can_be_lost_and_an_answer_be_garbage() {
        bench.thing(TASK, knob("dropReplies", 1).put("garbage", 1).put("stopAfter", "1h"));

        assertThatThrownBy(() -> bench.stop(TASK)).isInstanceOf(Exception.class);
        assertThat(bench.truth(TASK).getBoolean("stopping")).isTrue();
        assertThat(bench.stop(TASK).bodyAsString()).startsWith("<html>");
        assertThat(bench.stop(TASK).bodyAsJsonObject().getInteger("code")).isEqualTo(200);
    }

    // ---- dialects

    @Test
    void codes_can_be_strings_or_of_the_older_sort() {
        bench.thing(TASK, new JsonObject());
        bench.vendor(knob("codeAsString", true));
        assertThat(bench.stop(TASK).bodyAsJsonObject().getValue("code")).isEqualTo("200");
        assertThat(bench.stop("unknown").bodyAsJsonObject().getValue("code")).isEqualTo("400");

        bench.vendor(knob("oldCodes", true));

        answers(
                bench.stop(TASK),
                200,
                "{\"code\":\"0000\",\"message\":\"success\",\"data\":{\"task_id\":\"%s\",\"message\":\"Stream stopped successfully\"},\"success\":true,\"failed\":false}"
                        .formatted(TASK));
        answers(
                bench.stop("unknown"),
                400,
                "{\"code\":\"0001\",\"msg\":\"Invalid task_id or task not found\",\"data\":null,\"success\":false,\"failed\":true}");
        var started = bench.start(UNDERSTANDING).bodyAsJsonObject();
        assertThat(started.getString("code")).isEqualTo("0000");
        assertThat(started.getJsonObject("data").getString("task_id")).isNotBlank();
        assertThat(bench.post(VIDEO + "/stop", "wrong", null).bodyAsJsonObject().getString("code"))
                .isEqualTo("0401");
    }

    @Test
    void the_message_goes_by_either_name() {
        bench.thing(TASK, new JsonObject());
        bench.vendor(knob("msg", true));
        assertThat(bench.stop(TASK).bodyAsJsonObject().getString("msg")).isEqualTo("success");

        bench.vendor(knob("msg", false));

        assertThat(bench.stop("unknown").bodyAsJsonObject().getString("message"))
                .isEqualTo("Invalid task_id or task not found");
    }

    @Test
    void a_refusal_rides_on_a_200_or_shows_in_the_status_as_it_is_told_to() {
        bench.vendor(knob("inBand", true));
        answers(
                bench.stop("unknown"),
                200,
                "{\"code\":400,\"msg\":\"Invalid task_id or task not found\",\"data\":null}");
        assertThat(bench.post(VIDEO + "/stop", "wrong", null).statusCode()).isEqualTo(401);

        bench.vendor(knob("inBand", false));
        answers(bench.stop("understanding:unknown"), 400, "{\"status\":-1,\"task_id\":\"unknown\"}");
        bench.vendor(knob("noCredit", true));
        assertThat(bench.start(UNDERSTANDING).statusCode()).isEqualTo(402);
        bench.vendor(knob("noCredit", false).put("concurrency", 0));
        assertThat(bench.start(UNDERSTANDING).statusCode()).isEqualTo(429);
    }

    // ---- the world

    @Test
    void knobs_that_nobody_knows_and_receivers_elsewhere_are_refused() {
        for (var wrong : List.of(
                knob("segmnts", true),
                knob("segments", 1),
                knob("callbackUrl", "https://your.app/callback"),
                knob("callbackUrl", "http://127.0.0.1.example.com/"),
                knob("callbackUrl", "http://user@127.0.0.1/"),
                knob("callbackUrl", "http://10.0.0.1/"),
                knob("callbackUrl", "nowhere at all"))) {
            var behaviour = new JsonObject().put("behaviour", wrong);
            assertThat(bench.control(HttpMethod.PUT, "/memories/" + TASK, behaviour)
                            .statusCode())
                    .as(wrong.encode())
                    .isEqualTo(400);
            assertThat(bench.control(HttpMethod.PUT, "/memories", wrong).statusCode())
                    .as(wrong.encode())
                    .isEqualTo(400);
        }
        assertThatThrownBy(() -> new Simulators.Options(false, "https://your.app/callback"))
                .isInstanceOf(IllegalArgumentException.class);
        bench.vendor(knob("callbackUrl", "http://[::1]:8080/x"));
        bench.vendor(knob("callbackUrl", "http://localhost:8080/x"));
    }

    @Test
    void what_truly_is_outlives_the_process() {
        bench.thing(TASK, knob("stopAfter", "1h"));
        bench.vendor(knob("keysApart", true));
        var task = bench.start(VIDEO, "mine")
                .bodyAsJsonObject()
                .getJsonObject("data")
                .getString("task_id");
        bench.stop(TASK);

        bench.again(false);

        assertThat(bench.truth(TASK).getBoolean("stopping")).isTrue();
        assertThat(bench.stop(task, "another").await().statusCode()).isEqualTo(400);
        assertThat(bench.stop(task, "mine").await().statusCode()).isEqualTo(200);
        bench.hour.pass(Duration.ofHours(1));
        assertThat(bench.truth(TASK).getBoolean("running")).isFalse();
    }

    @Test
    void a_fresh_demo_begins_with_the_documented_tasks_and_worse_ones() {
        bench.again(true);

        assertThat(bench.sum().getInteger("running")).isEqualTo(10);
        for (var id : List.of(TASK, UNDERSTOOD, "audio:660e8400-e29b-41d4-a716-446655440001")) {
            assertThat(bench.stop(id).statusCode()).isEqualTo(200);
        }
        bench.hour.pass(Duration.ofSeconds(3));
        assertThat(bench.sum().getInteger("running")).isEqualTo(7);
        assertThat(bench.delivered()).hasSize(3);
    }
}
