import type { z } from 'zod';
import { TulvingError } from '../../../errors.js';
import type { MemoryState } from '../../../model/memory.js';
import { SHARED_CUBE, userCube } from '../../../model/scope.js';
import type { Served, ServerApp } from '../../served.js';
import { AppBook, appFilter } from './app-book.js';
import { categoriesMeant } from './categories.js';
import { means } from './ids.js';
import { archiveBody, stateBody } from './requests.js';
import { addOpenMemoryRoute, type Asked, type OpenMemoryRoute } from './route.js';
import { unnoted } from './walk.js';

/** Changes that are under way at a time: those that wait together share one flush of the disk. */
/** As many as one change of states takes. */
const MOST_IDS = 1_000;

const words: Readonly<Record<MemoryState, string>> = {
  active: 'resumed',
  paused: 'paused',
  archived: 'archived',
  deleted: 'deleted',
};

const routes: readonly OpenMemoryRoute[] = [
  {
    method: 'POST',
    path: '/memories/actions/pause',
    async handle(asked) {
      const body = await asked.body(stateBody);
      const { state = 'paused' } = body;
      const chosen = await choose(asked, body);
      const changed = Array.isArray(chosen)
        ? await setOf(asked, chosen, state)
        : await setWhere(asked, body.user_id, chosen, state);
      return { message: `Successfully ${words[state]} ${changed} memories` };
    },
  },
  {
    method: 'POST',
    path: '/memories/actions/archive',
    async handle(asked) {
      const user = asked.context.req.query('user_id') ?? '';
      const given = [...new Set(await asked.body(archiveBody))];
      // All of them or none. Whose they are is given by the id of the user here, elsewhere by the name.
      for (const id of given) {
        const { user_id: name } = await asked.memory.get(id, unnoted(asked.caller));
        if (name === null || !means(user, asked.tenant, 'user', name)) {
          throw new TulvingError('not_found', `There is no memory ${id} of this user.`);
        }
      }
      await setOf(asked, given, 'archived');
      return { message: `Successfully archived ${given.length} memories` };
    },
  },
];

export function stateRoutes(app: ServerApp, served: Served): void {
  for (const route of routes) addOpenMemoryRoute(app, served, route);
}

type Condition = Record<string, unknown>;

/** The ids that are named, else a condition: of the user alone, where `global_pause` reached everybody's. */
async function choose(
  asked: Asked,
  body: z.output<typeof stateBody>,
): Promise<string[] | Condition> {
  const {
    user_id: user,
    memory_ids: given = [],
    category_ids: categories = [],
    app_id: app,
  } = body;
  if (body.global_pause) return {};
  if (app !== undefined && given.length === 0) {
    return appFilter(await new AppBook(asked.memory, asked.caller).namesOf([app], user));
  }
  if (given.length > 0) {
    const ids = [...new Set(given)];
    for (const id of ids) await asked.find(id, user);
    return ids;
  }
  if (categories.length > 0) {
    const names = await categoriesMeant(asked, user, categories);
    return names.length === 0 ? { OR: [] } : { categories: { in: names } };
  }
  throw new TulvingError('invalid_input', 'Nothing tells which memories are meant.', {
    remedy: 'Give memory_ids, category_ids, app_id or global_pause.',
  });
}

/** What is archived or deleted stays so unless it is named by its id. */
async function setWhere(
  asked: Asked,
  user: string,
  condition: Condition,
  state: MemoryState,
): Promise<number> {
  const from = (['active', 'paused'] as const).filter((one) => one !== state);
  // As far as the lists go: what lies in other cubes is not seen here.
  const cubes = { cube: { in: [userCube(user), SHARED_CUBE] } };
  const filters = { AND: [{ user_id: user }, cubes, condition] };
  const request = { state, user_id: user, filters, from: [...from] };
  return (await asked.memory.setState(request, asked.caller)).changed;
}

async function setOf(
  { memory, caller }: Asked,
  ids: readonly string[],
  state: MemoryState,
): Promise<number> {
  for (let at = 0; at < ids.length; at += MOST_IDS) {
    await memory.setState({ state, ids: ids.slice(at, at + MOST_IDS) }, caller);
  }
  return ids.length;
}
