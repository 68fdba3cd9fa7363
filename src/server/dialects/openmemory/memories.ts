import type { z } from 'zod';
import { asApp } from '../../../model/caller.js';
import type { MemoryState } from '../../../model/memory.js';
import type { Served, ServerApp } from '../../served.js';
import { AppBook, appFilter } from './app-book.js';
import { categoriesMeant, shownCategories } from './categories.js';
import {
  createBody,
  deleteBody,
  filterBody,
  listQuery,
  updateBody,
  userQuery,
} from './requests.js';
import { addOpenMemoryRoute, type Asked, type OpenMemoryRoute } from './route.js';
import { listed, type Listed, type Page, pageOf, raw, single } from './shapes.js';
import { createdBetween } from './times.js';
import type { Order } from './walk.js';

/** The app of what says no other. */
const OWN_APP = 'openmemory';
const MOST_RELATED = 5;

type Narrowing = Pick<
  z.output<typeof filterBody>,
  | 'user_id'
  | 'search_query'
  | 'from_date'
  | 'to_date'
  | 'sort_column'
  | 'sort_direction'
  | 'page'
  | 'size'
>;

const routes: readonly OpenMemoryRoute[] = [
  {
    method: 'GET',
    path: '/memories',
    async handle(asked) {
      const query = asked.query(listQuery);
      const { app_id: app, categories } = query;
      const names = categories?.split(',').map((name) => name.trim());
      return pageFor(asked, query, ['active'], {
        ...(app !== undefined && { apps: [app] }),
        ...(names && { categories: names }),
      });
    },
  },
  {
    method: 'POST',
    path: '/memories/filter',
    async handle(asked) {
      const body = await asked.body(filterBody);
      const { app_ids: apps, category_ids: given, show_archived: archivedToo } = body;
      const categories = given?.length
        ? await categoriesMeant(asked, body.user_id, given)
        : undefined;
      const states: MemoryState[] = [
        'active',
        'paused',
        ...(archivedToo ? ['archived' as const] : []),
      ];
      return pageFor(asked, body, states, {
        ...(apps?.length && { apps }),
        ...(categories && { categories }),
      });
    },
  },
  {
    method: 'GET',
    path: '/memories/categories',
    async handle(asked) {
      const categories = await shownCategories(asked, asked.query(userQuery).user_id);
      return { categories, total: categories.length };
    },
  },
  {
    method: 'POST',
    path: '/memories',
    async handle(asked) {
      const { app, infer, ...request } = await asked.body(createBody);
      const { caller, memory } = asked;
      const app_id = app ?? caller.access.app ?? OWN_APP;
      const named = caller.app === null ? asApp(caller, app_id) : caller;
      await memory.apps.enter(named);
      const { memories } = await memory.add({ ...request, app_id, extract: infer }, named);
      const [first] = memories;
      return first && raw(first, asked.tenant);
    },
  },
  {
    method: 'DELETE',
    path: '/memories',
    async handle(asked) {
      const { memory_ids: given, user_id: user } = await asked.body(deleteBody);
      const ids = [...new Set(given)];
      // All of them or none: an id that is unknown is told before anything is gone.
      for (const id of ids) await asked.find(id, user);
      for (const id of ids) await asked.memory.delete(id, asked.caller);
      return { message: `Successfully deleted ${ids.length} memories` };
    },
  },
  {
    method: 'GET',
    path: '/memories/:id',
    handle: async (asked) =>
      single(await asked.memory.get(asked.parameter('id'), asked.caller), asked.tenant),
  },
  {
    method: 'PUT',
    path: '/memories/:id',
    async handle(asked) {
      const { memory_content: text, user_id: user } = await asked.body(updateBody);
      const { id } = await asked.find(asked.parameter('id'), user);
      return raw(await asked.memory.update(id, { text }, asked.caller), asked.tenant);
    },
  },
  {
    method: 'GET',
    path: '/memories/:id/related',
    async handle(asked) {
      const { id } = await asked.find(asked.parameter('id'), asked.query(userQuery).user_id);
      const { results } = await asked.memory.related(id, { limit: MOST_RELATED }, asked.caller);
      const items = results.map((hit) => listed(hit, asked.tenant));
      return pageOf(items, { total: items.length, page: 1, size: MOST_RELATED });
    },
  },
];

export function memoryRoutes(app: ServerApp, served: Served): void {
  for (const route of routes) addOpenMemoryRoute(app, served, route);
}

/** One page of what a user has, narrowed by what was asked. */
async function pageFor(
  asked: Asked,
  { user_id: user, search_query: text, ...query }: Narrowing,
  states: readonly MemoryState[],
  { apps, categories }: { apps?: readonly string[]; categories?: readonly string[] },
): Promise<Page<Listed>> {
  const conditions: Record<string, unknown>[] = [{ user_id: user }];
  if (apps) {
    const book = new AppBook(asked.memory, asked.caller);
    conditions.push(appFilter(await book.namesOf(apps, user)));
  }
  if (categories) {
    conditions.push(categories.length > 0 ? { categories: { in: [...categories] } } : { OR: [] });
  }
  const { page, size } = query;
  conditions.push(...createdBetween(query));
  const wanted = {
    user_id: user,
    states,
    filters: { AND: conditions },
    ...(text?.trim() && { text }),
  };
  const found = await asked.walk.page(wanted, orderOf(query), { page, size });
  const items = found.memories.map((memory) => listed(memory, asked.tenant));
  return pageOf(items, { total: found.total, page, size });
}

function orderOf({
  sort_column: column = 'created_at',
  sort_direction: direction = 'desc',
}: Pick<Narrowing, 'sort_column' | 'sort_direction'>): Order {
  return { by: column === 'content' ? 'memory' : column, descending: direction === 'desc' };
}
