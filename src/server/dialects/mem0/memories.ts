import { TulvingError } from '../../../errors.js';
import { isId } from '../../../model/ids.js';
import type { Memory } from '../../../model/memory.js';
import type { UpdateRequest } from '../../../model/requests.js';
import type { Call, Json } from './call.js';
import { isoOf } from './filter-values.js';
import { isTrue } from './reads.js';
import { badRequest, Refusal } from './refusal.js';
import { historyOf, listed } from './shapes.js';

/** What one request changes at most. */
const MOST_TOGETHER = 1_000;

export async function getOne(call: Call): Promise<Json> {
  const id = idOf(call.parameter('id'));
  return listed(await orNotFound(() => call.memory.get(id, call.caller)));
}

export async function updateOne(call: Call): Promise<Json> {
  const id = idOf(call.parameter('id'));
  const memory = await orNotFound(() => call.memory.update(id, changesIn(call.body), call.caller));
  return { message: 'Memory updated successfully!', ...listed(memory), text: memory.text };
}

export async function deleteOne(call: Call): Promise<Json> {
  const id = idOf(call.parameter('id'));
  const message = 'Memory deleted successfully!';
  const older = isTrue(call.query['delete_linked']) ? await supersededBy(call, id) : [];
  for (const one of [id, ...older]) {
    await orNotFound(() => call.memory.delete(one, call.caller));
  }
  return older.length === 0 ? { message } : { message, cascade_count: older.length };
}

export async function history(call: Call): Promise<Json[]> {
  const id = idOf(call.parameter('id'));
  const entries = await orNotFound(() => call.memory.history(id, call.caller));
  return historyOf(id, entries, await standing(call, id));
}

export async function batchUpdate(call: Call): Promise<Json> {
  const all = batchOf(call);
  const changes = all.map((one) => ({ id: idOf(one['memory_id']), change: changesIn(one) }));
  // What is not there is told before anything is changed.
  for (const { id } of changes) await orNotFound(() => call.memory.get(id, call.caller));
  for (const { id, change } of changes) {
    await orNotFound(() => call.memory.update(id, change, call.caller));
  }
  return { message: `Successfully updated ${changes.length} memories` };
}

export async function batchDelete(call: Call): Promise<Json> {
  const ids = batchOf(call).map((one) => idOf(one['memory_id']));
  for (const id of ids) await orNotFound(() => call.memory.get(id, call.caller));
  for (const id of new Set(ids)) await orNotFound(() => call.memory.delete(id, call.caller));
  return { message: `Successfully deleted ${ids.length} memories` };
}

/** @throws Refusal as mem0 words it */
export function idOf(given: unknown): string {
  if (typeof given === 'string' && isId(given)) return given;
  throw badRequest('memory_id should be a valid UUID');
}

export async function orNotFound<Result>(ask: () => Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw new Refusal(404, { error: 'Memory not found!', detail: 'Memory not found!' });
  }
}

export function isNotFound(error: unknown): boolean {
  return TulvingError.isInstance(error) && error.code === 'not_found';
}

function changesIn({ text, metadata, timestamp, expiration_date: expires }: Json): UpdateRequest {
  const change = {
    ...(text !== undefined && { text: text as string }),
    ...(metadata !== undefined && { metadata: (metadata ?? {}) as Json }),
    ...(timestamp !== undefined && { occurred_at: isoOf(timestamp) as string }),
    ...(expires !== undefined && { expires_at: isoOf(expires) as string | null }),
  };
  if (Object.keys(change).length > 0) return change;
  throw badRequest('At least one of text, metadata, timestamp and expiration_date is required.');
}

function batchOf({ body }: Call): Json[] {
  const { memories } = body;
  if (!Array.isArray(memories) || memories.length === 0) {
    throw badRequest('memories must be a list of at least one.');
  }
  if (memories.length > MOST_TOGETHER) {
    throw badRequest(`At most ${MOST_TOGETHER} memories are changed together.`);
  }
  return memories.map(
    (one: unknown) => (typeof one === 'string' ? { memory_id: one } : one) as Json,
  );
}

/** The memories that it replaced, those that these replaced, and so on. */
async function supersededBy(call: Call, id: string): Promise<string[]> {
  const older = new Set<string>();
  const rest = [id];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const memory = await standing(call, next);
    for (const one of memory?.supersedes ?? []) {
      if (one === id || older.has(one) || !(await standing(call, one))) continue;
      older.add(one);
      rest.push(one);
    }
  }
  return [...older];
}

async function standing({ memory, caller }: Call, id: string): Promise<Memory | undefined> {
  try {
    return await memory.get(id, caller);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
