-- Schemas that are filled from memories, and what they came to.

CREATE TABLE form (
  no INTEGER PRIMARY KEY,
  -- Also the id of the job that fills it.
  id TEXT NOT NULL UNIQUE,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  -- Those that were asked for together.
  batch TEXT,
  at INTEGER NOT NULL,
  -- JSON: ids of the memories it is filled from, and terms of what was asked. By these an erasure finds it.
  holds TEXT NOT NULL,
  -- JSON: what was asked, and what it came to.
  body TEXT NOT NULL
) STRICT;
CREATE INDEX form_page ON form (tenant, no);
CREATE INDEX form_batch ON form (batch) WHERE batch IS NOT NULL;
