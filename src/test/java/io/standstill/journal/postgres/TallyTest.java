package io.standstill.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.standstill.testing.Sql;
import io.standstill.testing.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept up with every write is what counting all of it anew would say. */
class TallyTest {

    private static final List<String> STATES = List.of("active", "requested", "stopping", "stopped", "overdue");

    private static final String COUNTED = """
            SELECT account, vendor, state, count(*), coalesce(sum(attempts), 0),
                   count(ordered_at) FILTER (WHERE state <> 'stopped'),
                   round(coalesce(sum(CASE WHEN state = 'stopped' THEN extract(epoch FROM stopped_at - ordered_at)
                                     ELSE - extract(epoch FROM ordered_at) END), 0), 3)
              FROM resource
             GROUP BY account, vendor, state
             ORDER BY account, vendor, state
            """;

    private static final String KEPT = """
            SELECT account, vendor, state, number, stop_calls, ordered, round(lived_on, 3)
              FROM tally
             WHERE number <> 0
             ORDER BY account, vendor, state
            """;

    private static final String BORNE = """
            SELECT account, id, '' AS name, id AS value FROM resource
             UNION ALL
            SELECT account, id, label.key, label.value FROM resource, jsonb_each_text(labels) AS label
             ORDER BY 1, 2, 3
            """;

    private static final String TAGS = "SELECT account, id, name, value FROM tag ORDER BY account, id, name";

    private static final String SAVED = """
            INSERT INTO resource (account, id, vendor, state, generation, seq, position, since, verdict, residue, mode,
                                  requested_by, ordered_at, acknowledged_at, deadline_at, attempts, stopped_at, labels, pursuit)
            SELECT 'a' || n %% 3, 'r' || n, 'feldera', '%1$s', 1, 1, 1, now(),
                   CASE WHEN '%1$s' = 'stopped' THEN 'confirmed' END, '{}',
                   CASE WHEN '%1$s' <> 'active' THEN 'graceful' END, CASE WHEN '%1$s' <> 'active' THEN 'ops' END,
                   CASE WHEN '%1$s' <> 'active' THEN now() - n * interval '1 second' END, now(),
                   CASE WHEN '%1$s' <> 'active' THEN now() END, CASE WHEN '%1$s' <> 'active' THEN %2$d END,
                   CASE WHEN '%1$s' = 'stopped' THEN now() + interval '%2$d seconds' END, '%3$s', '{}'
              FROM unnest(ARRAY[%4$s]) AS n
                ON CONFLICT (account, id) DO UPDATE
               SET state = excluded.state, verdict = excluded.verdict, mode = excluded.mode,
                   requested_by = excluded.requested_by, ordered_at = excluded.ordered_at,
                   deadline_at = excluded.deadline_at, attempts = excluded.attempts, stopped_at = excluded.stopped_at,
                   labels = excluded.labels
            """;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tallies_and_tags_are_what_counting_all_anew_says(long seed) throws SQLException {
        var dice = new Random(seed);
        try (var sql = Sql.on(TestServer.get().fresh())) {
            for (var step = 0; step < 60; step++) {
                var some = dice.ints(1 + dice.nextInt(8), 0, 20)
                        .distinct()
                        .mapToObj(Integer::toString)
                        .toList();
                var these = String.join(", ", some);
                if (dice.nextInt(5) == 0) {
                    sql.run("DELETE FROM resource WHERE id IN ('r" + String.join("', 'r", some) + "')");
                } else {
                    var labels = "{\"show\": \"s%d\"%s}"
                            .formatted(dice.nextInt(3), dice.nextBoolean() ? "" : ", \"b\": \"1\"");
                    sql.run(SAVED.formatted(STATES.get(dice.nextInt(STATES.size())), dice.nextInt(4), labels, these));
                }

                assertThat(sql.rows(KEPT)).as("after step %d", step).isEqualTo(sql.rows(COUNTED));
                assertThat(sql.rows(TAGS)).as("after step %d", step).isEqualTo(sql.rows(BORNE));
            }
        }
    }
}
