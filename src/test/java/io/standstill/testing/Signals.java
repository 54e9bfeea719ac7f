package io.standstill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Signals to processes, by the shell's own word: a bare system has no program for it. */
public final class Signals {

    private Signals() {}

    /** Whether all of them were there to be signalled. */
    public static boolean send(String name, long... pids) {
        var command = new ArrayList<>(List.of("sh", "-c", "name=$1; shift; kill -s \"$name\" -- \"$@\"", "sh", name));
        Arrays.stream(pids).mapToObj(Long::toString).forEach(command::add);
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
}
