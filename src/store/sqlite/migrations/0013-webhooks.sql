-- Addresses that are told what happens, and what they are told. How far each has read is in outbox_cursor.

CREATE TABLE webhook (
  id TEXT PRIMARY KEY,
  tenant INTEGER NOT NULL REFERENCES tenant (no),
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  format TEXT NOT NULL CHECK (format IN ('tulving', 'mem0')),
  -- JSON: which events are told, and what goes along.
  filters TEXT NOT NULL,
  include TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  -- It signs, so a hash would not do.
  secret TEXT NOT NULL,
  old_secret TEXT,
  old_until INTEGER,
  -- Who set it up, and with which key; null: the command line.
  owner TEXT,
  owner_key TEXT,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- Nothing is sent before then.
  rests_until INTEGER,
  failing_since INTEGER,
  note TEXT,
  delivered_at INTEGER
) STRICT;
CREATE INDEX webhook_of ON webhook (tenant, created_at);

-- Ids alone: what goes along is read when it is sent.
CREATE TABLE webhook_delivery (
  id TEXT PRIMARY KEY,
  webhook TEXT NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  -- Of the event, by its clock.
  hlc INTEGER NOT NULL,
  kind TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  version INTEGER NOT NULL,
  cube TEXT NOT NULL,
  app TEXT,
  at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
  tries INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  tried_at INTEGER,
  status INTEGER,
  error TEXT,
  UNIQUE (webhook, hlc, type)
) STRICT;
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook, state, due_at);
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook, id);
CREATE INDEX webhook_delivery_about ON webhook_delivery (subject);
