package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.standstill.testing.Child;
import io.standstill.testing.Chromium;
import io.standstill.testing.Plan;
import io.standstill.testing.Relay;
import io.standstill.testing.Running;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The programs that people are shown, as they stand, through a line that loses answers and is cut. */
@Tag("browser")
class ClientExamplesIT {

    private static final Path EXAMPLES = Path.of("src/test/examples");
    private static final String TASK = "550e8400-e29b-41d4-a716-44665544";

    @TempDir
    private static Path folder;

    private static Running service;
    private Relay relay;
    private int number;

    @BeforeAll
    static void begin() {
        service = Running.planned(folder).allVendors().tokens().start();
    }

    @AfterAll
    static void end() {
        service.close();
    }

    @BeforeEach
    void between() {
        relay = new Relay(service.port());
    }

    @AfterEach
    void closed() {
        relay.close();
    }

    private static List<String> command(String program) {
        var path = EXAMPLES.resolve(program).toString();
        if (program.endsWith(".java")) {
            // As java would do it by itself for each of them, but once.
            assertThat(ToolProvider.getSystemJavaCompiler()
                            .run(null, null, null, "-Xlint:all", "-Werror", "-d", folder.toString(), path))
                    .isZero();
            return List.of(Child.java(), "-cp", folder.toString(), program.replace(".java", ""));
        }
        return List.of(program.endsWith(".py") ? "python3" : "sh", path);
    }

    private static void mustBeThere(String program) {
        var there = Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(there, "SKIPPED: no " + program + " here, so the example for it is not tried");
    }

    private Child start(String url, List<String> program, String account, String id) {
        var command = new ArrayList<>(program);
        command.addAll(List.of(account, id));
        return Child.start(
                command, Map.of("STANDSTILL_URL", url, "STANDSTILL_TOKEN", Plan.OPS), new File("target/examples.log"));
    }

    private void thing(String path, String behaviour) {
        service.thing(path, new JsonObject().put("behaviour", new JsonObject(behaviour)));
    }

    private long ordered(String id) {
        return new JsonObject(
                        service.get("/v1/resources/feldera/" + id + "/journal").body())
                .getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(entry -> "ordered".equals(entry.getString("kind")))
                        .count();
    }

    /** Follows through the relay, is cut off, comes back to where it was, and again in the middle of the proof. */
    private void cutWhileItFollows(String id) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> follows() == 1);
        service.awaits("/v1/resources/feldera/" + id, told -> "stopping".equals(told.getString("state")));
        relay.cut();
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> follows() == 2);
        relay.cutBehind("GET /v1/events", "\"kind\":\"proved\"");
        assertThat(service.post("/v1/resources/feldera/" + id + "/stop", "{\"mode\":\"force\"}")
                        .statusCode())
                .isEqualTo(202);
    }

    private long follows() {
        return relay.asked().stream()
                .filter(asked -> asked.startsWith("GET /v1/events"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"follow.sh", "follow.py", "Follow.java"})
    void a_proof_is_told_from_all_else_whatever_becomes_of_the_line(String program) throws IOException {
        mustBeThere(program.endsWith(".sh") ? "curl" : program.endsWith(".py") ? "python3" : "java");
        var id = "example-" + program.replace(".", "-");
        var task = TASK + (1000 + program.length() * 10 + ++number);
        thing("feldera/" + id, "{\"stuckUntilForce\":true}");
        thing("feldera/" + id + "-unclean", "{\"checkpointFails\":true}");
        thing("memories/" + task, "{}");
        relay.cutWithin("POST /v1/resources/feldera/" + id + "/stop", 0);

        var command = command(program);
        try (var proved = start(relay.url(), command, "feldera", id);
                var asserted = start(service.url(), command, "memories", task);
                var unclean = start(service.url(), command, "feldera", id + "-unclean");
                var failed = start(service.url(), command, "feldera", id + "-that-nobody-made")) {
            cutWhileItFollows(id);

            assertThat(proved.await()).as("confirmed").isZero();
            assertThat(asserted.await()).as("asserted").isEqualTo(3);
            assertThat(unclean.await()).as("not clean").isEqualTo(1);
            assertThat(failed.await()).as("failed").isEqualTo(1);
        }
        assertThat(ordered(id)).as("once, though its first answer was lost").isEqualTo(1);
        assertThat(follows()).as("also after the proof that was cut off").isEqualTo(3);
        assertThat(relay.asked().stream().filter(asked -> asked.startsWith("GET /v1/events")))
                .allMatch(asked -> asked.toLowerCase(Locale.ROOT).contains("\r\nlast-event-id: "));
    }

    @Test
    void a_page_tells_a_proof_from_all_else() throws IOException {
        thing("feldera/example-page", "{\"stuckUntilForce\":true}");
        relay.cutWithin("POST /v1/resources/feldera/example-page/stop", 0);
        var module = Files.readString(EXAMPLES.resolve("follow.js")).replace("export ", "");
        try (var browser = Chromium.open(folder)) {
            browser.get(relay.url() + "/livez");
            assertThat(browser.run(
                            "return fetch('/v1/session', {method: 'POST', headers: {Authorization: arguments[0]}})"
                                    + ".then(answer => answer.ok)",
                            "Bearer " + Plan.OPS))
                    .isEqualTo(true);
            browser.run(module + "\nwindow.ordered = stop;");
            stop(browser, "example-page");
            cutWhileItFollows("example-page");

            ends(browser, "true stopped");
            stop(browser, "example-page-that-nobody-made");
            ends(browser, "false failed");
        }
        assertThat(ordered("example-page")).isEqualTo(1);
    }

    private static void stop(Chromium browser, String id) {
        browser.run("""
                window.ended = 'not yet';
                ordered('feldera', arguments[0]).then(end => window.ended = `${end.proved} ${end.resource.state}`);
                """, id);
    }

    private static void ends(Chromium browser, String told) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(
                        browser.run("return window.ended"))
                .isEqualTo(told));
    }
}
