package io.standstill.bench;

import io.standstill.testing.Child;
import io.standstill.testing.Running;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** The simulated vendors as a process of their own, so that what they cost is not taken for ours. */
final class Simulated implements AutoCloseable {

    private static final int HANDS = 32;

    private final Child process;
    private final int port;

    private Simulated(Child process, int port) {
        this.process = process;
        this.port = port;
    }

    static Simulated start() throws IOException {
        var port = Running.freePort();
        var world = Files.createTempDirectory("world").resolve("world.jsonl");
        var process = Child.start(
                List.of(
                        Child.java(),
                        "-Xmx1g",
                        "-jar",
                        "target/standstill.jar",
                        "simulate",
                        "--port",
                        "" + port,
                        "--world",
                        world.toString()),
                Map.of(),
                new File("target/bench.log"));
        process.lineWith("are ready");
        return new Simulated(process, port);
    }

    int port() {
        return port;
    }

    String url(String vendor) {
        return "http://127.0.0.1:" + port + "/" + vendor;
    }

    double processorSeconds() throws IOException {
        return Processor.seconds(process.pid());
    }

    /** Makes so many running things of one vendor. */
    void furnish(String vendor, int number, IntFunction<String> id, String behaviour) throws IOException {
        var made = new int[1];
        Volley.Source making = () -> {
            if (made[0] == number) {
                return null;
            }
            return request(
                    "PUT", "/_control/" + vendor + "/" + id.apply(made[0]++), "{\"behaviour\":" + behaviour + "}");
        };
        try (var hands = new Volley(port, HANDS)) {
            var shots = hands.asFastAsAnswered(making, Duration.ofMinutes(10));
            if (shots.refused() > 0) {
                throw new IOException(shots.refused() + " things were not made");
            }
        }
    }

    byte[] request(String method, String path, String body) {
        return "%s %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(method, path, port, body.length(), body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        process.close();
    }
}
