package io.standstill.vendor.feldera;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.Descent;
import io.standstill.domain.Reading;
import io.standstill.vendor.Blotter;
import io.standstill.vendor.Exchange;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FelderaReadingsTest {

    private static Exchange answer(int status, String body) {
        return new Exchange(status, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(body), null, Blotter.NOTHING);
    }

    private static Reading read(JsonObject pipeline) {
        return FelderaReadings.of(answer(200, pipeline.encode()), "p");
    }

    private static JsonObject pipeline(String status, String desired, String resources, String wanted) {
        return new JsonObject()
                .put("name", "p")
                .put("deployment_status", status)
                .put("deployment_desired_status", desired)
                .put("deployment_resources_status", resources)
                .put("deployment_resources_desired_status", wanted)
                .put("deployment_id", "life")
                .putNull("deployment_error")
                .put("storage_status", "InUse");
    }

    private static JsonObject old(String status, String desired) {
        return new JsonObject()
                .put("name", "p")
                .put("deployment_status", status)
                .put("deployment_desired_status", desired)
                .putNull("deployment_error")
                .put("storage_status", "Cleared");
    }

    @Test
    void a_list_that_names_one_twice_proves_nothing_of_it_unless_both_say_the_same() {
        var rests = pipeline("Stopped", "Stopped", "Stopped", "Stopped");
        var runs = pipeline("Running", "Running", "Provisioned", "Provisioned");

        var twice = FelderaReadings.ofAll(new JsonArray().add(runs).add(rests));
        var alike = FelderaReadings.ofAll(new JsonArray().add(rests).add(rests.copy()));

        assertThat(twice.readings().values()).singleElement().isInstanceOf(Reading.Unsure.class);
        assertThat(alike.readings().values()).singleElement().isInstanceOf(Reading.AtRest.class);
    }

    @Test
    void stopped_and_wanted_so_is_rest_and_storage_is_what_still_costs() {
        var reading = read(pipeline("Stopped", "Stopped", "Stopped", "Stopped").putNull("deployment_id"));

        assertThat(reading).isEqualTo(new Reading.AtRest("Stopped", null, null, List.of("storage")));
    }

    @ParameterizedTest
    @CsvSource({
        "Stopped,      Running,   Stopped,      Provisioned, ",
        "Stopped,      Stopped,   Stopped,      Provisioned, ",
        "Stopped,      Running,   Stopped,      Stopped,     ",
        "Provisioning, Running,   Provisioning, Provisioned, ",
        "Running,      Running,   Provisioned,  Provisioned, ",
        "Paused,       Paused,    Provisioned,  Provisioned, ",
        "Unavailable,  Running,   Provisioned,  Provisioned, ",
        "Suspended,    Suspended, Provisioned,  Provisioned, GRACEFUL",
        "Running,      Suspended, Provisioned,  Provisioned, GRACEFUL",
        "Running,      Stopped,   Provisioned,  Stopped,     FORCED",
        "Suspended,    Stopped,   Provisioned,  Stopped,     UNTOLD",
        "Stopping,     Stopped,   Stopping,     Stopped,     UNTOLD",
    })
    void everything_else_is_alive(String status, String desired, String resources, String wanted, Descent descent) {
        var reading = read(pipeline(status, desired, resources, wanted));

        assertThat(reading).isInstanceOf(Reading.Alive.class);
        var alive = (Reading.Alive) reading;
        assertThat(alive.descent()).isEqualTo(descent);
        assertThat(alive.incarnation()).isEqualTo("life");
    }

    @ParameterizedTest
    @CsvSource({
        "Stopped,      Stopped,   rest",
        "Stopped,      Running,   alive",
        "Running,      Running,   alive",
        "Paused,       Paused,    alive",
        "Failed,       Running,   alive",
        "Suspended,    Suspended, alive",
        "Running,      Suspended, alive",
        "Suspending,   Suspended, alive",
        "Stopping,     Stopped,   alive",
        "Shutdown,     Shutdown,  unsure",
        "ShuttingDown, Shutdown,  unsure",
        "SuspendingCircuit, Shutdown, unsure",
        "Hibernating,  Stopped,   unsure",
    })
    void the_older_dialect_is_understood_and_the_oldest_named_as_unsupported(
            String status, String desired, String expected) {
        var reading = read(old(status, desired));

        switch (expected) {
            case "rest" -> assertThat(reading).isInstanceOf(Reading.AtRest.class);
            case "alive" -> assertThat(reading).isInstanceOf(Reading.Alive.class);
            default -> assertThat(reading).isInstanceOf(Reading.Unsure.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Hibernating, Stopped, Hibernating, Stopped",
        "Running,     Stopped, Stopped,     Stopped",
        "Stopped,     Stopped, Provisioned, Provisioned",
        "stopped,     stopped, stopped,     stopped",
    })
    void unknown_words_and_contradictions_are_unsure(String status, String desired, String resources, String wanted) {
        assertThat(read(pipeline(status, desired, resources, wanted))).isInstanceOf(Reading.Unsure.class);
    }

    @Test
    void an_answer_about_another_pipeline_or_without_sense_is_unsure() {
        var other = pipeline("Stopped", "Stopped", "Stopped", "Stopped").put("name", "q");
        assertThat(read(other)).isInstanceOf(Reading.Unsure.class);
        for (var body : new String[] {
            "",
            "null",
            "[]",
            "\"Stopped\"",
            "<html>Stopped</html>",
            "{}",
            "{\"name\":\"p\"}",
            "{\"name\":\"p\",\"deployment_status\":7}",
            "{\"name\":\"p\",\"deployment_status\":\"Stopped\"}"
        }) {
            assertThat(FelderaReadings.of(answer(200, body), "p")).as(body).isNotInstanceOf(Reading.AtRest.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"401", "403", "404", "429", "500", "502", "503", "302"})
    void whatever_is_no_200_is_unsure(int status) {
        var stopped = pipeline("Stopped", "Stopped", "Stopped", "Stopped").encode();

        assertThat(FelderaReadings.of(answer(status, stopped), "p")).isInstanceOf(Reading.Unsure.class);
    }

    @Test
    void only_the_vendors_own_word_says_unknown() {
        assertThat(FelderaReadings.saysUnknown(answer(404, "{\"error_code\":\"UnknownPipelineName\"}")))
                .isTrue();
        assertThat(FelderaReadings.saysUnknown(answer(404, "<html>not found</html>")))
                .isFalse();
        assertThat(FelderaReadings.saysUnknown(answer(404, "{\"error_code\":\"Other\"}")))
                .isFalse();
        assertThat(FelderaReadings.saysUnknown(answer(200, "{\"error_code\":\"UnknownPipelineName\"}")))
                .isFalse();
    }

    @Test
    void the_same_error_bears_the_same_name_and_another_a_new_one() {
        var error = new JsonObject().put("error_code", "SuspendError").put("message", "a");
        var one = (Reading.Alive) read(
                pipeline("Running", "Running", "Provisioned", "Provisioned").put("deployment_error", error));
        var same = (Reading.AtRest)
                read(pipeline("Stopped", "Stopped", "Stopped", "Stopped").put("deployment_error", error.copy()));
        var another = (Reading.AtRest) read(pipeline("Stopped", "Stopped", "Stopped", "Stopped")
                .put("deployment_error", error.copy().put("message", "b")));

        assertThat(one.error())
                .isEqualTo(same.error())
                .isNotEqualTo(another.error())
                .startsWith("SuspendError");
    }
}
