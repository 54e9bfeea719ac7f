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
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .allSatisfy(put -> assertThat(put.join().statusCode()).isEqualTo(503));
    }
}
