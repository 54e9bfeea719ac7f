package io.standstill.fuzz;

import java.nio.file.Files;

/** What Jazzer finds by name: the one target that this process is for. */
public final class Face {

    private static Target target;

    private Face() {}

    /** Whatever is kept is taken once before, so that no time is spent on loading and instrumenting classes. */
    public static void fuzzerInitialize(String[] arguments) throws Exception {
        target = Targets.named(arguments[0]);
        try (var inputs = Files.list(Fuzzing.kept(arguments[0]))) {
            for (var input : inputs.toList()) {
                target.take(Files.readAllBytes(input));
            }
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        target.take(input);
    }
}
