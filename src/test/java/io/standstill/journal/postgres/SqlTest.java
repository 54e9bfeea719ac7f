package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
}
