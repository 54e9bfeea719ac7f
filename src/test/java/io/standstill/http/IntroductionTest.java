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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Making resources known: their labels, and the dead man's handle. */
class IntroductionTest {

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static HttpResponse<String> put(String path, String json) {
        return running.put("/v1/resources/" + path, json);
    }

    private static JsonObject json(HttpResponse<String> answer) {
        return new JsonObject(answer.body());
    }

    private static List<String> kinds(String path) {
        return json(running.get("/v1/resources/" + path + "/journal")).getJsonArray("items", new JsonArray()).stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
    }

    @Test
    void what_was_not_known_is_created_active_with_its_labels_and_what_was_is_changed() {
        var created = put("demo/labelled", "{\"labels\":{\"show\":\"morning\"}}");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).contains("/v1/resources/demo/labelled");
        assertThat(json(created).getString("state")).isEqualTo("active");
        assertThat(json(created).getJsonObject("labels")).isEqualTo(new JsonObject().put("show", "morning"));

        var changed = put("demo/labelled", "{\"labels\":{\"show\":\"evening\"}}");
        var same = put("demo/labelled", "{\"labels\":{\"show\":\"evening\"}}");

        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(json(changed).getJsonObject("labels")).isEqualTo(new JsonObject().put("show", "evening"));
        assertThat(same.body()).isEqualTo(changed.body());
        assertThat(kinds("demo/labelled")).containsExactly("known", "labelled");
    }

    @Test
    void what_is_left_out_stays_as_it_was() {
        put("demo/kept", "{\"labels\":{\"show\":\"noon\"},\"stopAt\":\"2999-01-01T00:00:00+02:00\"}");

        assertThat(json(put("demo/kept", "{}")).getString("stopAt")).isEqualTo("2998-12-31T22:00:00.000Z");
        var without = json(put("demo/kept", "{\"stopAt\":null}"));

        assertThat(without.getValue("stopAt")).isNull();
        assertThat(without.getJsonObject("labels")).isEqualTo(new JsonObject().put("show", "noon"));
    }

    @Test
    void a_handle_whose_time_is_over_orders_the_stop_at_once() {
        running.thing("feldera/handled", new JsonObject().put("behaviour", new JsonObject().put("stopAfter", "0s")));

        put("demo/handled", "{\"stopAt\":\"2020-02-29T12:00:00.123456789Z\"}");

        var stopped =
                running.awaits("/v1/resources/demo/handled", resource -> "stopped".equals(resource.getString("state")));
        assertThat(stopped.getValue("stopAt")).isNull();
        assertThat(stopped.getJsonObject("stop").getString("requestedBy")).isEqualTo("handle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"labels\":null}",
                "{\"labels\":[]}",
                "{\"labels\":{\"a\":7}}",
                "{\"labels\":{\"a\":null}}",
                "{\"labels\":{\"\":\"x\"}}",
                "{\"labels\":{\"a:b\":\"x\"}}",
                "{\"labels\":{\"a\":\"x\\u0000\"}}",
                "{\"stopAt\":7}",
                "{\"stopAt\":\"soon\"}",
                "{\"stopAt\":\"2026-03-01\"}",
                "{\"stopAt\":\"2026-03-01T12:00:00\"}",
                "{\"stopAt\":\"2026-02-30T12:00:00Z\"}",
                "{\"stopAt\":\"+12026-02-20T12:00:00Z\"}",
                "{\"state\":\"stopped\"}"
            })
    void a_body_without_sense_is_400_and_makes_nothing_known(String body) {
        var answer = put("demo/senseless", body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer).getString("type")).isEqualTo("urn:standstill:problem:malformed");
        assertThat(running.get("/v1/resources/demo/senseless").statusCode()).isEqualTo(404);
    }

    @Test
    void labels_are_bounded_in_number_and_size() {
        var many = new JsonObject();
        for (var number = 0; number < 33; number++) {
            many.put("label" + number, "x");
        }
        for (var labels :
                List.of(many, new JsonObject().put("a".repeat(64), "x"), new JsonObject().put("a", "x".repeat(257)))) {
            var answer =
                    put("demo/bounded", new JsonObject().put("labels", labels).encode());
            assertThat(answer.statusCode()).isEqualTo(400);
        }
        many.remove("label0");
        assertThat(put("demo/bounded", new JsonObject().put("labels", many).encode())
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void an_account_or_an_id_nobody_can_have_is_told() {
        assertThat(put("nobody/x", "{}").statusCode()).isEqualTo(404);
        assertThat(put("demo/a%0Ab", "{}").statusCode()).isEqualTo(400);
        assertThat(json(put("memories/a%2Fb", "{}")).getString("type")).isEqualTo("urn:standstill:problem:invalid-id");
    }
}
