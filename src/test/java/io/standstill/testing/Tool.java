package io.standstill.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody else's program that judges a file of ours; where it is not installed, the log says what was not judged. */
public final class Tool {

    private static final Logger LOG = LoggerFactory.getLogger(Tool.class);

    /** What it came to. */
    public record Said(int exit, String text) {}

    private final Path program;

    private Tool(Path program) {
        this.program = program;
    }

    /** The installed one of this name; where there is none, the test that asks for it is skipped and says so. */
    public static Tool installed(String name) {
        var found = Stream.concat(Arrays.stream(System.getenv("PATH").split(":", -1)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) {
            LOG.warn("NOT TESTED: {} is not installed here, so what it would judge was judged by nobody", name);
        }
        assumeTrue(found.isPresent(), name + " is not installed");
        return new Tool(found.orElseThrow());
    }

    /** The whole of it, to be run by somebody else. */
    public List<String> command(String... arguments) {
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs it to its end. */
    public Said run(String... arguments) {
        try {
            var process = new ProcessBuilder(command(arguments))
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(program + " does not end");
            }
            return new Said(process.exitValue(), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
