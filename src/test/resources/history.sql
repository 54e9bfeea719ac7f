-- A history as if things had been stopped every day: what is known of them, and the entries that tell how it came to be,
-- spread over all of the journal. Beside the product's own tables, of which it knows the columns.

CREATE SCHEMA history;

-- ------------------------------------------------------------------------------------------------------------- stories

CREATE TABLE history.course (
    state      text,
    back       integer,
    kind       text,
    from_state text,
    to_state   text,
    PRIMARY KEY (state, back)
);
COMMENT ON TABLE  history.course      IS 'How things come into the state they are in.';
COMMENT ON COLUMN history.course.back IS 'How many entries are newer.';

INSERT INTO history.course VALUES
    ('active',     3, 'released',     'stopped',   'active'),
    ('active',     2, 'seen',         'active',    'active'),
    ('active',     1, 'labelled',     'active',    'active'),
    ('active',     0, 'seen',         'active',    'active'),
    ('requested',  1, 'sent',         'requested', 'requested'),
    ('requested',  0, 'unsure',       'requested', 'requested'),
    ('stopping',   1, 'acknowledged', 'requested', 'stopping'),
    ('stopping',   0, 'seen',         'stopping',  'stopping'),
    ('stopped',    1, 'acknowledged', 'requested', 'stopping'),
    ('stopped',    0, 'proved',       'stopping',  'stopped'),
    ('overdue',    1, 'acknowledged', 'requested', 'stopping'),
    ('overdue',    0, 'deadline',     'stopping',  'overdue'),
    ('failed',     1, 'unsure',       'requested', 'requested'),
    ('failed',     0, 'refused',      'requested', 'failed'),
    ('reappeared', 1, 'acknowledged', 'requested', 'stopping'),
    ('reappeared', 0, 'alive',        'stopping',  'reappeared');
INSERT INTO history.course
SELECT state, back, kind, from_state, 'requested'
  FROM (VALUES (3, 'ordered', 'stopped'), (2, 'sent', 'requested')) AS begun (back, kind, from_state),
       (SELECT DISTINCT state FROM history.course WHERE state <> 'active') AS states;
-- Each was stopped once before, where there is room for that.
INSERT INTO history.course
SELECT state, before.*
  FROM (VALUES (9, 'ordered', 'none', 'requested'), (8, 'sent', 'requested', 'requested'),
               (7, 'acknowledged', 'requested', 'stopping'), (6, 'proved', 'stopping', 'stopped'),
               (5, 'seen', 'stopped', 'stopped'), (4, 'seen', 'stopped', 'stopped')) AS before,
       (SELECT DISTINCT state FROM history.course) AS states;

