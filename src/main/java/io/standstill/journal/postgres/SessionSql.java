package io.standstill.journal.postgres;

import java.util.List;

/** The statements about browsers' sessions. */
final class SessionSql {

    /** Room is made in the same breath: of this caller's, so many of the newest stay. */
    static final String BEGIN = """
            WITH crowded AS (DELETE FROM session
                              WHERE digest IN (SELECT digest
                                                 FROM session
                                                WHERE name = $2 AND proof = $5
                                                ORDER BY begun_at DESC, digest
                                               OFFSET $7))
            INSERT INTO session (digest, name, roles, accounts, proof, begun_at, until)
            SELECT $1, $2, $3, $4, $5, now, now + $6 * interval '1 millisecond'
              FROM (SELECT clock_timestamp() AS now) AS clock
            """;

    static final String FIND = """
            SELECT name, roles, accounts, proof,
                   (extract(epoch FROM until - clock_timestamp()) * 1000)::bigint AS left_millis
              FROM session
             WHERE digest = $1 AND until > clock_timestamp()
            """;

    static final String END = "DELETE FROM session WHERE digest = $1";

    static final String ALIVE =
            "SELECT digest FROM session WHERE digest = ANY ($1::text[]) AND until > clock_timestamp()";

    static final String FORGET_ENDED = """
            DELETE FROM session
             WHERE digest IN (SELECT digest
                                FROM session
                               WHERE until < (SELECT clock_timestamp())
                               ORDER BY until
                               LIMIT 5000)
            """;

    static final List<String> ALL = List.of(BEGIN, FIND, END, ALIVE, FORGET_ENDED);

    private SessionSql() {}
}
