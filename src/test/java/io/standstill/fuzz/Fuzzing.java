package io.standstill.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Lets Jazzer look for inputs that a target does not take, each target in a process of its own, and tells in a line a
 * target how far it came. What it finds is under {@code target/fuzz/NAME}, the log of it beside.
 */
public final class Fuzzing {

    /** What is guided: our own branches, and those of whatever reads text for us. */
    private static final String GUIDED =
            String.join(":", "io.standstill.**", "io.vertx.core.json.**", "com.fasterxml.jackson.core.**");

    private static final String LEFT_ALONE =
            String.join(":", "io.standstill.simulator.**", "io.standstill.testing.**", "io.standstill.fuzz.**");

    /** A configuration may name any file, and the service under test is reached over a socket. */
    private static final String NO_FAULTS_HERE = String.join(
            ":",
            "com.code_intelligence.jazzer.sanitizers.FilePathTraversal",
            "com.code_intelligence.jazzer.sanitizers.RegexInjection",
            "com.code_intelligence.jazzer.sanitizers.ServerSideRequestForgery",
            "com.code_intelligence.jazzer.sanitizers.SqlInjection");

    private static final Pattern PROGRESS =
            Pattern.compile("#([0-9]+)\\s+([A-Z]+)\\s+cov: ([0-9]+) ft: ([0-9]+) corp: ([0-9]+).*");

    private Fuzzing() {}

    /** Inputs that every run begins with, and every test run takes. */
    static Path kept(String name) {
        return Path.of("src/test/resources/fuzz", name);
    }

    /**
     * Looks for what a face does not take, each in a process of its own.
     *
     * @param arguments seconds for each target, and the targets if not all of them
     */
    public static void main(String[] arguments) throws Exception {
        var seconds = Integer.parseInt(arguments[0]);
        var names = new ArrayList<String>();
        Targets.names().forEach(names::add);
        if (arguments.length > 1 && !arguments[1].equals("all")) {
            names.retainAll(List.of(arguments[1].split(",", -1)));
        }
        var well = true;
        for (var name : names) {
            well &= fuzz(name, seconds);
        }
        System.exit(well && !names.isEmpty() ? 0 : 1);
    }

    private static boolean fuzz(String name, int seconds) throws IOException, InterruptedException {
        var folder = Path.of("target", "fuzz", name);
        var found = Files.createDirectories(folder.resolve("corpus"));
        var log = folder.resolve("log.txt");
        var process = new ProcessBuilder(command(name, seconds, folder, found))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(2L * seconds + 240, TimeUnit.SECONDS)) {
                System.out.println("fuzz " + name + " did not end");
                return false;
            }
        } finally {
            process.destroyForcibly();
        }
        var well = process.exitValue() == 0;
        System.out.println("fuzz " + name + " " + progress(Files.readAllLines(log, StandardCharsets.ISO_8859_1))
                + (well ? " findings=0" : " findings=1 log=" + log));
        return well;
    }

    private static List<String> command(String name, int seconds, Path folder, Path found) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                // A line for each of its requests would drown what is said.
                "-Dlogback.configurationFile=fuzz-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Face.class.getName(),
                "--target_args=" + name,
                "--instrumentation_includes=" + GUIDED,
                "--instrumentation_excludes=" + LEFT_ALONE,
                "--custom_hook_includes=" + GUIDED,
                "--disabled_hooks=" + NO_FAULTS_HERE,
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/",
                "-max_total_time=" + seconds,
                "-max_len=4096",
                "-len_control=0",
                "-timeout=60",
                "-rss_limit_mb=6000",
                found.toString(),
                kept(name).toString());
    }

    private static String progress(List<String> log) {
        var first = "";
        var last = "executions=0";
        for (var line : log) {
            var told = PROGRESS.matcher(line);
            if (told.matches()) {
                if (told.group(2).equals("INITED")) {
                    first = " from branches=" + told.group(3) + " features=" + told.group(4);
                }
                last = "executions=" + told.group(1) + " branches=" + told.group(3) + " features=" + told.group(4)
                        + " inputs=" + told.group(5);
            }
        }
        return last + first;
    }
}
