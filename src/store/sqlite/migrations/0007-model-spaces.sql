-- Spaces whose vectors a model makes. Without a floor it is a space whose vectors are made at once.
-- `wanted_at`: since when memories wait for a vector in it; only those of the newest one do.
-- `ready_at`: since when every memory had one, so that it is searched.
ALTER TABLE space ADD COLUMN floor REAL;
ALTER TABLE space ADD COLUMN wanted_at INTEGER;
ALTER TABLE space ADD COLUMN ready_at INTEGER;

-- The memories that wait. `tries`: how often the model gave no usable vector; `claimed_by` has it made.
CREATE TABLE pending_vector (
  space INTEGER NOT NULL REFERENCES space (no),
  cube INTEGER NOT NULL REFERENCES cube (no),
  memory INTEGER NOT NULL REFERENCES memory (no),
  tries INTEGER NOT NULL DEFAULT 0,
  cause TEXT,
  claimed_by TEXT,
  claimed_until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (space, cube, memory)
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_vector_memory ON pending_vector (memory);
