-- The whole schema. Tables that nothing fills yet carry what the mission needs next.
-- Times are UTC milliseconds; `no` is a number inside this database, `id` is the name outside.

CREATE TABLE tenant (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO tenant (no, id, name) VALUES (1, 'default', 'default');

CREATE TABLE principal (
  no INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('person', 'agent', 'service')),
  role TEXT NOT NULL,
  UNIQUE (tenant, name)
) STRICT;

CREATE TABLE app (
  no INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  name TEXT NOT NULL,
  active INTEGER NOT NULL DEFAULT 1,
  proven INTEGER NOT NULL DEFAULT 0,
  first_seen INTEGER NOT NULL,
  last_seen INTEGER NOT NULL,
  UNIQUE (tenant, name)
) STRICT;

-- What a key fixes, nobody widens.
CREATE TABLE key (
  id TEXT PRIMARY KEY,
  hash BLOB NOT NULL,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  scopes TEXT NOT NULL,
  principal INTEGER REFERENCES principal (no),
  user_id TEXT,
  app TEXT,
  agent_id TEXT,
  cubes TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER,
  revoked_at INTEGER
) STRICT;

-- The partition of every index. Counters tell a process that what it holds in memory is stale.
CREATE TABLE cube (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  name TEXT NOT NULL,
  owner INTEGER REFERENCES principal (no),
  live INTEGER NOT NULL DEFAULT 0,
  change_seq INTEGER NOT NULL DEFAULT 0,
  removal_seq INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  UNIQUE (tenant, name)
) STRICT;

CREATE TABLE member (
  cube INTEGER NOT NULL REFERENCES cube (no),
  principal INTEGER NOT NULL REFERENCES principal (no),
  level TEXT NOT NULL CHECK (level IN ('read', 'write', 'own')),
  PRIMARY KEY (cube, principal)
) STRICT, WITHOUT ROWID;

-- What was said together; numbers its episodes.
CREATE TABLE session (
  no INTEGER PRIMARY KEY,
  cube INTEGER NOT NULL REFERENCES cube (no),
  name TEXT NOT NULL,
  episodes INTEGER NOT NULL DEFAULT 0,
  UNIQUE (cube, name)
) STRICT;

CREATE TABLE episode (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  cube INTEGER NOT NULL REFERENCES cube (no),
  session INTEGER NOT NULL REFERENCES session (no),
  ord INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('peers', 'assistant', 'note', 'document')),
  user_id TEXT,
  agent_id TEXT,
  app_id TEXT,
  run_id TEXT,
  speaker TEXT,
  role TEXT,
  text TEXT NOT NULL,
  occurred_at INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  trust TEXT NOT NULL DEFAULT 'user',
  erased_at INTEGER,
  UNIQUE (session, ord)
) STRICT;
CREATE INDEX episode_of_user ON episode (cube, user_id);

CREATE TABLE memory (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  cube INTEGER NOT NULL REFERENCES cube (no),
  episode INTEGER REFERENCES episode (no),
  kind TEXT NOT NULL
    CHECK (kind IN ('statement', 'fact', 'preference', 'procedure', 'summary')),
  layer TEXT NOT NULL CHECK (layer IN ('session', 'agent', 'business', 'user')),
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'archived', 'deleted')),
  user_id TEXT,
  agent_id TEXT,
  app_id TEXT,
  run_id TEXT,
  version INTEGER NOT NULL,
  text TEXT NOT NULL,
  metadata TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  length INTEGER NOT NULL,
  cues INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  valid_from INTEGER,
  valid_to INTEGER,
  expires_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  importance REAL,
  trust TEXT NOT NULL DEFAULT 'user'
) STRICT;
CREATE INDEX memory_of_cube ON memory (cube, state);
CREATE INDEX memory_same_words ON memory (cube, fingerprint);
CREATE INDEX memory_of_user ON memory (user_id, cube);

