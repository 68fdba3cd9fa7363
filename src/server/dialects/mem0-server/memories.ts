import { requireScope } from '../../../model/access.js';
import { isId } from '../../../model/ids.js';
import { limits } from '../../../model/requests.js';
import { scopeKinds } from '../../../model/scope-name.js';
import { add } from '../mem0/adding.js';
import type { Call, Json } from '../mem0/call.js';
import { translate } from '../mem0/filters.js';
import { leastChance } from '../mem0/likeness.js';
import { allOf, wholeNumber } from '../mem0/listing.js';
import * as hosted from '../mem0/memories.js';
import { asked, filterConditions, idsIn, lifecycle } from '../mem0/reads.js';
import { badRequest, Refusal } from '../mem0/refusal.js';
import { deleteAll, deleteOf } from '../mem0/removing.js';
import { found, historyOf, listed, written } from '../mem0/shapes.js';

/** What the self-hosted server answers where its `top_k` is left out. */
const TOP_K = 20;
const MOST = 1_000;

/** Waits for the model, where there is one: this server has no events. */
export async function addAll(call: Call): Promise<Json> {
  const { memories } = await add({ ...call, body: { ...call.body, async_mode: false } });
  return { results: memories.map(written) };
}

export async function list(call: Call): Promise<Json> {
  const { query, caller } = call;
  const own = translate(idsIn(query));
  if (own.length === 0) requireScope(caller.access, 'admin');
  const most = wholeNumber(query['top_k'] ?? query['limit'], 'top_k', TOP_K, MOST);
  const what = asked([...own, ...lifecycle({})], caller.access);
  return { results: (await allOf(call, what, most)).map(listed) };
}

/** Null where there is none, with success. */
export async function get(call: Call): Promise<Json | null> {
  const id = call.parameter('id');
  if (!isId(id)) return null;
  try {
    return listed(await call.memory.get(id, call.caller));
  } catch (error) {
    if (hosted.isNotFound(error)) return null;
    throw error;
  }
}

export async function update(call: Call): Promise<Json> {
  await hosted.updateOne(call);
  return { message: 'Memory updated successfully!' };
}

export async function history(call: Call): Promise<Json[]> {
  const id = hosted.idOf(call.parameter('id'));
  const entries = await hosted.orNotFound(() => call.memory.history(id, call.caller));
  return historyOf(id, entries).map((entry) => ({
    id: entry['id'],
    memory_id: id,
    old_memory: entry['old_memory'],
    new_memory: entry['new_memory'],
    event: entry['event'],
    created_at: entry['created_at'],
    updated_at: entry['updated_at'],
    is_deleted: entry['event'] === 'DELETE',
    actor_id: null,
    role: null,
  }));
}

export async function search(call: Call): Promise<Json> {
  const { body, caller } = call;
  const { query, filters: given, threshold, explain } = body;
  if (typeof query !== 'string' || query.trim() === '') throw badRequest('query is required.');
  const own = [...translate(idsIn(body)), ...filterConditions(given, 'metadata')];
  const { scope, filters } = asked(own, caller.access);
  const limit = wholeNumber(body['top_k'] ?? body['limit'], 'top_k', TOP_K, MOST);
  const least = leastChance(threshold);
  const { results, trace } = await call.memory.search(
    {
      ...scope,
      query,
      limit: Math.min(limit, limits.searchResults),
      explain: explain === true,
      ...(filters && { filters }),
      ...(least !== undefined && { min_score: least }),
    },
    caller,
  );
  return {
    results: results.map((hit) => {
      const { score_breakdown, ...rest } = found(hit, trace);
      return explain === true ? { ...rest, score_details: score_breakdown } : rest;
    }),
  };
}

export async function removeAll(call: Call): Promise<Json> {
  await deleteAll(call);
  return { message: 'All relevant memories deleted' };
}

/** Everything of the tenant that is kept under any name. It can be restored for as long as what is deleted can. */
export async function reset(call: Call): Promise<Json> {
  requireScope(call.caller.access, 'admin');
  const every = Object.fromEntries(scopeKinds.map((kind) => [`${kind}_id`, '*']));
  await deleteAll({ ...call, query: {}, body: every });
  return { message: 'All memories reset' };
}

export async function entities({ memory, caller }: Call): Promise<Json[]> {
  const names = await memory.sources.everyName(caller);
  return names.map(({ kind, name, memories, created_at, updated_at }) => {
    return { id: name, type: kind, total_memories: memories, created_at, updated_at };
  });
}

export async function removeEntity(call: Call): Promise<Json> {
  const kind = scopeKinds.find((one) => one === call.parameter('type'));
  if (!kind) throw new Refusal(400, { detail: 'The type must be user, agent, app or run.' });
  await deleteOf(call, kind, call.parameter('id'));
  return { message: 'Entity deleted' };
}
