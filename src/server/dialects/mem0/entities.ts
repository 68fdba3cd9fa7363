import { type ScopeKind, scopeKinds } from '../../../model/scope-name.js';
import type { Call, Json } from './call.js';
import { wholeNumber } from './listing.js';
import { deleteOf } from './removing.js';
import { badRequest } from './refusal.js';
import { entityId, entityOf } from './shapes.js';

const PAGE_SIZE = 100;
const MOST_PAGE_SIZE = 200;

export async function listEntities(call: Call): Promise<Json> {
  const { query, base } = call;
  const page = wholeNumber(query['page'], 'page', 1, Number.MAX_SAFE_INTEGER);
  const asks = wholeNumber(query['page_size'], 'page_size', PAGE_SIZE, Number.MAX_SAFE_INTEGER);
  const size = Math.min(asks, MOST_PAGE_SIZE);
  const names = await call.memory.sources.everyName(call.caller);
  const at = (other: number) => `${base}/v1/entities/?page=${other}&page_size=${size}`;
  const totals = scopeKinds.map((kind) => {
    return [`total_${kind}s`, names.filter((one) => one.kind === kind).length];
  });
  return {
    count: names.length,
    next: page * size < names.length ? at(page + 1) : null,
    previous: page > 1 ? at(page - 1) : null,
    results: names.slice((page - 1) * size, page * size).map(entityOf),
    ...Object.fromEntries(totals),
  };
}

/** By its name; the first version also by its id. What is not there has no memories to delete. */
export async function deleteEntity(call: Call): Promise<Json> {
  const kind = kindOf(call.parameter('type'));
  const given = call.parameter('id');
  const names = await call.memory.sources.everyName(call.caller);
  const byId = names.find((one) => one.kind === kind && entityId(one) === given);
  await deleteOf(call, kind, byId?.name ?? given);
  return { message: 'Entity deleted successfully!' };
}

export function kindOf(given: string): ScopeKind {
  const kind = scopeKinds.find((one) => one === given || `${one}s` === given);
  if (kind) return kind;
  throw badRequest(`There is no entity type "${given}"; there are ${scopeKinds.join(', ')}.`);
}
