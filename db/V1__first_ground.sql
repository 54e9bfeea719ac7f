-- The ground Standstill stands on: what is known of resources, the journal of how it became known, who works for which
-- account, what callers may ask twice, and what vendors called in.

-- ---------------------------------------------------------------------------------------------------------------- feed

CREATE TABLE feed (
    only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    epoch    text    NOT NULL CHECK (epoch ~ '^[0-9a-z]{1,16}$'),
    position bigint  NOT NULL DEFAULT 0 CHECK (position >= 0),
    first    bigint  NOT NULL DEFAULT 1 CHECK (first >= 1)
);
COMMENT ON TABLE  feed          IS 'Where the journal begins and ends; one row.';
COMMENT ON COLUMN feed.epoch    IS 'Names this history; begun anew after a restore, so that cursors of a lost history are told from ours.';
COMMENT ON COLUMN feed.position IS 'Position of the newest journal entry.';
COMMENT ON COLUMN feed.first    IS 'Position of the oldest journal entry still kept.';

INSERT INTO feed (epoch) VALUES (substr(md5(gen_random_uuid()::text), 1, 6));

-- ------------------------------------------------------------------------------------------------------------- account

CREATE TABLE account (
    name       text PRIMARY KEY,
    vendor     text NOT NULL,
    holder     text,
    held_until timestamptz,
    looked_at  timestamptz,
    CHECK ((holder IS NULL) = (held_until IS NULL))
);
COMMENT ON TABLE  account            IS 'One configured connection to a vendor, and the node that works for it.';
COMMENT ON COLUMN account.holder     IS 'The node that alone talks to the vendor for this account; null: nobody.';
COMMENT ON COLUMN account.held_until IS 'When that lease ends by itself, by this database''s clock.';
COMMENT ON COLUMN account.looked_at  IS 'When everything in flight at this account was last looked at.';

-- ------------------------------------------------------------------------------------------------------------ resource

CREATE TABLE resource (
    account         text        NOT NULL,
    id              text        NOT NULL CHECK (length(id) BETWEEN 1 AND 512),
    vendor          text        NOT NULL,
    state           text        NOT NULL CHECK (state IN ('active', 'requested', 'stopping', 'stopped', 'overdue', 'failed', 'reappeared')),
    generation      integer     NOT NULL CHECK (generation >= 0),
    seq             bigint      NOT NULL CHECK (seq >= 1),
    position        bigint      NOT NULL CHECK (position >= 1),
    since           timestamptz NOT NULL,
    verdict         text        CHECK (verdict IN ('confirmed', 'asserted', 'gone')),
    clean           boolean,
    residue         text[]      NOT NULL,
    vendor_status   text,
    incarnation     text,
    observed_at     timestamptz,
    mode            text        CHECK (mode IN ('graceful', 'force')),
    reason          text,
    requested_by    text,
    ordered_at      timestamptz,
    acknowledged_at timestamptz,
    deadline_at     timestamptz,
    escalate_at     timestamptz,
    attempts        integer     CHECK (attempts >= 0),
    stopped_at      timestamptz,
    problem         jsonb,
    labels          jsonb       NOT NULL CHECK (jsonb_typeof(labels) = 'object'),
    stop_at         timestamptz,
    time_due_at     timestamptz,
    call_due_at     timestamptz,
    pursuit         jsonb       NOT NULL CHECK (jsonb_typeof(pursuit) = 'object'),
    PRIMARY KEY (account, id),

    -- The state machine, said again.
    CONSTRAINT stopped_has_a_verdict     CHECK ((state = 'stopped') = (verdict IS NOT NULL)),
    CONSTRAINT clean_is_for_stopped      CHECK (clean IS NULL OR state = 'stopped'),
    CONSTRAINT stopped_has_its_time      CHECK (state <> 'stopped' OR stopped_at IS NOT NULL),
    CONSTRAINT stopping_was_acknowledged CHECK (state <> 'stopping' OR acknowledged_at IS NOT NULL),
    CONSTRAINT asserted_was_acknowledged CHECK (verdict <> 'asserted' OR acknowledged_at IS NOT NULL),
    CONSTRAINT trouble_has_a_problem     CHECK (state NOT IN ('failed', 'reappeared') OR problem IS NOT NULL),
    CONSTRAINT an_order_is_whole         CHECK (num_nulls(mode, requested_by, ordered_at, deadline_at, attempts) IN (0, 5)),
    CONSTRAINT only_active_has_no_order  CHECK (state = 'active' OR mode IS NOT NULL)
) WITH (
    -- A resource's row is the queue, the retry timer and the deadline at once: it is rewritten often and in place.
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.01,
    autovacuum_vacuum_threshold = 100,
    autovacuum_vacuum_cost_delay = 0
);
CREATE INDEX resource_time_due ON resource (account, time_due_at) WHERE time_due_at IS NOT NULL;
CREATE INDEX resource_call_due ON resource (account, call_due_at) WHERE call_due_at IS NOT NULL;
CREATE INDEX resource_in_flight ON resource (account, position) WHERE state IN ('requested', 'stopping', 'overdue');
CREATE INDEX resource_changed   ON resource (position);
CREATE INDEX resource_aging     ON resource (since) WHERE state = 'stopped';

