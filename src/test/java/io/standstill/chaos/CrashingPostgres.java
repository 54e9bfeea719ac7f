package io.standstill.chaos;

import io.standstill.app.embedded.EmbeddedPostgres;
import io.standstill.journal.postgres.Database;
import io.standstill.testing.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A database server of the test's own, which crashes when it is told to and comes back where it was. */
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
        Node.signal("QUIT", head());
        // Whoever would start it again at once is told not to.
        server.close();
    }

    void comeBack() {
        var before = server.database();
        server = EmbeddedPostgres.start(folder, TestServer.programs(), before.port());
    }

    private long head() {
        try {
            return Long.parseLong(Files.readAllLines(folder.resolve("data/postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
