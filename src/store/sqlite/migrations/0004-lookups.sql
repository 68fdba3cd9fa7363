-- Values by path and memory, for filters that ask of several cubes at once.
DROP INDEX field_of_memory;
CREATE INDEX field_of_memory ON field (memory, path);

-- The next job of a kind, and one that waits already.
DROP INDEX job_due;
CREATE INDEX job_next ON job (kind, state, priority DESC, due_at, id);
CREATE INDEX job_same ON job (kind, tenant, user_id, payload) WHERE state = 'waiting';
