package io.standstill;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import io.standstill.testing.Running;
import io.standstill.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each command of the README, typed as it stands there, but for the ports. Those of Maven, which runs this, are held
 * against the pom.
 */
class ReadmeIT {

    private static final Pattern SHELL = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("`((?:mvn|java\\s+-jar\\s+target|curl)[ /][^`]+)`");
    private static final Pattern REMARK = Pattern.compile(" +# .*");

    /** What the shell must have been told before; it is no command of its own. */
    private static final Pattern BEFOREHAND = Pattern.compile("(alias|export) .*");

    /** The goals that Maven is asked for. */
    private static final List<String> GOALS = List.of("compile", "exec:java", "package", "verify");

    @TempDir
    private static Path folder;

    private static String readme;
    private static Child demo;
    private static final int PORT = Running.freePort();
    private static final int SIMULATOR_PORT = Running.freePort();
    private static final Map<String, String> ENVIRONMENT = new HashMap<>();

    /** What one command is expected to do. */
    private interface Trial {
        void of(String command) throws Exception;
    }

    private static final Map<String, Trial> TRIALS = new LinkedHashMap<>();

    static {
        TRIALS.put("curl -N http://127.0.0.1:8080/v1/events", ReadmeIT::shows_what_is_ordered_meanwhile);
        TRIALS.put(
                "curl -X POST http://127.0.0.1:8080/v1/resources/feldera-demo/orders/stop",
                says("\"id\":\"orders\"", "\"state\":\"requested\""));
        TRIALS.put("curl http://127.0.0.1:8090/_control/storm/test", says("\"running\":true"));
        TRIALS.put(
                "standstill stop feldera-demo orders --wait 12m --reason 'end of show' && echo 'it is proved'",
                says("stopped (confirmed)", "it is proved"));
        TRIALS.put("standstill status feldera-demo orders --json", says("\"verdict\":\"confirmed\""));
        TRIALS.put("standstill explain feldera-demo orders", says("stopped (confirmed)"));
        TRIALS.put("standstill list --state overdue --state reappeared", says(""));
        TRIALS.put("standstill journal feldera-demo orders", says("ordered", "proved"));
        TRIALS.put("standstill watch --account feldera-demo", ReadmeIT::shows_what_is_ordered_meanwhile);
        TRIALS.put("java -jar target/standstill.jar --help", says("usage:", "exit codes"));
        TRIALS.put("java -jar target/standstill.jar check --config standstill.yaml", says("feldera-eu", "database"));
        TRIALS.put("java -jar target/standstill.jar --config standstill.yaml", ReadmeIT::runs_until_it_is_asked_to_end);
        TRIALS.put("java -jar target/standstill.jar epoch --config FILE", says("is over", "has begun"));
    }

    @BeforeAll
    static void begin() throws IOException {
        readme = Files.readString(Path.of("README.md"));
        ENVIRONMENT.put("STANDSTILL_URL", "http://127.0.0.1:" + PORT);
        ENVIRONMENT.put("DATABASE_URL", TestServer.url(TestServer.get().fresh()));
        ENVIRONMENT.put("FELDERA_KEY", "k");
        ENVIRONMENT.put("OPS_TOKEN_SHA256", "0".repeat(64));
        demo = Child.start(
                Child.jarCommand(List.of()),
                Map.of(
                        "STANDSTILL_HTTP_PORT", "" + PORT,
                        "STANDSTILL_SIMULATOR_PORT", "" + SIMULATOR_PORT,
                        "STANDSTILL_DATABASE_DATA_DIR",
                                folder.resolve("demo/postgres").toString()),
                new File("target/readme.log"));
        demo.lineWith("is ready");
        Files.writeString(
                folder.resolve("standstill.yaml"),
                first(YAML)
                        .replace("host: 0.0.0.0, port: 8080", "port: " + Running.freePort())
                        .replace(
                                "https://feldera.example.com",
                                "http://127.0.0.1:%d/feldera".formatted(SIMULATOR_PORT)));
    }

    @AfterAll
    static void end() {
        if (demo != null) {
            demo.close();
        }
    }

    private static String first(Pattern pattern) {
        return pattern.matcher(readme).results().findFirst().orElseThrow().group(1);
    }

