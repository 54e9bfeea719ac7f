-- What is asked of many resources at once is answered from what is kept up with every write, so that the answer costs the
-- same however many there are.

-- --------------------------------------------------------------------------------------------------------------- lists

-- Each state by itself, in every order that can be asked for: a list reads a page of each and merges them.
CREATE INDEX resource_by_name     ON resource (state, account, id);
CREATE INDEX resource_by_since    ON resource (state, since, account, id);
CREATE INDEX resource_by_deadline ON resource (state, deadline_at, account, id);
CREATE INDEX resource_by_verdict  ON resource (verdict, account, id) WHERE verdict IS NOT NULL;

CREATE TABLE tag (
    account text NOT NULL,
    id      text NOT NULL,
    name    text NOT NULL,
    value   text NOT NULL,
    PRIMARY KEY (account, id, name)
);
-- A long id twice would not fit into an index's row; nobody asks for an id as for a label's value.
CREATE INDEX tag_bearers ON tag (name, value, account, id) WHERE name <> '';
CREATE STATISTICS tag_values (dependencies, mcv) ON name, value FROM tag;
COMMENT ON TABLE  tag      IS 'What resources are found by; beside their rows, because those change often and this hardly ever does.';
COMMENT ON COLUMN tag.name IS 'Of a label; empty: the value is the resource''s own id.';

-- Finds pieces of words by index. Whoever may not add it to the database is answered as truly, and more slowly.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX tag_words ON tag USING gin (lower(value) gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file THEN
    RAISE NOTICE 'without pg_trgm, resources are searched by reading all of them';
END $$;

-- ------------------------------------------------------------------------------------------------------------- figures

CREATE TABLE tally (
    account    text    NOT NULL,
    vendor     text    NOT NULL,
    state      text    NOT NULL,
    number     bigint  NOT NULL,
    stop_calls bigint  NOT NULL,
    ordered    bigint  NOT NULL,
    lived_on   numeric NOT NULL,
    PRIMARY KEY (account, vendor, state)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
COMMENT ON TABLE  tally            IS 'What the resources of one account in one state come to.';
COMMENT ON COLUMN tally.number     IS 'How many they are.';
COMMENT ON COLUMN tally.stop_calls IS 'Stops sent for them since they were last ordered.';
COMMENT ON COLUMN tally.ordered    IS 'How many of them still live on after an order.';
COMMENT ON COLUMN tally.lived_on   IS 'Seconds they lived on after their orders; of each that still does, less the moment that is now.';

CREATE INDEX resource_oldest  ON resource (account, ordered_at) WHERE state IN ('requested', 'stopping', 'overdue');
CREATE INDEX resource_stopped ON resource (stopped_at, ordered_at) WHERE state = 'stopped';

-- -------------------------------------------------------------------------------------------------------- kept up with

CREATE TYPE tally_share AS (
    account text, vendor text, state text, sign integer, attempts integer, ordered_at timestamptz, stopped_at timestamptz
);

CREATE FUNCTION tally_up(shares tally_share[]) RETURNS void LANGUAGE sql AS $$
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
           ordered = kept.ordered + excluded.ordered, lived_on = kept.lived_on + excluded.lived_on
$$;

CREATE FUNCTION tag_with(accounts text[], ids text[], labels jsonb[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO tag (account, id, name, value)
    SELECT account, id, label.key, label.value
      FROM unnest(accounts, ids, labels) AS bearer (account, id, labels), jsonb_each_text(bearer.labels) AS label
$$;

CREATE FUNCTION resource_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tally_up(array_agg((account, vendor, state, 1, attempts, ordered_at, stopped_at)::tally_share)) FROM came;
    INSERT INTO tag (account, id, name, value) SELECT account, id, '', id FROM came;
    PERFORM tag_with(array_agg(account), array_agg(id), array_agg(labels)) FROM came WHERE labels <> '{}';
    RETURN NULL;
END $$;

CREATE FUNCTION resource_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tally_up((SELECT array_agg((account, vendor, state, 1, attempts, ordered_at, stopped_at)::tally_share) FROM came)
                  || (SELECT array_agg((account, vendor, state, -1, attempts, ordered_at, stopped_at)::tally_share) FROM went));
    IF EXISTS (SELECT FROM came JOIN went USING (account, id) WHERE came.labels <> went.labels) THEN
        DELETE FROM tag
         USING came JOIN went USING (account, id)
         WHERE tag.account = came.account AND tag.id = came.id AND tag.name <> '' AND came.labels <> went.labels;
        PERFORM tag_with(array_agg(account), array_agg(id), array_agg(came.labels))
           FROM came JOIN went USING (account, id)
          WHERE came.labels <> went.labels;
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION resource_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tally_up(array_agg((account, vendor, state, -1, attempts, ordered_at, stopped_at)::tally_share)) FROM went;
    DELETE FROM tag USING went WHERE tag.account = went.account AND tag.id = went.id;
    RETURN NULL;
END $$;

CREATE TRIGGER came AFTER INSERT ON resource
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION resource_came();
CREATE TRIGGER changed AFTER UPDATE ON resource
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION resource_changed();
CREATE TRIGGER went AFTER DELETE ON resource
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION resource_went();

-- What is known already.
INSERT INTO tag (account, id, name, value) SELECT account, id, '', id FROM resource;
INSERT INTO tag (account, id, name, value)
SELECT account, id, label.key, label.value FROM resource, jsonb_each_text(labels) AS label;
-- Some at a time: an array of all of them may be larger than any value can be.
SELECT tally_up(array_agg((account, vendor, state, 1, attempts, ordered_at, stopped_at)::tally_share))
  FROM resource
 GROUP BY position / 100000;