COMMENT ON TABLE  resource                 IS 'What is known of each thing that can be stopped. Written by the tracker alone.';
COMMENT ON COLUMN resource.state           IS 'active, requested, stopping, stopped, overdue, failed or reappeared.';
COMMENT ON COLUMN resource.generation      IS 'Counts the stop orders; evidence belongs to one of them.';
COMMENT ON COLUMN resource.seq             IS 'Counts this resource''s journal entries.';
COMMENT ON COLUMN resource.position        IS 'Position of its newest journal entry.';
COMMENT ON COLUMN resource.since           IS 'When it came into this state.';
COMMENT ON COLUMN resource.verdict         IS 'How strongly the stop is proved.';
COMMENT ON COLUMN resource.clean           IS 'False: it stopped with an error newer than the order. Null: nobody can tell.';
COMMENT ON COLUMN resource.residue         IS 'What still costs after the stop.';
COMMENT ON COLUMN resource.vendor_status   IS 'The vendor''s own word for it, as last read.';
COMMENT ON COLUMN resource.incarnation     IS 'What tells this life of it from the next, where the vendor says.';
COMMENT ON COLUMN resource.observed_at     IS 'When a look last told something new of it; see also account.looked_at.';
COMMENT ON COLUMN resource.mode            IS 'How the stop is asked for. Null, with the columns after it: no stop is ordered.';
COMMENT ON COLUMN resource.acknowledged_at IS 'When the vendor took the stop.';
COMMENT ON COLUMN resource.deadline_at     IS 'When the order is overdue without proof.';
COMMENT ON COLUMN resource.escalate_at     IS 'When a graceful stop becomes a forced one by itself.';
COMMENT ON COLUMN resource.attempts        IS 'How often this order was sent.';
COMMENT ON COLUMN resource.problem         IS 'Why a person must act.';
COMMENT ON COLUMN resource.stop_at         IS 'The dead man''s handle: a stop is ordered then unless it is moved on.';
COMMENT ON COLUMN resource.time_due_at     IS 'When time alone next brings something about: a deadline, an escalation, the end of a silence, the handle.';
COMMENT ON COLUMN resource.call_due_at     IS 'When the vendor must next be called: a send, a look of the watch.';
COMMENT ON COLUMN resource.pursuit         IS 'How far the pursuit of the proof has come; the state machine''s own memory.';

-- ------------------------------------------------------------------------------------------------------------- journal

CREATE TABLE legal_move (
    from_state text NOT NULL,
    kind       text NOT NULL,
    to_state   text NOT NULL,
    PRIMARY KEY (from_state, kind, to_state)
);
COMMENT ON TABLE  legal_move            IS 'Every move the state machine can make; a journal entry that tells another is refused.';
COMMENT ON COLUMN legal_move.from_state IS 'The state before; none: there was no state yet, or the entry is about an account.';

