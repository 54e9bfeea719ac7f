package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.junit5.VertxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The simulated Feldera says what the real one documents, to the letter. */
@ExtendWith(VertxExtension.class)
class FelderaSimulatorTest {

    private SimulatorsAtHand simulators;
    private SimulatorsAtHand.Hour hour;

    @BeforeEach
    void begin(Vertx vertx, @TempDir Path folder) {
        simulators = new SimulatorsAtHand(vertx, folder, false);
        hour = simulators.hour;
    }

    @AfterEach
    void end() {
        simulators.close();
    }

    private HttpResponse<Buffer> call(HttpMethod method, String path) {
        return call(method, path, "apikey:any");
    }

    private HttpResponse<Buffer> call(HttpMethod method, String path, String key) {
        return simulators
                .request(method, "/feldera/v0" + path)
                .putHeader("Authorization", "Bearer " + key)
                .send()
                .await();
    }

    private void control(String path, JsonObject body) {
        assertThat(simulators.control(HttpMethod.PUT, "/feldera" + path, body).statusCode())
                .isEqualTo(200);
    }

    private void pipeline(JsonObject behaviour) {
        control("/p1", new JsonObject().put("behaviour", behaviour));
    }

    private JsonObject status() {
        return call(HttpMethod.GET, "/pipelines/p1?selector=status").bodyAsJsonObject();
    }

    private HttpResponse<Buffer> stop(boolean force) {
        return call(HttpMethod.POST, "/pipelines/p1/stop?force=" + force);
    }

    // ---- stop

