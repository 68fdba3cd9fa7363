import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/model/ids.js';
import { expectRefusal, openMemory, type OpenMemory } from './served.js';

/**
 * Every route of OpenMemory's API, as its own pages call it: what it answers, what it changes, that it changes
 * nothing else, and what it refuses; a refusal changes nothing at all.
 */

interface Known {
  cello: string;
  tea: string;
  bobs: string;
  music: string;
  cursor: string;
  ada: string;
}

interface Scenario {
  route: string;
  path?: (known: Known) => string;
  body?: (known: Known) => unknown;
  answers: object;
  /** Names of what is another afterwards. */
  changes?: readonly string[];
  refused: { path?: string; body?: unknown; status: number };
}

const id = expect.any(String);
const memory = {
  id,
  content: 'I play the cello.',
  created_at: expect.any(Number),
  state: 'active',
  app_id: id,
  app_name: 'cursor',
  categories: ['music'],
  metadata_: expect.any(Object),
};
const page = { total: expect.any(Number), page: 1, pages: expect.any(Number) };
const raw = { id, user_id: id, content: id, state: 'active', created_at: id, updated_at: id };
const config = { openmemory: { custom_instructions: null }, mem0: expect.any(Object) };
const strict = { mem0: { llm: { provider: 'nobody', config: {} } } };
const nowhere = `/memories/${newId()}`;

const scenarios: readonly Scenario[] = [
  {
    route: 'GET /memories/',
    path: () => '/memories/?user_id=ada&categories=music',
    answers: { ...page, items: [memory], size: 50 },
    refused: { path: '/memories/?page=1', status: 422 },
  },
  {
    route: 'POST /memories/filter',
    body: ({ music }) => ({ user_id: 'ada', category_ids: [music] }),
    answers: { ...page, items: [memory], size: 10 },
    refused: { body: { size: 10 }, status: 422 },
  },
  {
    route: 'GET /memories/categories',
    path: () => '/memories/categories?user_id=ada',
    answers: { categories: [named('music')], total: 1 },
    refused: { path: '/memories/categories', status: 422 },
  },
  {
    route: 'POST /memories/',
    body: () => ({ user_id: 'ada', text: 'I sail on Sundays.', infer: false, app: 'cursor' }),
    answers: { ...raw, content: 'I sail on Sundays.' },
    changes: ['something new'],
    refused: { body: { user_id: 'ada' }, status: 422 },
  },
  {
    route: 'DELETE /memories/',
    body: ({ cello }) => ({ user_id: 'ada', memory_ids: [cello] }),
    answers: { message: 'Successfully deleted 1 memories' },
    changes: ['cello'],
    refused: { body: { user_id: 'ada', memory_ids: [newId()] }, status: 404 },
  },
  {
    route: 'GET /memories/{id}',
    path: ({ cello }) => `/memories/${cello}`,
    answers: { id, text: 'I play the cello.', app_name: 'cursor', categories: ['music'] },
    refused: { path: nowhere, status: 404 },
  },
  {
    route: 'PUT /memories/{id}',
    path: ({ cello }) => `/memories/${cello}`,
    body: () => ({ user_id: 'ada', memory_content: 'I play the viola.' }),
    answers: { ...raw, content: 'I play the viola.' },
    changes: ['cello'],
    refused: { path: nowhere, body: { user_id: 'ada', memory_content: 'x' }, status: 404 },
  },
  {
    route: 'POST /memories/actions/pause',
    body: ({ cello }) => ({ user_id: 'ada', memory_ids: [cello] }),
    answers: { message: 'Successfully paused 1 memories' },
    changes: ['cello'],
    refused: { body: { user_id: 'ada' }, status: 422 },
  },
  {
    route: 'POST /memories/actions/archive',
    path: ({ ada }) => `/memories/actions/archive?user_id=${ada}`,
    body: ({ cello }) => [cello],
    answers: { message: 'Successfully archived 1 memories' },
    changes: ['cello'],
    refused: { path: '/memories/actions/archive?user_id=ada', body: [newId()], status: 404 },
  },
  {
    route: 'GET /memories/{id}/access-log',
    path: ({ cello }) => `/memories/${cello}/access-log?page=1&page_size=10`,
    answers: { total: expect.any(Number), page: 1, page_size: 10, logs: expect.any(Array) },
    refused: { path: `${nowhere}/access-log`, status: 404 },
  },
  {
    route: 'GET /memories/{id}/related',
    path: ({ cello }) => `/memories/${cello}/related?user_id=ada`,
    answers: { ...page, items: expect.any(Array), size: 5 },
    refused: { path: `${nowhere}/related?user_id=ada`, status: 404 },
  },
  {
    route: 'GET /apps/',
    path: () => '/apps/?name=cursor',
    answers: {
      total: 1,
      page: 1,
      page_size: 10,
      apps: [
        {
          id,
          name: 'cursor',
          is_active: true,
          total_memories_created: 2,
          total_memories_accessed: expect.any(Number),
        },
      ],
    },
    refused: { path: '/apps/?sort_by=age', status: 422 },
  },
  {
    route: 'GET /apps/{id}',
    path: ({ cursor }) => `/apps/${cursor}`,
    answers: {
      is_active: true,
      total_memories_created: 2,
      total_memories_accessed: expect.any(Number),
    },
    refused: { path: `/apps/${newId()}`, status: 404 },
  },
  {
    route: 'GET /apps/{id}/memories',
    path: ({ cursor }) => `/apps/${cursor}/memories`,
    answers: { total: 2, page: 1, page_size: 10, memories: expect.arrayContaining([memory]) },
    refused: { path: `/apps/${newId()}/memories`, status: 404 },
  },
  {
    route: 'GET /apps/{id}/accessed',
    path: ({ cursor }) => `/apps/${cursor}/accessed`,
    answers: { total: 0, page: 1, page_size: 10, memories: [] },
    refused: { path: `/apps/${newId()}/accessed`, status: 404 },
  },
  {
    route: 'PUT /apps/{id}',
    path: ({ cursor }) => `/apps/${cursor}?is_active=false`,
    answers: { status: 'success', message: 'Updated app details successfully' },
    changes: ['app cursor'],
    refused: { path: `/apps/${newId()}?is_active=false`, status: 404 },
  },
  {
    route: 'GET /stats/',
    path: () => '/stats/?user_id=ada',
    answers: { total_memories: 2, total_apps: 2, apps: expect.any(Array) },
    refused: { path: '/stats/', status: 422 },
  },
  { route: 'GET /config/', answers: config, refused: { path: '/config/nothing', status: 404 } },
  ...(['PUT', 'PATCH'] as const).map((method) => ({
    route: `${method} /config/`,
    body: () => ({ openmemory: { custom_instructions: 'Be brief.' } }),
    answers: { openmemory: { custom_instructions: 'Be brief.' } },
    changes: ['instructions'],
    refused: { body: strict, status: 422 },
  })),
  {
    route: 'POST /config/reset',
    answers: config,
    refused: { path: '/config/reset/all', status: 404 },
  },
  ...(['llm', 'embedder', 'vector_store'] as const).map((part) => ({
    route: `GET /config/mem0/${part}`,
    answers: expect.toSatisfy((shown: unknown) => shown === null || typeof shown === 'object'),
    refused: { path: '/config/mem0/nothing', status: 404 },
  })),
  {
    route: 'PUT /config/openmemory',
    body: () => ({ custom_instructions: 'Be brief.' }),
    answers: { custom_instructions: 'Be brief.' },
    changes: ['instructions'],
    refused: { body: { custom_instructions: 7 }, status: 422 },
  },
  {
    route: 'GET /config/openmemory',
    answers: { custom_instructions: null },
    refused: { path: '/config/openmemory/nothing', status: 404 },
  },
];

