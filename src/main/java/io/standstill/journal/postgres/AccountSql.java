package io.standstill.journal.postgres;

import java.util.List;

/** The statements about accounts: who works for which, and how each stands. */
final class AccountSql {

    // ---- leases

    /** Rows that stay as they are are not touched, so that a start waits for nobody. */
    static final String REGISTER = """
            INSERT INTO account (name, vendor)
            SELECT * FROM unnest($1::text[], $2::text[])
                ON CONFLICT (name) DO UPDATE SET vendor = excluded.vendor
             WHERE account.vendor IS DISTINCT FROM excluded.vendor
            """;

    static final String BE_THERE = """
            INSERT INTO node (name, seen_until, wanted)
            VALUES ($1, clock_timestamp() + $2 * interval '1 millisecond', $3)
                ON CONFLICT (name) DO UPDATE SET seen_until = excluded.seen_until, wanted = excluded.wanted
            """;

    static final String RENEW = """
            UPDATE account
               SET held_until = clock_timestamp() + $2 * interval '1 millisecond'
             WHERE holder = $1
            """;

    /** Who is there, what each could work for, and how much each has. */
    private static final String THERE = """
            WITH there AS MATERIALIZED (
                     SELECT node.name, node.wanted,
                            (SELECT count(*)
                               FROM account
                              WHERE holder = node.name AND held_until >= clock_timestamp()) AS held
                       FROM node
                      WHERE seen_until >= clock_timestamp())
            """;

    /**
     * Takes what is free, as far as that is this node's to take: no more than its share, and only what nobody could
     * take that has less; and whatever has been free for so long that nobody else wants it.
     */
    static final String TAKE = THERE + """
                 , mine AS MATERIALIZED (
                     SELECT held,
                            ceil(cardinality(wanted)::numeric
                                 / (SELECT count(*) FROM there AS other WHERE other.wanted && me.wanted)) - held AS room
                       FROM there AS me
                      WHERE name = $1),
                 free AS MATERIALIZED (
                     SELECT account.name,
                            coalesce(held_until, free_since, '-infinity')
                                < clock_timestamp() - $4 * interval '1 millisecond' AS unwanted
                       FROM account, mine
                      WHERE account.name = ANY ($2::text[])
                        AND (holder IS NULL OR held_until < clock_timestamp())
                        AND (NOT EXISTS (SELECT FROM there AS other
                                          WHERE other.held < mine.held AND account.name = ANY (other.wanted))
                             OR coalesce(held_until, free_since, '-infinity')
                                < clock_timestamp() - $4 * interval '1 millisecond')
                        FOR UPDATE OF account SKIP LOCKED),
                 taken AS MATERIALIZED (
                     SELECT name
                       FROM (SELECT name, unwanted, row_number() OVER (ORDER BY unwanted DESC, random()) AS place
                               FROM free) AS ordered,
                            mine
                      WHERE place <= room OR unwanted)
            UPDATE account
               SET holder = $1, held_until = clock_timestamp() + $3 * interval '1 millisecond', free_since = NULL
             WHERE name IN (SELECT name FROM taken)
            """;

    /** What a node holds, and which of that another node should rather have: one that could, and has less by two. */
    static final String HELD = THERE + """
            SELECT clock_timestamp() AS now,
                   array(SELECT name FROM account WHERE holder = $1 AND held_until >= clock_timestamp()) AS held,
                   array(SELECT name FROM account WHERE paused_at IS NOT NULL) AS paused,
                   array(SELECT name FROM node WHERE seen_until < clock_timestamp()) AS lapsed,
                   (SELECT account.name
                      FROM account, there AS mine, there AS other
                     WHERE account.holder = $1 AND account.held_until >= clock_timestamp()
                       AND mine.name = $1 AND account.name = ANY (other.wanted) AND other.held + 2 <= mine.held
                     ORDER BY other.held, account.name
                     LIMIT 1) AS surplus
            """;

    static final String HAND_BACK = """
            UPDATE account
               SET holder = NULL, held_until = NULL, free_since = clock_timestamp()
             WHERE holder = $1 AND name = ANY ($2::text[])
            """;

