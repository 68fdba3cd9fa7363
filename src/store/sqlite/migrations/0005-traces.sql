-- Searches that were kept, to be looked at and asked again. No version has written to the table before.
DROP TABLE trace;
CREATE TABLE trace (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  at INTEGER NOT NULL,
  -- The principal, else the key, in whose name it was asked.
  asker TEXT,
  -- JSON: the memories and terms by which an erasure finds it.
  holds TEXT NOT NULL,
  body TEXT NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX trace_page ON trace (tenant, id);
-- Their sum is asked for after every write.
CREATE INDEX trace_bytes ON trace (bytes);
