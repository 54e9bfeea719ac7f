package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Child;
import io.standstill.testing.Follower;
import io.standstill.testing.Running;
import io.standstill.testing.Signals;
import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built jar, asked to end as orchestrators do it, beside a second node on the same database. */
@Timeout(180)
class DrainIT {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** A lease that nobody hands back lasts nine seconds. */
    private static final Duration HANDED_OVER = Duration.ofSeconds(4);

    /** What a follower was told, and when that ended. */
    private record Told(String text, long endedNanos) {

        List<String> lines() {
            return text.lines().toList();
        }
    }

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private final int simulatorPort = Running.freePort();
    private final int port = Running.freePort();
    private final int otherPort = Running.freePort();
    private final List<Child> children = new ArrayList<>();

    @BeforeEach
    void simulate() {
        jar("simulate", "--port", "" + simulatorPort, "--world", "" + folder.resolve("world.jsonl"))
                .lineWith("simulators are ready");
    }

    @AfterEach
    void end() {
        children.forEach(Child::close);
    }

    private Child jar(String... arguments) {
        var child = Child.jar(new File("target/drain.log"), arguments);
        children.add(child);
        return child;
    }

    private Child node(int at, String database) throws IOException {
        var file = Files.writeString(
                folder.resolve(at + ".yaml"), """
                http: {port: %d, drain: %ds}
                database: {%s}
                accounts:
                  demo: {vendor: feldera, apiKey: k, url: 'http://127.0.0.1:%d/feldera'}
                """.formatted(at, DRAIN.toSeconds(), database, simulatorPort));
        var node = jar("--config", file.toString());
        node.lineWith("is ready");
        return node;
    }

    private static String at(Database database) {
        return "url: '%s'".formatted(TestServer.url(database));
    }

    private String ownDatabase() {
        return "url: embedded, dataDir: '%s'".formatted(folder.resolve("postgres"));
    }

    private HttpResponse<String> call(String method, int at, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void pipeline(String name, JsonObject behaviour) throws Exception {
        var made = call(
                "PUT",
                simulatorPort,
                "/_control/feldera/" + name,
                new JsonObject().put("behaviour", behaviour).encode());
        assertThat(made.statusCode()).isEqualTo(200);
    }

    private JsonObject truth(String name) throws Exception {
        return new JsonObject(
                call("GET", simulatorPort, "/_control/feldera/" + name, "").body());
    }

    private void order(int at, String name) throws Exception {
        assertThat(call("POST", at, "/v1/resources/demo/" + name + "/stop", "").statusCode())
                .isEqualTo(202);
    }

    private String stateOf(int at, String name) throws Exception {
        return new JsonObject(call("GET", at, "/v1/resources/demo/" + name, "").body()).getString("state");
    }

    private CompletableFuture<Told> stream(int at, HttpClient.Version version) throws Exception {
        var begun = new CountDownLatch(1);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + "/v1/events"))
                .version(version)
                .header("Accept", "text/event-stream")
                .build();
        var told = client.sendAsync(request, answer -> {
                    begun.countDown();
                    return HttpResponse.BodySubscribers.ofString(StandardCharsets.UTF_8);
                })
                .thenApply(answer -> new Told(answer.body(), System.nanoTime()));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        return told;
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    @Test
    void a_node_that_is_asked_to_end_leaves_nobody_waiting() throws Exception {
        var database = TestServer.get().fresh();
        var leaving = node(port, at(database));
        var staying = node(otherPort, at(database));
        pipeline("slow", new JsonObject().put("stopAfter", "3s"));
        pipeline("asked", new JsonObject().put("stopAfter", "1s").put("delay", "700ms"));
        pipeline("late", new JsonObject().put("stopAfter", "100ms"));
        var streams = new ArrayList<CompletableFuture<Told>>();
        for (var number = 0; number < 10; number++) {
            streams.add(stream(port, HttpClient.Version.HTTP_1_1));
            streams.add(stream(port, HttpClient.Version.HTTP_2));
        }
        order(port, "slow");
        Awaitility.await().until(() -> stateOf(port, "slow").equals("stopping"));
        order(port, "asked");
        // The vendor has heard the stop and takes its time to say so.
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> truth("asked").getInteger("stopCalls") == 1);

        var holder = holder(database);
        var asked = System.nanoTime();
        leaving.askToEnd();
        order(otherPort, "late");

