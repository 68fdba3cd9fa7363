import type { UpdateRequest } from '../model/requests.js';
import { instantOf } from '../model/validate.js';
import type { IndexEntry, Revision } from '../store/change-set.js';
import type { StoredMemory } from '../store/port.js';

interface Index {
  index(text: string): IndexEntry;
}

/** A correction: same memory, same validity, new version. Nothing given, nothing done. */
export function planUpdate(
  memory: StoredMemory,
  input: UpdateRequest,
  { indexer, timezone }: { indexer: Index; timezone: string },
): Revision | undefined {
  const { text, metadata, categories, tags, occurred_at: occurredAt } = input;
  const given = [text, metadata, categories, tags, occurredAt].some((field) => field !== undefined);
  if (!given) return undefined;
  return {
    memory: memory.id,
    expectVersion: memory.version,
    event: 'updated',
    index: indexer.index(text ?? memory.text),
    text,
    metadata,
    categories,
    tags,
    occurredAt:
      occurredAt === undefined ? undefined : instantOf(occurredAt, '/occurred_at', timezone),
  };
}

/** Takes a memory out of search and list. */
export function planDelete(memory: StoredMemory, indexer: Index): Revision {
  return {
    memory: memory.id,
    expectVersion: memory.version,
    event: 'deleted',
    index: indexer.index(memory.text),
    state: 'deleted',
  };
}
