-- What a key is called, and when it was last used.
ALTER TABLE key ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE key ADD COLUMN last_used_at INTEGER;
