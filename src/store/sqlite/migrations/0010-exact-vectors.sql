-- A vector of 384 numbers takes 1,536 bytes. A table without row ids keeps at most a quarter of a page of a
-- row in its leaves, and gave each an overflow page of its own; with row ids two share a page.
CREATE TABLE vector_exact_by_row (
  memory INTEGER NOT NULL REFERENCES memory (no),
  space INTEGER NOT NULL REFERENCES space (no),
  float32 BLOB NOT NULL,
  PRIMARY KEY (memory, space)
) STRICT;
INSERT INTO vector_exact_by_row SELECT memory, space, float32 FROM vector_exact ORDER BY memory, space;
DROP TABLE vector_exact;
ALTER TABLE vector_exact_by_row RENAME TO vector_exact;