    @Test
    void a_graceful_stop_is_a_bare_string_and_goes_by_way_of_suspended_and_stopping() {
        pipeline(new JsonObject().put("stopAfter", "4s"));

        var answer = stop(false);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Json.decodeValue(answer.body())).isEqualTo("Pipeline is suspending");
        assertThat(status().getString("deployment_status")).isEqualTo("Running");
        assertThat(status().getString("deployment_desired_status")).isEqualTo("Suspended");
        hour.pass(Duration.ofSeconds(3));
        assertThat(status().getString("deployment_status")).isEqualTo("Stopping");
        assertThat(status().getString("deployment_id")).isNull();
        hour.pass(Duration.ofSeconds(1));
        assertThat(status().getString("deployment_status")).isEqualTo("Stopped");
        assertThat(status().getString("deployment_desired_status")).isEqualTo("Stopped");
        assertThat(status().getString("storage_status")).isEqualTo("InUse");
    }

    @Test
    void a_forced_stop_is_always_possible_and_says_so() {
        pipeline(new JsonObject());

        assertThat(Json.decodeValue(stop(true).body())).isEqualTo("Pipeline is forcefully stopping");
        hour.pass(Duration.ofSeconds(5));
        assertThat(stop(true).statusCode()).isEqualTo(202);
        assertThat(stop(false).bodyAsString())
                .as("not provisioned, so as by force")
                .contains("forcefully");
    }

    @Test
    void force_must_be_lower_case() {
        pipeline(new JsonObject());

        assertThat(call(HttpMethod.POST, "/pipelines/p1/stop?force=True").statusCode())
                .isEqualTo(400);
    }

    @Test
    void the_community_edition_does_nothing_and_says_501() {
        control("", new JsonObject().put("edition", "Open source"));
        pipeline(new JsonObject());

        var answer = stop(false);

        assertThat(answer.statusCode()).isEqualTo(501);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(
                        new JsonObject(
                                "{\"message\":\"Cannot use enterprise-only feature (stop?force=false) in Feldera community edition.\",\"error_code\":\"EnterpriseFeature\",\"details\":{\"feature\":\"stop?force=false\"}}"));
        assertThat(status().getString("deployment_status")).isEqualTo("Running");
        assertThat(call(HttpMethod.GET, "/config").bodyAsJsonObject().getString("edition"))
                .isEqualTo("Open source");
    }

    @Test
    void an_unknown_pipeline_is_404_in_its_own_words() {
        var answer = call(HttpMethod.POST, "/pipelines/non-existent-pipeline/stop");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.bodyAsJsonObject())
                .isEqualTo(
                        new JsonObject(
                                "{\"message\":\"Unknown pipeline name 'non-existent-pipeline'\",\"error_code\":\"UnknownPipelineName\",\"details\":{\"pipeline_name\":\"non-existent-pipeline\"}}"));
    }

    @Test
    void a_wrong_key_is_plain_text_that_holds_json() {
        pipeline(new JsonObject());

        var answer = call(HttpMethod.GET, "/pipelines/p1", "wrong");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.getHeader("Content-Type")).startsWith("text/plain");
        assertThat(new JsonObject(answer.bodyAsString()))
                .isEqualTo(new JsonObject(
                        "{\"error_code\":\"AuthenticationFailed\",\"message\":\"Unauthorized API key\"}"));
    }

    @Test
    void a_key_that_may_only_read_may_not_stop_and_an_outage_reads_as_unauthorized() {
        pipeline(new JsonObject());
        control("", new JsonObject().put("readOnly", true));
        assertThat(status().getString("deployment_status")).isEqualTo("Running");
        assertThat(stop(false).bodyAsJsonObject().getString("error_code")).isEqualTo("InsufficientPermissions");

        control("", new JsonObject().put("databaseOutage", true));
        assertThat(call(HttpMethod.GET, "/pipelines/p1").statusCode()).isEqualTo(401);
    }

    @Test
    void told_to_fail_it_fails_without_acting_and_asks_to_be_left_alone() {
        pipeline(new JsonObject().put("failStops", 1));

        var answer = stop(false);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer.bodyAsJsonObject().getString("error_code")).isEqualTo("PipelineUnavailable");
        assertThat(status().getString("deployment_desired_status")).isEqualTo("Running");
        assertThat(stop(false).statusCode()).isEqualTo(202);
    }

    // ---- status

    @Test
    void every_field_of_the_documented_status_is_there() {
        pipeline(new JsonObject());

        assertThat(status().fieldNames())
                .contains(
                        "id",
                        "name",
                        "description",
                        "tags",
                        "created_at",
                        "version",
                        "platform_version",
                        "program_config",
                        "program_version",
                        "program_status",
                        "program_status_since",
                        "deployment_error",
                        "refresh_version",
                        "storage_status",
                        "storage_status_details",
                        "deployment_id",
                        "deployment_initial",
                        "deployment_status",
                        "deployment_status_since",
                        "deployment_desired_status",
                        "deployment_desired_status_since",
                        "deployment_resources_status",
                        "deployment_resources_status_details",
                        "deployment_resources_status_since",
                        "deployment_resources_desired_status",
                        "deployment_resources_desired_status_since",
                        "deployment_runtime_status",
                        "deployment_runtime_status_details",
                        "deployment_runtime_status_since",
                        "deployment_runtime_desired_status",
                        "deployment_runtime_desired_status_since");
    }

    @Test
    void a_stop_that_never_ends_is_no_error_and_says_why_in_its_details() {
        pipeline(new JsonObject().put("never", true));
        stop(true);
        hour.pass(Duration.ofDays(3));

        assertThat(status().getString("deployment_status")).isEqualTo("Stopping");
        assertThat(status().getValue("deployment_error")).isNull();
        assertThat(status().getString("deployment_resources_status_details")).startsWith("Unable to stop (will retry)");
    }

    @Test
    void stuck_until_force_stays_suspending_until_force() {
        pipeline(new JsonObject().put("stuckUntilForce", true));
        stop(false);
        hour.pass(Duration.ofHours(1));
        assertThat(status().getString("deployment_desired_status")).isEqualTo("Suspended");

        stop(true);
        hour.pass(Duration.ofSeconds(1));

        assertThat(status().getString("deployment_status")).isEqualTo("Stopped");
    }

    @Test
    void a_failing_checkpoint_ends_stopped_with_an_error_and_the_error_can_be_dismissed() {
        pipeline(new JsonObject().put("checkpointFails", true));
        stop(false);
        hour.pass(Duration.ofSeconds(2));

        assertThat(status().getJsonObject("deployment_error").getString("error_code"))
                .isEqualTo("SuspendError");
        assertThat(call(HttpMethod.POST, "/pipelines/p1/dismiss_error").statusCode())
                .isEqualTo(200);
        assertThat(status().getValue("deployment_error")).isNull();
    }

    @Test
    void the_old_status_lags_behind_as_it_does() {
        pipeline(new JsonObject().put("oldStatusFor", "2500ms").put("stopAfter", "10s"));
        stop(true);

        assertThat(status().getString("deployment_desired_status")).isEqualTo("Running");
        hour.pass(Duration.ofMillis(2_500));
        assertThat(status().getString("deployment_status")).isEqualTo("Stopping");
    }

    @Test
    void older_versions_speak_their_own_words() {
        pipeline(new JsonObject());
        control("", new JsonObject().put("dialect", "0.97"));
        stop(false);
        assertThat(status().getString("deployment_status")).isEqualTo("Suspending");
        assertThat(status().containsKey("deployment_resources_status")).isFalse();

        control("", new JsonObject().put("dialect", "0.96"));
        hour.pass(Duration.ofSeconds(2));
        assertThat(status().getString("deployment_status")).isEqualTo("Shutdown");
    }

    // ---- what surrounds it

    @Test
    void a_start_while_it_is_stopping_is_illegal_and_afterwards_a_new_life() {
        pipeline(new JsonObject().put("stopAfter", "5s"));
        var first = status().getString("deployment_id");
        stop(true);
        assertThat(call(HttpMethod.POST, "/pipelines/p1/start")
                        .bodyAsJsonObject()
                        .getString("error_code"))
                .isEqualTo("IllegalPipelineAction");

        hour.pass(Duration.ofSeconds(5));
        assertThat(call(HttpMethod.POST, "/pipelines/p1/start").statusCode()).isEqualTo(202);

        assertThat(status().getString("deployment_id")).isNotNull().isNotEqualTo(first);
    }

    @Test
    void a_paused_pipeline_is_still_provisioned() {
        pipeline(new JsonObject());

        assertThat(call(HttpMethod.POST, "/pipelines/p1/pause").statusCode()).isEqualTo(202);

        assertThat(status().getString("deployment_status")).isEqualTo("Paused");
        assertThat(status().getString("deployment_resources_status")).isEqualTo("Provisioned");
    }

    @Test
    void the_list_holds_them_all() {
        pipeline(new JsonObject());
        control("/p%2F2", new JsonObject());

        var list = call(HttpMethod.GET, "/pipelines?selector=status").bodyAsJsonArray();

        assertThat(list.stream().map(one -> ((JsonObject) one).getString("name")))
                .containsExactly("p/2", "p1");
        assertThat(list).isInstanceOf(JsonArray.class);
    }

    // ---- the world

    @Test
    void what_truly_is_outlives_the_process_and_half_a_line() throws Exception {
        pipeline(new JsonObject().put("stopAfter", "1h"));
        stop(true);
        simulators.stop();
        Files.writeString(simulators.file, Files.readString(simulators.file) + "{\"vendor\":\"feldera\",\"id\":\"half");

        simulators.begin(false);
        assertThat(status().getString("deployment_status")).isEqualTo("Stopping");
        hour.pass(Duration.ofHours(1));
        assertThat(status().getString("deployment_status")).isEqualTo("Stopped");
    }

    @Test
    void a_thing_comes_back_by_itself_if_it_is_so_inclined() {
        pipeline(new JsonObject().put("restartAfter", "10s"));
        stop(true);
        hour.pass(Duration.ofSeconds(5));
        assertThat(status().getString("deployment_status")).isEqualTo("Stopped");

        hour.pass(Duration.ofSeconds(10));

        assertThat(status().getString("deployment_status")).isEqualTo("Running");
    }

    @Test
    void wrong_controls_are_told_so() {
        assertThat(simulators
                        .control(
                                HttpMethod.PUT,
                                "/feldera/p1",
                                new JsonObject().put("behaviour", new JsonObject().put("stopAfter", "soon")))
                        .statusCode())
                .isEqualTo(400);
        assertThat(simulators
                        .control(HttpMethod.GET, "/feldera/never-made", null)
                        .statusCode())
                .isEqualTo(404);
    }
}
