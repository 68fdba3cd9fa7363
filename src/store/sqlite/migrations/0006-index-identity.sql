-- What made the index of a memory: the number of the analyser, and the space of its vector (0: none).
-- What was kept before, and what a process of an older version still adds, is of the first analyser and
-- of the first space: there was no other.
ALTER TABLE memory ADD COLUMN analyser INTEGER NOT NULL DEFAULT 1;
ALTER TABLE memory ADD COLUMN space INTEGER NOT NULL DEFAULT 1;
CREATE INDEX memory_index ON memory (cube, analyser, space);
