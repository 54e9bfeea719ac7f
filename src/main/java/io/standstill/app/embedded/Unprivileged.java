package io.standstill.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How to start a program that refuses to run as root. */
final class Unprivileged {

    private static final int NOBODY = 65_534;

    private final List<String> prefix;
    private final boolean otherUser;

    private Unprivileged(List<String> prefix, boolean otherUser) {
        this.prefix = prefix;
        this.otherUser = otherUser;
    }

    static Unprivileged find() {
        if (!isRoot()) {
            return new Unprivileged(List.of(), false);
        }
        // In a user namespace of its own root is nobody, and yet owns what root owns.
        if (succeeds(List.of("unshare", "-U", "true"))) {
            return new Unprivileged(List.of("unshare", "-U"), false);
        }
        var other = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        return new Unprivileged(other, true);
    }

    private static boolean isRoot() {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException unknown) {
            return "root".equals(System.getProperty("user.name"));
        }
    }

    List<String> prefix() {
        return prefix;
    }

    /** Hands a file or a folder over to whoever the program will run as. */
    void own(Path path) {
        if (!otherUser) {
            return;
        }
        if (!succeeds(List.of("chown", "-R", NOBODY + ":" + NOBODY, path.toString()))) {
            throw new EmbeddedFault("%s could not be handed to an unprivileged user".formatted(path));
        }
        var reaching = new ArrayList<>(prefix);
        reaching.addAll(List.of("test", "-r", path.toString()));
        if (!succeeds(reaching)) {
            throw new EmbeddedFault(
                    "PostgreSQL does not run as root, and as nobody it cannot reach %s; name a database.dataDir to which all may pass, or start as an ordinary user"
                            .formatted(path));
        }
    }

    private static boolean succeeds(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
