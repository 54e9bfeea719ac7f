package io.standstill.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Running;
import io.standstill.testing.Sql;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers say of when a resource was last seen. */
class SightTest {

    private static Running running;

    @BeforeAll
    static void start(@TempDir Path folder) {
        running = Running.start(folder);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static void thing(String name, JsonObject behaviour) {
        running.thing("feldera/" + name, new JsonObject().put("behaviour", behaviour));
    }

    private static JsonObject listed(String name) {
        return new JsonObject(running.get("/v1/resources").body())
                .getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(resource -> name.equals(resource.getString("id")))
                        .findFirst()
                        .orElseThrow();
    }

    @Test
    void a_look_without_news_is_no_entry_and_still_moves_the_time_it_was_last_seen() {
        thing("unending", new JsonObject().put("never", true));
        var path = "/v1/resources/demo/unending";
        running.post(path + "/stop");
        var before = running.awaits(path, resource -> "stopping".equals(resource.getString("state")));
        var seen = running.awaits(path, resource -> "Stopping".equals(resource.getString("vendorStatus")));

        var later = running.awaits(path, resource -> resource.getInstant("observedAt")
                .isAfter(seen.getInstant("observedAt").plusSeconds(1)));

        assertThat(later.getLong("seq")).isEqualTo(seen.getLong("seq"));
        assertThat(later.getBoolean("stale")).isFalse();
        assertThat(before.getBoolean("stale")).isFalse();
    }

    @Test
    void what_cannot_be_looked_at_any_more_is_stale_in_every_answer_until_it_can_be_again() {
        thing("hidden", new JsonObject().put("never", true));
        var path = "/v1/resources/demo/hidden";
        running.post(path + "/stop");
        running.awaits(path, resource -> "Stopping".equals(resource.getString("vendorStatus")));

        thing("hidden", new JsonObject().put("never", true).put("garbage", 1_000));
        var stale = running.awaits(path, resource -> resource.getBoolean("stale"));

        assertThat(stale.getString("state")).isEqualTo("stopping");
        assertThat(listed("hidden").getBoolean("stale")).isTrue();
        assertThat(new JsonObject(running.post(path + "/stop").body()).getBoolean("stale"))
                .isTrue();
        thing("hidden", new JsonObject().put("never", true).put("garbage", 0));
        running.awaits(path, resource -> !resource.getBoolean("stale"));
    }

    @Test
    void what_never_ends_is_overdue_and_still_seen_until_it_cannot_be_looked_at() throws SQLException {
        var never = new JsonObject().put("never", true);
        thing("endless", never);
        var path = "/v1/resources/demo/endless";
        running.post(path + "/stop", "{\"deadline\":\"2s\"}");
        var overdue = running.awaits(path, resource -> "overdue".equals(resource.getString("state")));
        // As if that had been long ago.
        try (var direct = Sql.on(running.database())) {
            direct.run("""
                    UPDATE resource
                       SET ordered_at = ordered_at - interval '1 hour', observed_at = observed_at - interval '1 hour'
                     WHERE id = 'endless'
                    """);
        }

        var later = running.awaits(path, resource -> resource.getInstant("observedAt")
                .isAfter(overdue.getInstant("since").plusSeconds(2)));

        assertThat(later.getLong("seq")).isEqualTo(overdue.getLong("seq"));
        assertThat(later.getBoolean("stale")).isFalse();
        assertThat(listed("endless").getBoolean("stale")).isFalse();
        assertThat(tag(path)).doesNotContain("stale");

        thing("endless", never.copy().put("garbage", 1_000));
        running.awaits(path, resource -> resource.getBoolean("stale"));
        assertThat(listed("endless").getBoolean("stale")).isTrue();
        assertThat(tag(path)).endsWith("-stale\"");
    }

    private static String tag(String path) {
        return running.get(path).headers().firstValue("ETag").orElseThrow();
    }
}
