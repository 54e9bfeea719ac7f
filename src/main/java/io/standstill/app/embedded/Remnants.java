package io.standstill.app.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an earlier server left on a cluster: itself on its way out, processes that lost their head, a file. */
final class Remnants {

    private static final Logger LOG = LoggerFactory.getLogger(Remnants.class);

    private Remnants() {}

    /** Waits until nobody works on the cluster; whoever stays without being about to stop belongs to somebody else. */
    static void clear(Path data, Duration patience) throws IOException {
        if (!Files.exists(PidFile.path(data))) {
            return;
        }
        while (!Waiting.until(patience, () -> nobodyWorks(data))) {
            var left = PidFile.in(data);
            if (left.filter(PidFile::stopping).isEmpty()) {
                throw new EmbeddedFault("a PostgreSQL that does not stop (process %s) works on %s; stop it"
                        .formatted(left.map(file -> Long.toString(file.pid())).orElse("unknown"), data));
            }
            LOG.atInfo().addKeyValue("folder", data).log("an earlier PostgreSQL still stops; it is waited for");
        }
        // What is left says nothing, or names nobody, or by chance some other program that got the same number since.
        Files.deleteIfExists(PidFile.path(data));
    }

    private static boolean nobodyWorks(Path data) {
        if (PidFile.in(data).filter(file -> worksOn(file.pid(), data)).isPresent()) {
            return false;
        }
        // Busy ones do not notice that their head was killed; no server starts beside them, so they are told.
        var headless = ProcessHandle.allProcesses()
                .filter(process -> worksOn(process.pid(), data))
                .toList();
        headless.forEach(ProcessHandle::destroy);
        return headless.isEmpty();
    }

    /** Whether this is one of PostgreSQL's processes, and this its cluster. */
    private static boolean worksOn(long pid, Path data) {
        var process = Path.of("/proc", Long.toString(pid));
        try {
            return Files.readSymbolicLink(process.resolve("exe"))
                            .getFileName()
                            .toString()
                            .startsWith("postgres")
                    && Files.isSameFile(process.resolve("cwd"), data);
        } catch (IOException goneOrHidden) {
            return wasStartedOn(process, data);
        }
    }

    /** In some containers even root may not see more of another user's process than its command. */
    private static boolean wasStartedOn(Path process, Path data) {
        try {
            var words = Files.readString(process.resolve("cmdline")).split("\0", -1);
            return words[0].endsWith("/postgres") && String.join(" ", words).contains(data.toString());
        } catch (IOException gone) {
            return false;
        }
    }
}
