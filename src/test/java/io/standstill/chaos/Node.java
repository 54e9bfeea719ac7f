package io.standstill.chaos;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Child;
import io.standstill.testing.Running;
import io.standstill.testing.Signals;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One node of the service: a process from the jar, which is done what the test likes to. */
final class Node implements AutoCloseable {

    static final String CALLBACK_SECRET = "chaos-secret";

    /** Several of them share one machine. */
    private static final String SMALL = "-Xmx384m";

    private static final int MOST_STARTS = 20;

    private final int port = Running.freePort();
    private final Path configuration;
    private final List<String> options;
    private final File log;
    private volatile Child process;

    /**
     * Not started yet.
     *
     * @param vendorsUrl where it reaches the vendors
     * @param options of its JVM
     */
    Node(Path configuration, Database database, String vendorsUrl, List<String> options, File log) {
        this.configuration = configuration;
        this.options = options;
        this.log = log;
        try {
            Files.writeString(configuration, """
                    http: {port: %1$d, drain: 2s}
                    database: {url: 'postgresql://%2$s:%3$s@%4$s:%5$d/%6$s?sslmode=disable'}
                    accounts:
                      feldera: {vendor: feldera, url: '%7$s/feldera', apiKey: k}
                      nomad: {vendor: nomad, url: '%7$s/nomad', username: u, password: p, apiType: admin, environment: nonprod}
                      memories: {vendor: memories, url: '%7$s/memories', apiKey: sk-mavi-k, callbackSecret: %8$s}
                      storm: {vendor: storm, url: '%7$s/storm', username: u, password: p, confirmations: 3, confirmOver: 3s}
                    """.formatted(
                            port,
                            database.user(),
                            database.password(),
                            database.host(),
                            database.port(),
                            database.name(),
                            vendorsUrl,
                            CALLBACK_SECRET));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    static List<String> java(List<String> options, String... arguments) {
        var all = new ArrayList<>(List.of(SMALL));
        all.addAll(options);
        return Child.jarCommand(all, arguments);
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    String url(Target target) {
        return url() + "/v1/resources/" + target.account() + "/" + target.id();
    }

    String callbackUrl() {
        return url() + "/callbacks/memories/" + CALLBACK_SECRET;
    }

    /** Whether it was started, and did not end since. */
    boolean isUp() {
        return process != null && process.isAlive();
    }

    /** On return it is ready. */
    Node start() {
        var started = Child.start(java(options, "--config", configuration.toString()), Map.of(), log);
        started.lineWith("is ready");
        process = started;
        return this;
    }

    /** As whoever runs it does: it gives up where its database cannot be reached, and is started anew. */
    int startInTheEnd() {
        for (var failed = 0; ; failed++) {
            try {
                start();
                return failed;
            } catch (IllegalStateException ended) {
                if (failed == MOST_STARTS) {
                    throw ended;
                }
            }
            Dice.pause(Duration.ofMillis(200));
        }
    }

    /** As {@code kill -9}. */
    void kill() {
        process.kill();
    }

    int terminate() {
        return process.terminate();
    }

    /** It stands still in the middle of whatever it does, and does not know it. */
    void freeze() {
        signal("STOP", process.pid());
    }

    void wake() {
        signal("CONT", process.pid());
    }

    static void signal(String name, long pid) {
        if (!Signals.send(name, pid)) {
            throw new IllegalStateException("%s could not be sent to %d".formatted(name, pid));
        }
    }

    /** Whether this command does what it is to do. */
    static boolean run(String... command) {
        try {
            var running = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return running.waitFor(10, TimeUnit.SECONDS) && running.exitValue() == 0;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.close();
        }
    }
}
