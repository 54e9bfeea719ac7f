package io.standstill.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulated Storm's lists, its commands that are no delete, and what else can tell of streams. */
class StormWitnessesTest extends StormAtHand {

    private void streams(int count) {
        for (var number = 1; number <= count; number++) {
            control("/s%02d".formatted(number), NOTHING);
        }
    }

    private String said(Object body) {
        return post("/cluster/streams/test/command", body).bodyAsJsonObject().getString("message");
    }

    private List<String> sources() {
        return data("/cluster/streams/test/sources").getJsonArray("list").stream()
                .map(source -> ((JsonObject) source).getString("id"))
                .toList();
    }

    private String toSource(String source, String word) {
        return post("/cluster/streams/test/sources/" + source + "/command", command(word))
                .bodyAsJsonObject()
                .getString("message");
    }

    private static JsonObject reorder(List<?> sources) {
        return attributes(new JsonObject().put("streamKey", "test").put("sourceList", new JsonArray(sources)));
    }

    // ---- lists

    @Test
    void the_list_comes_in_pages_of_ten_and_tells_whether_there_are_more() {
        streams(23);

        var first = data("/cluster/streams");

        assertThat(first.getJsonArray("list")).hasSize(10);
        first.remove("list");
        assertThat(first).isEqualTo(new JsonObject("""
                        {"totalItems":23,"itemsPerPage":10,"totalPages":3,"hasPrevious":false,"hasNext":true,
                         "currentPage":1,"stateList":["PUBLISHED"],
                         "applicationList":[
                           {"id":"app_1","name":"transcode","serverName":"transcode-1","type":"TRANSCODE"},
                           {"id":"app_2","name":"origin","serverName":"origin-1","type":"ORIGIN"}]}
                        """));
        assertThat(keys("?page=3&rowsPerPage=10")).containsExactly("s21", "s22", "s23");
        assertThat(data("/cluster/streams?page=3").getBoolean("hasNext")).isFalse();
        assertThat(data("/cluster/streams?page=3").getBoolean("hasPrevious")).isTrue();
        assertThat(keys("?page=4")).isEmpty();
    }

    @Test
    void an_entry_groups_its_sources_and_the_transcoded_one_bears_the_streams_id() {
        stream(NOTHING);

        var entry = data("/cluster/streams").getJsonArray("list").getJsonObject(0);

        assertThat(entry.fieldNames()).containsExactlyInAnyOrder("streamKey", "sourceList");
        assertThat(entry.getJsonArray("sourceList").getJsonObject(0))
                .isEqualTo(new JsonObject()
                        .put("id", id())
                        .put("state", "PUBLISHED")
                        .put("applicationType", "TRANSCODE")
                        .put("applicationId", "app_1")
                        .put("applicationName", "transcode")
                        .put("serverName", "transcode-1")
                        .put("bitrate", 312_500)
                        .put("startTime", hour.millis()));
    }

    @Test
    void the_list_can_be_searched_ordered_and_held_to_a_state() {
        control("/late-news", NOTHING);
        hour.pass(Duration.ofSeconds(1));
        control("/Early", NOTHING);
        control("/other", new JsonObject().put("behaviour", new JsonObject().put("state", "IDLE")));

        assertThat(keys("?search=EARLY")).containsExactly("Early");
        assertThat(keys("?streamState=IDLE")).containsExactly("other");
        assertThat(keys("?orderBy=&order=&search=")).containsExactly("Early", "late-news", "other");
        assertThat(keys("?orderBy=streamKey&order=desc")).containsExactly("other", "late-news", "Early");
        assertThat(keys("?orderBy=startTime&order=asc&rowsPerPage=1")).containsExactly("late-news");
    }

