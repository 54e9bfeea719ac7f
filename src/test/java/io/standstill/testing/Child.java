package io.standstill.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of our own making, for tests that kill. */
public final class Child implements AutoCloseable {

    /** Several of them share few cores: that they start quickly is worth more than that they run fast. */
    private static final List<String> SMALL = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private final Process process;
    private final BufferedReader out;

    private Child(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** A main class of the test tree. */
    public static Child main(Class<?> main, List<String> arguments) {
        var command = new ArrayList<>(List.of(java(), "-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(command, Map.of(), new File("target/child.log"));
    }

    public static Child start(List<String> command, Map<String, String> environment, File errors) {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors));
            builder.environment().keySet().removeIf(name -> name.startsWith("STANDSTILL_"));
            builder.environment().putAll(environment);
            return new Child(builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The built jar, with these arguments. */
    public static Child jar(File errors, String... arguments) {
        return start(jarCommand(List.of(), arguments), Map.of(), errors);
    }

    /** How the built jar is called, in a JVM with these options. */
    public static List<String> jarCommand(List<String> options, String... arguments) {
        var command = new ArrayList<>(List.of(java()));
        command.addAll(SMALL);
        command.addAll(options);
        command.addAll(List.of("-jar", jar().toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** The jar that is tried, as a whole path. */
    public static Path jar() {
        return Path.of(System.getProperty("standstill.jar", "target/standstill.jar"))
                .toAbsolutePath();
    }

    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Its next line; null at its end. */
    public String line() {
        try {
            return out.readLine();
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    /** Reads on until a line holds this. */
    public String lineWith(String text) {
        for (var line = line(); line != null; line = line()) {
            if (line.contains(text)) {
                return line;
            }
        }
        throw new IllegalStateException("it ended without saying " + text);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9}: it gets no chance to do anything. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** As a person would end it. */
    public int terminate() {
        askToEnd();
        return await();
    }

    /** The same, without waiting until it has. */
    public void askToEnd() {
        // The process's own destroy() would also close what is read of it.
        process.toHandle().destroy();
    }

    public int await() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("it does not end");
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
