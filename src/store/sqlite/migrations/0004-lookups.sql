-- Values by path and memory, for filters that ask of several cubes at once.
DROP INDEX field_of_memory;
CREATE INDEX field_of_memory ON field (memory, path);

-- The next job of a kind, and one that waits already.
DROP INDEX job_due;
CREATE INDEX job_next ON job (kind, state, priority DESC, due_at, id);
CREATE INDEX job_same ON job (kind, tenant, user_id, payload) WHERE state = 'waiting';

-- A repeated request is answered by ids, for as long as the row is kept.
DROP TABLE idempotency;
CREATE TABLE idempotency (
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  request_hash BLOB NOT NULL,
  ids TEXT NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (owner, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_until ON idempotency (until);

-- Taking an episode or a memory out looks for what refers to it: once for each, so by an index.
CREATE INDEX memory_of_episode ON memory (episode);
CREATE INDEX relation_of_episode ON relation (episode);

-- Without a reference to the memory, which an index as large as half the table would have to serve;
-- `tulving doctor` checks it.
CREATE TABLE vector_by_place (
  space INTEGER NOT NULL REFERENCES space (no),
  cube INTEGER NOT NULL REFERENCES cube (no),
  live INTEGER NOT NULL,
  memory INTEGER NOT NULL,
  scale REAL NOT NULL,
  int8 BLOB NOT NULL,
  PRIMARY KEY (space, cube, live, memory)
) STRICT, WITHOUT ROWID;
INSERT INTO vector_by_place SELECT * FROM vector;
DROP TABLE vector;
ALTER TABLE vector_by_place RENAME TO vector;

-- A memory may have said several things; each has a tombstone.
DROP TABLE tombstone;
CREATE TABLE tombstone (
  id TEXT NOT NULL,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  hmac BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (id, hmac)
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstone_hmac ON tombstone (hmac, tenant);
CREATE INDEX tombstone_at ON tombstone (at);
