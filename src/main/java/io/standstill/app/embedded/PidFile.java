package io.standstill.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a server says of itself in its cluster's folder. */
record PidFile(long pid, String port, String status) {

    /** Empty where there is none, and where a power cut left one that says nothing. */
    static Optional<PidFile> in(Path data) {
        try {
            var lines = Files.readAllLines(path(data));
            // One that serves a single user, and no port, marks its number with a minus.
            return Optional.of(new PidFile(Math.abs(Long.parseLong(line(lines, 1))), line(lines, 4), line(lines, 8)));
        } catch (IOException | NumberFormatException nothingSaid) {
            return Optional.empty();
        }
    }

    static Path path(Path data) {
        return data.resolve("postmaster.pid");
    }

    boolean readyOn(int wanted) {
        return port.equals(Integer.toString(wanted)) && status.equals("ready");
    }

    boolean stopping() {
        return status.equals("stopping");
    }

    /** Lines come one by one while a server starts. */
    private static String line(List<String> lines, int number) {
        return lines.size() < number ? "" : lines.get(number - 1).strip();
    }
}
