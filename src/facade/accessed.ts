import { narrowReach } from '../model/access.js';
import { type AccessedPage, type ListAccessedRequest, listAccessedSchema } from '../model/apps.js';
import type { Caller } from '../model/caller.js';
import { formatInstant } from '../model/time.js';
import { invalidInput, validate } from '../model/validate.js';
import { presentMemory } from '../present.js';
import type { AccessLogStore } from '../store/access-log.js';
import type { Store } from '../store/port.js';
import { hideLinks } from './hide-links.js';

export interface AccessedParts {
  memories: Pick<Store['memories'], 'byIds'>;
  accessLog: Pick<AccessLogStore, 'accessedBy'>;
}

/** What an app was answered with, most often first. */
export async function accessedBy(
  { memories, accessLog }: AccessedParts,
  app: string,
  request: ListAccessedRequest,
  caller: Caller,
): Promise<AccessedPage> {
  const { limit = 50, cursor } = validate(listAccessedSchema, request);
  const offset = cursor === undefined ? 0 : offsetOf(cursor);
  const reach = narrowReach(caller.access, { cubes: 'all' });
  const { tenant } = caller;
  const { total, data } = await accessLog.accessedBy({ tenant, app, reach, limit, offset });
  const ids = data.map(({ memory }) => memory);
  const found = await hideLinks({ memories }, await memories.byIds(tenant, ids), caller);
  const byId = new Map(found.map((memory) => [memory.id, memory]));
  return {
    data: data.flatMap(({ memory: id, times, last }) => {
      const memory = byId.get(id);
      return memory ? [{ memory: presentMemory(memory), times, last_at: formatInstant(last) }] : [];
    }),
    total,
    next_cursor: offset + data.length < total && data.length > 0 ? String(offset + limit) : null,
  };
}

function offsetOf(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw invalidInput([{ pointer: '/cursor', detail: 'is not one that a page was answered with' }]);
}
