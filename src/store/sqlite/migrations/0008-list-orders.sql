-- Lists by date and by last change, as fast at the end as at the beginning.
CREATE INDEX memory_by_update ON memory (cube, state, updated_at);
CREATE INDEX memory_by_date ON memory (cube, state, occurred_at);
