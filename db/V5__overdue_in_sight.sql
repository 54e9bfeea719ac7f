-- What is overdue is looked at more seldom than what is not, and is seen all the same.

ALTER TABLE account ADD COLUMN overdue_looked_at timestamptz;
COMMENT ON COLUMN account.overdue_looked_at IS 'Up to when everything in flight at this account, the overdue included, had been looked at: what counts for the overdue.';
COMMENT ON COLUMN account.looked_at         IS 'Up to when everything in flight at this account that is not overdue had been looked at.';
COMMENT ON COLUMN resource.observed_at      IS 'When a look last told something new of it; see also account.looked_at and account.overdue_looked_at.';