        // It says so at once, and goes on living and telling.
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .until(() -> call("GET", port, "/readyz", "").statusCode() == 503);
        assertThat(call("GET", port, "/livez", "").statusCode()).isEqualTo(200);
        assertThat(streams).anyMatch(stream -> !stream.isDone());
        // The other node has the account long before the lease of this one would have ended, and works for it.
        Awaitility.await().atMost(HANDED_OVER).until(() -> holder(database), now -> now != null && !now.equals(holder));
        Awaitility.await().until(() -> stateOf(otherPort, "late").equals("stopped"));

        assertThat(leaving.await()).isZero();
        assertThat(since(asked)).isLessThan(DRAIN.plusSeconds(5));
        assertSentAwayOneByOne(asked, streams);
        assertThat(staying.isAlive()).isTrue();
        for (var name : List.of("slow", "asked", "late")) {
            Awaitility.await().until(() -> stateOf(otherPort, name).equals("stopped"));
            assertThat(truth(name).getInteger("stopCalls")).as(name).isEqualTo(1);
            assertThat(truth(name).getInteger("overlaps")).as(name).isZero();
            assertToldOnceInOrder(name);
        }
    }

    private static String holder(Database database) {
        try (var sql = Sql.on(database)) {
            return sql.one("SELECT holder FROM account WHERE name = 'demo'");
        }
    }

    private static void assertSentAwayOneByOne(long asked, List<CompletableFuture<Told>> streams) {
        var told = streams.stream().map(CompletableFuture::join).toList();
        assertThat(told).allSatisfy(one -> {
            var lines = one.lines();
            assertThat(lines.get(lines.size() - 2)).matches("retry: [0-9]{4,5}");
            assertThat(lines.get(lines.size() - 1)).isEmpty();
            assertThat(one.text()).contains("\"kind\":\"acknowledged\"");
        });
        var retries = told.stream().map(one -> one.lines().get(one.lines().size() - 2));
        assertThat(retries.distinct()).hasSizeGreaterThan(15);
        var ends = told.stream()
                .mapToLong(one -> TimeUnit.NANOSECONDS.toMillis(one.endedNanos() - asked))
                .sorted()
                .toArray();
        assertThat(ends[ends.length - 1] - ends[0]).isGreaterThan(DRAIN.toMillis() / 2);
        assertThat(ends[ends.length - 1]).isLessThan(DRAIN.toMillis() + 1_000);
        for (var begin : ends) {
            assertThat(LongStream.of(ends).filter(end -> end >= begin && end < begin + 1_000))
                    .as("gone within one second of five")
                    .hasSizeLessThan(15);
        }
    }

    private void assertToldOnceInOrder(String name) {
        try (var follower = Follower.of(
                "http://127.0.0.1:" + otherPort + "/v1/events?after=0&event=transition&resource=demo/" + name)) {
            follower.awaits(events -> events.size() >= 3);

            assertThat(follower.events())
                    .extracting(event -> event.json().getString("to"))
                    .containsExactly("requested", "stopping", "stopped");
        }
    }

    @Test
    void with_nobody_following_it_ends_at_once() throws Exception {
        var node = node(port, ownDatabase());

        var asked = System.nanoTime();
        assertThat(node.terminate()).isZero();

        assertThat(since(asked)).isLessThan(DRAIN.minusSeconds(1));
    }

    @Test
    void asked_again_and_again_it_ends_as_if_asked_once() throws Exception {
        var node = node(port, ownDatabase());
        var stream = stream(port, HttpClient.Version.HTTP_1_1);

        var asked = System.nanoTime();
        for (var times = 0; times < 3; times++) {
            node.askToEnd();
            Awaitility.await().until(() -> call("GET", port, "/readyz", "").statusCode() == 503);
        }

        assertThat(node.await()).isZero();
        assertThat(since(asked)).isLessThan(DRAIN.plusSeconds(5));
        assertThat(stream.join().text()).endsWith("\n\n").containsPattern("retry: [0-9]+\n\n$");
    }

    @Test
    void a_database_that_says_nothing_any_more_does_not_hold_it_for_long() throws Exception {
        var node = node(port, ownDatabase());
        var postgres = Long.parseLong(Files.readAllLines(folder.resolve("postgres/data/postmaster.pid"))
                .get(0)
                .strip());
        var backends = ProcessHandle.of(postgres).orElseThrow().descendants().toList();
        signal("STOP", backends);
        try {
            var asked = System.nanoTime();
            node.terminate();

            assertThat(since(asked)).isLessThan(DRAIN.plusSeconds(11));
        } finally {
            signal("CONT", backends);
        }
    }

    private static void signal(String which, List<ProcessHandle> processes) {
        assertThat(Signals.send(
                        which, processes.stream().mapToLong(ProcessHandle::pid).toArray()))
                .isTrue();
    }
}
