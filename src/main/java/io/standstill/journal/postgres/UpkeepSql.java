package io.standstill.journal.postgres;

import java.util.List;

/** The statements of upkeep: what keeps the journal growing and everything else from doing so. */
final class UpkeepSql {

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
                               WHERE received_at < (SELECT clock_timestamp()) - $1 * interval '1 millisecond'
                                 AND body IS NOT NULL
                               ORDER BY received_at
                               LIMIT 5000)
            """;

    static final String FORGET_LETTERS = """
            DELETE FROM inbox
             WHERE number IN (SELECT number
                                FROM inbox
                               WHERE received_at < (SELECT clock_timestamp()) - $1 * interval '1 millisecond'
                               ORDER BY received_at
                               LIMIT 5000)
            """;

    static final String FORGET_RECEIPTS = """
            DELETE FROM idempotency
             WHERE (caller, key) IN (SELECT caller, key
                                       FROM idempotency
                                      WHERE kept_at < (SELECT clock_timestamp()) - interval '7 days'
                                      ORDER BY kept_at
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
                                        AND since < (SELECT clock_timestamp()) - $1 * interval '1 millisecond'
                                      ORDER BY since
                                      LIMIT 1000)
            """;

    static final String OUTLIVED = """
            SELECT $1::bigint <= position
               AND (SELECT at FROM journal WHERE position < $1 ORDER BY position DESC LIMIT 1)
                   < clock_timestamp() - $2 * interval '1 millisecond' AS outlived
              FROM feed
            """;

    static final String FORGET_BEFORE = "UPDATE feed SET first = greatest(first, $1)";

    /** Twice as long as the one a database is born with, and so never one of those; else it is left to chance. */
    static final String BEGIN_EPOCH = """
            UPDATE feed AS anew
               SET epoch = left(replace(gen_random_uuid()::text, '-', ''), 12)
              FROM feed AS lost
            RETURNING lost.epoch AS lost, anew.epoch AS anew
            """;

    static final String DATA_DIRECTORY = "SELECT current_setting('data_directory') AS folder";

    static final List<String> ALL = List.of(
            REACH,
            ONE_KEEPER,
            KEEPER_DONE,
            PARTITIONS,
            LEFTOVER,
            FORGET_BODIES,
            FORGET_LETTERS,
            FORGET_RECEIPTS,
            FORGET_STOPPED,
            OUTLIVED,
            FORGET_BEFORE,
            BEGIN_EPOCH,
            DATA_DIRECTORY);

    private UpkeepSql() {}
}