function named(name: string) {
  return { id, name, description: id, created_at: null, updated_at: null };
}

async function filled(): Promise<{ server: OpenMemory; known: Known }> {
  const server = await openMemory();
  const about = { app_id: 'cursor', categories: ['music'] };
  const cello = await server.note('I play the cello.', about);
  const tea = await server.note('Tea is in the tin.');
  const bobs = await server.note('Bob runs.', { user_id: 'bob', app_id: 'cursor' });
  const { categories } = (await server.ask('GET', '/memories/categories?user_id=ada')).body;
  const music = categories.find(({ name }: { name: string }) => name === 'music').id as string;
  const apps = (await server.ask('GET', '/apps/?name=cursor')).body.apps as { id: string }[];
  const stats = (await server.ask('GET', '/stats/?user_id=ada')).body.apps as {
    owner_id: string;
  }[];
  const [ada = '', cursor = ''] = [stats[0]?.owner_id, apps[0]?.id];
  return { server, known: { cello, tea, bobs, music, cursor, ada } };
}

/** All that there is, by name. */
async function all({ memory: kept, ask }: OpenMemory, known: Known): Promise<Map<string, string>> {
  const lines = (await buffer(kept.exchange.export().stream)).toString().trim().split('\n');
  const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const names = new Map(Object.entries(known).map(([name, one]) => [one, name]));
  const { apps } = (await ask('GET', '/apps/?page_size=100')).body as {
    apps: { name: string; is_active: boolean }[];
  };
  const { openmemory } = (await ask('GET', '/config/')).body;
  return new Map([
    ...records
      .filter(({ type }) => type === 'memory')
      .map(
        (one) => [names.get(String(one['id'])) ?? 'something new', JSON.stringify(one)] as const,
      ),
    ...apps.map(({ name, is_active }) => [`app ${name}`, String(is_active)] as const),
    ['instructions', JSON.stringify(openmemory)],
    ['rules', JSON.stringify(await kept.access.list())],
  ]);
}

describe.each(scenarios)("OpenMemory's $route (D2, T2)", (scenario) => {
  const [method = '', route = ''] = scenario.route.split(' ');

  it('answers in its shape, and changes what it says alone', async () => {
    const { server, known } = await filled();
    const before = await all(server, known);
    const path = scenario.path?.(known) ?? route;
    const { status, body } = await server.ask(method, path, scenario.body?.(known));
    expect({ status, body }).toMatchObject({ status: 200, body: scenario.answers });
    const after = await all(server, known);
    const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
      (name) => before.get(name) !== after.get(name),
    );
    expect(changed).toEqual(scenario.changes ?? []);
  });

  it('refuses in the words of FastAPI, and changes nothing then', async () => {
    const { server, known } = await filled();
    const before = await all(server, known);
    const { path = route, body, status } = scenario.refused;
    await expectRefusal(server, status, () => server.ask(method, path, body));
    expect(await all(server, known)).toEqual(before);
  });
});
