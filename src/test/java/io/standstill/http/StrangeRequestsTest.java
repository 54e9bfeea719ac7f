package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is odd, and yet allowed, is done; what makes no sense is refused as such, and never as if we had failed. */
class StrangeRequestsTest {

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
        running.post("/v1/accounts/demo/pause");
        running.put("/v1/resources/demo/known", "{}");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** That no two letters of are alike, so that nothing makes it shorter. */
    private static String text(int letters, int from, int scripts) {
        var random = new Random(letters);
        var text = new StringBuilder();
        for (var i = 0; i < letters; i++) {
            text.appendCodePoint(from + random.nextInt(scripts));
        }
        return text.toString();
    }

    private static String chinese(int letters) {
        return text(letters, 0x4e00, 0x5000);
    }

    private static String ancientChinese(int letters) {
        return text(letters, 0x20000, 0xa000);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // ---- long names

    @Test
    void the_longest_id_in_any_script_is_made_known_found_and_stopped() {
        var id = chinese(512);
        var path = "/v1/resources/demo/" + encoded(id);

        assertThat(running.put(path, "{\"labels\":{\"show\":\"%s\"}}".formatted(chinese(256)))
                        .statusCode())
                .isEqualTo(201);
        assertThat(running.post(path + "/stop").statusCode()).isEqualTo(202);

        for (var query : new String[] {"label=show:" + encoded(chinese(256)), "q=" + encoded(id.substring(100, 300))}) {
            var found = new JsonObject(running.get("/v1/resources?" + query).body()).getJsonArray("items");
            assertThat(found).as(query).hasSize(1);
            assertThat(found.getJsonObject(0).getString("id")).isEqualTo(id);
        }
    }

    /** More than an index can hold: it alone is refused, not whatever comes at the same moment. */
    @Test
    void what_is_too_large_to_be_written_spoils_nothing_else() {
        var client = HttpClient.newHttpClient();
        var others = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        var spoiled = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 60; i++) {
            var large = i % 20 == 10;
            var id = large ? encoded(chinese(500 + i / 20)) : "small-" + i;
            var label =
                    large ? "{\"labels\":{\"%s\":\"%s\"}}".formatted(ancientChinese(63), ancientChinese(256)) : "{}";
            var put = client.sendAsync(
                    HttpRequest.newBuilder(URI.create(running.url() + "/v1/resources/demo/" + id))
                            .header("Content-Type", "application/json")
                            .timeout(Duration.ofSeconds(30))
                            .PUT(HttpRequest.BodyPublishers.ofString(label))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            (large ? spoiled : others).add(put);
        }

        assertThat(others).allSatisfy(put -> assertThat(put.join().statusCode()).isEqualTo(201));
        assertThat(spoiled)
                .allSatisfy(put -> assertThat(put.join().statusCode()).isEqualTo(422));
    }

    // ---- what no database takes as text

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/resources/%00/x",
                "/v1/resources/%00/x/journal",
                "/v1/resources/%00/x/explain",
                "/v1/accounts/%00/inventory"
            })
    void an_account_that_nobody_can_configure_is_unknown(String path) {
        assertThat(running.get(path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/resources?account=%00",
                "/v1/resources?vendor=%00",
                "/v1/resources?label=a:%00",
                "/v1/resources?label=%00:a",
                "/v1/events?account=%00"
            })
    void what_nothing_can_be_called_is_no_filter(String path) {
        assertThat(running.get(path).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sort':'id','position':'a-1'}",
                "{'sort':'id','position':'a-1','account':'a'}",
                "{'sort':'id','position':'a-1','account':'a','id':'\\u0000'}",
                "{'sort':'id','position':'a-1','account':'\\u0000','id':'a'}"
            })
    void a_cursor_after_what_has_no_name_is_not_the_end_of_the_list(String cursor) {
        var encoded =
                Base64.getUrlEncoder().encodeToString(cursor.replace('\'', '"').getBytes(StandardCharsets.UTF_8));

        assertThat(running.get("/v1/resources?cursor=" + encoded).statusCode()).isEqualTo(400);
    }

    @Test
    void neither_is_one_of_an_inventory() {
        assertThat(running.get("/v1/accounts/demo/inventory?cursor=AA").statusCode())
                .isEqualTo(400);
    }

    // ---- what is said without saying anything

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'resources':[{'account':'demo','id':'known'}],'mode':null,'reason':null,'dryRun':null} | 202",
                "{'select':{'account':'demo','stray':null},'dryRun':true} | 202",
                "{'select':{'account':null,'state':'active'},'dryRun':true} | 400",
                "{'select':{'account':'demo','state':null},'dryRun':true} | 400",
                "{'select':{'account':[],'state':'active'},'dryRun':true} | 400",
                "{'select':{'account':'demo','state':[]},'dryRun':true} | 400",
            })
    void nothing_said_is_as_if_left_out_and_none_named_is_not_all(String body, int status) {
        assertThat(running.post("/v1/stops", body.replace('\'', '"')).statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'stopAt':'0000-01-01T00:00:00Z'}",
                "{'stopAt':'9999-12-31T23:59:59-18:00'}",
                "{'labels':{'a':'b\\n'}}",
                "{'labels':{'a\\n':'b'}}"
            })
    void what_cannot_be_kept_is_refused(String body) {
        assertThat(running.put("/v1/resources/demo/known", body.replace('\'', '"'))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void so_is_a_reason_of_which_the_database_could_not_keep_every_character() {
        var path = "/v1/resources/demo/given-a-reason/stop";

        assertThat(running.post(path, "{\"reason\":\"a\\u0000b\"}").statusCode())
                .isEqualTo(400);
        assertThat(running.post(path, "{\"reason\":\"two\\nlines\"}").statusCode())
                .isEqualTo(202);
    }
}
