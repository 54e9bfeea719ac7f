-- Keeping up costs the same for each row however many are written at once, and nothing is planned anew each time.

CREATE OR REPLACE FUNCTION tally_up(shares tally_share[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tally AS kept
    SELECT account, vendor, state, sum(sign), coalesce(sum(sign * attempts), 0),
           coalesce(sum(sign) FILTER (WHERE ordered_at IS NOT NULL AND state <> 'stopped'), 0),
           coalesce(sum(sign * extract(epoch FROM CASE WHEN state = 'stopped' THEN stopped_at - ordered_at END)), 0)
           - coalesce(sum(sign * extract(epoch FROM CASE WHEN state <> 'stopped' THEN ordered_at END)), 0)
      FROM unnest(shares)
     GROUP BY account, vendor, state
     -- What only changes in other ways leaves these rows alone.
    HAVING sum(sign) <> 0 OR sum(sign * attempts) <> 0 OR sum(sign * extract(epoch FROM ordered_at)) <> 0
        OR sum(sign * extract(epoch FROM stopped_at)) <> 0
     ORDER BY account, vendor, state
        ON CONFLICT (account, vendor, state) DO UPDATE
       SET number = kept.number + excluded.number, stop_calls = kept.stop_calls + excluded.stop_calls,
           ordered = kept.ordered + excluded.ordered, lived_on = kept.lived_on + excluded.lived_on;
END $$;

CREATE TYPE tag_bearer AS (account text, id text, labels jsonb);

CREATE FUNCTION tag_with(bearers tag_bearer[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO tag (account, id, name, value)
    SELECT account, id, label.key, label.value
      FROM unnest(bearers) AS bearer, jsonb_each_text(bearer.labels) AS label;
END $$;

-- Called for nothing, too, where a write finds all of its rows there already, or none of them.
CREATE OR REPLACE FUNCTION resource_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM came) THEN
        PERFORM tally_up(array_agg((account, vendor, state, 1, attempts, ordered_at, stopped_at)::tally_share)) FROM came;
        INSERT INTO tag (account, id, name, value) SELECT account, id, '', id FROM came;
        PERFORM tag_with(array_agg((account, id, labels)::tag_bearer)) FROM came;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION resource_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    relabelled tag_bearer[];
BEGIN
    IF NOT EXISTS (SELECT FROM came) THEN
        RETURN NULL;
    END IF;
    PERFORM tally_up((SELECT array_agg((account, vendor, state, 1, attempts, ordered_at, stopped_at)::tally_share) FROM came)
                  || (SELECT array_agg((account, vendor, state, -1, attempts, ordered_at, stopped_at)::tally_share) FROM went));
    -- Set against set: how many they are is not known to the planner, and a join row by row would be quadratic.
    relabelled := array_agg((account, id, labels)::tag_bearer)
             FROM (SELECT account, id, labels FROM came EXCEPT SELECT account, id, labels FROM went) AS other;
    IF relabelled IS NOT NULL THEN
        DELETE FROM tag
         USING unnest(relabelled) AS bearer
         WHERE tag.account = bearer.account AND tag.id = bearer.id AND tag.name <> '';
        PERFORM tag_with(relabelled);
    END IF;
    RETURN NULL;
END $$;

-- The other tag_with stays: whoever writes just now may be in the midst of calling it.
