package io.standstill.journal.postgres;

import java.util.List;

/** Every statement that a node sends while it runs; a test prepares each against the migrated schema. */
final class Sql {

    // ---- appending, in this order within one transaction

    /** A statement of its own, first: together with a read, the read's snapshot would be older than the lock. */
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('standstill.journal', 0))";

    static final String GROUND = "SELECT clock_timestamp() AS now, position FROM feed";

    static final String KNOWN = "SELECT " + ResourceRows.columns("resource") + """

              FROM unnest($1::text[], $2::text[]) AS wanted (account, id)
              JOIN resource USING (account, id)
            """;

    /** The newest letters that wait for each, by an index for each place of the name; what lies further back is not heard. */
    private static final String NAMED = """
              FROM unnest($1::text[], $2::text[]) AS wanted (account, id),
                   LATERAL (SELECT *
                              FROM ((SELECT number, callback, digest, excerpt
                                       FROM inbox
                                      WHERE account = wanted.account AND ids[1] = wanted.id AND joined_at IS NULL
                                      ORDER BY number DESC
                                      LIMIT 100)
                                    UNION ALL
                                    (SELECT number, callback, digest, excerpt
                                       FROM inbox
                                      WHERE account = wanted.account AND ids[2] = wanted.id AND joined_at IS NULL
                                      ORDER BY number DESC
                                      LIMIT 100)
                                    UNION ALL
                                    (SELECT number, callback, digest, excerpt
                                       FROM inbox
                                      WHERE account = wanted.account AND ids[3] = wanted.id AND joined_at IS NULL
                                      ORDER BY number DESC
                                      LIMIT 100)) AS named
                             ORDER BY number DESC
                             LIMIT 100) AS letter
            """;

    static final String WAITING = """
            SELECT wanted.account, wanted.id, letter.callback, letter.digest, letter.excerpt
            """ + NAMED + """
             ORDER BY letter.number
            """;

    static final String FILE = """
            INSERT INTO inbox (received_at, account, ids, callback, digest, excerpt, body, joined_at)
            SELECT clock_timestamp(), account, ids, callback, digest, excerpt, decode(body, 'base64'),
                   CASE WHEN joined THEN clock_timestamp() END
              FROM json_to_recordset($1::text::json)
                AS (account text, ids text[], callback json, digest text, excerpt text, body text, joined boolean)
            """;

    static final String JOIN = """
            UPDATE inbox
               SET joined_at = clock_timestamp()
             WHERE number IN (SELECT letter.number
            """ + NAMED + ")";

    static final String OUT_OF_SIGHT =
            "SELECT name FROM account WHERE name = ANY ($1::text[]) AND sight_lost_at IS NOT NULL";

    static final String KEPT = """
            SELECT caller, key, fingerprint, answer::text AS answer
              FROM unnest($1::text[], $2::text[]) AS wanted (caller, key)
              JOIN idempotency USING (caller, key)
            """;

    static final String KEEP = """
            INSERT INTO idempotency (caller, key, fingerprint, answer, kept_at)
            SELECT caller, key, fingerprint, answer::json, clock_timestamp()
              FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS kept (caller, key, fingerprint, answer)
            """;

    /** Waits for whoever is keeping one under the same key just now. */
    static final String KEEP_FIRST = KEEP + " ON CONFLICT DO NOTHING";

    static final String SIGHT = """
            UPDATE account
               SET sight_lost_at = CASE WHEN sighting.lost THEN clock_timestamp() END
              FROM unnest($1::text[], $2::boolean[]) AS sighting (account, lost)
             WHERE name = sighting.account
            """;

    static final String SAVE = """
            INSERT INTO resource
            SELECT * FROM json_populate_recordset(NULL::resource, $1::text::json)
                ON CONFLICT (account, id) DO UPDATE
               SET state = excluded.state, generation = excluded.generation, seq = excluded.seq,
                   position = excluded.position, since = excluded.since, verdict = excluded.verdict,
                   clean = excluded.clean, residue = excluded.residue, vendor_status = excluded.vendor_status,
                   incarnation = excluded.incarnation, observed_at = excluded.observed_at, mode = excluded.mode,
                   reason = excluded.reason, requested_by = excluded.requested_by, ordered_at = excluded.ordered_at,
                   acknowledged_at = excluded.acknowledged_at, deadline_at = excluded.deadline_at,
                   escalate_at = excluded.escalate_at, attempts = excluded.attempts, stopped_at = excluded.stopped_at,
                   problem = excluded.problem, labels = excluded.labels, stop_at = excluded.stop_at,
                   time_due_at = excluded.time_due_at,
                   call_due_at = excluded.call_due_at, pursuit = excluded.pursuit, commands = excluded.commands
            """;

    /** Once a batch and empty: a hint to look, never the news itself. */
    static final String HINT = "SELECT pg_notify('" + Hints.CHANNEL + "', '')";

    /** The entries, where the journal ends with them, and the hint: one statement, because each costs as much by itself. */
    static final String TELL = """
            WITH told AS (
                     INSERT INTO journal SELECT * FROM json_populate_recordset(NULL::journal, $1::text::json)),
                 moved AS (UPDATE feed SET position = $2)
            """ + HINT;

    // ---- reading the journal

    static final String HEAD = "SELECT epoch, position, first FROM feed";

    static final String ENTRIES = """
            SELECT position, at, account, vendor, resource_id, kind, from_state, to_state, reason,
                   evidence::text AS evidence, resource::text AS resource
              FROM journal
             WHERE position > $1
             ORDER BY position
             LIMIT $2
            """;

    static final String HISTORY = """
            SELECT position, at, account, vendor, resource_id, kind, from_state, to_state, reason,
                   evidence::text AS evidence, resource::text AS resource
              FROM journal
             WHERE account = $1 AND resource_id = $2 AND position > $3
             ORDER BY position
             LIMIT $4
            """;

    static final String NEWEST = """
            SELECT position, at, account, vendor, resource_id, kind, from_state, to_state, reason,
                   evidence::text AS evidence, resource::text AS resource
              FROM journal
             WHERE account = $1 AND resource_id = $2
             ORDER BY position DESC
             LIMIT $3
            """;

    // ---- reading resources

    static final String SEE = "SELECT " + ResourceRows.columns("resource") + """
            , clock_timestamp() AS now, home.looked_at, home.overdue_looked_at
              FROM unnest($1::text[], $2::text[]) AS wanted (account, id)
              JOIN resource USING (account, id)
              LEFT JOIN account AS home ON home.name = resource.account
            """;

    static final String CHOOSE = """
            SELECT account, id
              FROM resource
             WHERE (cardinality($1::text[]) = 0 OR account = ANY ($1))
               AND (cardinality($2::text[]) = 0 OR state = ANY ($2))
               AND labels @> $3::text::jsonb
             ORDER BY account, id
             LIMIT $4
            """;

    /** One row, whether the account is known or not. */
    static final String LOOKED_AT = """
            SELECT clock_timestamp() AS now, home.looked_at, home.overdue_looked_at
              FROM (VALUES ($1::text)) AS wanted (name)
              LEFT JOIN account AS home USING (name)
            """;

    static final String TALLIES = """
            SELECT account, vendor, state, number, stop_calls,
                   (lived_on + ordered * extract(epoch FROM clock_timestamp()))::float8 AS exposure,
                   CASE WHEN state IN ('requested', 'stopping', 'overdue')
                        THEN (SELECT min(ordered_at)
                                FROM resource
                               WHERE resource.account = tally.account
                                 AND state IN ('requested', 'stopping', 'overdue')) END AS oldest
              FROM tally
             WHERE number > 0
            """;

    static final String TIMES_TO_STANDSTILL = """
            SELECT percentile_cont(ARRAY[0.5, 0.95, 0.99])
                       WITHIN GROUP (ORDER BY extract(epoch FROM stopped_at - ordered_at)::float8) AS seconds
              FROM (SELECT stopped_at, ordered_at
                      FROM resource
                     WHERE state = 'stopped'
                       AND ($1::text[] = '{}' OR account = ANY ($1))
                     ORDER BY stopped_at DESC
                     LIMIT 1000) AS newest
            """;

    /**
     * So many of each account and no more, so that none is held up by another. The time is asked for once, in a question
     * of its own: asked for row by row, it would keep the index from ending where what is due ends.
     */
    static final String TIME_DUE = "SELECT " + ResourceRows.columns("due") + """

              FROM account,
                   LATERAL (SELECT *
                              FROM resource
                             WHERE resource.account = account.name
                               AND time_due_at
                                   <= (SELECT clock_timestamp())
                                      - CASE WHEN account.name = ANY ($1::text[]) THEN 0 ELSE $2::bigint END
                                        * interval '1 millisecond'
                             ORDER BY time_due_at
                             LIMIT $3) AS due
            """;

    /** Looks of the watch by themselves: sends that are held, or are many, must not hide them. */
    static final String CALL_DUE = "SELECT " + ResourceRows.columns("due") + """

              FROM unnest($1::text[]) AS wanted (account),
                   LATERAL ((SELECT *
                               FROM resource
                              WHERE resource.account = wanted.account AND call_due_at <= (SELECT clock_timestamp())
                                AND state <> 'stopped'
                              ORDER BY call_due_at
                              LIMIT $2)
                            UNION ALL
                            (SELECT *
                               FROM resource
                              WHERE resource.account = wanted.account AND call_due_at <= (SELECT clock_timestamp())
                                AND state = 'stopped'
                              ORDER BY call_due_at
                              LIMIT $2)) AS due
            """;

    static final String IN_FLIGHT = "SELECT " + ResourceRows.columns("resource") + """

              FROM resource
             WHERE account = ANY ($1::text[]) AND position > $2 AND state IN ('requested', 'stopping', 'overdue')
             ORDER BY position
             LIMIT $3
            """;

    static final String CHANGED = "SELECT " + ResourceRows.columns("resource") + """

              FROM resource
             WHERE account = ANY ($1::text[]) AND position > $2
             ORDER BY position
             LIMIT $3
            """;

    static final List<String> ALL = List.of(
            LOCK,
            GROUND,
            KNOWN,
            WAITING,
            FILE,
            JOIN,
            OUT_OF_SIGHT,
            KEPT,
            KEEP,
            KEEP_FIRST,
            SIGHT,
            SAVE,
            TELL,
            HINT,
            HEAD,
            ENTRIES,
            HISTORY,
            NEWEST,
            SEE,
            CHOOSE,
            LOOKED_AT,
            TALLIES,
            TIMES_TO_STANDSTILL,
            TIME_DUE,
            CALL_DUE,
            IN_FLIGHT,
            CHANGED);

    private Sql() {}
}
