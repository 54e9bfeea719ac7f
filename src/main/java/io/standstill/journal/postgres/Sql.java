package io.standstill.journal.postgres;

import java.util.List;

/** Every statement this service sends while it runs; a test prepares each against the migrated schema. */
final class Sql {

    // ---- appending, in this order within one transaction

    /** A statement of its own, first: together with a read, the read's snapshot would be older than the lock. */
    static final String LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('standstill.journal', 0))";

    static final String GROUND = "SELECT clock_timestamp() AS now, position FROM feed";

    static final String KNOWN = """
            SELECT resource.*
              FROM unnest($1::text[], $2::text[]) AS wanted (account, id)
              JOIN resource USING (account, id)
            """;

    /** The newest of what waits for each, oldest first; what lies further back is not heard any more. */
    static final String WAITING = """
            SELECT wanted.account, wanted.id, letter.callback, letter.digest, letter.excerpt
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
                                FROM unnest($1::text[], $2::text[]) AS wanted (account, id),
                                     LATERAL (SELECT number
                                                FROM ((SELECT number
                                    FROM inbox
                                   WHERE account = wanted.account AND ids[1] = wanted.id AND joined_at IS NULL
                                   ORDER BY number DESC
                                   LIMIT 100)
                                  UNION ALL
                                  (SELECT number
                                    FROM inbox
                                   WHERE account = wanted.account AND ids[2] = wanted.id AND joined_at IS NULL
                                   ORDER BY number DESC
                                   LIMIT 100)
                                  UNION ALL
                                  (SELECT number
                                    FROM inbox
                                   WHERE account = wanted.account AND ids[3] = wanted.id AND joined_at IS NULL
                                   ORDER BY number DESC
                                   LIMIT 100)) AS named
                                               ORDER BY number DESC
                                               LIMIT 100) AS letter)
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
                   call_due_at = excluded.call_due_at, pursuit = excluded.pursuit
            """;

    static final String TELL =
            "INSERT INTO journal SELECT * FROM json_populate_recordset(NULL::journal, $1::text::json)";

    static final String MOVE_HEAD = "UPDATE feed SET position = $1";

    /** Once a batch and empty: a hint to look, never the news itself. */
    static final String HINT = "SELECT pg_notify('" + Hints.CHANNEL + "', '')";

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

    // ---- reading resources

    static final String FIND = "SELECT * FROM resource WHERE account = $1 AND id = $2";

    static final String LIST = """
            SELECT *
              FROM resource
             WHERE (cardinality($1::text[]) = 0 OR account = ANY ($1))
               AND (cardinality($2::text[]) = 0 OR vendor = ANY ($2))
               AND (cardinality($3::text[]) = 0 OR state = ANY ($3))
               AND ($4::text IS NULL OR (account, id) > ($4, $5::text))
             ORDER BY account, id
             LIMIT $6
            """;

    /** So many of each account and no more, so that none is held up by another. */
    static final String TIME_DUE = """
            SELECT due.*
              FROM account,
                   LATERAL (SELECT *
                              FROM resource
                             WHERE resource.account = account.name AND time_due_at <= clock_timestamp()
                             ORDER BY time_due_at
                             LIMIT $3) AS due
             WHERE account.name = ANY ($1::text[]) OR NOT account.name = ANY ($2::text[])
            """;

    static final String CALL_DUE = """
            SELECT due.*
              FROM unnest($1::text[]) AS wanted (account),
                   LATERAL (SELECT *
                              FROM resource
                             WHERE resource.account = wanted.account AND call_due_at <= clock_timestamp()
                             ORDER BY (state = 'stopped'), call_due_at
                             LIMIT $2) AS due
            """;

    static final String IN_FLIGHT = """
            SELECT *
              FROM resource
             WHERE account = ANY ($1::text[]) AND position > $2 AND state IN ('requested', 'stopping', 'overdue')
             ORDER BY position
             LIMIT $3
            """;

    static final String CHANGED = """
            SELECT *
              FROM resource
             WHERE account = ANY ($1::text[]) AND position > $2
             ORDER BY position
             LIMIT $3
            """;

    // ---- leases

    static final String REGISTER = """
            INSERT INTO account (name, vendor)
            SELECT * FROM unnest($1::text[], $2::text[])
                ON CONFLICT (name) DO UPDATE SET vendor = excluded.vendor
            """;

    static final String HOLD = """
            UPDATE account
               SET holder = $1, held_until = clock_timestamp() + $3 * interval '1 millisecond'
             WHERE name = ANY ($2::text[])
               AND (holder IS NULL OR holder = $1 OR held_until < clock_timestamp())
            RETURNING name
            """;

    static final String RELEASE = "UPDATE account SET holder = NULL, held_until = NULL WHERE holder = $1";

    // ---- upkeep

    static final String REACH = "SELECT journal_reach($1, $2) AS reached";

    static final String ONE_KEEPER = "SELECT pg_try_advisory_lock(hashtextextended('standstill.upkeep', 0)) AS mine";

    static final String KEEPER_DONE = "SELECT pg_advisory_unlock(hashtextextended('standstill.upkeep', 0))";

    static final String PARTITIONS = "SELECT name, lower, upper, detaching FROM journal_partition ORDER BY lower";

    static final String LEFTOVER = "SELECT name FROM journal_leftover ORDER BY name LIMIT 1";

    static final String FORGET_BODIES = """
            UPDATE inbox
               SET body = NULL
             WHERE number IN (SELECT number
                                FROM inbox
                               WHERE received_at < clock_timestamp() - $1 * interval '1 millisecond'
                                 AND body IS NOT NULL
                               ORDER BY received_at
                               LIMIT 5000)
            """;

    static final String FORGET_LETTERS = """
            DELETE FROM inbox
             WHERE number IN (SELECT number
                                FROM inbox
                               WHERE received_at < clock_timestamp() - $1 * interval '1 millisecond'
                               ORDER BY received_at
                               LIMIT 5000)
            """;

    /** Only what has stopped and is awaited by nothing. */
    static final String FORGET_STOPPED = """
            DELETE FROM resource
             WHERE (account, id) IN (SELECT account, id
                                       FROM resource
                                      WHERE state = 'stopped'
                                        AND time_due_at IS NULL
                                        AND call_due_at IS NULL
                                        AND since < clock_timestamp() - $1 * interval '1 millisecond'
                                      ORDER BY since
                                      LIMIT 5000)
            """;

    static final String OUTLIVED = """
            SELECT $1::bigint <= position
               AND (SELECT at FROM journal WHERE position < $1 ORDER BY position DESC LIMIT 1)
                   < clock_timestamp() - $2 * interval '1 millisecond' AS outlived
              FROM feed
            """;

    static final String FORGET_BEFORE = "UPDATE feed SET first = greatest(first, $1)";

    // ---- the server

    static final String DATA_DIRECTORY = "SELECT current_setting('data_directory') AS folder";

    static final List<String> ALL = List.of(
            LOCK,
            GROUND,
            KNOWN,
            WAITING,
            FILE,
            JOIN,
            SAVE,
            TELL,
            MOVE_HEAD,
            HINT,
            HEAD,
            ENTRIES,
            HISTORY,
            FIND,
            LIST,
            TIME_DUE,
            CALL_DUE,
            IN_FLIGHT,
            CHANGED,
            REGISTER,
            HOLD,
            RELEASE,
            REACH,
            ONE_KEEPER,
            KEEPER_DONE,
            PARTITIONS,
            LEFTOVER,
            FORGET_BODIES,
            FORGET_LETTERS,
            FORGET_STOPPED,
            OUTLIVED,
            FORGET_BEFORE,
            DATA_DIRECTORY);

    private Sql() {}
}
