package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.standstill.testing.Child;
import io.standstill.testing.Plan;
import io.standstill.testing.Running;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The built jar as it is typed, each command a process of its own, with a service that runs on the four simulated vendors. */
class CommandLineIT {

    @TempDir
    private static Path folder;

    private static Running service;

    private record Ran(int exit, String said, String complained) {}

    /** One that runs. */
    private record Typed(Child child, File errors) {

        Ran end() throws IOException {
            var said = new StringBuilder();
            for (var line = child.line(); line != null; line = child.line()) {
                said.append(line).append('\n');
            }
            return new Ran(child.await(), said.toString(), Files.readString(errors.toPath()));
        }
    }

    @BeforeAll
    static void begin() {
        service = Running.planned(folder)
                .allVendors()
                .account("watched", "vendor: feldera, apiKey: k, environment: nonprod, watch: [1s]")
                .tokens()
                .start();
    }

    @AfterAll
    static void end() {
        service.close();
    }

    private static Typed type(Map<String, String> environment, List<String> command) throws IOException {
        var errors = File.createTempFile("typed", ".err", folder.toFile());
        return new Typed(Child.start(command, environment, errors), errors);
    }

    private static Map<String, String> known() {
        return Map.of("STANDSTILL_URL", service.url(), "STANDSTILL_TOKEN", Plan.OPS);
    }

