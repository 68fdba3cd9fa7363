import { TulvingError } from '../../../errors.js';
import { ANY_USER } from '../../../model/scope.js';
import type { Served, ServerApp } from '../../served.js';
import { AppBook, appFilter, countedStates, type KnownApp } from './app-book.js';
import { idOfName } from './ids.js';
import { activeQuery, appsQuery, pageQuery, userQuery } from './requests.js';
import { addOpenMemoryRoute, type Asked, type OpenMemoryRoute } from './route.js';
import { listed, naive } from './shapes.js';

const bookOf = ({ memory, caller }: Asked) => new AppBook(memory, caller);

const orders = {
  name: ({ name }: KnownApp) => name.toLowerCase(),
  memories: ({ created }: KnownApp) => created,
  memories_accessed: ({ accessed }: KnownApp) => accessed,
} as const;

const routes: readonly OpenMemoryRoute[] = [
  {
    method: 'GET',
    path: '/apps',
    async handle(asked) {
      const { page, page_size, name = '', is_active: active, ...order } = asked.query(appsQuery);
      const wantsActive = active === undefined ? undefined : isTrue(active);
      const apps = (await bookOf(asked).list())
        .filter((app) => app.name.toLowerCase().includes(name.toLowerCase()))
        .filter(({ isActive }) => wantsActive === undefined || isActive === wantsActive);
      const keyOf = orders[order.sort_by];
      const sign = order.sort_direction === 'desc' ? -1 : 1;
      const sorted = apps.toSorted((one, other) => {
        const [a, b] = [keyOf(one), keyOf(other)];
        return a === b ? 0 : a < b ? -sign : sign;
      });
      const shown = sorted.slice((page - 1) * page_size, page * page_size);
      return {
        total: sorted.length,
        page,
        page_size,
        apps: shown.map((app) => ({
          id: idOfName(asked.tenant, 'app', app.name),
          name: app.name,
          is_active: app.isActive,
          total_memories_created: app.created,
          total_memories_accessed: app.accessed,
        })),
      };
    },
  },
  {
    method: 'GET',
    path: '/apps/:id',
    async handle(asked) {
      const app = await find(asked);
      return {
        is_active: app.isActive,
        total_memories_created: app.created,
        total_memories_accessed: app.accessed,
        first_accessed: app.firstAccess && naive(app.firstAccess),
        last_accessed: app.lastAccess && naive(app.lastAccess),
      };
    },
  },
  {
    method: 'PUT',
    path: '/apps/:id',
    async handle(asked) {
      const { is_active: active } = asked.query(activeQuery);
      const { name } = await find(asked);
      const { apps } = asked.memory;
      await (isTrue(active) ? apps.resume(name, asked.caller) : apps.pause(name, asked.caller));
      return { status: 'success', message: 'Updated app details successfully' };
    },
  },
  {
    method: 'GET',
    path: '/apps/:id/memories',
    async handle(asked) {
      const { page, page_size } = asked.query(pageQuery);
      const { name } = await find(asked);
      const wanted = {
        user_id: asked.caller.access.user ?? ANY_USER,
        states: countedStates,
        filters: appFilter([name]),
      };
      const order = { by: 'created_at', descending: true } as const;
      const found = await asked.walk.page(wanted, order, { page, size: page_size });
      const memories = found.memories.map((memory) => listed(memory, asked.tenant));
      return { total: found.total, page, page_size, memories };
    },
  },
  {
    method: 'GET',
    path: '/stats',
    async handle(asked) {
      const { user_id: user } = asked.query(userQuery);
      const apps = await bookOf(asked).list(user);
      const wanted = { user_id: user, filters: { user_id: user }, states: countedStates };
      return {
        total_memories: await asked.walk.count(wanted),
        total_apps: apps.length,
        apps: apps.map(({ name, isActive, firstAccess, lastAccess }) => ({
          id: idOfName(asked.tenant, 'app', name),
          owner_id: idOfName(asked.tenant, 'user', user),
          name,
          description: null,
          metadata_: {},
          is_active: isActive,
          created_at: firstAccess && naive(firstAccess),
          updated_at: lastAccess && naive(lastAccess),
        })),
      };
    },
  },
];

export function appRoutes(app: ServerApp, served: Served): void {
  for (const route of routes) addOpenMemoryRoute(app, served, route);
}

const isTrue = (text: string) => /^(?:true|1)$/i.test(text);

async function find(asked: Asked): Promise<KnownApp> {
  const given = asked.parameter('id');
  const app = await bookOf(asked).find(given);
  if (app) return app;
  throw new TulvingError('not_found', `There is no app ${given}.`);
}