INSERT INTO legal_move (from_state, kind, to_state) VALUES
    ('none',       'known',           'active'),
    ('none',       'ordered',         'requested'),
    ('none',       'lost-sight',      'none'),
    ('none',       'sighted',         'none'),
    ('active',     'ordered',         'requested'),
    ('requested',  'acknowledged',    'stopping'),
    ('requested',  'proved',          'stopped'),
    ('stopping',   'proved',          'stopped'),
    ('requested',  'deadline',        'overdue'),
    ('stopping',   'deadline',        'overdue'),
    ('overdue',    'deadline',        'overdue'),
    ('overdue',    'ordered',         'overdue'),
    ('overdue',    'acknowledged',    'overdue'),
    ('overdue',    'proved',          'stopped'),
    ('requested',  'refused',         'failed'),
    ('stopping',   'refused',         'failed'),
    ('overdue',    'refused',         'failed'),
    ('requested',  'alive',           'reappeared'),
    ('stopping',   'alive',           'reappeared'),
    ('overdue',    'alive',           'reappeared'),
    ('stopped',    'alive',           'reappeared'),
    ('stopped',    'ordered',         'requested'),
    ('failed',     'ordered',         'requested'),
    ('reappeared', 'ordered',         'requested'),
    ('stopped',    'released',        'active'),
    ('overdue',    'released',        'active'),
    ('failed',     'released',        'active'),
    ('reappeared', 'released',        'active'),
    ('stopping',   'acknowledged',    'stopping'),
    ('stopped',    'alive',           'stopped'),
    ('active',     'ended-by-itself', 'active'),
    ('requested',  'ended-by-itself', 'requested'),
    ('overdue',    'ended-by-itself', 'overdue'),
    ('failed',     'ended-by-itself', 'failed'),
    ('reappeared', 'ended-by-itself', 'reappeared');

-- Notes that any running order may bring.
INSERT INTO legal_move (from_state, kind, to_state)
SELECT state, kind, state
  FROM unnest(ARRAY['requested', 'stopping', 'overdue']) AS state,
       unnest(ARRAY['sent', 'escalated']) AS kind;
INSERT INTO legal_move (from_state, kind, to_state) VALUES
    ('stopping', 'silent', 'stopping'),
    ('overdue',  'silent', 'overdue');

-- Notes that are possible in every state.
INSERT INTO legal_move (from_state, kind, to_state)
SELECT state, kind, state
  FROM unnest(ARRAY['active', 'requested', 'stopping', 'stopped', 'overdue', 'failed', 'reappeared']) AS state,
       unnest(ARRAY['unsure', 'seen', 'absent', 'called-back', 'labelled', 'commanded', 'ignored']) AS kind;

CREATE TABLE journal (
    position    bigint      NOT NULL,
    at          timestamptz NOT NULL,
    account     text        NOT NULL,
    vendor      text        NOT NULL,
    resource_id text,
    kind        text        NOT NULL,
    from_state  text        NOT NULL,
    to_state    text        NOT NULL,
    reason      text,
    evidence    json        NOT NULL,
    resource    json,
    PRIMARY KEY (position),
    CONSTRAINT a_legal_move FOREIGN KEY (from_state, kind, to_state) REFERENCES legal_move,
    CONSTRAINT a_resource_or_an_account CHECK ((resource_id IS NULL) = (to_state = 'none') AND (resource_id IS NULL) = (resource IS NULL))
) PARTITION BY RANGE (position);
CREATE INDEX journal_of_resource ON journal (account, resource_id, position);

COMMENT ON TABLE  journal             IS 'All evidence that changed what we know, and every move, in the order of the feed. Never updated or deleted.';
COMMENT ON COLUMN journal.position    IS 'Its place; places become visible in order, and none is filled later.';
COMMENT ON COLUMN journal.at          IS 'When, by this database''s clock.';
COMMENT ON COLUMN journal.resource_id IS 'Whom it is about; null: the account.';
COMMENT ON COLUMN journal.kind        IS 'What sort of thing it tells.';
COMMENT ON COLUMN journal.from_state  IS 'The state before; none: there was no state yet, or the entry is about an account.';
COMMENT ON COLUMN journal.to_state    IS 'The state after; none: the entry is about an account.';
COMMENT ON COLUMN journal.evidence    IS 'Where it came from: source, HTTP status, digest of the raw bytes, and an excerpt where it moved something.';
COMMENT ON COLUMN journal.resource    IS 'The resource as it was after this entry.';

CREATE FUNCTION journal_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_is_append_only();
CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only();

CREATE VIEW journal_partition AS
SELECT child.oid::regclass::text AS name,
       substring(pg_get_expr(child.relpartbound, child.oid) FROM $$FROM \('?(\d+)'?\)$$)::bigint AS lower,
       substring(pg_get_expr(child.relpartbound, child.oid) FROM $$TO \('?(\d+)'?\)$$)::bigint AS upper,
       link.inhdetachpending AS detaching
  FROM pg_inherits link
  JOIN pg_class child ON child.oid = link.inhrelid
 WHERE link.inhparent = 'journal'::regclass;
