-- Addresses that are told what happens, and what they are told. How far each has read is in outbox_cursor.

CREATE TABLE webhook (
  id text COLLATE "C" PRIMARY KEY,
  tenant bigint NOT NULL REFERENCES tenant (no),
  name text COLLATE "C" NOT NULL,
  url text COLLATE "C" NOT NULL,
  format text COLLATE "C" NOT NULL CHECK (format IN ('tulving', 'mem0')),
  -- JSON: which events are told, and what goes along.
  filters text COLLATE "C" NOT NULL,
  include text COLLATE "C" NOT NULL,
  enabled bigint NOT NULL,
  -- It signs, so a hash would not do.
  secret text COLLATE "C" NOT NULL,
  old_secret text COLLATE "C",
  old_until bigint,
  -- Who set it up, and with which key; null: the command line.
  owner text COLLATE "C",
  owner_key text COLLATE "C",
  created_at bigint NOT NULL,
  updated_at bigint NOT NULL,
  -- Nothing is sent before then.
  rests_until bigint,
  failing_since bigint,
  note text COLLATE "C",
  delivered_at bigint
);
CREATE INDEX webhook_of ON webhook (tenant, created_at);

-- Ids alone: what goes along is read when it is sent.
CREATE TABLE webhook_delivery (
  id text COLLATE "C" PRIMARY KEY,
  webhook text COLLATE "C" NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  -- Of the event, by its clock.
  hlc bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  type text COLLATE "C" NOT NULL,
  subject text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  cube text COLLATE "C" NOT NULL,
  app text COLLATE "C",
  at bigint NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
  tries bigint NOT NULL,
  due_at bigint NOT NULL,
  tried_at bigint,
  status bigint,
  error text COLLATE "C",
  UNIQUE (webhook, hlc, type)
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (webhook, state, due_at);
CREATE INDEX webhook_delivery_of ON webhook_delivery (webhook, id);
CREATE INDEX webhook_delivery_about ON webhook_delivery (subject);
