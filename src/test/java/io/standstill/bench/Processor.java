package io.standstill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The processor's time that processes have used. */
final class Processor {

    /** What the kernel counts in; a hundred a second on every Linux. */
    private static final double TICKS = 100;

    private Processor() {}

    /** Of one process. */
    static double seconds(long pid) throws IOException {
        var fields = fields(pid);
        return (Long.parseLong(fields.get(11)) + Long.parseLong(fields.get(12))) / TICKS;
    }

    /** Of one process and all that it has begun, whether they have ended or not. */
    static double secondsOfAll(long pid) throws IOException {
        var ticks = 0L;
        for (var field : fields(pid).subList(11, 15)) {
            ticks += Long.parseLong(field);
        }
        var sum = ticks / TICKS;
        for (var child :
                ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).toList()) {
            try {
                sum += secondsOfAll(child.pid());
            } catch (NoSuchFileException ended) {
                // It is counted with the one that began it from the next time on.
            }
        }
        return sum;
    }

    /** What follows on its name, which may hold anything. */
    private static List<String> fields(long pid) throws IOException {
        var line = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
    }
}
