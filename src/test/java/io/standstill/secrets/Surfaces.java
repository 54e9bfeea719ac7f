package io.standstill.secrets;

import static io.standstill.secrets.Asking.OPS;
import static io.standstill.secrets.Parrots.MANNERS;
import static io.standstill.secrets.Parrots.VENDORS;
import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Child;
import io.standstill.testing.Disclosed;
import io.standstill.testing.Follower;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Wherever a secret could come to light: answers, events, the process, what it prints, the database, the files. */
final class Surfaces {

    private final Ground ground;
    private final Asking asking;
    private final Disclosed disclosed;

    Surfaces(Ground ground, Asking asking, Disclosed disclosed) {
        this.ground = ground;
        this.asking = asking;
        this.disclosed = disclosed;
    }

    // ---- of the service while it runs

    /** Everything that can be read, and the whole feed. */
    void answers() throws Exception {
        var paths = new ArrayList<>(List.of(
                "/v1/resources?limit=1000",
                "/v1/summary",
                "/v1/accounts",
                "/v1/journal?limit=1000",
                "/v1/session",
                "/metrics",
                "/openapi.yaml",
                "/openapi.json",
                "/docs",
                "/",
                "/livez",
                "/readyz"));
        for (var vendor : VENDORS) {
            paths.add("/v1/accounts/" + vendor + "/inventory");
            for (var manner :
                    Stream.concat(Stream.of(Parrots.HONEST), MANNERS.stream()).toList()) {
                var path = "/v1/resources/" + vendor + "/" + Parrots.id(vendor, manner);
                paths.addAll(List.of(path, path + "/explain", path + "/journal"));
            }
        }
        for (var path : paths) {
            var answer = asking.send("GET", path, "", OPS);
            assertThat(answer.statusCode()).as(path).isIn(200, 404);
            disclosed.answer(answer);
        }
        for (var form : List.of("text/csv", "application/x-ndjson")) {
            disclosed.answer(asking.send("GET", "/v1/resources", "", OPS, "Accept", form));
        }
        var all = Integer.parseInt(ground.admin().one("SELECT count(*) FROM journal"));
        try (var follower = Follower.of(ground.url() + "/v1/events?after=0", Map.of("Authorization", OPS))) {
            follower.awaits(events -> events.size() >= all);
            disclosed.seek("events", follower.events().toString());
        }
    }

    /** What another process of the machine can see of this one. */
    void process(long pid) throws Exception {
        disclosed.seek("thread names", jcmd(pid, "Thread.print"));
        disclosed.seek("system properties", jcmd(pid, "VM.system_properties"));
        disclosed.seek("command line", Files.readString(Path.of("/proc/" + pid + "/cmdline")));
    }

    private static String jcmd(long pid, String what) throws Exception {
        var asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), "" + pid, what)
                .redirectErrorStream(true)
                .start();
        try (var out = asked.inputReader()) {
            var text = String.join("\n", out.lines().toList());
            assertThat(asked.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(asked.exitValue()).as(text).isZero();
            return text;
        }
    }

    // ---- of what ends

    /** All that it prints until it ends. */
    String output(String name, Child child) throws Exception {
        var said = new StringBuilder();
        for (var line = child.line(); line != null; line = child.line()) {
            said.append(line).append('\n');
        }
        disclosed.seek("output of " + name, said.toString());
        return said.toString();
    }

    // ---- of what stays behind

    /** Every column of every table. */
    void database() {
        var columns = ground.admin().rows("""
                SELECT format('%I.%I', n.nspname, c.relname), quote_ident(a.attname), a.atttypid = 'bytea'::regtype
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                 WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                """);
        var sought = 0;
        for (var column : columns) {
            var value = column.get(2).equals("t")
                    ? "convert_from(%s, 'UTF8')".formatted(column.get(1))
                    : column.get(1) + "::text";
            for (var row : ground.admin().rows("SELECT %s FROM %s".formatted(value, column.get(0)))) {
                if (row.get(0) != null) {
                    disclosed.seek(column.get(0) + "." + column.get(1), row.get(0));
                    sought++;
                }
            }
        }
        assertThat(sought).as("values sought through").isGreaterThan(500);
        assertThat(Integer.parseInt(ground.admin().one("SELECT count(*) FROM inbox WHERE body IS NOT NULL")))
                .as("callbacks kept as they came")
                .isGreaterThan(3);
    }

    /** The log, which tells all, and whatever else was written. */
    void files(Path log) throws Exception {
        try (var files = Files.walk(ground.folder())) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                // What a person wrote themselves, and the simulated world, are no surface of the service.
                if (!file.toString().endsWith(".yaml") && !file.toString().contains("world.jsonl")) {
                    disclosed.seek("file " + file.getFileName(), Files.readString(file));
                }
            }
        }
        assertThat(Files.readString(log)
                        .lines()
                        .map(line -> line.split(" ", 2)[0])
                        .toList())
                .as("the log tells all")
                .contains("INFO", "DEBUG");
    }
}
