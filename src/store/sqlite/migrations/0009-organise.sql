-- What a model draws from what was said: who is named, how they are related, what was done together and
-- can be undone together, what a person should look at, and what it cost.

CREATE INDEX version_of_batch ON version (import_batch, memory) WHERE import_batch IS NOT NULL;
CREATE INDEX version_of_batches ON version (at) WHERE import_batch IS NOT NULL;

-- What a batch added to memories that were there before it, and so takes away when it is undone.
ALTER TABLE source ADD COLUMN batch TEXT;
CREATE INDEX source_of_batch ON source (batch) WHERE batch IS NOT NULL;
ALTER TABLE link ADD COLUMN batch TEXT;
CREATE INDEX link_of_batch ON link (batch) WHERE batch IS NOT NULL;

-- Who and what is named. `name` is how it was written first; `folded` is what it is found by.
DROP TABLE relation;
DROP TABLE mention;
DROP TABLE alias;
DROP TABLE entity;
CREATE TABLE entity (
  no INTEGER PRIMARY KEY,
  cube INTEGER NOT NULL REFERENCES cube (no),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  kind TEXT
) STRICT;
CREATE INDEX entity_of_cube ON entity (cube);

-- A mention, a name and a relation rest on a memory: whoever may not read that does not see them, and they
-- go with it.
CREATE TABLE mention (
  entity INTEGER NOT NULL REFERENCES entity (no),
  memory INTEGER NOT NULL REFERENCES memory (no),
  PRIMARY KEY (entity, memory)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_in ON mention (memory);

-- Every name that a memory calls an entity by, the one in `entity` too.
CREATE TABLE alias (
  entity INTEGER NOT NULL REFERENCES entity (no),
  memory INTEGER NOT NULL REFERENCES memory (no),
  cube INTEGER NOT NULL REFERENCES cube (no),
  name TEXT NOT NULL,
  folded TEXT NOT NULL,
  PRIMARY KEY (entity, memory, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_folded ON alias (cube, folded);
CREATE INDEX alias_in ON alias (memory);

CREATE TABLE relation (
  no INTEGER PRIMARY KEY,
  cube INTEGER NOT NULL REFERENCES cube (no),
  "from" INTEGER NOT NULL REFERENCES entity (no),
  kind TEXT NOT NULL,
  "to" INTEGER NOT NULL REFERENCES entity (no),
  valid_from INTEGER,
  valid_to INTEGER,
  memory INTEGER NOT NULL REFERENCES memory (no),
  UNIQUE (memory, "from", kind, "to")
) STRICT;
CREATE INDEX relation_from ON relation ("from", kind);
CREATE INDEX relation_to ON relation ("to", kind);

CREATE TABLE batch (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  kind TEXT NOT NULL,
  cube TEXT,
  user_id TEXT,
  -- JSON: what was done, by ids and numbers, never a text.
  note TEXT NOT NULL,
  actor TEXT,
  app TEXT,
  at INTEGER NOT NULL,
  undone_at INTEGER
) STRICT;
CREATE INDEX batch_page ON batch (tenant, kind, id);

CREATE TABLE review (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  kind TEXT NOT NULL,
  memory INTEGER NOT NULL REFERENCES memory (no),
  other INTEGER REFERENCES memory (no),
  -- Codes, separated by commas.
  reasons TEXT NOT NULL,
  at INTEGER NOT NULL,
  decided_at INTEGER,
  decision TEXT,
  decided_by TEXT
) STRICT;
CREATE INDEX review_page ON review (tenant, decided_at, id);
CREATE INDEX review_of ON review (memory);
CREATE INDEX review_other ON review (other) WHERE other IS NOT NULL;

CREATE TABLE profile (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  user_id TEXT NOT NULL,
  -- The cube that it is drawn from.
  cube INTEGER NOT NULL REFERENCES cube (no),
  body TEXT NOT NULL,
  -- The change counter of the cube when it was made.
  change_seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, user_id, cube)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  memory INTEGER NOT NULL REFERENCES memory (no),
  verdict TEXT NOT NULL,
  trace TEXT,
  reason TEXT,
  actor TEXT,
  app TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX feedback_of ON feedback (memory);
CREATE INDEX feedback_page ON feedback (tenant, id);

CREATE TABLE cube_setting (
  cube INTEGER NOT NULL REFERENCES cube (no),
  name TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (cube, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE model_usage (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  -- Days since 1970, UTC.
  day INTEGER NOT NULL,
  role TEXT NOT NULL,
  model TEXT NOT NULL,
  calls INTEGER NOT NULL,
  failures INTEGER NOT NULL,
  input INTEGER NOT NULL,
  output INTEGER NOT NULL,
  PRIMARY KEY (tenant, day, role, model)
) STRICT, WITHOUT ROWID;

-- Kinds of jobs that are held up; kind '' stands for all.
CREATE TABLE job_pause (
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  kind TEXT NOT NULL,
  cause TEXT NOT NULL,
  until INTEGER,
  at INTEGER NOT NULL,
  PRIMARY KEY (tenant, kind)
) STRICT, WITHOUT ROWID;

-- Whose turn it is among equally urgent jobs: each job of a user stands one later than the one before it.
ALTER TABLE job ADD COLUMN turn INTEGER NOT NULL DEFAULT 0;
DROP INDEX job_next;
CREATE INDEX job_next ON job (kind, state, priority DESC, turn, due_at, id);
CREATE INDEX job_head ON job (kind, turn) WHERE state = 'waiting' AND tries = 0;
CREATE INDEX job_last ON job (kind, tenant, coalesce(user_id, ''), turn) WHERE state = 'waiting';
CREATE INDEX job_running ON job (kind, tenant, user_id) WHERE state = 'running';

-- Files that memories come from, kept beside the database under their SHA-256.
CREATE TABLE attachment (
  id TEXT PRIMARY KEY,
  episode INTEGER NOT NULL REFERENCES episode (no),
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  name TEXT,
  bytes INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_of ON attachment (episode);
CREATE INDEX attachment_file ON attachment (sha256);

-- When what a model drew from it was kept; null: it has not been asked.
ALTER TABLE episode ADD COLUMN extracted_at INTEGER;
