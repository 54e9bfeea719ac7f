package io.standstill.longlife;

import io.standstill.journal.postgres.Database;
import io.standstill.longlife.Figure.Judgement;
import io.standstill.longlife.Figure.Seen;
import io.standstill.testing.Child;
import io.standstill.testing.Running;
import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * The service lives for so many minutes under mixed load, and a line for each figure tells whether it stayed flat; the
 * program fails if one grew, or if the load was none.
 */
public final class LongLife {

    private static final String JAR = System.getProperty("standstill.jar", "target/standstill.jar");

    /** The heap is all there from the beginning, so that what grows besides is seen. */
    private static final List<String> SERVED =
            List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:NativeMemoryTracking=summary", "-jar", JAR);

    /** So many entries another node writes whenever it is looked at. */
    private static final int ENTRIES = 5_000;

    private final Duration life;
    private final Duration every;
    private final List<String> failures = new ArrayList<>();
    private final Map<String, List<Seen>> seen = new LinkedHashMap<>();

    private LongLife(Duration life) {
        this.life = life;
        this.every = Duration.ofSeconds(Math.max(10, life.toSeconds() / 240));
    }

    public static void main(String[] arguments) throws Exception {
        var minutes =
                arguments.length == 1 && arguments[0].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(arguments[0]) : 0;
        if (minutes < 5) {
            System.err.println("-Dlonglife.minutes=N was expected, of 5 at least: less warms up and is over");
            System.exit(2);
        }
        var failures = new LongLife(Duration.ofMinutes(minutes)).run();
        failures.forEach(failure -> System.out.println("longlife FAILED: " + failure));
        // Its own threads would keep it from ending.
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private List<String> run() throws Exception {
        var folder = Files.createTempDirectory("longlife");
        var database = TestServer.get().fresh();
        var port = Running.freePort();
        var vendorsPort = Running.freePort();
        var vertx = Vertx.vertx();
        try (var vendors = vendors(vendorsPort, folder);
                var service = service(folder, database, port, vendorsPort);
                var patient = new Patient(service.pid(), database)) {
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> List.of(service, vendors).forEach(Child::close)));
            var url = "http://127.0.0.1:" + port;
            var asking = new Asking(vertx, Load.TOKEN);
            new Load(vertx, asking, url, "http://127.0.0.1:" + vendorsPort, new Random(1)).begin();
            var passersby = new Passersby(vertx, port, Load.TOKEN, new Random(2));
            passersby.begin();
            watch(service, patient, asking, url);
            tell(patient, asking, passersby);
            var ended = service.terminate();
            if (ended != 0) {
                failures.add("asked to end it exited with " + ended);
            }
        } finally {
            vertx.close().await(20, TimeUnit.SECONDS);
        }
        return failures;
    }

    private static Child vendors(int port, Path folder) {
        var command = List.of(
                Child.java(),
                "-Xmx256m",
                "-jar",
                JAR,
                "simulate",
                "--port",
                "" + port,
                "--world",
                folder.resolve("world.jsonl").toString());
        var vendors = Child.start(command, Map.of(), new File("target/longlife-vendors.log"));
        vendors.lineWith("simulators are ready");
        return vendors;
    }

    private static Child service(Path folder, Database database, int port, int vendorsPort) throws Exception {
        var configuration = Files.writeString(folder.resolve("longlife.yaml"), """
                http: {port: %1$d, drain: 1s, accessLog: false}
                database: {url: 'postgresql://%2$s:%3$s@%4$s:%5$d/%6$s?sslmode=disable'}
                auth:
                  tokens: [{name: load, sha256: %9$s, roles: [read, stop]}]
                  session: {life: 1m}
                journal: {partition: 100000}
                retention: {journal: 60s, resources: 30s, callbacks: 20s}
                accounts:
                  feldera: {vendor: feldera, url: '%7$s/feldera', apiKey: k, watch: [2s], deadline: 30s, environment: nonprod}
                  nomad: {vendor: nomad, url: '%7$s/nomad', username: u, password: p, apiType: admin, watch: [2s], deadline: 30s, environment: nonprod}
                  storm: {vendor: storm, url: '%7$s/storm', username: u, password: p, watch: [2s], deadline: 30s, confirmOver: 3s, environment: nonprod}
                  memories: {vendor: memories, url: '%7$s/memories', apiKey: sk-mavi-k, callbackSecret: %8$s, deadline: 60s, environment: nonprod}
                """.formatted(
                        port,
                        database.user(),
                        database.password(),
                        database.host(),
                        database.port(),
                        database.name(),
                        "http://127.0.0.1:" + vendorsPort,
                        Load.CALLBACK_SECRET,
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256")
                                        .digest(Load.TOKEN.getBytes(StandardCharsets.UTF_8)))));
        var command = new ArrayList<>(List.of(Child.java()));
        command.addAll(SERVED);
        command.addAll(List.of("--config", configuration.toString()));
        var service = Child.start(command, Map.of(), new File("target/longlife.log"));
        service.lineWith("is ready");
        return service;
    }

    // ---- seen again and again

    private void watch(Child service, Patient patient, Asking asking, String url) throws Exception {
        var began = System.nanoTime();
        try (var file = Files.newBufferedWriter(Path.of("target", "longlife.csv"))) {
            for (var next = every; next.compareTo(life) <= 0; next = next.plus(every)) {
                var left = next.toNanos() - (System.nanoTime() - began);
                if (System.nanoTime() - began > life.toNanos()) {
                    // A slow machine is looked at less often, and not for longer.
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(left);
                if (!service.isAlive()) {
                    throw new IllegalStateException("it died; see target/longlife.log");
                }
                patient.letReceiptsAge();
                patient.letAnotherNodeAppend(ENTRIES);
                var metrics = asking.ask("metrics", "GET", url + "/metrics", "", new String[0], 200)
                        .await(40, TimeUnit.SECONDS)
                        .body()
                        .toString();
                var seconds = (System.nanoTime() - began) / 1e9;
                var figures = patient.look(metrics);
                figures.forEach((name, value) ->
                        seen.computeIfAbsent(name, first -> new ArrayList<>()).add(new Seen(seconds, value)));
                write(file, seconds, figures);
            }
        }
    }

    private void write(java.io.Writer file, double seconds, Map<String, Double> figures) throws IOException {
        if (seen.values().iterator().next().size() == 1) {
            file.write("seconds," + String.join(",", figures.keySet()) + "\n");
        }
        file.write("%.0f".formatted(seconds));
        for (var value : figures.values()) {
            file.write(",%.1f".formatted(value));
        }
        file.write("\n");
        file.flush();
    }

    // ---- and told in the end

    private void tell(Patient patient, Asking asking, Passersby passersby) {
        // A quarter of it is for compilers, pools and caches, and for what is outlived the first time.
        var warmUp = life.toSeconds() / 4.0;
        for (var figure : Patient.FIGURES) {
            Judgement judged = figure.judge(seen.get(figure.name()), warmUp);
            System.out.println(judged);
            if (judged.grows()) {
                failures.add(figure.name() + " grows");
            }
        }
        var journal = patient.journal();
        System.out.printf("longlife entries written %.0f, of which outlived %.0f%n", journal.get(0), journal.get(1));
        must(journal.get(1) > 0, "no partition of the journal was outlived");
        System.out.printf(
                "longlife followers %d, heard %d MB; turned away %d%n",
                passersby.came(), passersby.heardBytes() >> 20, passersby.turnedAway());
        must(passersby.came() > life.toSeconds(), "hardly anybody followed the feed");
        var right = asking.right();
        System.out.println("longlife answered " + right);
        right.forEach((what, often) -> must(often >= 10, what + " was asked only " + often + " times"));
        var wrong = asking.wrong();
        wrong.forEach((what, often) -> System.out.println("longlife not as expected, " + often + " times: " + what));
        var all = right.values().stream().mapToInt(often -> often).sum();
        must(
                1_000 * wrong.values().stream().mapToInt(often -> often).sum() <= all,
                "more than one answer in a thousand was not as expected");
    }

    private void must(boolean holds, String otherwise) {
        if (!holds) {
            failures.add(otherwise);
        }
    }
}
