package io.standstill.chaos;

import io.standstill.app.embedded.EmbeddedPostgres;
import io.standstill.journal.postgres.Database;
import io.standstill.testing.Signals;
import io.standstill.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A database server of the test's own, which crashes or refuses to write when it is told to, and comes back. */
final class CrashingPostgres implements AutoCloseable {

    private final Path folder;
    private EmbeddedPostgres server;

    CrashingPostgres(Path folder) {
        this.folder = folder;
        this.server = EmbeddedPostgres.start(folder, TestServer.programs(), 0);
    }

    Database database() {
        return server.database();
    }

    /** Its immediate mode: it says nothing to anybody, writes nothing more, and must recover when it comes back. */
    void crash() {
        head().ifPresent(postmaster -> Signals.send("QUIT", postmaster));
        // Whoever would start it again at once is told not to.
        server.close();
    }

    void comeBack() {
        var before = server.database();
        server = EmbeddedPostgres.start(folder, TestServer.programs(), before.port());
    }

    /** No file of its grows beyond this any more, as on a disk that is full; what must be written then makes it fall. */
    void refuseToWriteBeyond(long bytes) {
        limit(Long.toString(bytes));
    }

    /** Its files may grow again; if it fell meanwhile, it was started anew and knows of no bound. */
    void writeAgain() {
        limit("unlimited");
    }

    /** First the one that begets the others, so that nobody is born with what is over. */
    private void limit(String bytes) {
        head().flatMap(ProcessHandle::of).ifPresent(postmaster -> {
            limit(postmaster, bytes);
            postmaster.descendants().forEach(process -> limit(process, bytes));
        });
    }

    /** Whoever has ended meanwhile needs no bound any more. */
    private static void limit(ProcessHandle process, String bytes) {
        if (!Node.run("prlimit", "--fsize=" + bytes + ":", "--pid", "" + process.pid()) && process.isAlive()) {
            throw new IllegalStateException("%d could not be told its bound".formatted(process.pid()));
        }
    }

    /** Empty: it has fallen, and is not back yet. */
    private Optional<Long> head() {
        try {
            return Files.readAllLines(folder.resolve("data/postmaster.pid")).stream()
                    .findFirst()
                    .map(line -> Long.parseLong(line.strip()));
        } catch (NoSuchFileException ended) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
