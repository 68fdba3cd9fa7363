-- Access rules, and who has read what. No version has written to either table before.

DROP TABLE rule;
CREATE TABLE rule (
  -- Never given twice: with the number of rules it tells whether any has changed.
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  subject_kind TEXT NOT NULL CHECK (subject_kind IN ('user', 'app', 'key', 'agent')),
  -- '*': all of the kind.
  subject TEXT NOT NULL,
  object_kind TEXT NOT NULL
    CHECK (object_kind IN ('memory', 'category', 'tag', 'cube', 'app', 'all')),
  -- '' for all.
  object TEXT NOT NULL,
  effect TEXT NOT NULL CHECK (effect IN ('allow', 'deny')),
  action TEXT NOT NULL CHECK (action IN ('read', 'write', 'delete')),
  created_at INTEGER NOT NULL,
  UNIQUE (tenant, subject_kind, subject, object_kind, object, effect, action)
) STRICT;
CREATE INDEX rule_of ON rule (tenant, no);

DROP TABLE access_log;
CREATE TABLE access_log (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  app TEXT,
  -- Whether a key fixed the app.
  proven INTEGER NOT NULL,
  principal TEXT,
  -- About whom was asked.
  user_id TEXT,
  -- Null where there was none, and once what it asks for was erased.
  query TEXT,
  -- JSON: numbers of memories with their scores, in the order of the answer.
  hits TEXT NOT NULL,
  found INTEGER NOT NULL,
  -- Of the best; null where nothing is ranked.
  score REAL,
  -- JSON: terms of the query, and names that were asked about. By these an erasure finds it.
  terms TEXT NOT NULL,
  names TEXT NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;
-- With what each takes: their sum is asked for, too.
CREATE INDEX access_log_at ON access_log (tenant, at, bytes);

CREATE TABLE access_hit (
  memory INTEGER NOT NULL,
  log INTEGER NOT NULL,
  PRIMARY KEY (memory, log)
) STRICT, WITHOUT ROWID;
