package io.standstill.bench;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Child;
import io.standstill.testing.Running;
import io.standstill.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The service as a process of its own, on a fresh database, with what its memory is. */
final class Served implements AutoCloseable {

    private static final Path JAVA_BIN = Path.of(System.getProperty("java.home"), "bin");

    private final Child process;
    private final int port;

    private Served(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    /** With one account, {@code demo}, at whose vendor nobody answers; on return it is ready. */
    static Served start(String... options) throws IOException {
        return on(TestServer.get().fresh(), options);
    }

    /** The same, on this database. */
    static Served on(Database database, String... options) throws IOException {
        return with(
                database,
                "accounts:\n  demo: {vendor: feldera, url: 'http://127.0.0.1:1', apiKey: k, environment: nonprod}\n",
                options);
    }

    /** The same, with what else is configured. */
    static Served with(Database database, String more, String... options) throws IOException {
        var port = Running.freePort();
        var configuration = Files.writeString(Files.createTempFile("bench", ".yaml"), """
                http: {port: %d, subscribers: 20000}
                database: {url: 'postgresql://%s:%s@%s:%d/%s?sslmode=disable'}
                %s""".formatted(
                port, database.user(), database.password(), database.host(), database.port(), database.name(), more));
        configuration.toFile().deleteOnExit();
        // What it logs goes to a file: through a pipe, whoever reads it would be measured too.
        var command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" >>target/bench.log", "sh", Child.java()));
        command.addAll(List.of(options));
        command.addAll(List.of(System.getProperty("bench.java.options", "").split(" ", -1)));
        command.removeIf(String::isEmpty);
        command.addAll(List.of("-jar", "target/standstill.jar", "--config", configuration.toString()));
        var process = Child.start(command, Map.of(), new File("target/bench.log"));
        Awaitility.await()
                .pollInterval(Duration.ofMillis(50))
                .atMost(Duration.ofMinutes(2))
                .until(() -> ready(process, port));
        return new Served(process, port);
    }

    private static boolean ready(Child process, int port) {
        if (!process.isAlive()) {
            throw new IllegalStateException("it did not start: see target/bench.log");
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /readyz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).endsWith("200");
        } catch (IOException notYet) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    /** The processor's time it has used so far. */
    double processorSeconds() throws IOException {
        return Processor.seconds(process.pid());
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What the heap holds once all garbage is gone. */
    long heapBytes() throws Exception {
        var total = histogram().stream()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(total.trim().split("\\s+", -1)[2]);
    }

    /** What lives on the heap, by class, most bytes first. */
    List<String> histogram() throws Exception {
        // Twice: what is freed by the first, the second finds gone.
        lines(JAVA_BIN.resolve("jcmd").toString(), "" + process.pid(), "GC.run");
        return lines(JAVA_BIN.resolve("jcmd").toString(), "" + process.pid(), "GC.class_histogram");
    }

    /** What the system has given it, of real memory. */
    long residentBytes() throws Exception {
        var kilobytes = Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .findFirst()
                .orElseThrow();
        return 1_024 * Long.parseLong(kilobytes.replaceAll("\\D", ""));
    }

    private static List<String> lines(String... command) throws Exception {
        var asked = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        List<String> lines;
        try (var out = asked.inputReader()) {
            lines = out.lines().toList();
        }
        if (!asked.waitFor(60, TimeUnit.SECONDS) || asked.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + lines);
        }
        return lines;
    }

    /** As a person would end it, so that what was asked of its machine is written. */
    @Override
    public void close() {
        if (process.isAlive()) {
            process.terminate();
        }
    }
}
