package io.standstill.app.embedded;

import io.standstill.journal.postgres.Database;
import io.standstill.journal.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One PostgreSQL server on a folder of its own, as long as this JVM lives. Starting and stopping block. */
public final class EmbeddedPostgres implements AutoCloseable {

    /** The database that is there from the beginning, and the user that owns it. */
    public static final String NAME = "standstill";

    /** How long a server may give no sign of itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Cluster cluster;
    private final Server server;

    private EmbeddedPostgres(Cluster cluster, Server server) {
        this.cluster = cluster;
        this.server = server;
    }

    /**
     * Starts it on this folder.
     *
     * @param programs where the programs are unpacked to; null: in the folder itself
     * @param port 0: any that is free
     */
    public static EmbeddedPostgres start(Path folder, @Nullable Path programs, int port) {
        return start(folder, programs, port, PATIENCE);
    }

    static EmbeddedPostgres start(Path folder, @Nullable Path programs, int port, Duration patience) {
        var home = folder.toAbsolutePath().normalize();
        try {
            Durable.makeFolder(home);
            var unpacked = Binaries.in(
                    programs == null ? home : programs.toAbsolutePath().normalize());
            return start(Cluster.claim(home, unpacked), port, patience);
        } catch (IOException unusable) {
            throw new EmbeddedFault("the folder %s cannot be used: %s".formatted(home, unusable));
        }
    }

    private static EmbeddedPostgres start(Cluster cluster, int port, Duration patience) throws IOException {
        try {
            var postgres = new EmbeddedPostgres(cluster, Server.start(cluster, port, patience));
            postgres.mustBeOurs();
            return postgres;
        } catch (RuntimeException | IOException failed) {
            cluster.release();
            throw failed;
        }
    }

    private void mustBeOurs() {
        try {
            PostgresServer.mustWorkOn(database(), cluster.data());
        } catch (RuntimeException notOurs) {
            server.stop();
            throw notOurs;
        }
    }

    /** How to get in. */
    public Database database() {
        return Database.local(server.port(), NAME, NAME, cluster.login());
    }

    @Override
    public void close() {
        server.stop();
        cluster.release();
    }
}
