package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever has a resource hears when it is no longer so. */
class ChangeTest {

    private static Running running;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static String known(String name) {
        var path = "/v1/resources/demo/" + name;
        assertThat(running.put(path, "{}").statusCode()).isEqualTo(201);
        return path;
    }

    private static String tag(String path) {
        return running.get(path).headers().firstValue("ETag").orElseThrow();
    }

    private CompletableFuture<HttpResponse<String>> asks(String path, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(running.url() + path)).timeout(Duration.ofSeconds(60));
        return client.sendAsync(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> asked(String path, String... headers) throws Exception {
        return asks(path, headers).get(30, TimeUnit.SECONDS);
    }

    @Test
    void what_the_caller_has_already_is_not_told_again() throws Exception {
        var path = known("same");
        var tag = tag(path);

        for (var had : new String[] {tag, tag.substring(2), "\"other\", " + tag, "*"}) {
            var answer = asked(path, "If-None-Match", had);

            assertThat(answer.statusCode()).as(had).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.headers().firstValue("ETag")).contains(tag);
        }
        assertThat(asked(path, "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void something_told_of_it_makes_it_another() throws Exception {
        var path = known("labelled");
        var tag = tag(path);

        running.put(path, "{\"labels\":{\"a\":\"b\"}}");

        assertThat(tag(path)).isNotEqualTo(tag);
        assertThat(asked(path, "If-None-Match", tag).statusCode()).isEqualTo(200);
    }

    @Test
    void whoever_waits_is_answered_when_it_changes() throws Exception {
        var path = known("awaited");
        var waiting = asks(path, "If-None-Match", tag(path), "Prefer", "wait=30");
        var notWaiting = asked(path, "Prefer", "wait=30");

        assertThat(notWaiting.statusCode())
                .as("there is nothing to compare with")
                .isEqualTo(200);
        Awaitility.await().until(() -> seats() == 1);
        assertThat(waiting).isNotDone();
        running.put(path, "{\"labels\":{\"a\":\"b\"}}");

        var answer = waiting.get(5, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Preference-Applied")).contains("wait=30");
        assertThat(answer.headers().firstValue("ETag")).contains(tag(path));
        assertThat(new JsonObject(answer.body()).getJsonObject("labels").getString("a"))
                .isEqualTo("b");
    }

    @Test
    void whoever_waits_in_vain_is_told_that_it_is_unchanged() throws Exception {
        var path = known("unchanged");
        var tag = tag(path);

        var answer = asked(path, "If-None-Match", tag, "Prefer", "wait=1");

        assertThat(answer.statusCode()).isEqualTo(304);
        assertThat(answer.headers().firstValue("ETag")).contains(tag);
        assertThat(asked("/v1/resources/demo/never-known", "If-None-Match", tag, "Prefer", "wait=1")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void two_thousand_wait_at_once_and_all_are_answered() throws Exception {
        var path = known("crowded");
        var tag = tag(path);
        var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (var i = 0; i < 2_000; i++) {
            waiting.add(asks(path, "If-None-Match", tag, "Prefer", "wait=50"));
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> seats() >= 2_000);
        var threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vert.x"))
                .count();

        running.put(path, "{\"labels\":{\"a\":\"b\"}}");

        CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(waiting).allMatch(one -> one.join().statusCode() == 200);
        assertThat(threads).as("threads while they waited").isLessThan(50);
        Awaitility.await().until(() -> seats() == 0);
    }

    private static int seats() {
        return running.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("standstill_feed_followers "))
                .map(line -> line.substring(line.lastIndexOf(' ')))
                .mapToInt(figure -> (int) Double.parseDouble(figure))
                .findFirst()
                .orElseThrow();
    }
}
