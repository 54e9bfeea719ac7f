package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SqlTest {

    @Test
    void every_statement_fits_the_migrated_schema(Vertx vertx) {
        var pool = TestServer.get().fresh().pool(vertx, 1);

        for (var statement : Sql.ALL) {
            var prepared = pool.withConnection(connection -> connection.prepare(statement))
                    .await();
            assertThat(prepared).as(statement).isNotNull();
        }
    }

    @Test
    void no_statement_is_left_out_of_that() {
        var constants = Arrays.stream(Sql.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .count();

        assertThat(Sql.ALL).hasSize((int) constants).doesNotHaveDuplicates();
    }
}