    @Test
    void a_page_has_at_most_a_hundred_rows() {
        streams(3);

        assertThat(data("/cluster/streams?rowsPerPage=1000000").getInteger("itemsPerPage"))
                .isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=0", "page=-1", "page=one", "rowsPerPage=0", "rowsPerPage=1e3", "order=up"})
    void a_page_that_makes_no_sense_is_refused(String query) {
        var answer = get("/cluster/streams?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject()).isEqualTo(new JsonObject("{\"message\":\"Invalid parameters\"}"));
    }

    // ---- commands that are no delete

    @Test
    void propagate_and_reorder_are_told_apart_by_shape_and_counted_for_good() {
        stream(NOTHING);

        assertThat(said(command("propagate"))).isEqualTo("Stream has been propagated");
        assertThat(said(reorder(List.of("cs_ec2z7mfjmhzlrvg8", "cs_ec2z7mfjmhzlrvg8"))))
                .isEqualTo("Stream sources have been reordered");
        assertThat(said(reorder(List.of()))).isEqualTo("Stream sources have been reordered");

        reopen();
        assertThat(truth().getInteger("propagateCalls")).isOne();
        assertThat(truth().getInteger("reorderCalls")).isEqualTo(2);
        assertThat(truth().getInteger("stopCalls")).isZero();
    }

    @Test
    void a_reorder_puts_the_known_ones_first_as_given_and_leaves_the_streams_id_alone() {
        stream(NOTHING);
        var id = id();
        var before = sources();

        said(reorder(List.of("cs_unknown", before.get(1))));

        assertThat(sources()).containsExactly(before.get(1), before.get(0));
        assertThat(truth().getJsonArray("sourceOrder")).isEqualTo(new JsonArray(sources()));
        assertThat(id()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"command\":\"delete\"}",
                "{\"data\":{\"command\":\"delete\"}}",
                "{\"data\":{\"attributes\":{\"command\":\"Delete\"}}}",
                "{\"data\":{\"attributes\":{\"command\":\"reorder\",\"streamKey\":\"test\",\"sourceList\":[]}}}",
                "{\"data\":{\"attributes\":{\"sourceList\":[]}}}",
                "{\"data\":{\"attributes\":{\"streamKey\":\"other\",\"sourceList\":[]}}}",
                "{\"data\":{\"attributes\":{\"streamKey\":\"test\",\"sourceList\":[1]}}}",
                "{\"data\":{\"attributes\":{\"streamKey\":\"test\",\"sourceList\":\"cs_1\"}}}",
                "{\"data\":[]}",
                "{}"
            })
    void a_malformed_command_does_nothing(String body) {
        stream(NOTHING);

        var answer = post("/cluster/streams/test/command", new JsonObject(body));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.bodyAsJsonObject()).isEqualTo(new JsonObject("{\"message\":\"Invalid command\"}"));
        assertThat(truth().getInteger("stopCalls")).isZero();
        assertThat(truth().getInteger("reorderCalls")).isZero();
    }

    @Test
    void what_is_no_json_object_is_no_command_and_a_list_has_its_bound() {
        stream(NOTHING);

        assertThat(post("/cluster/streams/test/command", null).statusCode()).isEqualTo(400);
        assertThat(post("/cluster/streams/test/command", "delete").statusCode()).isEqualTo(400);
        assertThat(said(reorder(Collections.nCopies(101, "cs_1")))).isEqualTo("Invalid command");
    }

    @Test
    void a_delayed_command_is_answered_late() {
        stream(new JsonObject().put("delay", "50ms"));
        var before = System.nanoTime();

        said(command("propagate"));

        assertThat(System.nanoTime() - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(50).toNanos());
    }

    // ---- sources

    @Test
    void sources_move_up_down_and_to_the_top() {
        stream(NOTHING);
        var first = sources().get(0);
        var second = sources().get(1);

        assertThat(toSource(second, "moveToTop")).isEqualTo("Source has been moved");
        assertThat(sources()).containsExactly(second, first);
        toSource(second, "moveDown");
        assertThat(sources()).containsExactly(first, second);
        toSource(second, "moveDown");
        assertThat(sources()).containsExactly(first, second);
        toSource(second, "moveUp");
        reopen();
        assertThat(sources()).containsExactly(second, first);
        assertThat(truth().getInteger("sourceCalls")).isEqualTo(4);
    }

    @Test
    void a_stream_whose_last_source_was_deleted_is_removed() {
        stream(NOTHING);
        var sources = sources();

        assertThat(toSource(sources.get(0), "delete")).isEqualTo("Source has been deleted");
        assertThat(toSource(sources.get(0), "delete")).isEqualTo("Source not found");
        assertThat(sources()).containsExactly(sources.get(1));
        assertThat(toSource(sources.get(1), "delete")).isEqualTo("Source has been deleted");
        hour.pass(Duration.ofSeconds(1));

        assertThat(look().statusCode()).isEqualTo(404);
        control("/test", new JsonObject().put("running", true));
        assertThat(sources()).hasSize(2).doesNotContainAnyElementsOf(sources);
    }

