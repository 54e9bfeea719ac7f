package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated Nomad's channels say and do what the real one documents, and what it leaves open as they are told. */
@ExtendWith(VertxExtension.class)
class NomadSimulatorTest {

    private static final String ID = NomadFixture.ID;
    private static final String CHANNEL = NomadFixture.CHANNEL;

    private NomadFixture nomad;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        nomad = new NomadFixture(vertx, folder, false);
    }

    @AfterEach
    void end() {
        nomad.close();
    }

    // ---- stop

    @Test
    void a_stop_is_200_without_a_body_and_goes_by_way_of_stopping_to_idle() {
        nomad.channel(new JsonObject().put("stopAfter", "4s"));
        assertThat(nomad.status()).isEqualTo("Running");
        nomad.pass(1);

        var answer = nomad.post("/stop");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNull();
        assertThat(nomad.status()).isEqualTo("Stopping");
        nomad.pass(3);
        assertThat(nomad.model().getString("lastStateChangedDate")).isEqualTo("2026-03-01T12:00:01Z");
        nomad.pass(1);
        assertThat(nomad.status()).isEqualTo("Idle");
        assertThat(nomad.model().getString("lastStateChangedDate")).isEqualTo("2026-03-01T12:00:05Z");
        assertThat(nomad.truth().getBoolean("running")).isFalse();
        assertThat(nomad.truth().getInteger("stopCalls")).isEqualTo(1);
    }

    @Test
    void a_second_stop_changes_nothing() {
        nomad.channel(new JsonObject().put("stopAfter", "4s"));
        nomad.stop();
        nomad.pass(3);
        nomad.stop();
        nomad.pass(1);

        assertThat(nomad.status()).isEqualTo("Idle");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 409, 500})
    void a_stop_of_an_idle_channel_answers_what_it_is_told_to(int status) {
        nomad.channel(new JsonObject());
        nomad.stop();
        nomad.pass(1);
        assertThat(nomad.post("/stop").statusCode()).isEqualTo(200);

        nomad.vendor("stopOnIdle", status);
        assertThat(nomad.post("/stop").statusCode()).isEqualTo(status);
        nomad.channel(new JsonObject().put("stopOnIdle", 409));
        assertThat(nomad.post("/stop").statusCode())
                .as("the channel's own manners")
                .isEqualTo(409);
        assertThat(nomad.status()).isEqualTo("Idle");
    }

    @Test
    void stuck_in_stopping_it_stays_so_until_it_is_let_go_and_asked_again() {
        nomad.channel(new JsonObject().put("never", true));
        nomad.stop();
        nomad.pass(86_400);
        nomad.stop();
        assertThat(nomad.status()).isEqualTo("Stopping");

        nomad.channel(new JsonObject().putNull("never"));
        nomad.stop();
        nomad.pass(1);

        assertThat(nomad.status()).isEqualTo("Idle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Error", "Pause", "Running", "Unmanaged", "Idle", "Something New"})
    void a_stop_can_end_in_another_word_while_it_still_runs(String word) {
        nomad.channel(new JsonObject().put("endsIn", word).put("stopAfter", "2s"));
        nomad.stop();
        nomad.pass(1);
        assertThat(nomad.status()).isEqualTo("Stopping");

        nomad.pass(1);

        assertThat(nomad.status()).isEqualTo(word);
        assertThat(nomad.truth().getBoolean("running")).isTrue();
        assertThat(nomad.truth().getBoolean("stopping")).isFalse();
        assertThat(nomad.truth().getInteger("life")).isEqualTo(1);

        nomad.channel(new JsonObject().putNull("endsIn"));
        nomad.stop();
        nomad.pass(2);
        assertThat(nomad.truth().getBoolean("running")).isFalse();
    }

    @Test
    void an_error_says_what_is_wrong() {
        nomad.channel(new JsonObject().put("endsIn", "Error"));
        assertThat(nomad.model().getJsonArray("statusMessages")).isEmpty();
        nomad.stop();
        nomad.pass(1);

        assertThat(nomad.model().getJsonArray("statusMessages")).hasSize(1);
        assertThat(nomad.model().getString("statusMessage")).isNotBlank();
    }

    @Test
    void it_flaps_so_many_times_by_way_of_recovering_and_then_stops() {
        nomad.channel(new JsonObject().put("flaps", 1).put("stopAfter", "2s"));
        nomad.stop();
        assertThat(nomad.status()).isEqualTo("Stopping");
        nomad.pass(2);
        assertThat(nomad.status()).isEqualTo("Recovering");
        nomad.pass(2);
        assertThat(nomad.status()).isEqualTo("Running");

        nomad.stop();
        nomad.pass(2);

        assertThat(nomad.status()).isEqualTo("Idle");
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request",
        "401, Unauthorized",
        "403, Forbidden",
        "404, Not Found",
        "409, Conflict",
        "429, Too Many Requests",
        "500, An error occurred while processing your request.",
        "503, Service Unavailable",
    })
    void told_to_fail_it_fails_without_acting_in_the_specified_shape(int status, String title) {
        nomad.channel(new JsonObject().put("failStops", 1).put("failStatus", status));

        var answer = nomad.post("/stop");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.bodyAsJsonObject().fieldNames())
                .containsExactly("type", "title", "status", "detail", "instance");
        assertThat(answer.bodyAsJsonObject().getString("title")).isEqualTo(title);
        assertThat(nomad.status()).isEqualTo("Running");
        nomad.stop();
    }

    @Test
    void a_reply_can_get_lost_after_the_deed() {
        nomad.channel(new JsonObject().put("dropReplies", 1).put("stopAfter", "5s"));

        assertThatThrownBy(() -> nomad.post("/stop")).hasMessageContaining("closed");

        assertThat(nomad.status()).isEqualTo("Stopping");
    }

    @Test
    void an_answer_can_be_garbage() {
        nomad.channel(new JsonObject().put("garbage", 1));

        assertThat(nomad.get().bodyAsString()).startsWith("<html>");
        assertThat(nomad.status()).isEqualTo("Running");
    }

    @Test
    void a_schedule_brings_it_back_and_forbids_its_deletion() {
        nomad.channel(new JsonObject().put("restartAfter", "10s"));
        assertThat(nomad.model().getJsonArray("scheduleEvents")).hasSize(1);
        assertThat(nomad.model().getString("liveScheduleId")).isNotNull();
        assertThat(nomad.call(HttpMethod.DELETE, CHANNEL).statusCode()).isEqualTo(400);
        nomad.stop();
        nomad.pass(5);
        assertThat(nomad.status()).isEqualTo("Idle");

        nomad.pass(10);

        assertThat(nomad.status()).isEqualTo("Running");
        assertThat(nomad.truth().getInteger("life")).isEqualTo(2);
    }

    // ---- the cache

    @ParameterizedTest
    @ValueSource(strings = {"/liveChannel/refresh", CHANNEL + "/refresh/639079776000000000", CHANNEL + "/refresh/now"})
    void a_stale_cache_changes_on_a_refresh_and_on_nothing_else(String refresh) {
        nomad.channel(new JsonObject().put("staleCache", true).put("stopAfter", "2s"));
        nomad.stop();
        assertThat(nomad.status()).isEqualTo("Running");
        nomad.pass(1);
        refreshed(refresh);
        assertThat(nomad.status()).isEqualTo("Stopping");
        nomad.pass(60);
        nomad.restart();
        assertThat(nomad.status()).isEqualTo("Stopping");
        assertThat(listed()).isEqualTo("Stopping");
        assertThat(nomad.truth().getString("status")).isEqualTo("Idle");
        assertThat(nomad.truth().getString("shown")).isEqualTo("Stopping");

        refreshed(refresh);
        assertThat(nomad.status()).isEqualTo("Idle");

        assertThat(nomad.post("/start").statusCode()).isEqualTo(200);
        nomad.pass(5);
        assertThat(nomad.status()).as("idle is stale too").isEqualTo("Idle");
        assertThat(nomad.truth().getInteger("refreshes")).isEqualTo(2);
        assertThat(nomad.sum().getInteger("refreshes")).isEqualTo(2);
    }

    private void refreshed(String path) {
        var answer = nomad.call(HttpMethod.POST, path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNull();
    }

    private String listed() {
        return nomad.call(HttpMethod.GET, "/liveChannel")
                .bodyAsJsonArray()
                .getJsonObject(0)
                .getJsonObject("status")
                .getString("description");
    }

    @Test
    void a_look_at_a_stale_cache_is_not_forgotten_with_the_process() {
        nomad.channel(new JsonObject().put("stopAfter", "2s"));
        nomad.stop();
        nomad.vendor("staleCache", true);
        assertThat(listed()).isEqualTo("Stopping");
        nomad.restart();
        nomad.pass(5);
        assertThat(nomad.status()).isEqualTo("Stopping");

        nomad.channel(new JsonObject().put("staleCache", false));

        assertThat(nomad.status()).as("the channel's own manners").isEqualTo("Idle");
    }

    // ---- the world

    @Test
    void what_truly_is_outlives_the_process() {
        nomad.channel(new JsonObject().put("stopAfter", "1h").put("endsIn", "Error"));
        nomad.stop();

        nomad.restart();

        assertThat(nomad.status()).isEqualTo("Stopping");
        nomad.pass(3_600);
        assertThat(nomad.status()).isEqualTo("Error");
        nomad.restart();
        assertThat(nomad.status()).isEqualTo("Error");
    }

    @Test
    void a_fresh_demo_begins_with_the_documented_channel_and_worse_ones(Vertx vertx, @TempDir Path folder) {
        var demo = new NomadFixture(vertx, folder, true);
        var documented = "/liveChannel/f6d0b1f5-6a1b-4369-b9b5-4fef074b503";

        demo.call(HttpMethod.POST, documented + "/stop");
        demo.pass(5);

        var model = demo.call(HttpMethod.GET, documented).bodyAsJsonObject();
        assertThat(model.getJsonObject("status").getString("description")).isEqualTo("Idle");
        assertThat(model.getString("name")).isEqualTo("Studio A");
        var ids = demo.call(HttpMethod.GET, "/liveChannel").bodyAsJsonArray().stream()
                .map(one -> ((JsonObject) one).getString("id"))
                .toList();
        assertThat(ids).hasSize(7).allMatch(id -> id.matches("[0-9a-f-]{35,36}"));
        demo.close();
    }

    @Test
    void knobs_that_nobody_knows_and_values_that_they_cannot_take_are_told_so() {
        for (var wrong : List.of(
                new JsonObject().put("expireTokens", 401),
                new JsonObject().put("expireToken", 402),
                new JsonObject().put("loginStatus", "Tired"),
                new JsonObject().put("errorBody", "xml"),
                new JsonObject().put("unknownId", "410"),
                new JsonObject().put("casing", "camel"))) {
            assertThat(nomad.turn("", wrong).statusCode()).as(wrong.encode()).isEqualTo(400);
        }
        var wrong = new JsonObject().put("behaviour", new JsonObject().put("endsin", "Error"));
        assertThat(nomad.turn("/" + ID, wrong).statusCode()).isEqualTo(400);
        assertThat(nomad.sum().getJsonObject("manners")).isEmpty();
    }
}
