import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { wireFake } from '../../exchange/mem0/wire-fake.js';
import { listening } from '../../helpers/listening.js';

const client = fileURLToPath(new URL('../../../clients/python/tulving_client.py', import.meta.url));
const caller = fileURLToPath(new URL('../../clients/python/call.py', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;

interface Told {
  answer?: unknown;
  error?: string;
  message?: string;
}
type Named = Readonly<Record<string, unknown>>;

/** The client in a process of Python, told what to call. */
async function python(host: string, key = 'any', kind = 'MemoryClient') {
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: '1', no_proxy: '127.0.0.1' };
  const child = spawn('python3', [caller, client, kind, host, key], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(String((await lines.next()).value)) as Told;
  const made = await next();
  const ask = async (call: string, args: readonly unknown[] = [], named: Named = {}) => {
    child.stdin.write(`${JSON.stringify({ call, args, named })}\n`);
    return next();
  };
  const call = async <Answer>(name: string, args: readonly unknown[] = [], named: Named = {}) => {
    const told = await ask(name, args, named);
    expect(told).not.toHaveProperty('error');
    return told.answer as Answer;
  };
  return { made, ask, call };
}

const ID = '892db2ae-06d9-49e5-8b3e-585ef9b85b81';
const PROJECT = '/api/v1/orgs/organizations/org-1/projects/project-1/';
const WEBHOOKS = '/api/v1/webhooks/projects/project-1/';
const said = [{ role: 'user', content: 'Hi.' }];

/** What mem0's own client sends for each of its methods. */
const wire: readonly (readonly [
  call: string,
  args: unknown[],
  named: Named,
  sent: string,
  body?: unknown,
])[] = [
  [
    'add',
    [said],
    { user_id: 'ada', infer: false, metadata: { A: 1 }, run_id: null },
    'POST /v3/memories/add/',
    { messages: said, user_id: 'ada', infer: false, metadata: { A: 1 } },
  ],
  [
    'add',
    ['Hi.'],
    { agent_id: 'bard' },
    'POST /v3/memories/add/',
    { messages: said, agent_id: 'bard' },
  ],
  ['get', [ID], {}, `GET /v1/memories/${ID}/`],
  [
    'get_all',
    [],
    { filters: { user_id: 'ada' }, page: 2, page_size: 50 },
    'POST /v3/memories/?page=2&page_size=50',
    { filters: { user_id: 'ada' } },
  ],
  ['get_all', [], {}, 'POST /v3/memories/', {}],
  [
    'search',
    ['tea?'],
    { filters: { user_id: 'ada' }, top_k: 3 },
    'POST /v3/memories/search/',
    { query: 'tea?', filters: { user_id: 'ada' }, top_k: 3 },
  ],
  ['update', [ID], { text: 'Green.' }, `PUT /v1/memories/${ID}/`, { text: 'Green.' }],
  ['delete', [ID], {}, `DELETE /v1/memories/${ID}/`],
  ['delete', [ID], { delete_linked: true }, `DELETE /v1/memories/${ID}/?delete_linked=true`],
  [
    'delete_all',
    [],
    { user_id: 'ada', run_id: 'a b' },
    'DELETE /v1/memories/?user_id=ada&run_id=a+b',
  ],
  ['history', [ID], {}, `GET /v1/memories/${ID}/history/`],
  ['users', [], {}, 'GET /v1/entities/'],
  ['delete_users', [], { agent_id: 'a/b' }, 'DELETE /v2/entities/agent/a%2Fb/'],
  [
    'batch_update',
    [[{ memory_id: ID, text: 'x' }]],
    {},
    'PUT /v1/batch/',
    { memories: [{ memory_id: ID, text: 'x' }] },
  ],
  [
    'batch_delete',
    [[{ memory_id: ID }]],
    {},
    'DELETE /v1/batch/',
    { memories: [{ memory_id: ID }] },
  ],
  [
    'feedback',
    [ID, 'positive'],
    {},
    'POST /v1/feedback/',
    { memory_id: ID, feedback: 'POSITIVE', feedback_reason: null },
  ],
  [
    'create_memory_export',
    ['{}'],
    { filters: { user_id: 'ada' } },
    'POST /v1/exports/',
    { schema: '{}', filters: { user_id: 'ada' } },
  ],
  [
    'get_memory_export',
    [],
    { memory_export_id: '7' },
    'POST /v1/exports/get/',
    { memory_export_id: '7' },
  ],
  [
    'get_summary',
    [],
    { filters: { user_id: 'ada' } },
    'POST /v1/summary/',
    { filters: { user_id: 'ada' } },
  ],
  ['project.get', [], { fields: ['a', 'b'] }, `GET ${PROJECT}?fields=a&fields=b`],
  [
    'project.update',
    [],
    { custom_instructions: 'Be brief.' },
    `PATCH ${PROJECT}`,
    { custom_instructions: 'Be brief.' },
  ],
  ['get_project', [], {}, `GET ${PROJECT}`],
  [
    'update_project',
    [],
    { custom_instructions: 'x' },
    `PATCH ${PROJECT}`,
    { custom_instructions: 'x' },
  ],
  ['get_webhooks', ['project-1'], {}, `GET ${WEBHOOKS}`],
  [
    'create_webhook',
    [],
    { url: 'https://a', name: 'a', project_id: 'project-1', event_types: ['memory_add'] },
    `POST ${WEBHOOKS}`,
    { url: 'https://a', name: 'a', event_types: ['memory_add'] },
  ],
  ['update_webhook', [7], { name: 'b' }, 'PUT /api/v1/webhooks/7/', { name: 'b' }],
  ['delete_webhook', [7], {}, 'DELETE /api/v1/webhooks/7/'],
];

// Python is no part of this project: where it is not installed, there is nothing to run its client with.
describe('the one-file client of Python (T2)', { skip: !hasPython }, () => {
  it("sends what mem0's own client sends", async () => {
    const about = { status: 'ok', org_id: 'org-1', project_id: 'project-1', user_email: 'a@b' };
    const { url, asked } = await wireFake(() => ({ status: 200, body: about }));
    const { made, call } = await python(url, 'm0-key');
    expect(made.answer).toBe('a@b');
    expect(asked[0]).toMatchObject({ method: 'GET', path: '/v1/ping/' });
    for (const [name, args, named, sent, body] of wire) {
      asked.length = 0;
      await call(name, args, named);
      const [one] = asked;
      const query = one?.query.size ? `?${one.query.toString()}` : '';
      const key = one?.headers.authorization;
      expect({ name, sent: `${one?.method} ${one?.path}${query}`, body: one?.body, key }).toEqual({
        name,
        sent,
        body,
        key: 'Token m0-key',
      });
      expect(asked).toHaveLength(1);
    }
  });

  it('keeps, finds, changes and deletes on a server', async () => {
    const { url } = await listening();
    const { call, ask } = await python(`${url}/mem0`);
    const filters = { user_id: 'ada' };
    type Listed = { results: { id: string; memory: string; metadata: unknown }[]; count: number };
    const added = await call<Listed>('add', ['I prefer green tea.'], {
      user_id: 'ada',
      infer: false,
      metadata: { Cup: 'big' },
    });
    const id = added.results[0]?.id ?? '';
    expect(await call('get', [id])).toMatchObject({
      memory: 'I prefer green tea.',
      metadata: { Cup: 'big' },
    });
    const { results } = await call<Listed>('search', ['What tea is preferred?'], { filters });
    expect(results[0]?.id).toBe(id);
    await call('update', [id], { text: 'I prefer black tea.' });
    expect(await call<unknown[]>('history', [id])).toHaveLength(2);
    await call('batch_update', [[{ memory_id: id, text: 'I prefer white tea.' }]]);
    expect(
      (await call<Listed>('get_all', [], { filters, page: 1, page_size: 5 })).results,
    ).toMatchObject([{ memory: 'I prefer white tea.' }]);
    await call('feedback', [id, 'POSITIVE']);
    await call('project.update', [], { custom_instructions: 'Be brief.' });
    expect(await call('get_project', [['custom_instructions']])).toEqual({
      custom_instructions: 'Be brief.',
    });
    await call('batch_delete', [[{ memory_id: id }]]);
    expect(await ask('get', [id])).toMatchObject({ error: 'MemoryNotFoundError' });
    await call('add', ['My boat is blue.'], { user_id: 'bob' });
    expect(await call('users')).toMatchObject({ results: [{ name: 'bob', type: 'user' }] });
    await call('reset');
    expect(await call<Listed>('get_all', [], { filters: { user_id: '*' } })).toMatchObject({
      results: [],
    });
  });

  it('tells errors by the names of mem0', async () => {
    const { url, memory } = await listening();
    const { ask } = await python(`${url}/mem0`);
    expect(await ask('get', ['no-uuid'])).toMatchObject({ error: 'ValidationError' });
    expect(await ask('delete_all')).toMatchObject({ error: 'ValidationError' });
    expect(await ask('search', ['tea'], { user_id: 'ada' })).toMatchObject({ error: 'ValueError' });
    const { secret: key } = await memory.keys.create({ name: 'python', scopes: ['read', 'write'] });
    expect((await python(`${url}/mem0`, 'wrong')).made).toMatchObject({ error: 'ValueError' });
    expect((await python(`${url}/mem0`, key)).made.error).toBeUndefined();
    expect((await python('http://127.0.0.1:1/mem0')).made).toMatchObject({ error: 'NetworkError' });
  });

  it('can be awaited', async () => {
    const { url } = await listening();
    const { call } = await python(`${url}/mem0`, 'any', 'AsyncMemoryClient');
    await call('add', ['I sail on Sundays.'], { user_id: 'ada' });
    expect(await call('get_all', [], { filters: { user_id: 'ada' } })).toMatchObject({
      results: [{ memory: 'I sail on Sundays.' }],
    });
    expect(await call('project.get')).toBeTypeOf('object');
  });
});
