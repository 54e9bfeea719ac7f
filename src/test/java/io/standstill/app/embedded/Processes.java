package io.standstill.app.embedded;

import io.standstill.testing.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processes of a server, and what may befall them. */
final class Processes {

    private Processes() {}

    /** The one that the others are children of. */
    static long head(Path folder) throws IOException {
        return Long.parseLong(
                Files.readAllLines(folder.resolve("data/postmaster.pid")).get(0).strip());
    }

    /** Its child with this title. */
    static long child(long head, String title) {
        return ProcessHandle.of(head)
                .orElseThrow()
                .children()
                .map(ProcessHandle::pid)
                .filter(pid -> titleOf(pid).startsWith("postgres: " + title))
                .findFirst()
                .orElseThrow();
    }

    static long parent(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .pid();
    }

    static void signal(String name, long pid) {
        if (!Signals.send(name, pid)) {
            throw new IllegalStateException("%s could not be sent to %d".formatted(name, pid));
        }
    }

    /** One that ended and that nobody has buried yet is not alive. */
    static boolean alive(long pid) {
        return !titleOf(pid).isEmpty();
    }

    private static String titleOf(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
