package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.domain.ResourceId;
import io.standstill.journal.Wanted;
import io.standstill.testing.TestServer;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class ListSqlTest {

    private static final ResourceId LAST = new ResourceId("feldera-eu", "orders");

    @Test
    void every_shape_of_list_fits_the_migrated_schema(Vertx vertx) {
        var resources = new PostgresResources(TestServer.get().fresh().pool(vertx, 4));

        var answered = new ArrayList<Resources>();
        for (var order : Wanted.By.values()) {
            for (var descending : List.of(false, true)) {
                for (var filters = 0; filters < 128; filters++) {
                    var wanted = wanted(filters, new Wanted.Order(order, descending));
                    for (var after : places(order)) {
                        var page = resources.list(wanted.goingOn(after, 10)).await();
                        answered.add(new Resources(
                                page.position().toString(), page.found().size()));
                    }
                }
            }
        }

        assertThat(answered)
                .hasSize(2 * 128 * 9)
                .allMatch(page -> page.found() == 0 && page.position().endsWith("-0"));
    }

    private record Resources(String position, int found) {}

    private static List<Wanted.After> places(Wanted.By order) {
        var places = new ArrayList<Wanted.After>();
        places.add(null);
        switch (order) {
            case ID -> places.add(new Wanted.After(LAST, null));
            case SINCE -> places.add(new Wanted.After(LAST, "2026-03-01T12:00:00.123456Z"));
            case UPDATED -> places.add(new Wanted.After(LAST, "17"));
            case DEADLINE -> {
                places.add(new Wanted.After(LAST, "2026-03-01T12:00:00Z"));
                places.add(new Wanted.After(LAST, null));
            }
        }
        return places;
    }

    private static Wanted wanted(int filters, Wanted.Order order) {
        return new Wanted(
                (filters & 1) == 0 ? Set.of() : Set.of("feldera-eu", "storm-eu"),
                (filters & 2) == 0 ? Set.of() : Set.of("feldera"),
                (filters & 4) == 0 ? Set.of() : Set.of("stopped", "overdue"),
                (filters & 8) == 0 ? Set.of() : Set.of("gone"),
                (filters & 16) == 0 ? Map.of() : Map.of("show", Set.of("morning"), "team", Set.of("a", "b")),
                (filters & 32) == 0 ? null : "50%_\\",
                (filters & 64) == 0
                        ? null
                        : new Wanted.Stale(
                                filters % 2 == 0,
                                Map.of(
                                        "feldera-eu",
                                        new Wanted.Patience(Duration.ofSeconds(6), Duration.ofMinutes(3)))),
                order,
                null,
                10);
    }
}
