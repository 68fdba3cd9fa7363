import type { DrawnFrom } from '../../../model/sources.js';
import { isId } from '../../../model/ids.js';
import type { Call, Json } from './call.js';
import { done, eventOf, told } from './event-shapes.js';
import { isNotFound } from './memories.js';
import { wholeNumber } from './listing.js';
import { asked } from './reads.js';
import { badRequest, Refusal } from './refusal.js';

/**
 * mem0 answers writes with the id of an event, to be asked for until it has succeeded. Tulving needs no
 * table of them: what was added has the id of its first episode (with `infer: false`, of its first
 * memory), and what was done at once has an id that says when, and nothing else.
 */

const PAGE_SIZE = 50;
const MOST_PAGE_SIZE = 100;
/** UUIDv8 (RFC 9562): the moment in ms, and then this. */
const DONE = '-8000-8000-74756c76696e';

export function doneEvent(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}${DONE}`;
}

export async function getEvent(call: Call): Promise<Json> {
  const id = call.parameter('id');
  if (!isId(id)) throw badRequest('event_id should be a valid UUID');
  if (id.endsWith(DONE)) {
    const at = new Date(Number.parseInt(id.slice(0, 13).replace('-', ''), 16)).toISOString();
    return eventOf({ id, type: 'DELETE_ALL', at, ...done, memories: [] });
  }
  const drawn = (await ofEpisode(call, id)) ?? (await ofMemory(call, id));
  if (drawn) return eventOf({ id, type: 'ADD', ...drawn });
  const form = await ofForm(call, id);
  if (form) return eventOf({ id, type: 'EXPORT', ...form });
  throw new Refusal(404, { error: 'Event not found!', detail: 'Event not found!' });
}

/** What was added, newest first, as far as memories came of it. */
export async function listEvents(call: Call): Promise<Json> {
  const { caller, memory, query } = call;
  const page = wholeNumber(query['page'], 'page', 1, 1_000);
  const given = wholeNumber(query['page_size'], 'page_size', PAGE_SIZE, MOST_PAGE_SIZE);
  const { scope } = asked([], caller.access);
  let cursor: string | undefined;
  for (let at = 1; ; at++) {
    const request = { ...scope, limit: given, total: true, ...(cursor && { cursor }) };
    const { data, next_cursor: next, total = 0 } = await memory.list(request, caller);
    if (at === page)
      return { count: total, ...links(call, page, given, next), results: told(data) };
    if (next === null) return { count: total, ...links(call, page, given, null), results: [] };
    cursor = next;
  }
}

function links({ base }: Call, page: number, size: number, next: string | null): Json {
  const at = (other: number) => `${base}/v1/events/?page=${other}&page_size=${size}`;
  return { next: next === null ? null : at(page + 1), previous: page > 1 ? at(page - 1) : null };
}

async function ofEpisode({ memory, caller }: Call, id: string): Promise<DrawnFrom | undefined> {
  try {
    return await memory.sources.drawnFrom(id, caller);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function ofMemory({ memory, caller }: Call, id: string): Promise<DrawnFrom | undefined> {
  try {
    const found = await memory.get(id, caller);
    return { at: found.created_at, ...done, memories: [found] };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function ofForm({ memory, caller }: Call, id: string): Promise<DrawnFrom | undefined> {
  try {
    const { created_at: at, status, cause } = await memory.forms.get(id, caller);
    const failed = status === 'failed' ? (cause ?? 'Its job is gone.') : null;
    return { at, pending: status === 'pending', failed, memories: [] };
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
