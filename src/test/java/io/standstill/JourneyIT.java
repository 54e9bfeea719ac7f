package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import io.standstill.testing.Follower;
import io.standstill.testing.Running;
import io.standstill.testing.TestServer;
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
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar as a process of its own, killed with {@code kill -9} between an order and its proof. */
class JourneyIT {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private final Random random = new Random();
    private final int simulatorPort = Running.freePort();
    private final int port = Running.freePort();
    private Child simulators;
    private Child service;

    /** On a PostgreSQL of its own, which is killed with it, or on one that stays. */
    private void begin(String database) throws IOException {
        Files.writeString(folder.resolve("standstill.yaml"), """
                http: {port: %d}
                database: {%s}
                accounts:
                  demo: {vendor: feldera, apiKey: k, url: 'http://127.0.0.1:%d/feldera'}
                """.formatted(port, database, simulatorPort));
        simulators = jar("simulate", "--port", "" + simulatorPort, "--world", "" + folder.resolve("world.jsonl"));
        simulators.lineWith("simulators are ready");
        start();
    }

    private String own() {
        return "url: embedded, dataDir: '%s'".formatted(folder.resolve("postgres"));
    }

    private static String staying() {
        return "url: '%s'".formatted(TestServer.url(TestServer.get().fresh()));
    }

    @AfterEach
    void end() {
        service.close();
        simulators.close();
    }

    private Child jar(String... arguments) {
        return Child.jar(new File("target/journey.log"), arguments);
    }

    private void start() {
        service = jar("--config", folder.resolve("standstill.yaml").toString());
        service.lineWith("is ready");
    }

    private void killAndRestart() {
        service.kill();
        start();
    }

    /** Lets some time go by, for the kill must fall anywhere. */
    private void anyMoment(int mostMillis) {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS))
                .join();
    }

    private JsonObject call(String method, String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .build();
            return new JsonObject(
                    CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException failed) {
            return new JsonObject();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private void pipeline(String name, String stopAfter) throws Exception {
        var body = new JsonObject().put("behaviour", new JsonObject().put("stopAfter", stopAfter));
        CLIENT.send(
                HttpRequest.newBuilder(control(name))
                        .PUT(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private URI control(String name) {
        return URI.create("http://127.0.0.1:" + simulatorPort + "/_control/feldera/" + name);
    }

    private void ordered(String name) {
        var ordered = call("POST", url("/v1/resources/demo/" + name + "/stop"));
        assertThat(ordered.getString("state")).isEqualTo("requested");
    }

    private void awaitStopped(String name) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> "stopped"
                .equals(call("GET", url("/v1/resources/demo/" + name)).getString("state")));
    }

    /** A kill between a send and its answer loses the acknowledgement, and the proof then follows on the order. */
    private void assertToldOnceInOrder(String name) {
        try (var follower = Follower.of(url("/v1/events?after=0&event=transition&resource=demo/" + name))) {
            follower.awaits(events -> !events.isEmpty()
                    && "stopped".equals(events.get(events.size() - 1).json().getString("to")));

            assertThat(follower.events())
                    .extracting(event -> event.json().getString("to"))
                    .isIn(List.of("requested", "stopping", "stopped"), List.of("requested", "stopped"));
        }
    }

    private void assertTrulyStopped(String name) {
        var truth = call("GET", control(name).toString());
        assertThat(truth.getBoolean("running")).isFalse();
        assertThat(truth.getInteger("stopCalls")).isBetween(1, 4);
        assertThat(truth.getInteger("overlaps")).isZero();
    }

    @Test
    void one_stop_killed_ten_times_on_its_way_completes_and_is_told_once() throws Exception {
        begin(own());
        pipeline("orders", "15s");
        ordered("orders");

        for (var kill = 0; kill < 10; kill++) {
            anyMoment(700);
            killAndRestart();
        }
        awaitStopped("orders");

        assertTrulyStopped("orders");
        assertToldOnceInOrder("orders");
    }

    @Test
    void ten_stops_each_killed_at_some_moment_all_complete_and_are_told_once() throws Exception {
        begin(staying());
        for (var number = 0; number < 10; number++) {
            var name = "p" + number;
            pipeline(name, "800ms");
            ordered(name);
            anyMoment(1_200);
            killAndRestart();
        }

        for (var number = 0; number < 10; number++) {
            var name = "p" + number;
            awaitStopped(name);
            assertTrulyStopped(name);
            assertToldOnceInOrder(name);
        }
    }

    @Test
    void asked_to_end_it_ends_well_and_takes_its_database_along() throws Exception {
        begin(own());
        pipeline("orders", "1s");
        ordered("orders");
        var server = Long.parseLong(Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                .get(0)
                .strip());

        assertThat(service.terminate()).isZero();

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> ProcessHandle.of(server)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
        start();
        awaitStopped("orders");
    }
}
