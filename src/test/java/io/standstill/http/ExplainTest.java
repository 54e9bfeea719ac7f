package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What whoever is on call is told of a resource. */
class ExplainTest {

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static JsonObject explained(String path) {
        var answer = running.get(path + "/explain");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static JsonObject awaits(String path, Predicate<JsonObject> wanted) {
        return Awaitility.await().until(() -> explained(path), wanted);
    }

    @Test
    void one_that_nobody_ordered_to_stop_waits_for_nothing() {
        var path = "/v1/resources/demo/idle";
        running.put(path, "{}");

        var explained = explained(path);

        assertThat(explained.getString("awaited")).startsWith("nothing");
        assertThat(explained.getJsonArray("newest").getJsonObject(0).getString("kind"))
                .isEqualTo("known");
        assertThat(explained.getJsonArray("moves").stream().map(move -> ((JsonObject) move).getString("move")))
                .contains("stop", "force");
    }

    @Test
    void one_that_never_stops_tells_what_proof_is_awaited_and_what_can_be_done() {
        running.thing("feldera/stubborn", new JsonObject().put("behaviour", new JsonObject().put("never", true)));
        var path = "/v1/resources/demo/stubborn";
        running.post(path + "/stop", "{\"reason\":\"end of show\"}");

        var explained = awaits(
                path, told -> told.getJsonObject("resource").getString("state").equals("stopping"));

        assertThat(explained.getString("awaited")).contains("find it at rest");
        assertThat(explained.getString("nextLook")).startsWith("within");
        assertThat(explained.getString("deadlineAt"))
                .isEqualTo(explained
                        .getJsonObject("resource")
                        .getJsonObject("stop")
                        .getString("deadlineAt"));
        var account = explained.getJsonObject("account");
        assertThat(account.getString("holder")).isNotBlank();
        assertThat(account.getBoolean("configured")).isTrue();
        var kinds = explained.getJsonArray("newest").stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
        assertThat(kinds).contains("acknowledged", "sent", "ordered").endsWith("ordered");
        var force = (JsonObject) explained.getJsonArray("moves").stream()
                .filter(move -> ((JsonObject) move).getString("move").equals("force"))
                .findFirst()
                .orElseThrow();
        assertThat(force.getString("call")).isEqualTo("POST " + path + "/stop");

        // What it says can be done can be done as it says.
        assertThat(running.post(path + "/stop", force.getJsonObject("body").encode())
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void one_whose_vendor_cannot_be_asked_says_so_and_tells_of_its_silence() {
        running.thing(
                "memories/mute", new JsonObject().put("behaviour", new JsonObject().put("noFinalCallback", true)));
        var path = "/v1/resources/memories/mute";
        running.post(path + "/stop");

        var explained = awaits(
                path, told -> told.getJsonObject("resource").getString("state").equals("stopping"));

        assertThat(explained.getString("awaited")).contains("callback").contains("no sign of life until");
        assertThat(explained.getString("nextLook")).contains("cannot be looked at");
    }

    @Test
    void one_that_failed_waits_for_a_person() {
        var path = "/v1/resources/demo/nobody-made-it";
        running.post(path + "/stop");

        var explained = awaits(
                path, told -> told.getJsonObject("resource").getString("state").equals("failed"));

        assertThat(explained.getString("awaited")).startsWith("a person: ");
        assertThat(explained.getString("nextLook")).startsWith("none");
    }

    @Test
    void what_is_not_known_cannot_be_explained() {
        assertThat(running.get("/v1/resources/demo/never-known/explain").statusCode())
                .isEqualTo(404);
        assertThat(running.get("/v1/resources/nobody/x/explain").statusCode()).isEqualTo(404);
    }
}
