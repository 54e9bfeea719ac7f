-- Browsers' sessions: what a person's browser carries instead of a token.

CREATE TABLE session (
    digest   text        PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
    name     text        NOT NULL CHECK (name <> ''),
    roles    text[]      NOT NULL CHECK (roles <@ ARRAY['read', 'stop']),
    accounts text[]      NOT NULL,
    proof    text        NOT NULL CHECK (proof <> ''),
    begun_at timestamptz NOT NULL,
    until    timestamptz NOT NULL CHECK (until > begun_at)
);
COMMENT ON TABLE  session          IS 'Browsers'' sessions. Deleting a row ends one at every node; what was traded for it stays good.';
COMMENT ON COLUMN session.digest   IS 'SHA-256 of what the browser carries; that itself is kept nowhere.';
COMMENT ON COLUMN session.name     IS 'Who it was given to.';
COMMENT ON COLUMN session.roles    IS 'What they may, as it was when it began; of a configured token, what is configured counts.';
COMMENT ON COLUMN session.accounts IS 'The accounts they are confined to; none: they are not confined.';
COMMENT ON COLUMN session.proof    IS 'What it was traded from: token and its digest, or jwt, issuer and audience. No longer trusted, it ends.';
COMMENT ON COLUMN session.begun_at IS 'When it began; of one caller''s, the oldest leave when there are too many.';
COMMENT ON COLUMN session.until    IS 'When it ends, by this database''s clock.';

CREATE INDEX session_of_caller ON session (name, begun_at);
CREATE INDEX session_by_end ON session (until);
