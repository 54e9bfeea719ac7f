-- Many nodes on one database: who is there, what each account's holder has to say of it, what a vendor listed, and what
-- vendors were told to do that is no stop.

-- ---------------------------------------------------------------------------------------------------------------- node

CREATE TABLE node (
    name       text        PRIMARY KEY,
    seen_until timestamptz NOT NULL,
    wanted     text[]      NOT NULL
);
COMMENT ON TABLE  node            IS 'The nodes that are there, so that each can tell what its fair share of the accounts is.';
COMMENT ON COLUMN node.seen_until IS 'Until when it counts as there, by this database''s clock; renewed with its leases.';
COMMENT ON COLUMN node.wanted     IS 'The accounts that are configured there, and that it could work for.';

-- ------------------------------------------------------------------------------------------------------------- account

ALTER TABLE account
    ADD COLUMN free_since    timestamptz,
    ADD COLUMN sight_lost_at timestamptz,
    ADD COLUMN paused_at     timestamptz,
    ADD COLUMN paused_by     text,
    ADD COLUMN listed_at     timestamptz,
    ADD COLUMN health        jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(health) = 'object'),
    ADD CONSTRAINT paused_by_somebody CHECK ((paused_at IS NULL) = (paused_by IS NULL));
COMMENT ON COLUMN account.free_since    IS 'When it was handed back; null: it is held, or its lease ended by itself.';
COMMENT ON COLUMN account.sight_lost_at IS 'Since when its resources have not been seen; null: they are.';
COMMENT ON COLUMN account.paused_at     IS 'Since when its sends are held; null: they are not.';
COMMENT ON COLUMN account.paused_by     IS 'Who holds them.';
COMMENT ON COLUMN account.listed_at     IS 'When the vendor last listed everything there is; see inventory.';
COMMENT ON COLUMN account.health        IS 'What its holder last had to say of it: the last fault, the breaker, the vendor''s clock.';

-- ----------------------------------------------------------------------------------------------------------- inventory

CREATE TABLE inventory (
    account       text NOT NULL,
    id            text NOT NULL,
    vendor_status text,
    PRIMARY KEY (account, id)
);
COMMENT ON TABLE  inventory               IS 'What each vendor listed last; one without a resource here is a stray.';
COMMENT ON COLUMN inventory.vendor_status IS 'The vendor''s own word for it, where it listed one.';

-- ------------------------------------------------------------------------------------------------------------ resource

ALTER TABLE resource
    ADD COLUMN commands jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(commands) = 'array');
COMMENT ON COLUMN resource.commands IS 'What the vendor was told to do with it that is no stop: what waits, and how the last ones ended.';

-- --------------------------------------------------------------------------------------------------------- idempotency

-- To the letter, so that whoever asks again is answered the same.
ALTER TABLE idempotency ALTER COLUMN answer TYPE json USING answer::json;
