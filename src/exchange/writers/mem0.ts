import { createHash } from 'node:crypto';
import type { MemoryRecord } from '../records.js';
import { encoded, type Records, type Writer } from './writer.js';

/** What `get_all` of mem0 answers in version 1.1: `{ results: [...] }`. It has no other states than active. */
export const writeMem0: Writer = (records) => encoded(document(records));

async function* document(records: Records): AsyncGenerator<string> {
  yield '{"results": [';
  let separator = '\n';
  for await (const record of records()) {
    if (record.type !== 'memory' || record.state !== 'active' || record.merged_into) continue;
    yield `${separator}${JSON.stringify(mem0Memory(record))}`;
    separator = ',\n';
  }
  yield '\n]}\n';
}

function mem0Memory(memory: MemoryRecord) {
  const { id, text, user_id, agent_id, app_id, run_id, expires_at: expires } = memory;
  return {
    id,
    memory: text,
    hash: createHash('md5').update(text).digest('hex'),
    metadata: memory.metadata ?? null,
    categories: memory.categories ?? [],
    created_at: memory.created_at ?? memory.occurred_at,
    updated_at: memory.updated_at ?? null,
    expiration_date: expires?.slice(0, 10) ?? null,
    user_id: user_id ?? null,
    ...((agent_id ?? null) !== null && { agent_id }),
    ...((app_id ?? null) !== null && { app_id }),
    ...((run_id ?? null) !== null && { run_id }),
  };
}
