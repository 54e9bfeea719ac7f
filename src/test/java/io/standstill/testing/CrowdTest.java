package io.standstill.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crowd is as if the service had come to know it by itself, and can be asked for as all else. */
class CrowdTest {

    /** The least in which every state occurs, and some more than once. */
    private static final int SIZE = 2_000;

    private Running service;
    private Crowd crowd;

    @BeforeEach
    void open(@TempDir Path folder) {
        service = Running.start(folder);
        // So that the journal does not begin with it.
        assertThat(service.put("/v1/resources/demo/mine", "{}").statusCode()).isEqualTo(201);
        crowd = Crowd.in(service.database(), SIZE);
    }

    @AfterEach
    void close() {
        service.close();
    }

    private JsonObject got(String path) {
        var answer = service.get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private List<JsonObject> items(String path) {
        return got(path).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    @Test
    void it_is_counted_listed_and_found_in_every_state() {
        Map<String, Integer> counted = new HashMap<>();
        got("/v1/summary")
                .getJsonObject("states")
                .forEach(state -> counted.put(state.getKey(), (Integer) state.getValue()));

        assertThat(counted)
                .containsEntry("stopping", 20)
                .containsEntry("overdue", 2)
                .containsEntry("failed", 2)
                .containsEntry("requested", 2)
                .containsEntry("reappeared", 1)
                .containsEntry("active", 41)
                .containsEntry("stopped", SIZE + 1 - 68);
        counted.forEach((state, number) ->
                assertThat(items("/v1/resources?limit=1000&state=" + state)).hasSize(Math.min(1_000, number)));
        assertThat(items("/v1/resources?label=show:show-3&state=failed")).hasSize(2);
        assertThat(items("/v1/resources?q=0001003"))
                .singleElement()
                .satisfies(found -> assertThat(found.getString("account")).isEqualTo("feldera-03"));
        assertThat(items("/v1/accounts"))
                .extracting(account -> account.getString("name"))
                .contains("feldera-19");
    }

    @Test
    void what_is_in_flight_has_its_deadline_ahead_and_what_is_overdue_behind() {
        var now = Instant.now();
        assertThat(items("/v1/resources?state=stopping&state=requested"))
                .allMatch(one ->
                        one.getJsonObject("stop").getInstant("deadlineAt").isAfter(now));
        assertThat(items("/v1/resources?state=overdue"))
                .allMatch(one ->
                        one.getJsonObject("stop").getInstant("deadlineAt").isBefore(now));
        assertThat(items("/v1/resources?limit=1000"))
                .allMatch(one -> !one.getInstant("since").isAfter(now));
    }

    @Test
    void it_is_stale_where_it_is_in_flight_until_it_is_seen() {
        assertThat(items("/v1/resources?state=stopping")).allMatch(one -> one.getBoolean("stale"));
        crowd.seen();
        assertThat(items("/v1/resources?state=stopping")).noneMatch(one -> one.getBoolean("stale"));
    }

    @Test
    void each_has_a_story_of_legal_moves_that_ends_as_it_stands() {
        try (var sql = Sql.on(service.database())) {
            assertThat(sql.one("""
                    SELECT count(*) FROM journal LEFT JOIN legal_move AS legal USING (from_state, kind, to_state)
                     WHERE legal IS NULL""")).isEqualTo("0");
            assertThat(sql.one("""
                    SELECT count(*) FROM resource JOIN journal USING (position)
                     WHERE journal.account = resource.account AND resource_id = id AND to_state = state""")).isEqualTo("" + (SIZE + 1));
            assertThat(sql.one("""
                    SELECT count(*) FROM (SELECT from_state, lag(to_state, 1, 'none') OVER story AS before FROM journal
                                          WINDOW story AS (PARTITION BY account, resource_id ORDER BY position)) AS told
                     WHERE from_state <> before""")).isEqualTo("0");
        }
        for (var number = 1; number <= 7; number++) {
            var one = got(Crowd.path(number));
            assertThat(got(Crowd.path(number) + "/explain")
                            .getJsonObject("resource")
                            .getString("state"))
                    .isEqualTo(one.getString("state"));
            var story = items(Crowd.path(number) + "/journal");
            assertThat(story).hasSize(4);
            assertThat(story.get(3).getJsonObject("resource").getString("state"))
                    .isEqualTo(one.getString("state"));
            assertThat(story.get(3).getString("position")).isEqualTo(one.getString("position"));
        }
        assertThat(items("/v1/journal?limit=1000")).hasSize(1_000);
    }

    @Test
    void the_service_goes_on_behind_it() {
        assertThat(service.put("/v1/resources/demo/next", "{}").statusCode()).isEqualTo(201);

        var position = got("/v1/resources/demo/next").getString("position");
        assertThat(position).endsWith("-" + (4 * SIZE + 2));
    }

    @Test
    void a_burst_is_heard_by_whoever_follows_as_fast_as_it_was_ordered() throws Exception {
        try (var follower = Follower.of(service.url() + "/v1/events?event=transition&label=show:show-7")) {
            follower.awaits(events -> !follower.lastId().isEmpty());
            var began = System.nanoTime();

            var moves = crowd.burst(2_000, Duration.ofSeconds(2)).get(20, TimeUnit.SECONDS);

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(1_800), Duration.ofMillis(6_000));
            assertThat(moves).isEqualTo(4_000);
            follower.awaits(events -> events.size() >= 1_333);
            assertThat(follower.events())
                    .extracting(event -> event.json().getString("to"))
                    .contains("requested", "stopped");
        }
        try (var sql = Sql.on(service.database())) {
            assertThat(sql.one("SELECT position FROM feed")).isEqualTo("" + (4 * SIZE + 1 + 4_000));
        }
        endsAsItStands();
    }

    /** Also where it was told by the burst. */
    private void endsAsItStands() {
        var one = got(Crowd.path(7));
        var story = items(Crowd.path(7) + "/journal");
        assertThat(story).hasSizeGreaterThan(8);
        assertThat(story.get(story.size() - 1).getString("to")).isEqualTo(one.getString("state"));
    }
}
