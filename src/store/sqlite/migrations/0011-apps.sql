-- Programs that read and write, policies that archive, and when searches last found each memory.

DROP TABLE app;
CREATE TABLE app (
  no INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  name TEXT NOT NULL,
  -- Whether a key has ever fixed it; else it has only named itself.
  proven INTEGER NOT NULL,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  paused_at INTEGER,
  paused_by TEXT,
  UNIQUE (tenant, name)
) STRICT;
CREATE INDEX app_claimed ON app (tenant) WHERE proven = 0;

-- Those that have written before apps were kept.
INSERT INTO app (tenant, name, proven, first_seen, last_seen)
  SELECT c.tenant, m.app_id, 0, min(m.created_at), max(m.created_at)
  FROM memory m JOIN cube c ON c.no = m.cube WHERE m.app_id IS NOT NULL GROUP BY c.tenant, m.app_id;
UPDATE app SET proven = 1
  WHERE EXISTS (SELECT 1 FROM key WHERE key.tenant = app.tenant AND key.app = app.name);
CREATE INDEX memory_of_app ON memory (app_id, cube, state) WHERE app_id IS NOT NULL;

CREATE TABLE policy (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  name TEXT NOT NULL,
  -- JSON: which memories are meant.
  criteria TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('archive', 'delete')),
  enabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  -- Of the last run: when, how many it changed, and the batch that undoes it.
  ran_at INTEGER,
  changed INTEGER,
  batch TEXT
) STRICT;
CREATE UNIQUE INDEX policy_name ON policy (tenant, name);

CREATE TABLE recalled (
  memory INTEGER PRIMARY KEY REFERENCES memory (no),
  at INTEGER NOT NULL
) STRICT;
-- Of what was found before then nothing is known.
INSERT INTO setting (name, value) VALUES ('recalled_since', CAST(unixepoch() * 1000 AS TEXT));