-- What happened to a memory, one row an event. Text and metadata are null while a later row or
-- the memory itself has the same: a text is kept once, however often its state changes.
CREATE TABLE version (
  memory INTEGER NOT NULL REFERENCES memory (no),
  seq INTEGER NOT NULL REFERENCES event (seq),
  n INTEGER NOT NULL,
  event TEXT NOT NULL,
  state TEXT NOT NULL,
  text TEXT,
  metadata TEXT,
  actor TEXT,
  app TEXT,
  at INTEGER NOT NULL,
  reason TEXT,
  import_batch TEXT,
  PRIMARY KEY (memory, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  memory INTEGER NOT NULL REFERENCES memory (no),
  episode INTEGER NOT NULL REFERENCES episode (no),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  role TEXT,
  PRIMARY KEY (memory, episode, start)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_of_episode ON source (episode);

CREATE TABLE link (
  "from" INTEGER NOT NULL REFERENCES memory (no),
  "to" INTEGER NOT NULL REFERENCES memory (no),
  kind TEXT NOT NULL,
  evidence TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY ("from", kind, "to")
) STRICT, WITHOUT ROWID;
CREATE INDEX link_to ON link ("to", kind);

CREATE TABLE category (
  no INTEGER PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  name TEXT NOT NULL,
  description TEXT,
  UNIQUE (tenant, name)
) STRICT;

CREATE TABLE memory_category (
  memory INTEGER NOT NULL REFERENCES memory (no),
  category INTEGER NOT NULL REFERENCES category (no),
  PRIMARY KEY (memory, category)
) STRICT, WITHOUT ROWID;
CREATE INDEX memory_category_of ON memory_category (category);

CREATE TABLE tag (
  memory INTEGER NOT NULL REFERENCES memory (no),
  tag TEXT NOT NULL,
  PRIMARY KEY (memory, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tag_of ON tag (tag);

-- Metadata by path, for filters.
CREATE TABLE field (
  cube INTEGER NOT NULL REFERENCES cube (no),
  path TEXT NOT NULL,
  type TEXT NOT NULL,
  num REAL,
  text TEXT,
  folded TEXT,
  memory INTEGER NOT NULL REFERENCES memory (no)
) STRICT;
CREATE INDEX field_text ON field (cube, path, text);
CREATE INDEX field_num ON field (cube, path, num);
CREATE INDEX field_of_memory ON field (memory);

CREATE TABLE entity (
  no INTEGER PRIMARY KEY,
  cube INTEGER NOT NULL REFERENCES cube (no),
  name TEXT NOT NULL,
  kind TEXT,
  UNIQUE (cube, name, kind)
) STRICT;

CREATE TABLE alias (
  entity INTEGER NOT NULL REFERENCES entity (no),
  name TEXT NOT NULL,
  PRIMARY KEY (entity, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_name ON alias (name);

CREATE TABLE relation (
  no INTEGER PRIMARY KEY,
  "from" INTEGER NOT NULL REFERENCES entity (no),
  kind TEXT NOT NULL,
  "to" INTEGER NOT NULL REFERENCES entity (no),
  valid_from INTEGER,
  valid_to INTEGER,
  episode INTEGER REFERENCES episode (no)
) STRICT;
CREATE INDEX relation_from ON relation ("from", kind);
CREATE INDEX relation_to ON relation ("to", kind);

CREATE TABLE mention (
  entity INTEGER NOT NULL REFERENCES entity (no),
  memory INTEGER NOT NULL REFERENCES memory (no),
  PRIMARY KEY (entity, memory)
) STRICT, WITHOUT ROWID;
CREATE INDEX mention_in ON mention (memory);

-- A posting list only: terms carry cube and partition as prefix, rowid is memory.no.
-- The `ascii` tokenizer takes every non-ASCII character for part of a token.
CREATE VIRTUAL TABLE words USING fts5 (
  terms, content = '', contentless_delete = 1, tokenize = "ascii tokenchars '_'"
);
CREATE VIRTUAL TABLE word_instance USING fts5vocab (words, 'instance');

CREATE TABLE space (
  no INTEGER PRIMARY KEY,
  provider TEXT NOT NULL,
  model TEXT NOT NULL,
  dimension INTEGER NOT NULL,
  normalised INTEGER NOT NULL DEFAULT 1,
  state TEXT NOT NULL DEFAULT 'active',
  UNIQUE (provider, model, dimension)
) STRICT;

-- An absent row is a pending vector. The float32 form lies apart, so that scanning the int8
-- rows of a cube does not read it.
CREATE TABLE vector (
  space INTEGER NOT NULL REFERENCES space (no),
  cube INTEGER NOT NULL REFERENCES cube (no),
  live INTEGER NOT NULL,
  memory INTEGER NOT NULL REFERENCES memory (no),
  scale REAL NOT NULL,
  int8 BLOB NOT NULL,
  PRIMARY KEY (space, cube, live, memory)
) STRICT, WITHOUT ROWID;

CREATE TABLE vector_exact (
  memory INTEGER NOT NULL REFERENCES memory (no),
  space INTEGER NOT NULL REFERENCES space (no),
  float32 BLOB NOT NULL,
  PRIMARY KEY (memory, space)
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  subject_kind TEXT NOT NULL,
  subject TEXT,
  object_kind TEXT NOT NULL,
  object TEXT,
  effect TEXT NOT NULL CHECK (effect IN ('allow', 'deny')),
  action TEXT NOT NULL CHECK (action IN ('read', 'write', 'delete')),
  created_at INTEGER NOT NULL
) STRICT;

-- Written by every commit: history, counters, streams, mirrors and sync read it.
CREATE TABLE event (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  hlc INTEGER NOT NULL,
  node TEXT NOT NULL,
  cube INTEGER NOT NULL REFERENCES cube (no),
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  actor TEXT,
  app TEXT,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_of_cube ON event (cube, seq);

CREATE TABLE outbox_cursor (
  consumer TEXT PRIMARY KEY,
  seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  user_id TEXT,
  payload TEXT NOT NULL,
  state TEXT NOT NULL
    CHECK (state IN ('waiting', 'running', 'done', 'parked', 'cancelled')),
  priority INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL,
  leased_by TEXT,
  leased_until INTEGER,
  tries INTEGER NOT NULL DEFAULT 0,
  cause TEXT,
  progress TEXT,
  result TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX job_due ON job (state, priority, due_at);

CREATE TABLE access_log (
  no INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  app TEXT,
  principal TEXT,
  kind TEXT NOT NULL,
  query TEXT,
  hits TEXT
) STRICT;
CREATE INDEX access_log_at ON access_log (tenant, at);

CREATE TABLE trace (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;

-- What was erased, by keyed hash: an import or a sync must not bring it back.
CREATE TABLE tombstone (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  hmac BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX tombstone_hmac ON tombstone (hmac);

CREATE TABLE idempotency (
  key TEXT NOT NULL,
  route TEXT NOT NULL,
  principal TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  status INTEGER NOT NULL,
  reply TEXT NOT NULL,
  ids TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (key, route, principal)
) STRICT, WITHOUT ROWID;

CREATE TABLE adapter (
  cube INTEGER NOT NULL REFERENCES cube (no),
  id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  base_model TEXT NOT NULL,
  trusted INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE activation (
  id TEXT PRIMARY KEY,
  cube INTEGER NOT NULL REFERENCES cube (no),
  model TEXT NOT NULL,
  prompt_hash TEXT NOT NULL,
  source_seq INTEGER NOT NULL,
  file TEXT NOT NULL,
  hmac BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE secret (
  name TEXT PRIMARY KEY,
  ciphertext BLOB NOT NULL
) STRICT, WITHOUT ROWID;
