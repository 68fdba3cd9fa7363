import type { AccessEntry, ListAccessRequest } from '../../../model/access-log.js';
import { TulvingError } from '../../../errors.js';
import type { Served, ServerApp } from '../../served.js';
import { likenessOf } from '../mem0/likeness.js';
import { AppBook } from './app-book.js';
import { idOfAccess, idOfName } from './ids.js';
import { pageQuery } from './requests.js';
import { addOpenMemoryRoute, type Asked, type OpenMemoryRoute } from './route.js';
import { listed, naive, NO_APP } from './shapes.js';

/** As many as the log gives at a time. */
const PORTION = 1_000;
/** Of what an app has read, so many of the newest entries are counted. */
const MOST_COUNTED = 100_000;

/** Its words for what was done; reading has the same ones. */
const types: Readonly<Record<string, string>> = {
  'memory.created': 'create',
  'memory.updated': 'update',
  'memory.deleted': 'delete',
  'memory.restored': 'restore',
};

const routes: readonly OpenMemoryRoute[] = [
  {
    method: 'GET',
    path: '/memories/:id/access-log',
    async handle(asked) {
      const { page, page_size } = asked.query(pageQuery);
      const memory_id = asked.parameter('id');
      const all: AccessEntry[] = [];
      for await (const entry of entriesOf(asked, { memory_id })) all.push(entry);
      const shown = all.slice((page - 1) * page_size, page * page_size);
      const logs = shown.map((entry) => shownEntry(entry, memory_id, asked.tenant));
      return { total: all.length, page, page_size, logs };
    },
  },
  {
    method: 'GET',
    path: '/apps/:id/accessed',
    async handle(asked) {
      const { page, page_size } = asked.query(pageQuery);
      const given = asked.parameter('id');
      const app = await new AppBook(asked.memory, asked.caller).find(given);
      if (!app) throw new TulvingError('not_found', `There is no app ${given}.`);
      const counts = [...(await countsOf(asked, app.name))].toSorted((a, b) => b[1] - a[1]);
      const shown = counts.slice((page - 1) * page_size, page * page_size);
      const memories = await Promise.all(
        shown.map(async ([id, access_count]) => {
          const memory = await asked.findIfThere(id);
          return memory ? [{ memory: listed(memory, asked.tenant), access_count }] : [];
        }),
      );
      return { total: counts.length, page, page_size, memories: memories.flat() };
    },
  },
];

export function logRoutes(app: ServerApp, served: Served): void {
  for (const route of routes) addOpenMemoryRoute(app, served, route);
}

async function* entriesOf(
  { memory, caller }: Asked,
  request: ListAccessRequest,
): AsyncGenerator<AccessEntry> {
  let cursor: string | undefined;
  do {
    const more = cursor === undefined ? {} : { cursor };
    const page = await memory.accessLog.list({ ...request, ...more, limit: PORTION }, caller);
    yield* page.data;
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
}

/** How often it was answered with each memory. */
async function countsOf(asked: Asked, app: string): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  let entries = 0;
  for await (const { memories } of entriesOf(asked, { app, kind: 'reads' })) {
    for (const { memory_id: id } of memories) counts.set(id, (counts.get(id) ?? 0) + 1);
    if (++entries >= MOST_COUNTED) break;
  }
  return counts;
}

function shownEntry(entry: AccessEntry, memory_id: string, tenant: number) {
  const { at, kind, app, query, memories } = entry;
  const app_name = app ?? NO_APP;
  const [hit] = memories;
  return {
    id: idOfAccess(tenant, [memory_id, at, kind, app_name]),
    memory_id,
    app_id: idOfName(tenant, 'app', app_name),
    app_name,
    accessed_at: naive(at),
    access_type: types[kind] ?? kind,
    metadata_: {
      ...(query !== null && { query }),
      ...(hit && { rank: hit.rank, score: hit.score && likenessOf(hit.score) }),
    },
  };
}
