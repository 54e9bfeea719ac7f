package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import io.standstill.testing.Running;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar as a process of its own, killed with {@code kill -9} in the middle of thousands of orders. */
class StopsIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int MANY = 6_000;

    @TempDir
    private Path folder;

    private final int port = Running.freePort();
    private Child service;

    @BeforeEach
    void begin() throws IOException {
        // Nobody answers for this account, so whatever is ordered stays in flight.
        Files.writeString(
                folder.resolve("standstill.yaml"), """
                http: {port: %d}
                database: {url: embedded, dataDir: '%s'}
                accounts:
                  demo: {vendor: feldera, apiKey: k, url: 'http://127.0.0.1:%d'}
                """.formatted(port, folder.resolve("postgres"), Running.freePort()));
        start();
    }

    @AfterEach
    void end() {
        service.close();
    }

    private void start() {
        service = Child.jar(
                new File("target/stops.log"),
                "--config",
                folder.resolve("standstill.yaml").toString());
        service.lineWith("is ready");
    }

    private HttpRequest stops() {
        var resources = new JsonArray();
        for (var number = 0; number < MANY; number++) {
            resources.add(new JsonObject().put("account", "demo").put("id", "p" + number));
        }
        return HttpRequest.newBuilder(url("/v1/stops"))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "many")
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofString(
                        new JsonObject().put("resources", resources).encode()))
                .build();
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private JsonObject get(String path) throws Exception {
        return new JsonObject(
                CLIENT.send(HttpRequest.newBuilder(url(path)).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    private long head() throws Exception {
        var position = get("/v1/resources?limit=1").getString("position");
        return Long.parseLong(position.substring(position.indexOf('-') + 1));
    }

    @Test
    void killed_in_the_middle_it_orders_the_rest_when_asked_again_and_nothing_twice() throws Exception {
        var cutOff = CLIENT.sendAsync(stops(), HttpResponse.BodyHandlers.ofString());
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(30))
                .until(() -> head() > 0);
        service.kill();
        Awaitility.await().until(cutOff::isDone);
        assertThat(cutOff).as("killed before it had answered").isCompletedExceptionally();
        start();
        var before = head();

        var whole = CLIENT.send(stops(), HttpResponse.BodyHandlers.ofString());

        assertThat(before).as("in the middle").isBetween(1L, (long) MANY - 1);
        assertThat(whole.statusCode()).isEqualTo(202);
        assertThat(whole.headers().firstValue("Idempotency-Replayed")).contains("true");
        assertThat(new JsonObject(whole.body()).getJsonArray("items"))
                .hasSize(MANY)
                .allMatch(item -> "ordered".equals(((JsonObject) item).getString("result")));
        assertThat(ordered()).hasSize(MANY).doesNotHaveDuplicates();
    }

    private List<String> ordered() throws Exception {
        var ordered = new ArrayList<String>();
        for (String after = "0"; after != null; ) {
            var page = get("/v1/journal?limit=1000&after=" + after);
            page.getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(entry -> "ordered".equals(entry.getString("kind")))
                    .forEach(
                            entry -> ordered.add(entry.getJsonObject("resource").getString("id")));
            after = page.getString("next");
        }
        return ordered;
    }
}
