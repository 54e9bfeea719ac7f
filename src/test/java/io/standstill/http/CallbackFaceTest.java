package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks as a vendor posts them: at the unguessable address, in any order, twice, and about anybody. */
@TestInstance(Lifecycle.PER_CLASS)
class CallbackFaceTest {

    private static final String ADDRESS = "/callbacks/memories/first-secret";

    private Running service;

    @BeforeAll
    void start(@TempDir Path folder) {
        service = Running.start(folder);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private static String ended(String task) {
        return new JsonObject()
                .put("code", 200)
                .put("message", "SUCCESS")
                .put("task_id", task)
                .put("data", new JsonObject().put("status", 14).put("message", "Stream stopped by user"))
                .encode();
    }

    private static String path(String task) {
        return "/v1/resources/memories/" + task;
    }

    /** A task that runs at the vendor and never calls back by itself. */
    private void running(String task, JsonObject behaviour) {
        service.thing("memories/" + task, new JsonObject().put("behaviour", behaviour.put("noFinalCallback", true)));
    }

    private JsonObject ordered(String task, String awaited) {
        assertThat(service.post(path(task) + "/stop").statusCode()).isEqualTo(202);
        return service.awaits(path(task), resource -> awaited.equals(resource.getString("state")));
    }

    private List<String> kinds(String task) {
        return new JsonObject(service.get(path(task) + "/journal").body())
                .getJsonArray("items", new JsonArray()).stream()
                        .map(entry -> ((JsonObject) entry).getString("kind"))
                        .toList();
    }

    private HttpResponse<String> callsBack(String body) {
        return service.post(ADDRESS, body);
    }

    @Test
    void a_callback_beside_the_vendors_own_answer_asserts_the_stop_before_it_is_answered() {
        running("t-asserted", new JsonObject());
        ordered("t-asserted", "stopping");

        assertThat(callsBack(ended("t-asserted")).statusCode()).isEqualTo(200);

        var resource = new JsonObject(service.get(path("t-asserted")).body());
        assertThat(resource.getString("state")).isEqualTo("stopped");
        assertThat(resource.getString("verdict")).isEqualTo("asserted");
    }

    @Test
    void a_duplicate_is_taken_and_changes_nothing() {
        running("t-twice", new JsonObject());
        ordered("t-twice", "stopping");
        callsBack(ended("t-twice"));
        var told = kinds("t-twice");

        assertThat(callsBack(ended("t-twice")).statusCode()).isEqualTo(200);

        assertThat(kinds("t-twice")).isEqualTo(told);
    }

    @Test
    void no_callback_alone_moves_anything_to_stopped() {
        running("t-forged", new JsonObject().put("failStops", 1_000).put("failStatus", 503));
        assertThat(service.post(path("t-forged") + "/stop").statusCode()).isEqualTo(202);

        for (var i = 0; i < 5; i++) {
            assertThat(callsBack(ended("t-forged")).statusCode()).isEqualTo(200);
        }

        assertThat(new JsonObject(service.get(path("t-forged")).body()).getString("state"))
                .isEqualTo("requested");
    }

    @Test
    void a_callback_about_an_unknown_task_waits_until_it_is_known() {
        assertThat(callsBack(ended("t-early")).statusCode()).isEqualTo(200);
        assertThat(service.get(path("t-early")).statusCode())
                .as("it makes nothing known")
                .isEqualTo(404);

        running("t-early", new JsonObject());
        ordered("t-early", "stopping");

        assertThat(kinds("t-early")).startsWith("ordered", "ended-by-itself");
    }

    @Test
    void while_secrets_rotate_both_are_good() {
        assertThat(service.post("/callbacks/memories/second-secret", ended("t-any"))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/callbacks/memories/third-secret",
                "/callbacks/memories/first-secre",
                "/callbacks/memories/first-secret2",
                "/callbacks/demo/first-secret",
                "/callbacks/nobody/first-secret"
            })
    void a_wrong_account_or_secret_is_a_place_where_nothing_lives(String address) {
        var answer = service.post(address, ended("t-any"));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo(service.post("/nowhere", "{}").body());
    }

    @Test
    void words_nobody_knows_and_strangers_of_the_same_address_are_taken() {
        for (var body : List.of("{}", "[]", "7", "{\"task_id\":7}", "{\"task_id\":\"t-x\",\"status\":\"purple\"}")) {
            assertThat(callsBack(body).statusCode()).as(body).isEqualTo(200);
        }
    }

    @Test
    void a_body_that_is_not_json_is_refused() {
        for (var body : List.of("", "status=14", "<html>")) {
            assertThat(callsBack(body).statusCode()).as(body).isEqualTo(400);
        }
    }

    @Test
    void a_body_may_have_so_many_bytes_and_no_more() {
        var most = "{\"task_id\":\"t-large\",\"pad\":\"%s\"}";
        var room = CallbackFace.MOST_BODY_BYTES - most.length() + 2;

        assertThat(callsBack(most.formatted("x".repeat(room))).statusCode()).isEqualTo(200);
        assertThat(callsBack(most.formatted("x".repeat(room + 1))).statusCode()).isEqualTo(413);
    }
}
