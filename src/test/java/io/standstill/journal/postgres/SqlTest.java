package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SqlTest {

    private static final Map<Class<?>, List<String>> STATEMENTS = Map.of(
            Sql.class,
            Sql.ALL,
            AccountSql.class,
            AccountSql.ALL,
            UpkeepSql.class,
            UpkeepSql.ALL,
            SessionSql.class,
            SessionSql.ALL);

    @Test
    void every_statement_fits_the_migrated_schema(Vertx vertx) {
        var pool = TestServer.get().fresh().pool(vertx, 1);

        for (var statement : STATEMENTS.values().stream().flatMap(List::stream).toList()) {
            var prepared = pool.withConnection(connection -> connection.prepare(statement))
                    .await();
            assertThat(prepared).as(statement).isNotNull();
        }
    }

    @Test
    void no_statement_is_left_out_of_that() {
        STATEMENTS.forEach((room, all) -> {
            var constants = Arrays.stream(room.getDeclaredFields())
                    .filter(field -> Modifier.isStatic(field.getModifiers())
                            && !Modifier.isPrivate(field.getModifiers())
                            && field.getType() == String.class)
                    .count();

            assertThat(all).hasSize((int) constants).doesNotHaveDuplicates();
        });
    }

    @Test
    void what_is_due_is_found_by_the_index_and_nothing_after_it_is_read() throws SQLException {
        var database = TestServer.get().fresh();
        try (var sql = io.standstill.testing.Sql.on(database)) {
            sql.run("SET enable_seqscan = off");
            for (var due : Map.of("time_due_at", Sql.TIME_DUE, "call_due_at", Sql.CALL_DUE)
                    .entrySet()) {
                var question = due.getValue()
                        .replace("$1", "'{demo}'")
                        .replace("$2", "300")
                        .replace("$3", "500");
                var plan = sql.rows("EXPLAIN (COSTS OFF) " + question).stream()
                        .map(List::toString)
                        .collect(Collectors.joining("\n"));

                assertThat(plan).as(plan).containsPattern("Index Cond: .*" + due.getKey() + " <= ");
            }
        }
    }
}
