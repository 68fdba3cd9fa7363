-- What holds, what held, and what was known when.

-- 1: in the part of its cube that search reads.
ALTER TABLE memory ADD COLUMN live INTEGER NOT NULL DEFAULT 1;
ALTER TABLE memory ADD COLUMN merged_into INTEGER REFERENCES memory (no);
ALTER TABLE memory ADD COLUMN deleted_at INTEGER;
UPDATE memory SET live = 0 WHERE state <> 'active';
UPDATE memory SET deleted_at = updated_at WHERE state = 'deleted';

-- Validity after each event, so that what was known at a moment can be told.
ALTER TABLE version ADD COLUMN valid_from INTEGER;
ALTER TABLE version ADD COLUMN valid_to INTEGER;
ALTER TABLE version ADD COLUMN merged_into TEXT;

CREATE INDEX memory_live ON memory (cube, live);
DROP INDEX memory_of_user;
CREATE INDEX memory_of_user ON memory (user_id, cube, state);
CREATE INDEX memory_expires ON memory (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX memory_deleted ON memory (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX memory_merged ON memory (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX event_at ON event (cube, at);