    /** All of them, in the order of the trials; one that nobody knows how to try comes last, and fails. */
    @TestFactory
    Stream<DynamicTest> each_command_does_what_it_says() {
        var commands = Stream.concat(lines(), quoted()).distinct().toList();
        assertThat(commands).containsAll(TRIALS.keySet());
        var known = TRIALS.keySet().stream();
        var others = commands.stream().filter(command -> !TRIALS.containsKey(command));
        return Stream.concat(known, others)
                .map(command -> DynamicTest.dynamicTest(command, () -> TRIALS.getOrDefault(command, ReadmeIT::isOfMaven)
                        .of(command)));
    }

    private static Stream<String> lines() {
        return SHELL.matcher(readme)
                .results()
                .flatMap(block -> block.group(1).lines())
                .map(line -> REMARK.matcher(line).replaceAll(""))
                .filter(line -> !BEFOREHAND.matcher(line).matches());
    }

    private static Stream<String> quoted() {
        return QUOTED.matcher(readme).results().map(one -> one.group(1).replaceAll("\\s+", " "));
    }

    // ---- Maven's

    private static void isOfMaven(String command) throws IOException {
        var pom = Files.readString(Path.of("pom.xml"));
        var words = List.of(command.split(" ", -1));
        assertThat(words.get(0)).as(command).isEqualTo("mvn");
        for (var word : words.subList(1, words.size())) {
            if (word.startsWith("-P")) {
                assertThat(pom).contains("<id>" + word.substring(2) + "</id>");
            } else if (word.startsWith("-D")) {
                assertThat(isRead(pom, word.substring(2, word.indexOf('='))))
                        .as(word)
                        .isTrue();
            } else {
                assertThat(word).isIn(GOALS);
            }
        }
        assertThat(pom).contains("<exec.mainClass>io.standstill.app.Main</exec.mainClass>");
    }

    /** By the pom, or by the tests themselves. */
    private static boolean isRead(String pom, String property) throws IOException {
        if (pom.contains("<" + property + ">") || pom.contains("<" + property + "/>")) {
            return true;
        }
        try (var files = Files.walk(Path.of("src/test/java"))) {
            for (var file :
                    files.filter(one -> one.toString().endsWith(".java")).toList()) {
                if (!file.endsWith("ReadmeIT.java") && Files.readString(file).contains("\"" + property + "\"")) {
                    return true;
                }
            }
        }
        return false;
    }

    // ---- typed

    /** After what its own block tells the shell beforehand. */
    private static Child typed(String command) {
        var block = SHELL.matcher(readme)
                .results()
                .map(one -> one.group(1))
                .filter(one -> one.contains(command))
                .findFirst()
                .orElse("");
        var script =
                block.lines().filter(line -> BEFOREHAND.matcher(line).matches()).collect(Collectors.joining("\n"))
                        + "\n"
                        + command;
        return Child.start(List.of("sh", "-c", here(script)), ENVIRONMENT, new File("target/readme.log"));
    }

    private static String here(String script) {
        return script.replace("127.0.0.1:8080", "127.0.0.1:" + PORT)
                .replace("127.0.0.1:8090", "127.0.0.1:" + SIMULATOR_PORT)
                .replace("target/standstill.jar", Child.jar().toString())
                .replaceAll("--config \\S+", "--config " + folder.resolve("standstill.yaml"));
    }

    private static Trial says(String... words) {
        return command -> {
            try (var child = typed(command)) {
                var said = new StringBuilder();
                for (var line = child.line(); line != null; line = child.line()) {
                    said.append(line).append('\n');
                }
                assertThat(child.await()).as(command + " said " + said).isZero();
                assertThat(said).contains(words);
            }
        };
    }

    private static void shows_what_is_ordered_meanwhile(String command) throws Exception {
        var name = "nobody-knows-" + command.split(" ", 2)[0];
        var ordered = new AtomicInteger();
        try (var following = typed(command)) {
            var heard = CompletableFuture.supplyAsync(() -> following.lineWith(name));

            // What is ordered before it follows is not for it to tell.
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                says("requested")
                        .of("curl -sS -X POST http://127.0.0.1:8080/v1/resources/feldera-demo/%s-%d/stop"
                                .formatted(name, ordered.incrementAndGet()));
                return heard.isDone();
            });
            assertThat(heard.join()).contains(name);
        }
    }

    private static void runs_until_it_is_asked_to_end(String command) throws Exception {
        try (var shell = typed(command)) {
            assertThat(shell.lineWith("is ready")).isNotNull();

            var service =
                    ProcessHandle.of(shell.pid()).orElseThrow().descendants().findFirst();
            service.ifPresentOrElse(ProcessHandle::destroy, shell::askToEnd);

            assertThat(shell.await()).isZero();
        }
    }
}