    static final String LEAVE = """
            WITH gone AS (DELETE FROM node WHERE name = $1)
            UPDATE account
               SET holder = NULL, held_until = NULL, free_since = clock_timestamp()
             WHERE holder = $1
            """;

    static final String FORGET_NODES = "DELETE FROM node WHERE seen_until < clock_timestamp() - interval '1 hour'";

    // ---- accounts as such

    static final String ACCOUNTS = """
            SELECT account.*, account.health::text AS health_text, listed.listed, listed.strays
              FROM account,
                   LATERAL (SELECT count(*) AS listed,
                                   count(*) FILTER (WHERE resource.id IS NULL) AS strays
                              FROM inventory
                              LEFT JOIN resource USING (account, id)
                             WHERE inventory.account = account.name) AS listed
             WHERE $1::text IS NULL OR name = $1
             ORDER BY name
            """;

    static final String REPORT = """
            UPDATE account
               SET looked_at = coalesce(clock_timestamp() - report.ago * interval '1 millisecond', looked_at),
                   overdue_looked_at = coalesce(
                       clock_timestamp() - report.overdue_ago * interval '1 millisecond', overdue_looked_at),
                   health = report.health::jsonb
              FROM unnest($2::text[], $3::bigint[], $4::bigint[], $5::text[])
                   AS report (account, ago, overdue_ago, health)
             WHERE name = report.account AND holder = $1
            """;

    /** Only its holder may, and only with a list that is newer than the last. */
    static final String LISTED_NOW = """
            UPDATE account
               SET listed_at = clock_timestamp() - $3 * interval '1 millisecond'
             WHERE name = $1 AND holder = $2
               AND (listed_at IS NULL OR listed_at < clock_timestamp() - $3 * interval '1 millisecond')
            """;

    static final String NO_LONGER_LISTED = """
            DELETE FROM inventory
             WHERE account = $1
               AND NOT EXISTS (SELECT FROM unnest($2::text[]) AS listed (id) WHERE listed.id = inventory.id)
            """;

    static final String LISTED = """
            INSERT INTO inventory (account, id, vendor_status)
            SELECT $1, id, status
              FROM unnest($2::text[], $3::text[]) AS listed (id, status)
                ON CONFLICT (account, id) DO UPDATE
               SET vendor_status = excluded.vendor_status
             WHERE inventory.vendor_status IS DISTINCT FROM excluded.vendor_status
            """;

    static final String LISTED_AT = "SELECT listed_at FROM account WHERE name = $1";

    static final String INVENTORY = """
            SELECT inventory.id, inventory.vendor_status, resource.id IS NOT NULL AS known
              FROM inventory
              LEFT JOIN resource USING (account, id)
             WHERE inventory.account = $1 AND inventory.id > $2
             ORDER BY inventory.id
             LIMIT $3
            """;

    static final String STRAYS = """
            SELECT account, inventory.id
              FROM inventory
              LEFT JOIN resource USING (account, id)
             WHERE account = ANY ($1::text[]) AND resource.state IS NULL
             ORDER BY account, inventory.id
             LIMIT $2
            """;

    static final String PAUSE = """
            UPDATE account
               SET paused_at = coalesce(paused_at, clock_timestamp()), paused_by = coalesce(paused_by, $2)
             WHERE name = $1
            RETURNING paused_at, paused_by
            """;

    static final String RESUME = """
            UPDATE account
               SET paused_at = NULL, paused_by = NULL
             WHERE name = $1
            RETURNING paused_at, paused_by
            """;

    static final List<String> ALL = List.of(
            REGISTER,
            BE_THERE,
            RENEW,
            TAKE,
            HELD,
            HAND_BACK,
            LEAVE,
            FORGET_NODES,
            ACCOUNTS,
            REPORT,
            LISTED_NOW,
            NO_LONGER_LISTED,
            LISTED,
            LISTED_AT,
            INVENTORY,
            STRAYS,
            PAUSE,
            RESUME);

    private AccountSql() {}
}
