package io.standstill.testing;

import io.standstill.app.embedded.EmbeddedPostgres;
import io.standstill.journal.postgres.Database;
import java.nio.file.Path;

/**
 * A process of its own that holds an embedded PostgreSQL until it is killed. Asked to end, it drains: it goes on working
 * with its database for a moment, and says whether that was there to the end.
 */
public final class HoldsPostgres {

    private HoldsPostgres() {}

    public static void main(String[] arguments) throws Exception {
        try (var postgres = EmbeddedPostgres.start(Path.of(arguments[0]), TestServer.programs(), 0)) {
            var database = postgres.database();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(database)));
            System.out.println("postgresql://%s:%s@127.0.0.1:%d/%s?sslmode=disable"
                    .formatted(database.user(), database.password(), database.port(), database.name()));
            System.in.read();
        }
    }

    private static void drain(Database database) {
        for (var work = 0; work < 50; work++) {
            try (var sql = Sql.on(database)) {
                sql.one("SELECT 1");
            }
        }
        System.out.println("there to the end");
    }
}
