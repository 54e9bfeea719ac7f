package io.standstill.longlife;

import io.standstill.journal.postgres.Database;
import io.standstill.testing.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The process whose life it is: what it holds once all garbage is gone, as it and its system tell. */
final class Patient implements AutoCloseable {

    /** What it is held to, with how much each may differ. */
    static final List<Figure> FIGURES = List.of(
            new Figure("heap after GC", "MB", 0.05, 3),
            new Figure("direct buffers", "MB", 0.05, 4),
            new Figure("native, beside the JVM's own", "MB", 0.05, 4),
            new Figure("native, all of it", "MB", 0.03, 8),
            new Figure("resident", "MB", 0.04, 12),
            new Figure("threads", "", 0, 3),
            new Figure("file descriptors", "", 0.05, 12),
            new Figure("sockets", "", 0.05, 12),
            new Figure("database connections", "", 0, 2),
            new Figure("journal partitions", "", 0, 1),
            new Figure("rows of resource", "", 0.05, 40),
            new Figure("rows of inbox", "", 0.1, 60),
            new Figure("rows of idempotency", "", 0.1, 60),
            new Figure("rows of session", "", 0.1, 12),
            new Figure("table resource", "MB", 0.25, 3),
            new Figure("table inbox", "MB", 0.25, 3),
            new Figure("table idempotency", "MB", 0.25, 3));

    private static final String JCMD =
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();

    private static final Pattern LIVE = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)$");
    private static final Pattern ALL = Pattern.compile("Total: reserved=\\d+KB, committed=(\\d+)KB");
    private static final Pattern BESIDE = Pattern.compile("-\\s+Other \\(reserved=\\d+KB, committed=(\\d+)KB\\)");
    private static final Pattern DIRECT = Pattern.compile("jvm_buffer_memory_used_bytes\\{id=\"direct\"} (\\S+)");

    private final long pid;
    private final Sql database;

    Patient(long pid, Database database) {
        this.pid = pid;
        this.database = Sql.on(database);
    }

    /**
     * One look at everything.
     *
     * @param metrics what the process says of itself at {@code /metrics}
     */
    Map<String, Double> look(String metrics) throws IOException {
        // It collects first and counts what lives, at one stroke: a moment later the load has filled the heap again.
        var live = sum(LIVE, jcmd("GC.class_histogram"));
        var ofTheSystem = jcmd("VM.native_memory", "summary");
        var open = openFiles();
        var seen = new LinkedHashMap<String, Double>();
        seen.put("heap after GC", live / 1024 / 1024);
        seen.put("direct buffers", sum(DIRECT, metrics) / 1024 / 1024);
        seen.put("native, beside the JVM's own", sum(BESIDE, ofTheSystem) / 1024);
        seen.put("native, all of it", sum(ALL, ofTheSystem) / 1024);
        seen.put("resident", status("VmRSS") / 1024);
        seen.put("threads", status("Threads"));
        seen.put("file descriptors", (double) open.size());
        seen.put("sockets", (double)
                open.stream().filter(file -> file.startsWith("socket:")).count());
        seen.put(
                "database connections",
                number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"));
        seen.put("journal partitions", number("SELECT count(*) FROM journal_partition"));
        for (var table : List.of("resource", "inbox", "idempotency", "session")) {
            seen.put("rows of " + table, number("SELECT count(*) FROM " + table));
        }
        for (var table : List.of("resource", "inbox", "idempotency")) {
            seen.put("table " + table, number("SELECT pg_total_relation_size('%s')".formatted(table)) / 1024 / 1024);
        }
        return seen;
    }

    /** How many entries have been written, and how many of them are no longer kept. */
    List<Double> journal() {
        return List.of(number("SELECT position FROM feed"), number("SELECT first - 1 FROM feed"));
    }

    /** A week passes for answers that were kept a minute ago: it is promised that they are kept for as long. */
    void letReceiptsAge() {
        try {
            database.run("""
                    UPDATE idempotency
                       SET kept_at = kept_at - interval '8 days'
                     WHERE kept_at BETWEEN clock_timestamp() - interval '1 day' AND clock_timestamp() - interval '60 s'
                    """);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** As another node would that labels much: so that partitions fill, and are outlived, within minutes. */
    void letAnotherNodeAppend(int entries) {
        try {
            database.run("""
                    BEGIN;
                    SELECT pg_advisory_xact_lock(hashtextextended('standstill.journal', 0));
                    INSERT INTO journal (position, at, account, vendor, resource_id, kind, from_state, to_state, reason,
                                         evidence, resource)
                    SELECT feed.position + number, clock_timestamp(), newest.account, newest.vendor, newest.resource_id,
                           newest.kind, newest.from_state, newest.to_state, newest.reason, newest.evidence, newest.resource
                      FROM feed,
                           (SELECT * FROM journal WHERE kind = 'labelled' ORDER BY position DESC LIMIT 1) AS newest,
                           generate_series(1, %1$d) AS number;
                    UPDATE feed SET position = coalesce((SELECT max(position) FROM journal), position);
                    COMMIT
                    """.formatted(entries));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private double number(String query) {
        return Double.parseDouble(database.one(query));
    }

    private double status(String key) throws IOException {
        return Files.readAllLines(Path.of("/proc", "" + pid, "status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** What each of its descriptors stands for. */
    private List<String> openFiles() throws IOException {
        var open = new ArrayList<String>();
        try (var descriptors = Files.newDirectoryStream(Path.of("/proc", "" + pid, "fd"))) {
            for (var descriptor : descriptors) {
                try {
                    open.add(Files.readSymbolicLink(descriptor).toString());
                } catch (IOException closedMeanwhile) {
                    open.add("closed");
                }
            }
        }
        return open;
    }

    /** All that the pattern finds, added up; it must find something. */
    private static double sum(Pattern pattern, String text) {
        var found = pattern.matcher(text).results().toList();
        if (found.isEmpty()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.stream()
                .mapToDouble(match -> Double.parseDouble(match.group(1)))
                .sum();
    }

    private String jcmd(String... what) throws IOException {
        var command = new ArrayList<>(List.of(JCMD, "" + pid));
        command.addAll(List.of(what));
        var asked = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var out = asked.inputReader()) {
            var text = String.join("\n", out.lines().toList());
            if (!asked.waitFor(60, TimeUnit.SECONDS) || asked.exitValue() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