CREATE FUNCTION history.state(number bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    CASE WHEN number % 100 = 1 THEN 'stopping'
         WHEN number % 1000 = 2 THEN 'overdue'
         WHEN number % 1000 = 3 THEN 'failed'
         WHEN number % 50 = 4 THEN 'active'
         WHEN number % 10000 = 5 THEN 'reappeared'
         WHEN number % 1000 = 6 THEN 'requested'
         ELSE 'stopped' END;

CREATE FUNCTION history.account(number bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    'feldera-' || lpad((number % 20)::text, 2, '0');

CREATE FUNCTION history.id(number bigint) RETURNS text LANGUAGE sql IMMUTABLE RETURN
    'pipeline-' || lpad(number::text, 7, '0');

-- ---------------------------------------------------------------------------------------------------- as entries tell it

CREATE FUNCTION history.evidence() RETURNS json LANGUAGE sql IMMUTABLE RETURN
    '{"source":"look","status":200,"digest":"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","excerpt":null}'::json;

CREATE FUNCTION history.written(at timestamptz) RETURNS text LANGUAGE sql STABLE RETURN
    to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

CREATE FUNCTION history.resource(number bigint, state text, generation integer, seq bigint, at text, deadline text)
RETURNS json LANGUAGE sql STABLE RETURN
    json_build_object(
        'account', history.account(number), 'vendor', 'feldera', 'id', history.id(number), 'state', state,
        'verdict', CASE WHEN state = 'stopped' THEN 'confirmed' END, 'clean', CASE WHEN state = 'stopped' THEN true END,
        'residue', '[]'::json, 'vendorStatus', CASE WHEN state = 'stopped' THEN 'Stopped' ELSE 'Stopping' END,
        'incarnation', NULL, 'generation', generation, 'seq', seq,
        'stop', CASE WHEN state <> 'active' THEN json_build_object(
            'mode', 'graceful', 'reason', 'end of show', 'requestedBy', 'ops', 'orderedAt', at,
            'acknowledgedAt', CASE WHEN state IN ('stopping', 'stopped') THEN at END,
            'deadlineAt', deadline, 'escalateAt', NULL, 'attempts', 1,
            'stoppedAt', CASE WHEN state = 'stopped' THEN at END) END,
        'problem', CASE WHEN state IN ('failed', 'reappeared') THEN json_build_object(
            'type', 'urn:standstill:problem:enterprise-feature', 'title', 'x', 'detail', 'x') END,
        'since', at, 'observedAt', at, 'stale', false,
        'labels', json_build_object('show', 'show-' || number % 10, 'team', 'team-' || number % 1000),
        'stopAt', NULL,
        'nextMoves', CASE WHEN state IN ('requested', 'stopping') THEN '["force"]'::json
                          WHEN state = 'active' THEN '["stop","force"]'::json
                          WHEN state = 'failed' THEN '["stop"]'::json
                          ELSE '["stop","force","release"]'::json END);

CREATE PROCEDURE history.tell(before bigint, steps bigint, resources bigint) LANGUAGE plpgsql AS $$
DECLARE
    entries bigint := steps * resources;
    told    bigint := 0;
BEGIN
    WHILE told < entries LOOP
        INSERT INTO journal (position, at, account, vendor, resource_id, kind, from_state, to_state, reason, evidence, resource)
        SELECT before + place, at, history.account(number), 'feldera', history.id(number),
               -- What is known of it begins with its first entry.
               CASE WHEN step = 1 AND kind = 'released' THEN 'known' ELSE kind END,
               CASE WHEN step = 1 THEN 'none' ELSE from_state END, to_state, NULL, history.evidence(),
               history.resource(number, to_state, CASE WHEN step > 4 AND steps - step < 4 THEN 2 ELSE 1 END, step, moment, deadline)
          FROM generate_series(told + 1, least(told + 100000, entries)) AS place,
               LATERAL (SELECT (place - 1) % resources AS number, (place - 1) / resources + 1 AS step,
                               clock_timestamp() - (entries - place) * interval '2 seconds' AS at) AS which
          JOIN history.course ON course.state = history.state(number) AND back = steps - step,
               -- Once for each, and not wherever it is told.
               LATERAL (SELECT history.written(at) AS moment,
                               history.written(at + interval '20 minutes') AS deadline OFFSET 0) AS said;
        told := told + 100000;
        COMMIT;
    END LOOP;
END $$;
COMMENT ON PROCEDURE history.tell IS 'So many entries, 4 or 10, of each; after the position where the journal ended before.';

-- ------------------------------------------------------------------------------------------------------ as they stand now

CREATE PROCEDURE history.know(before bigint, steps bigint, resources bigint) LANGUAGE plpgsql AS $$
DECLARE
    known bigint := 0;
BEGIN
    WHILE known < resources LOOP
        INSERT INTO resource (account, id, vendor, state, generation, seq, position, since, verdict, clean, residue,
                              vendor_status, mode, reason, requested_by, ordered_at, acknowledged_at, deadline_at, attempts,
                              stopped_at, problem, labels, pursuit)
        SELECT history.account(number), history.id(number), 'feldera', state,
               CASE WHEN steps > 4 THEN 2 ELSE 1 END, steps, before + (steps - 1) * resources + number + 1,
               at + CASE WHEN state = 'overdue' THEN interval '20 minutes' ELSE interval '40 seconds' END,
               CASE WHEN state = 'stopped' THEN CASE WHEN number % 1000 = 7 THEN 'gone' ELSE 'confirmed' END END,
               CASE WHEN state = 'stopped' THEN true END, '{}',
               CASE WHEN state IN ('stopped', 'stopping') THEN initcap(state) ELSE 'Running' END,
               CASE WHEN ordered THEN 'graceful' END, CASE WHEN ordered THEN 'end of show' END,
               CASE WHEN ordered THEN 'ops' END, CASE WHEN ordered THEN at END,
               CASE WHEN state IN ('stopping', 'stopped', 'overdue') THEN at + interval '1 second' END,
               CASE WHEN ordered THEN at + interval '20 minutes' END, CASE WHEN ordered THEN 1 END,
               CASE WHEN state = 'stopped' THEN at + (10 + number % 50) * interval '1 second' END,
               CASE WHEN state IN ('failed', 'reappeared')
                    THEN '{"name": "enterprise-feature", "title": "x", "detail": "x", "nextMoves": ["stop"]}'::jsonb END,
               jsonb_build_object('show', 'show-' || number % 10, 'team', 'team-' || number % 1000),
               '{"freshFrom": 0, "sentSeq": 0, "superseded": false, "clear": false, "looked": true, "blind": false,
                 "taken": false, "doubtful": false, "unsureSends": 0, "forced": false, "streak": 0, "stepFrom": 0,
                 "streakOfAbsence": false, "ended": false, "silent": false, "lateSegments": 0, "deadlineTold": true,
                 "watchStep": 0, "toldOnce": []}'
          FROM generate_series(known, least(known + 20000, resources) - 1) AS number,
               LATERAL (SELECT history.state(number) AS state) AS which,
               LATERAL (SELECT state <> 'active' AS ordered,
                               -- Deadlines of what is in flight lie ahead, but of what is overdue.
                               clock_timestamp()
                               - CASE WHEN state IN ('requested', 'stopping') THEN (1 + number / 100 % 9) * interval '1 minute'
                                      WHEN state = 'overdue' THEN (21 + number / 1000 % 30) * interval '1 minute'
                                      ELSE interval '2 minutes' + (resources - number) * interval '2 seconds' END AS at) AS whether;
        known := known + 20000;
        COMMIT;
    END LOOP;
END $$;

-- ------------------------------------------------------------------------------------------------------------ going on

CREATE FUNCTION history.restless(nth bigint) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN nth / 3 * 10 + 7 + nth % 3;
COMMENT ON FUNCTION history.restless IS 'The number of one that is stopped at first: three of ten are, whatever else is.';

CREATE FUNCTION history.turn(first bigint, many bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    head bigint;
    now  timestamptz;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('standstill.journal', 0));
    SELECT position, clock_timestamp() INTO head, now FROM feed;
    WITH turned AS (
        UPDATE resource
           SET state = CASE state WHEN 'stopped' THEN 'requested' ELSE 'stopped' END,
               verdict = CASE state WHEN 'stopped' THEN NULL ELSE 'confirmed' END,
               clean = CASE state WHEN 'stopped' THEN NULL ELSE true END,
               generation = generation + CASE state WHEN 'stopped' THEN 1 ELSE 0 END,
               seq = seq + 1, position = head + 1 + nth - first, since = now,
               ordered_at = CASE state WHEN 'stopped' THEN now ELSE ordered_at END,
               deadline_at = CASE state WHEN 'stopped' THEN now + interval '20 minutes' ELSE deadline_at END,
               acknowledged_at = NULL,
               stopped_at = CASE state WHEN 'stopped' THEN NULL ELSE now END
          FROM generate_series(first, first + many - 1) AS nth, LATERAL (SELECT history.restless(nth) AS number) AS which
         WHERE account = history.account(number) AND id = history.id(number)
        RETURNING resource.*, number
    )
    INSERT INTO journal (position, at, account, vendor, resource_id, kind, from_state, to_state, reason, evidence, resource)
    SELECT position, now, account, vendor, id, CASE state WHEN 'stopped' THEN 'proved' ELSE 'ordered' END,
           CASE state WHEN 'stopped' THEN 'requested' ELSE 'stopped' END, state, NULL, history.evidence(),
           history.resource(number, state, generation, seq, history.written(now), history.written(deadline_at))
      FROM turned;
    UPDATE feed SET position = head + many;
    PERFORM pg_notify('standstill_journal', '');
END $$;
COMMENT ON FUNCTION history.turn IS 'Orders those of the restless that are stopped, and stops those that are ordered: an entry each.';
