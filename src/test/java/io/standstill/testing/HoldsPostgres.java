package io.standstill.testing;

import io.standstill.app.embedded.EmbeddedPostgres;
import java.nio.file.Path;

/** A process of its own that holds an embedded PostgreSQL until it is killed. */
public final class HoldsPostgres {

    private HoldsPostgres() {}

    public static void main(String[] arguments) throws Exception {
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), TestServer.programs(), 0)) {
            var database = postgres.database();
            System.out.println("postgresql://%s:%s@127.0.0.1:%d/%s?sslmode=disable"
                    .formatted(database.user(), database.password(), database.port(), database.name()));
            System.in.read();
        }
    }
}
