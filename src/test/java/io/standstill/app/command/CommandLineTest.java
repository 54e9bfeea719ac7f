package io.standstill.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.standstill.testing.RawServer;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands before something that answers as no service should. */
class CommandLineTest {

    private static final String TOKEN = "very-secret-token";

    private record Ran(int exit, String out, String err) {}

    private static Ran run(String url, String name, String... typed) {
        return run(Map.of("STANDSTILL_TOKEN", TOKEN, "STANDSTILL_URL", url), name, typed);
    }

    private static Ran run(Map<String, String> environment, String name, String... typed) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var exit = new CommandLine(
                        environment,
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, false, StandardCharsets.UTF_8))
                .run(name, new ArrayDeque<>(List.of(typed)));
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static JsonObject resource(String state, int generation, int seq) {
        return new JsonObject()
                .put("account", "demo")
                .put("id", "p1")
                .put("state", state)
                .put("verdict", state.equals("stopped") ? "confirmed" : null)
                .put("clean", state.equals("stopped") ? true : null)
                .put("generation", generation)
                .put("seq", seq)
                .put("stop", new JsonObject().put("deadlineAt", "2026-01-01T00:00:00.000Z"));
    }

    private static byte[] ok(JsonObject body) {
        return RawServer.response(200, "application/json", body.encode());
    }

    /** Answers one request after the other; the last answer is given again and again. An empty one cuts the line. */
    private static RawServer answering(byte[]... answers) {
        var given = new AtomicInteger();
        return new RawServer((client, out) -> {
            // What was not read when it is closed would be a reset, and no answer.
            drain(client);
            give(out, answers[Math.min(given.getAndIncrement(), answers.length - 1)]);
        });
    }

    private static void drain(Socket client) throws IOException {
        client.setSoTimeout(50);
        try {
            while (client.getInputStream().read() >= 0) {
                // The body.
            }
        } catch (SocketTimeoutException all) {
            // It has come.
        }
    }

    private static void give(OutputStream out, byte[] answer) throws IOException {
        out.write(answer);
        out.flush();
    }

    private static List<String> keys(RawServer server) {
        return server.heads().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("Idempotency-Key: "))
                .toList();
    }

    // ---- an order and its end

    @Test
    void nothing_but_a_proof_after_the_order_ends_it_well_and_a_lost_reply_orders_nothing_twice() {
        var cutWithin = new String(ok(resource("stopped", 2, 9)), StandardCharsets.UTF_8).substring(0, 120);
        var other = resource("stopped", 2, 9).put("id", "p2");
        try (var server = answering(
                new byte[0],
                RawServer.response(503, "text/html", "<h1>busy</h1>"),
                RawServer.response(
                        202, "application/json", resource("requested", 2, 5).encode()),
                ok(resource("stopped", 1, 4)),
                ok(resource("stopped", 2, 4)),
                RawServer.response(200, "text/html", "<h1>stopped</h1>"),
                RawServer.response(200, "application/json", "\"stopped\""),
                cutWithin.getBytes(StandardCharsets.UTF_8),
                ok(other),
                RawServer.response(
                        504, "application/json", resource("stopped", 2, 9).encode()),
                ok(resource("halted", 2, 9)),
                ok(resource("stopped", 2, 10)))) {
            var ran = run(server.url(), "stop", "demo", "p1", "--wait", "60s");

            assertThat(ran.exit()).as(ran.toString()).isZero();
            assertThat(server.heads()).hasSize(12);
            assertThat(keys(server)).hasSize(3);
            assertThat(keys(server).stream().distinct()).hasSize(1);
            assertThat(server.heads().subList(0, 3))
                    .allMatch(head -> head.startsWith("POST /v1/resources/demo/p1/stop "));
            assertThat(server.heads().subList(3, 12)).allMatch(head -> head.startsWith("GET /v1/resources/demo/p1 "));
        }
    }

    @Test
    void what_answers_a_repeated_order_may_be_old_and_ends_nothing() {
        try (var server = answering(new byte[0], ok(resource("stopped", 2, 9)), ok(resource("reappeared", 2, 10)))) {
            var ran = run(server.url(), "stop", "demo", "p1", "--wait", "60s");

            assertThat(ran.exit()).as(ran.toString()).isEqualTo(6);
            assertThat(server.heads()).hasSize(3);
        }
    }

    @Test
    void a_text_that_reads_like_a_cry_for_help_is_none() {
        try (var server = answering(ok(resource("requested", 2, 9)))) {
            assertThat(run(server.url(), "stop", "demo", "p1", "--reason", "-h").out())
                    .contains("demo/p1");
            assertThat(run(server.url(), "stop", "--reason=--help", "demo", "p1")
                            .out())
                    .contains("demo/p1");
            // It is asked for, and is not there.
            assertThat(run(server.url(), "stop", "--", "demo", "--help").exit()).isEqualTo(1);

            assertThat(server.heads())
                    .extracting(head -> head.split(" ", 3)[1])
                    .containsExactly(
                            "/v1/resources/demo/p1/stop",
                            "/v1/resources/demo/p1/stop",
                            "/v1/resources/demo/--help/stop");
        }
    }

    @Test
    void a_wait_that_is_over_is_8_whatever_hangs() {
        var given = new AtomicInteger();
        try (var server = new RawServer((client, out) -> {
            drain(client);
            if (given.getAndIncrement() == 0) {
                give(
                        out,
                        RawServer.response(
                                202,
                                "application/json",
                                resource("requested", 2, 5).encode()));
            } else {
                // Until whoever asks hangs up.
                client.setSoTimeout(0);
                client.getInputStream().readAllBytes();
            }
        })) {
            assertThat(run(server.url(), "stop", "demo", "p1", "--wait", "4s", "--json"))
                    .satisfies(ran -> {
                        assertThat(ran.exit()).isEqualTo(8);
                        assertThat(new JsonObject(ran.out()).getString("state")).isEqualTo("requested");
                        assertThat(ran.err()).contains("the wait is over");
                    });
        }
    }

    @Test
    void whether_anything_was_ordered_is_not_known_and_that_is_1() {
        try (var server = answering(new byte[0])) {
            assertThat(run(server.url(), "stop", "demo", "p1", "--wait", "1s")).satisfies(ran -> {
                assertThat(ran.exit()).isEqualTo(1);
                assertThat(ran.out()).isEmpty();
                assertThat(ran.err()).contains("whether it was ordered is not known");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 401, 403, 404, 422})
    void what_is_refused_is_1_at_once(int status) {
        var problem = new JsonObject().put("title", "No").put("detail", "so").encode();
        try (var server = answering(
                ("HTTP/1.1 " + status + " X\r\nWWW-Authenticate: Bearer\r\nConnection: close\r\n\r\n" + problem)
                        .getBytes(StandardCharsets.UTF_8))) {
            assertThat(run(server.url(), "stop", "demo", "p1", "--wait", "60s")).satisfies(ran -> {
                assertThat(ran.exit()).isEqualTo(1);
                assertThat(ran.err()).contains("refused: " + status + " No: so").doesNotContain(TOKEN);
            });
            assertThat(server.heads()).hasSize(1);
        }
    }

    /** It has until the deadline that it was given with the order; without one it has ended already. */
    @Test
    void what_was_overdue_before_has_until_the_deadline_it_was_given_anew() {
        try (var server = answering(
                RawServer.response(
                        202, "application/json", resource("overdue", 2, 5).encode()),
                ok(resource("overdue", 2, 5)),
                ok(resource("stopped", 2, 6)))) {
            assertThat(run(server.url(), "stop", "demo", "p1", "--wait", "60s", "--deadline", "50s")
                            .exit())
                    .isZero();
        }
        try (var server = answering(RawServer.response(
                202, "application/json", resource("overdue", 2, 5).encode()))) {
            assertThat(run(server.url(), "stop", "demo", "p1", "--wait", "60s").exit())
                    .isEqualTo(4);
        }
    }

    // ---- who is spoken to

    @Test
    void the_token_goes_to_the_address_that_was_given_and_nowhere_else() {
        try (var elsewhere = answering(ok(resource("stopped", 1, 1)));
                var server = answering(("HTTP/1.1 307 X\r\nLocation: " + elsewhere.url()
                                + "/v1/resources/demo/p1\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8))) {
            assertThat(run(server.url(), "status", "demo", "p1").exit()).isEqualTo(1);
            assertThat(server.heads().get(0)).contains("Authorization: Bearer " + TOKEN);
            assertThat(elsewhere.heads()).isEmpty();
        }
    }

    @Test
    void what_is_no_address_or_no_token_is_wrong_usage_and_a_secret_is_not_repeated() {
        for (var url :
                List.of("127.0.0.1:8080", "ftp://x", "http://me:very-secret@x", "http://x/?very-secret", "", "http:")) {
            assertThatThrownBy(() -> run(url, "status", "demo", "p1"))
                    .as(url)
                    .isInstanceOf(Usage.class)
                    .hasMessageContaining("--url")
                    .hasMessageNotContaining("very-secret");
        }
        assertThatThrownBy(() -> run(Map.of("STANDSTILL_TOKEN", "very-secret\r\nX: y"), "status", "demo", "p1"))
                .isInstanceOf(Usage.class)
                .hasMessageContaining("STANDSTILL_TOKEN")
                .hasMessageNotContaining("very-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop",
                "stop demo",
                "stop demo p1 p2",
                "stop demo p1 --wait",
                "stop demo p1 --wait soon",
                "stop demo p1 --wait 0s",
                "stop demo p1 --forced",
                "stop demo p1 --force=yes",
                "status demo",
                "status demo p1 --wait 3s",
                "status demo p1 --json --json",
                "list demo",
                "list --limit 0",
                "journal demo",
                "watch demo",
                "explain demo p1 --after 0",
            })
    void what_it_cannot_make_out_is_wrong_usage(String line) {
        var words = List.of(line.split(" ", -1));
        var typed = words.subList(1, words.size()).toArray(String[]::new);

        assertThatThrownBy(() -> run("http://127.0.0.1:1", words.get(0), typed))
                .isInstanceOf(Usage.class)
                .hasMessageContaining(words.get(0) + " --help tells more");
    }

    @Test
    void every_command_has_a_help_of_its_own_with_every_option_it_takes() {
        for (var name : List.of("stop", "status", "watch", "explain", "list", "journal")) {
            assertThat(CommandLine.knows(name)).isTrue();
            var help = run("http://127.0.0.1:1", name, "--help");
            assertThat(help.exit()).isZero();
            assertThat(help.out())
                    .startsWith("usage: standstill " + name)
                    .contains("--url", "--json", "STANDSTILL_TOKEN");
            for (var option : CommandLine.options(name)) {
                assertThat(help.out()).contains("  " + option + " ");
            }
        }
        assertThat(CommandLine.knows("check")).isFalse();
    }

    @Test
    void what_the_readme_types_can_be_typed() throws Exception {
        var lines = Files.readString(Path.of("README.md"))
                .lines()
                .filter(line -> line.startsWith("standstill "))
                .map(line -> line.split(" ", -1)[1] + " "
                        + line.replaceAll(".*?(--[a-z]+|$)", "$1 ").strip())
                .toList();

        assertThat(lines).hasSize(6).allSatisfy(line -> {
            var words = List.of(line.split(" ", -1));
            var options = words.subList(1, words.size()).stream().filter(word -> !word.isEmpty());
            assertThat(CommandLine.options(words.get(0))).containsAll(options.toList());
        });
    }

    // ---- what is shown

    @Test
    void hostile_text_steers_no_terminal_and_json_keeps_every_letter() {
        var hostile = "p\u001b]0;owned\u0007\r\n\u009b2J\u202e\u200b\ud800é\"";
        var told = resource("failed", 1, 1)
                .put("id", "pé\u202e")
                .put("vendorStatus", hostile)
                .put("problem", new JsonObject().put("title", hostile).put("detail", hostile));
        try (var server = answering(ok(told))) {
            var shown = run(server.url(), "status", "demo", "pé\u202e");
            var json = run(server.url(), "status", "demo", "pé\u202e", "--json");

            assertThat(shown.exit()).isEqualTo(5);
            assertThat(shown.out())
                    .contains("demo/pé\\u{202e}", "p\\u{1b}]0;owned\\u{7}\\u{d}\\u{a}\\u{9b}2J\\u{202e}\\u{200b}");
            assertThat(shown.out().replace("\n", "").chars())
                    .noneMatch(letter -> letter < ' ' || letter == 0x9b || letter == 0x202e);
            assertThat(json.out().strip().chars()).allMatch(letter -> letter >= ' ' && letter <= '~');
            assertThat(new JsonObject(json.out()).getString("id")).isEqualTo("pé\u202e");
            assertThat(server.heads()).allMatch(head -> head.startsWith("GET /v1/resources/demo/p%C3%A9%E2%80%AE "));
        }
    }

    @Test
    void pages_follow_each_other_and_a_document_that_is_cut_off_is_none() {
        var first = new JsonObject("{\"items\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"next\":\"n+1\"}");
        var last = new JsonObject("{\"items\":[{\"id\":\"c\"}],\"next\":null}");
        try (var server = answering(ok(first), ok(last))) {
            var ran = run(server.url(), "list", "--json", "--label", "show:a&b", "--label", "x:y");

            assertThat(new JsonObject(ran.out()).getJsonArray("items")).hasSize(3);
            assertThat(server.heads().get(0))
                    .startsWith("GET /v1/resources?label=show%3Aa%26b&label=x%3Ay&limit=1000 ");
            assertThat(server.heads().get(1))
                    .startsWith("GET /v1/resources?label=show%3Aa%26b&label=x%3Ay&limit=1000&cursor=n%2B1 ");
        }
        try (var server = answering(ok(first), RawServer.response(500, "text/plain", "no"))) {
            var ran = run(server.url(), "journal", "--json", "--after", "0");

            assertThat(ran.exit()).isEqualTo(1);
            assertThatThrownBy(() -> new JsonObject(ran.out())).isNotNull();
        }
        try (var server = answering(ok(first))) {
            assertThat(new JsonObject(run(server.url(), "list", "--json", "--limit", "2")
                                    .out())
                            .getString("next"))
                    .isEqualTo("n+1");
            assertThat(server.heads()).hasSize(1);
        }
    }

    @Test
    void whatever_json_says_is_said_again() throws Exception {
        var text = "{\"a\":[1,-2.50,1E+3,12345678901234567890,true,false,null,\"\\u00e9\\\"\\\\\"],\"b\":{}}";

        assertThat(Json.read(text).written()).isEqualTo(text.replace("\\u00e9", "\\u00E9"));
        for (var none : List.of("", "{", "[1", "{}{}", "<html>", "nul", "{\"a\":}")) {
            assertThatThrownBy(() -> Json.read(none)).as(none).isInstanceOf(IOException.class);
        }
    }

    @Test
    void nobody_reads_it_is_a_fault() {
        var gone = new PrintStream(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("nobody");
            }
        });
        try (var server = answering(ok(resource("stopped", 1, 1)))) {
            var environment = new HashMap<>(Map.of("STANDSTILL_URL", server.url()));
            assertThat(new CommandLine(environment, gone, gone).run("status", new ArrayDeque<>(List.of("demo", "p1"))))
                    .isEqualTo(1);
        }
    }
}
