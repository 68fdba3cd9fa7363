import type { Memory } from '../../../model/memory.js';
import { limits } from '../../../model/requests.js';
import type { Call, Json } from './call.js';
import {
  type Asked,
  asked,
  besides,
  filterConditions,
  idFields,
  idsIn,
  lifecycle,
  requireFilter,
} from './reads.js';
import { Refusal } from './refusal.js';
import type { Condition } from './filter-values.js';
import { snakeCase, translate } from './filters.js';
import { listed } from './shapes.js';

const PAGE_SIZE = 100;
const MOST_PAGE_SIZE = 200;
/** What a list without pages holds at most. */
const MOST_UNPAGED = 10_000;

/** The third version: filters in the body, pages always. */
export async function listV3(call: Call): Promise<Json> {
  refuseTopLevelIds(call.body);
  return envelope(call, conditionsOf(call.body, filterConditions(call.body['filters']), call));
}

/** The second: a bare list unless a page is asked for. */
export async function listV2(call: Call): Promise<unknown> {
  const { body } = call;
  const own = [...translate(idsIn(body)), ...filterConditions(body['filters'])];
  return paged(call, conditionsOf(body, own, call));
}

/** The first: ids in the URL. */
export async function listV1(call: Call): Promise<unknown> {
  const { query } = call;
  const own = [...translate(idsIn(query)), ...filterConditions(query['filters'])];
  return paged(call, conditionsOf(query, own, call));
}

export function refuseTopLevelIds(body: Readonly<Json>): void {
  const names: readonly string[] = idFields;
  const given = Object.keys(body).filter((key) => names.includes(snakeCase(key)));
  if (given.length === 0) return;
  throw new Refusal(400, {
    error: `${given.join(', ')} belong inside filters, such as {"filters": {"user_id": "ada"}}.`,
  });
}

/** All memories of what is asked, newest first, up to so many. */
export async function allOf(
  call: Call,
  { scope, filters }: Asked,
  most: number,
): Promise<Memory[]> {
  const all: Memory[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(limits.page, most - all.length);
    const request = { ...scope, filters, limit, ...(cursor !== undefined && { cursor }) };
    const page = await call.memory.list(request, call.caller);
    all.push(...page.data);
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined && all.length < most);
  return all;
}

function conditionsOf(given: Readonly<Json>, own: Condition[], call: Call): Condition[] {
  requireFilter(own, call);
  return [...own, ...besides(given), ...lifecycle(given)];
}

async function paged(call: Call, conditions: readonly Condition[]): Promise<unknown> {
  const { page, page_size: size } = { ...call.body, ...call.query };
  if (page !== undefined || size !== undefined) return envelope(call, conditions);
  const what = asked(conditions, call.caller.access);
  return (await allOf(call, what, MOST_UNPAGED)).map(listed);
}

async function envelope(call: Call, conditions: readonly Condition[]): Promise<Json> {
  const { page: number, page_size: length } = { ...call.body, ...call.query };
  const page = wholeNumber(number, 'page', 1, Number.MAX_SAFE_INTEGER);
  const size = Math.min(
    wholeNumber(length, 'page_size', PAGE_SIZE, Number.MAX_SAFE_INTEGER),
    MOST_PAGE_SIZE,
  );
  const { scope, filters } = asked(conditions, call.caller.access);
  const before = (page - 1) * size;
  const ask = (limit: number, cursor: string | undefined, total = false) =>
    call.memory.list({ ...scope, filters, limit, total, cursor }, call.caller);
  let cursor: string | undefined;
  for (let left = before; left > 0;) {
    const step = Math.min(left, limits.page);
    const { next_cursor: next } = await ask(step, cursor);
    if (next === null) return pageOf(call, { page, size }, (await ask(1, undefined, true)).total);
    cursor = next;
    left -= step;
  }
  const { data, total } = await ask(size, cursor, true);
  return pageOf(call, { page, size }, total, data);
}

function pageOf(
  { base }: Call,
  { page, size }: { page: number; size: number },
  count = 0,
  data: readonly Memory[] = [],
): Json {
  const at = (other: number) => `${base}/v3/memories/?page=${other}&page_size=${size}`;
  return {
    count,
    next: page * size < count ? at(page + 1) : null,
    previous: page > 1 ? at(page - 1) : null,
    results: data.map(listed),
  };
}

export function wholeNumber(given: unknown, name: string, missing: number, most: number): number {
  if (given === undefined || given === null || given === '') return missing;
  const value = Number(given);
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return value;
  throw new Refusal(400, { detail: `${name} must be a whole number of at least 1.` });
}