    @Test
    void a_source_takes_no_other_command() {
        stream(NOTHING);

        assertThat(toSource(sources().get(0), "propagate")).isEqualTo("Invalid command");
    }

    // ---- who else can tell

    @Test
    void applications_and_servers_count_the_streams_that_truly_are() {
        streams(2);
        stream(NOTHING);
        delete();
        hour.pass(Duration.ofSeconds(1));

        var application = data("/cluster/applications/app_1");
        assertThat(application.getString("applicationName")).isEqualTo("transcode");
        assertThat(application.getString("type")).isEqualTo("TRANSCODE");
        assertThat(application.getInteger("streamCount")).isEqualTo(2);
        assertThat(application.getInteger("inBandwidth")).isEqualTo(625_000);
        var list = data("/cluster/applications?search=edge");
        assertThat(list.getJsonArray("list")).hasSize(1);
        assertThat(list.getJsonArray("groupList")).containsExactly("default");
        assertThat(data("/applications").getInteger("totalItems")).isEqualTo(3);
        assertThat(data("/applications/origin").getInteger("streamCount")).isEqualTo(2);
        assertThat(data("/applications/origin").getBoolean("clusterConnection")).isTrue();
        var servers = data("/cluster/topology").getJsonArray("topology");
        assertThat(servers.stream().map(server -> ((JsonObject) server)
                        .getJsonArray("applications")
                        .getJsonObject(0)
                        .getJsonObject("streams")
                        .getInteger("count")))
                .containsExactly(2, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "/cluster/applications/app_9, Application not found",
        "/applications/nowhere,       Application not found",
        "/cluster/aliases/nobody,     Alias not found"
    })
    void what_is_not_there_is_not_found_in_its_own_words(String path, String message) {
        assertThat(get(path).statusCode()).isEqualTo(404);
        assertThat(get(path).bodyAsJsonObject()).isEqualTo(new JsonObject().put("message", message));
    }

    @Test
    void an_alias_outlives_its_stream() {
        stream(new JsonObject().put("alias", "alias"));
        assertThat(data("/cluster/aliases/alias"))
                .isEqualTo(attributes(new JsonObject(
                                "{\"streamKey\":\"test\",\"aliasName\":\"alias\",\"streamExists\":true}"))
                        .getJsonObject("data"));
        delete();
        hour.pass(Duration.ofSeconds(1));

        assertThat(data("/cluster/aliases")).isEqualTo(new JsonObject("""
                        {"totalItems":1,"itemsPerPage":10,"totalPages":1,"hasPrevious":false,"hasNext":false,
                         "list":[{"streamKey":"test","aliasKey":"alias","streamExists":false}],"currentPage":1}
                        """));
    }

    @Test
    void the_journal_tells_what_happened_the_newest_first_in_pages_of_twenty() {
        stream(NOTHING);
        var published = hour.millis();
        hour.pass(Duration.ofSeconds(5));
        delete();
        hour.pass(Duration.ofSeconds(5));

        var journal = data("/cluster/journal");

        assertThat(journal.getInteger("itemsPerPage")).isEqualTo(20);
        assertThat(journal.getLong("lastTimestamp")).isEqualTo(published + 6_000);
        var newest = journal.getJsonArray("list").getJsonObject(0);
        assertThat(newest.fieldNames())
                .containsExactlyInAnyOrder("id", "objectName", "message", "threadName", "createDate");
        assertThat(journal.getJsonArray("list").stream().map(entry -> ((JsonObject) entry).getString("message")))
                .containsExactly(
                        "Stream test has been removed",
                        "Stream test has been asked to be deleted",
                        "Stream test has been published");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/cluster/streams",
                "/cluster/topology",
                "/cluster/applications",
                "/applications",
                "/cluster/aliases",
                "/cluster/journal",
                "/cluster/streams/test/sources"
            })
    void nothing_of_it_is_told_to_strangers(String path) {
        token = "eyJ.of.nobody";

        assertThat(get(path).statusCode()).isEqualTo(401);
    }
}
