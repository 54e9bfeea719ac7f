-- A long history: every resource was stopped twice, its entries spread over all of the journal, as they are where many
-- things are stopped every day.

CREATE PROCEDURE tell(entries bigint, resources bigint) LANGUAGE plpgsql AS $$
DECLARE
    told bigint := 0;
BEGIN
    WHILE told < entries LOOP
        INSERT INTO journal (position, at, account, vendor, resource_id, kind, from_state, to_state, evidence, resource)
        SELECT place, clock_timestamp() - (entries - place) * interval '2 seconds', account, 'feldera', id,
               (ARRAY['ordered', 'sent', 'acknowledged', 'proved', 'ordered', 'sent', 'acknowledged', 'proved', 'seen', 'seen'])[step],
               (ARRAY['none', 'requested', 'requested', 'stopping', 'stopped', 'requested', 'requested', 'stopping', 'stopped', 'stopped'])[step],
               (ARRAY['requested', 'requested', 'stopping', 'stopped', 'requested', 'requested', 'stopping', 'stopped', 'stopped', 'stopped'])[step],
               '{"source":"look","status":200,"digest":"sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08","excerpt":null}',
               json_build_object(
                   'account', account, 'vendor', 'feldera', 'id', id, 'state', 'stopping', 'verdict', NULL, 'clean', NULL,
                   'residue', '[]'::json, 'vendorStatus', 'Stopping', 'incarnation', '0191c5e2-7d3c-7a40-8c57-0d3c1b7c91aa',
                   'generation', 1 + step / 5, 'seq', step,
                   'stop', json_build_object(
                       'mode', 'graceful', 'reason', 'end of show', 'requestedBy', 'ops',
                       'orderedAt', '2026-01-01T00:00:00Z', 'acknowledgedAt', NULL, 'deadlineAt', '2026-01-01T00:20:00Z',
                       'escalateAt', NULL, 'attempts', 1, 'stoppedAt', NULL),
                   'problem', NULL, 'since', '2026-01-01T00:00:00Z', 'observedAt', '2026-01-01T00:00:00Z', 'stale', false,
                   'labels', json_build_object('show', 'show-' || number % 10, 'team', 'team-' || number % 1000),
                   'stopAt', NULL, 'nextMoves', '["force"]'::json)
          FROM generate_series(told + 1, least(told + 100000, entries)) AS place,
               LATERAL (SELECT (place - 1) % resources AS number, ((place - 1) / resources % 10 + 1)::integer AS step) AS which,
               LATERAL (SELECT 'feldera-' || lpad((number % 20)::text, 2, '0') AS account,
                               'pipeline-' || lpad(number::text, 7, '0') AS id) AS named;
        told := told + 100000;
        COMMIT;
    END LOOP;
END $$;

CREATE PROCEDURE know(entries bigint, resources bigint) LANGUAGE plpgsql AS $$
DECLARE
    known bigint := 0;
BEGIN
    WHILE known < resources LOOP
        INSERT INTO resource (account, id, vendor, state, generation, seq, position, since, verdict, clean, residue,
                              vendor_status, mode, requested_by, ordered_at, acknowledged_at, deadline_at, attempts,
                              stopped_at, problem, labels, pursuit)
        SELECT 'feldera-' || lpad((number % 20)::text, 2, '0'), 'pipeline-' || lpad(number::text, 7, '0'), 'feldera', state,
               2, 10, entries - resources + number + 1, at + interval '40 seconds',
               CASE WHEN state = 'stopped' THEN CASE WHEN number % 1000 = 7 THEN 'gone' ELSE 'confirmed' END END,
               CASE WHEN state = 'stopped' THEN true END, '{}', 'Stopped',
               CASE WHEN ordered THEN 'graceful' END, CASE WHEN ordered THEN 'ops' END, CASE WHEN ordered THEN at END,
               CASE WHEN state IN ('stopping', 'stopped') THEN at + interval '1 second' END,
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
               LATERAL (SELECT CASE WHEN number % 100 = 1 THEN 'stopping'
                                    WHEN number % 1000 = 2 THEN 'overdue'
                                    WHEN number % 1000 = 3 THEN 'failed'
                                    WHEN number % 50 = 4 THEN 'active'
                                    WHEN number % 10000 = 5 THEN 'reappeared'
                                    ELSE 'stopped' END AS state,
                               clock_timestamp() - (resources - number) * interval '2 seconds' AS at) AS which,
               LATERAL (SELECT state <> 'active' AS ordered) AS whether;
        known := known + 20000;
        COMMIT;
    END LOOP;
END $$;