    private static List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(Child.java(), "-jar", Child.jar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static Typed type(String... arguments) throws IOException {
        return type(known(), command(arguments));
    }

    private static Ran run(String... arguments) throws IOException {
        return type(arguments).end();
    }

    private static void thing(String path, String behaviour) {
        service.thing(path, new JsonObject().put("behaviour", new JsonObject(behaviour)));
    }

    private static String path(String account, String id) {
        return "/v1/resources/" + account + "/" + id;
    }

    // ---- what it ends with

    @Test
    void the_exit_code_is_the_verdict() throws Exception {
        thing("feldera/proved", "{}");
        thing("feldera/unclean", "{\"checkpointFails\":true}");
        thing("feldera/endless", "{\"never\":true}");
        thing("feldera/again", "{}");
        thing("storm/relay", "{}");
        thing("memories/550e8400-e29b-41d4-a716-446655440000", "{}");
        assertThat(service.put(path("feldera", "alive"), "{}").statusCode()).isEqualTo(201);

        var confirmed = type("stop", "feldera", "proved", "--wait", "60s", "--reason", "end of show");
        var storm = type("stop", "storm", "relay", "--wait", "60s");
        var asserted = type("stop", "memories", "550e8400-e29b-41d4-a716-446655440000", "--wait", "60s");
        var unclean = type("stop", "feldera", "unclean", "--wait", "60s", "--json");
        var failed = type("stop", "feldera", "nobody-made-it", "--wait", "60s");
        var overdue = type("stop", "feldera", "endless", "--wait", "60s", "--deadline=2s");

        assertThat(confirmed.end()).satisfies(ran -> {
            assertThat(ran.exit()).as(ran.toString()).isZero();
            assertThat(ran.said()).contains("feldera/proved  stopped (confirmed)  since", "end of show");
        });
        assertThat(storm.end().exit()).isZero();
        assertThat(asserted.end().exit()).isEqualTo(3);
        assertThat(overdue.end().exit()).isEqualTo(4);
        assertThat(failed.end()).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(5);
            assertThat(ran.said()).contains("problem");
        });
        assertThat(unclean.end()).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(7);
            assertThat(new JsonObject(ran.said()).getBoolean("clean")).isFalse();
        });
        assertThat(run("status", "feldera", "proved").exit()).isZero();
        assertThat(run("status", "feldera", "unclean").exit()).isEqualTo(7);
        assertThat(run("status", "feldera", "endless").exit()).isEqualTo(4);
        assertThat(run("status", "feldera", "alive").exit()).isEqualTo(9);
    }

    @Test
    void what_lives_again_is_6_and_what_has_not_ended_in_time_is_8() throws Exception {
        thing("feldera/back", "{}");
        thing("feldera/slow", "{\"never\":true}");
        assertThat(run("stop", "watched", "back", "--wait", "60s").exit()).isZero();
        service.thing("feldera/back", new JsonObject().put("running", true));
        service.awaits(path("watched", "back"), told -> "reappeared".equals(told.getString("state")));

        assertThat(run("status", "watched", "back").exit()).isEqualTo(6);
        assertThat(run("stop", "feldera", "slow", "--wait", "3s")).satisfies(ran -> {
            assertThat(ran.exit()).as(ran.toString()).isEqualTo(8);
            assertThat(ran.complained()).contains("the wait is over");
        });
        assertThat(run("status", "feldera", "slow", "--json")).satisfies(ran -> {
            assertThat(ran.exit()).isEqualTo(8);
            assertThat(new JsonObject(ran.said()).getString("id")).isEqualTo("slow");
        });
    }

    @Test
    void what_is_a_fault_is_1_and_what_is_wrong_usage_is_2() throws Exception {
        var nobody = "http://127.0.0.1:" + Running.freePort();
        var unreachable = new HashMap<>(known());
        unreachable.put("STANDSTILL_URL", nobody);
        var mistaken = new HashMap<>(known());
        mistaken.put("STANDSTILL_TOKEN", "a-wrong-token");
        var reader = new HashMap<>(known());
        reader.put("STANDSTILL_TOKEN", Plan.VIEWER);

        assertThat(type(unreachable, command("status", "feldera", "x")).end().exit())
                .isEqualTo(1);
        assertThat(type(unreachable, command("watch")).end().exit()).isEqualTo(1);
        assertThat(type(mistaken, command("stop", "feldera", "x", "--wait", "60s"))
                        .end())
                .satisfies(ran -> {
                    assertThat(ran.exit()).isEqualTo(1);
                    assertThat(ran.complained()).contains("refused: 401").doesNotContain("a-wrong-token");
                });
        assertThat(type(reader, command("stop", "feldera", "x")).end().complained())
                .contains("refused: 403");
        assertThat(run("status", "feldera", "never-heard-of").exit()).isEqualTo(1);
        assertThat(run("stop", "feldera").exit()).isEqualTo(2);
        assertThat(run("status", "--url", "nowhere", "feldera", "x").exit()).isEqualTo(2);
    }

    /** Letters that the locale has not arrive as others, and would be another resource's name. */
    @Test
    void a_name_that_the_locale_spoils_is_refused_and_otherwise_it_is_the_name_that_was_typed() throws Exception {
        var ascii = new HashMap<>(known());
        ascii.put("LC_ALL", "C");
        var utf8 = new HashMap<>(known());
        utf8.put("LC_ALL", "C.UTF-8");
        // By a shell that is given it in bytes, for this process may have no such letters either.
        var typed = List.of("sh", "-c", "exec \"$@\" \"$(printf 'caf\\303\\251')\"", "sh");
        var stop = new ArrayList<>(typed);
        stop.addAll(command("stop", "feldera"));

        assertThat(type(ascii, stop).end().exit()).isEqualTo(2);
        assertThat(type(utf8, stop).end().exit()).isZero();
        assertThat(service.get(path("feldera", "caf%C3%A9")).statusCode()).isEqualTo(200);
    }

    // ---- while the service goes and comes back

    @Test
    void a_wait_and_a_watch_outlast_the_service_and_miss_nothing() throws Exception {
        thing("feldera/outlasting", "{\"stuckUntilForce\":true}");
        var watch = type("watch", "--resource", "feldera/outlasting", "--transitions", "--json", "--after", "0");
        var wait = type("stop", "feldera", "outlasting", "--wait", "120s");
        try (var watched = watch.child()) {
            assertThat(new JsonObject(watched.line()).getString("to")).isEqualTo("requested");
            assertThat(new JsonObject(watched.line()).getString("to")).isEqualTo("stopping");
            service.again();
            assertThat(service.post(path("feldera", "outlasting") + "/stop", "{\"mode\":\"force\"}")
                            .statusCode())
                    .isEqualTo(202);

            assertThat(wait.end()).satisfies(ran -> {
                assertThat(ran.exit()).as(ran.toString()).isZero();
                assertThat(ran.said()
                                .lines()
                                .filter(line -> line.contains(" s of 120 s"))
                                .map(line -> line.split("  ", -1)[1]))
                        .startsWith("requested")
                        .endsWith("stopped (confirmed)");
            });
            assertThat(new JsonObject(watched.line()).getString("to")).isEqualTo("stopped");
        }
        var journal = run("journal", "feldera", "outlasting", "--json");
        assertThat(new JsonObject(journal.said())
                        .getJsonArray("items").stream()
                                .map(JsonObject.class::cast)
                                .filter(entry -> "ordered".equals(entry.getString("kind"))))
                .hasSize(1);
    }

    // ---- who reads it

    @Test
    void a_terminal_sees_one_line_that_moves_and_a_pipe_sees_lines() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script")), "SKIPPED: no script(1), so no terminal to try it on");
        thing("feldera/seen", "{\"stopAfter\":\"3s\"}");
        var typed = String.join(" ", command("stop", "feldera", "seen", "--wait", "60s"));

        var ran = type(known(), List.of("script", "-qefc", typed, "/dev/null")).end();

        assertThat(ran.exit()).as(ran.toString()).isZero();
        // Read as lines, a carriage return ends one too.
        assertThat(ran.said())
                .contains("feldera/seen  stopping", " s of 60 s", "feldera/seen  stopped (confirmed)  since");
        assertThat(ran.said()
                        .lines()
                        .filter(line -> line.contains("s of 60 s"))
                        .distinct()
                        .count())
                .isGreaterThan(2);
    }

    @Test
    void what_it_tells_can_be_read_by_a_program() throws Exception {
        assertThat(service.put(path("storm", "a%2Fb"), "{\"labels\":{\"show\":\"morning\"}}")
                        .statusCode())
                .isEqualTo(201);

        var explained = new JsonObject(run("explain", "storm", "a/b", "--json").said());
        var listed =
                new JsonObject(run("list", "--label", "show:morning", "--json").said());

        assertThat(explained.getJsonObject("resource").getString("id")).isEqualTo("a/b");
        assertThat(listed.getJsonArray("items")).hasSize(1);
        assertThat(run("list", "--label", "show:morning").said()).startsWith("storm/a/b  active  since ");
        assertThat(run("explain", "storm", "a/b").said()).contains("awaited", "nobody ordered a stop");
        assertThat(run("journal", "storm", "a/b").said()).contains("storm/a/b  known  → active");
        assertThat(new JsonObject(run("journal", "--limit", "1", "--json").said()).getJsonArray("items"))
                .isInstanceOf(JsonArray.class)
                .hasSize(1);
    }

    /** Each library that it would load, somebody would wait for. */
    @Test
    void it_loads_nothing_of_the_service() throws Exception {
        var command = new ArrayList<>(List.of(Child.java(), "-Xlog:class+load"));
        command.addAll(command("status", "feldera", "x").subList(1, 3));
        command.addAll(List.of("status", "feldera", "x"));

        var loaded = type(known(), command).end().said();

        assertThat(loaded).contains("io.standstill.app.command.StatusCommand");
        assertThat(loaded.lines())
                .noneMatch(line -> line.contains("io.vertx.")
                        || line.contains("io.netty.")
                        || line.contains("logback")
                        || line.contains("org.slf4j.")
                        || line.contains("java.net.http."))
                .noneMatch(line ->
                        line.matches(".* io\\.standstill\\.(?!app\\.command\\.|app\\.Main|domain\\.Durations).*"));
    }
}