COMMENT ON VIEW journal_partition IS 'The journal''s partitions: positions from lower up to, but not including, upper.';

CREATE VIEW journal_leftover AS
SELECT leftover.oid::regclass::text AS name
  FROM pg_class leftover
 WHERE leftover.relkind = 'r'
   AND leftover.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'journal'::regclass)
   AND leftover.relname ~ '^journal_[0-9]{15}$'
   AND NOT EXISTS (SELECT FROM pg_inherits WHERE inhrelid = leftover.oid)
   AND substr(leftover.relname, 9)::bigint < (SELECT first FROM feed);
COMMENT ON VIEW journal_leftover IS 'Partitions that were taken out of the journal, whose drop was cut off.';

CREATE FUNCTION journal_reach(wanted bigint, size bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    reached bigint := coalesce((SELECT max(upper) FROM journal_partition), (SELECT position + 1 FROM feed));
    part    text;
BEGIN
    WHILE reached <= wanted LOOP
        part := 'journal_' || lpad(reached::text, 15, '0');
        -- Made beside the journal and then attached: unlike PARTITION OF, that takes no lock that stops appends.
        EXECUTE format('CREATE TABLE %I (LIKE journal INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', part);
        EXECUTE format('CREATE TRIGGER append_only_whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION journal_is_append_only()', part);
        EXECUTE format('ALTER TABLE journal ATTACH PARTITION %I FOR VALUES FROM (%s) TO (%s)', part, reached, reached + size);
        reached := reached + size;
    END LOOP;
    RETURN reached;
END $$;
COMMENT ON FUNCTION journal_reach IS 'Makes partitions until the journal can take the wanted position; answers with the first position it cannot take.';

-- --------------------------------------------------------------------------------------------------------------- inbox

CREATE TABLE inbox (
    number      bigint GENERATED ALWAYS AS IDENTITY,
    received_at timestamptz NOT NULL,
    account     text        NOT NULL,
    ids         text[]      NOT NULL CHECK (cardinality(ids) <= 3),
    callback    json        NOT NULL,
    digest      text        NOT NULL,
    excerpt     text,
    body        bytea,
    joined_at   timestamptz,
    PRIMARY KEY (number)
);
-- A task that nobody ordered yet may call back for months: only the newest of it is ever read, by index.
CREATE INDEX inbox_first_name  ON inbox (account, (ids[1]), number) WHERE joined_at IS NULL;
CREATE INDEX inbox_second_name ON inbox (account, (ids[2]), number) WHERE joined_at IS NULL;
CREATE INDEX inbox_third_name  ON inbox (account, (ids[3]), number) WHERE joined_at IS NULL;
CREATE INDEX inbox_aging   ON inbox (received_at);
CREATE INDEX inbox_bodies  ON inbox (received_at) WHERE body IS NOT NULL;
COMMENT ON TABLE  inbox             IS 'Vendors'' callbacks as they came, raw; stored in the commit that judged them.';
COMMENT ON COLUMN inbox.ids         IS 'What the resource may be named here; the vendor does not always tell which of its products speaks.';
COMMENT ON COLUMN inbox.callback    IS 'What it says, in our words.';
COMMENT ON COLUMN inbox.digest      IS 'Of the raw body, which itself is kept for some days only.';
COMMENT ON COLUMN inbox.excerpt     IS 'The beginning of the body, secrets blotted out.';
COMMENT ON COLUMN inbox.joined_at   IS 'When it was judged; null: nobody knows what it names yet.';

-- --------------------------------------------------------------------------------------------------------- idempotency

CREATE TABLE idempotency (
    caller      text        NOT NULL,
    key         text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    fingerprint text        NOT NULL,
    answer      jsonb       NOT NULL,
    kept_at     timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_aging ON idempotency (kept_at);
COMMENT ON TABLE  idempotency             IS 'Answers to requests that carried an Idempotency-Key; committed with their effect.';
COMMENT ON COLUMN idempotency.fingerprint IS 'Of the request: the same key with another request is a mistake.';
COMMENT ON COLUMN idempotency.answer      IS 'What the first request was answered with.';
