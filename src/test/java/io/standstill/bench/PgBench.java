package io.standstill.bench;

import io.standstill.journal.postgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** PostgreSQL's own load tool, where it is installed: single rows of one body, by a prepared insert, each committed. */
final class PgBench {

    /** What it found. */
    record Found(double perSecond, double medianMillis, long rows) {}

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without");

    private final Path program;
    private final Database database;
    private final String body;
    private final Path folder;

    private PgBench(Path program, Database database, String body) throws IOException {
        this.program = program;
        this.database = database;
        this.body = body;
        this.folder = Files.createTempDirectory("pgbench");
        Files.writeString(folder.resolve("insert.sql"), "INSERT INTO one_row (at, body) VALUES (now(), :body);\n");
    }

    /** Empty: it is not installed here. */
    static Optional<PgBench> on(Database database, String body) throws IOException {
        var program = program();
        return program.isEmpty() ? Optional.empty() : Optional.of(new PgBench(program.get(), database, body));
    }

    private static Optional<Path> program() throws IOException {
        var places = new ArrayList<Path>();
        for (var place : System.getenv("PATH").split(":", -1)) {
            places.add(Path.of(place, "pgbench"));
        }
        // Where Debian keeps it when its wrapper is not there.
        var versions = Path.of("/usr/lib/postgresql");
        if (Files.isDirectory(versions)) {
            try (Stream<Path> all = Files.list(versions)) {
                all.forEach(version -> places.add(version.resolve("bin/pgbench")));
            }
        }
        // Debian's wrapper asks for a cluster of its own; the program itself does not.
        places.sort((one, other) ->
                Boolean.compare(other.startsWith("/usr/lib/postgresql"), one.startsWith("/usr/lib/postgresql")));
        return places.stream().filter(Files::isExecutable).findFirst();
    }

    Found run(int clients, int seconds) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                program.toString(),
                "-n",
                "-M",
                "prepared",
                "-f",
                folder.resolve("insert.sql").toString()));
        command.addAll(List.of("-D", "body=" + body, "-c", "" + clients, "-j", clients > 1 ? "2" : "1"));
        command.addAll(List.of(
                "-T", "" + seconds, "-l", "--log-prefix", folder.resolve("log").toString()));
        command.addAll(List.of("-h", database.host(), "-p", "" + database.port(), "-U", database.user()));
        command.add(database.name());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", database.password());
        var process = builder.start();
        String told;
        try (var out = process.inputReader()) {
            told = String.join("\n", out.lines().toList());
        }
        var rate = RATE.matcher(told);
        if (process.waitFor() != 0 || !rate.find()) {
            throw new IOException(told);
        }
        var sorted = micros();
        return new Found(Double.parseDouble(rate.group(1)), sorted[sorted.length / 2] / 1e3, sorted.length);
    }

    /** Of each transaction its log tells the microseconds, third in the line. */
    private long[] micros() throws IOException {
        List<Path> logs;
        try (Stream<Path> all = Files.list(folder)) {
            logs = all.filter(file -> file.getFileName().toString().startsWith("log"))
                    .toList();
        }
        var micros = new ArrayList<Long>();
        for (var log : logs) {
            try (Stream<String> lines = Files.lines(log)) {
                lines.forEach(line -> micros.add(Long.parseLong(line.split(" ", -1)[2])));
            }
            Files.delete(log);
        }
        var sorted = micros.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
