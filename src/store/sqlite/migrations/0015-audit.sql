-- Who has changed how Tulving is run. Ids, numbers and names of settings only: nothing of what is remembered.
CREATE TABLE audit (
  no INTEGER PRIMARY KEY AUTOINCREMENT,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  -- Id or name of what it was done to.
  subject TEXT,
  -- JSON.
  detail TEXT NOT NULL,
  -- 'begun' until it has ended: then 'done', or the code of the error.
  outcome TEXT NOT NULL,
  principal TEXT,
  app TEXT,
  -- Id of the key that was shown.
  key TEXT
) STRICT;
CREATE INDEX audit_of ON audit (tenant, no);
