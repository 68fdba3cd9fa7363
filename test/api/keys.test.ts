import { describe, expect, it } from 'vitest';
import type { NewKeyRequest } from '../../src/model/key.js';
import { type Api, temporaryApi } from '../helpers/api.js';

/** Answered without a key: they tell nothing of what is kept. */
const open = [
  '/health',
  '/health/live',
  '/health/ready',
  '/version',
  '/openapi.json',
  '/docs',
  '/',
];

interface Operation {
  method: string;
  path: string;
}

/** What goes as lines of JSON. */
const typeOf = (path: string): Record<string, string> =>
  path.endsWith('/batch') ? { 'content-type': 'application/x-ndjson' } : {};

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

/** A server with keys, what is Ada's and what is Bob's. */
async function guarded() {
  let now = Date.parse('2026-03-01T00:00:00Z');
  const api = await temporaryApi({}, { clock: () => now });
  const add = async (user_id: string, text: string) => {
    const { memories, episodes } = await api.memory.add({ user_id, text });
    return { memory: memories[0]?.id ?? '', episode: episodes[0]?.id ?? '' };
  };
  const ada = await add('ada', 'The harbour is quiet.');
  const bob = await add('bob', 'The harbour is loud.');
  const key = async (request: Omit<NewKeyRequest, 'name'>) =>
    (await api.memory.keys.create({ name: 'test', ...request })).secret;
  return {
    api,
    ada,
    bob,
    key,
    later(date: string) {
      now = Date.parse(date);
    },
  };
}

async function operationsOf(api: Api): Promise<Operation[]> {
  const { body } = await api.call('GET', '/openapi.json');
  return Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

/** Who signs a browser in shows the key in the body (session.test.ts). */
const isSignIn = ({ method, path }: Operation) => method === 'POST' && path === '/v1/session';

const behindKeys = (operation: Operation) =>
  !isSignIn(operation) &&
  (operation.path.startsWith('/v1/') || operation.path === '/health/detailed');

function send(api: Api, { method, path }: Operation, id: string, headers: Record<string, string>) {
  const body = method === 'POST' || method === 'PATCH' ? {} : undefined;
  return api.call(method, path.replace('{id}', id), body, headers);
}

describe('every route asks for a key once there is one (DESIGN 12, B9)', () => {
  it('refuses none, a wrong one, an expired one and a revoked one', async () => {
    const { api, ada, key, later } = await guarded();
    const good = await key({ scopes: ['admin'] });
    const expired = await key({ expires_at: '2026-03-02' });
    const revoked = await key({});
    await api.memory.keys.revoke(revoked.split('_')[1] ?? '');
    later('2026-03-03');
    const wrong = `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`;
    const unknown = good.replace(/_[a-z0-9]{16}_/, '_0000000000000000_');
    const refused: Record<string, string>[] = [
      {},
      bearer(wrong),
      bearer(unknown),
      bearer(expired),
      bearer(revoked),
      bearer('secret'),
      { authorization: 'Basic YWRhOmFkYQ==' },
      { authorization: good },
      { 'x-api-key': wrong },
      { cookie: `key=${good}` },
    ];
    const operations = (await operationsOf(api)).filter(behindKeys);
    expect(operations.length).toBeGreaterThan(20);
    const before = await api.memory.status();
    for (const operation of operations) {
      for (const headers of refused) {
        const reply = await send(api, operation, ada.memory, headers);
        const { method, path } = operation;
        expect([method, path, reply.status, reply.body.code]).toEqual([
          method,
          path,
          401,
          'unauthorized',
        ]);
        expect(JSON.stringify(reply.body)).not.toContain(good);
      }
    }
    expect(await api.memory.status()).toEqual(before);
    expect(api.log.join()).not.toContain(good.split('_')[2]);
    expect((await api.call('GET', '/v1/memories', undefined, bearer(good))).status).toBe(200);
    expect((await api.call('GET', '/v1/memories', undefined, { 'x-api-key': good })).status).toBe(
      200,
    );
    const [told] = [await api.call('GET', '/v1/status', undefined, bearer(expired))];
    expect(told?.body.detail).toContain('has expired');
  });

  it('answers without a key what tells nothing, and nothing else', async () => {
    const { api, key } = await guarded();
    await key({});
    const statuses = async (paths: readonly string[]) =>
      Promise.all(paths.map(async (path) => `${path} ${(await api.call('GET', path)).status}`));
    expect(await statuses(open)).toEqual(open.map((path) => `${path} 200`));
    const closed = ['/v1', '/v1/', '/nowhere', '/v1/memories/', '/health/x', '//v1/memories'];
    expect(await statuses(closed)).toEqual(closed.map((path) => `${path} 401`));
    for (const operation of await operationsOf(api)) {
      const known = open.includes(operation.path) || isSignIn(operation) || behindKeys(operation);
      expect(known).toBe(true);
    }
  });

  it('a reader writes nothing, a writer governs nothing', async () => {
    const { api, ada, key } = await guarded();
    const reader = bearer(await key({ scopes: ['read'] }));
    const writer = bearer(await key({ scopes: ['write'] }));
    const reads = [
      'GET /health/detailed',
      'GET /v1/health',
      'GET /v1/session',
      'DELETE /v1/session',
      'GET /v1/memories',
      'GET /v1/memories/{id}',
      'GET /v1/memories/{id}/feedback',
      'GET /v1/memories/{id}/history',
      'GET /v1/episodes/{id}',
      'GET /v1/episodes/{id}/conversation',
      'GET /v1/episodes/{id}/memories',
      'GET /v1/names',
      'GET /v1/batches',
      'GET /v1/batches/{id}',
      'GET /v1/clients',
      'GET /v1/attachments/{id}',
      'GET /v1/consolidate',
      'GET /v1/graph',
      'GET /v1/graph/entities',
      'GET /v1/graph/path',
      'GET /v1/memories/{id}/links',
      'GET /v1/tree',
      'GET /v1/users/{id}/profile',
      'GET /v1/apps',
      'GET /v1/apps/{name}',
      'GET /v1/apps/{name}/accessed',
      'GET /v1/users',
      'GET /v1/cubes',
      'GET /v1/categories',
      'GET /v1/cubes/{cube}/settings',
      'GET /v1/reviews',
      'GET /v1/doubts',
      'GET /v1/reviews/{id}',
      'GET /v1/events',
      'GET /v1/memories/{id}/related',
      'GET /v1/jobs',
      'GET /v1/jobs/{id}',
      'GET /v1/jobs/pauses',
      'GET /v1/jobs/users',
      'GET /v1/access/log',
      'GET /v1/connections',
      'GET /v1/stats',
      'GET /v1/stats/days',
      'GET /v1/status',
      'GET /v1/timeline',
      'GET /v1/timeline/density',
      'GET /v1/traces',
      'GET /v1/traces/{id}',
      'GET /v1/usage',
      'POST /v1/traces/replay',
      'POST /v1/context',
      'POST /v1/export',
      'POST /v1/search',
    ];
    const governs = [
      'GET /v1/backups',
      'POST /v1/backups',
      'POST /v1/backups/prune',
      'POST /v1/backups/{name}/verify',
      'POST /v1/backups/request',
      'POST /v1/backups/{name}/preview',
      'POST /v1/backups/{name}/restore',
      'DELETE /v1/backups/{name}/restore',
      'GET /v1/backups/{name}/file',
      'GET /v1/audit',
      'GET /v1/logs',
      'GET /v1/logs/stream',
      'GET /v1/models',
      'POST /v1/models/test',
      'GET /v1/settings',
      'PATCH /v1/settings',
      'GET /v1/reindex',
      'POST /v1/reindex',
      'GET /v1/policies',
      'POST /v1/policies',
      'PATCH /v1/policies/{id}',
      'DELETE /v1/policies/{id}',
      'POST /v1/policies/run',
      'GET /v1/webhooks',
      'POST /v1/webhooks',
      'GET /v1/webhooks/{id}',
      'PATCH /v1/webhooks/{id}',
      'DELETE /v1/webhooks/{id}',
      'POST /v1/webhooks/{id}/rotate',
      'POST /v1/webhooks/{id}/test',
      'GET /v1/webhooks/{id}/deliveries',
      'POST /v1/webhooks/{id}/replay',
      'POST /v1/jobs/{id}/cancel',
      'POST /v1/jobs/{id}/rerun',
      'POST /v1/jobs/pauses',
      'DELETE /v1/jobs/pauses',
      'POST /v1/jobs/rerun',
      'GET /v1/access/rules',
      'POST /v1/access/rules',
      'DELETE /v1/access/rules/{id}',
      'POST /v1/access/check',
      'GET /v1/keys',
      'POST /v1/keys',
      'DELETE /v1/keys/{id}',
      'POST /v1/keys/{id}/rotate',
      'POST /v1/erase',
    ];
    const before = await api.memory.status();
    const bodies: Record<string, object> = {
      'POST /v1/memories/state': { state: 'paused', user_id: 'ada' },
      'POST /v1/memories': { text: 'planted' },
      'PATCH /v1/memories/{id}': { text: 'changed' },
      'POST /v1/memories/{id}/merge': { into: ada.memory },
      'POST /v1/memories/{id}/revert': { version: 1 },
      'POST /v1/chat': { message: 'planted' },
      'POST /v1/keys': { name: 'mine' },
      'POST /v1/erase': { user_id: 'ada' },
    };
    for (const { method, path } of (await operationsOf(api)).filter(behindKeys)) {
      const name = `${method} ${path}`;
      const call = (headers: Record<string, string>) =>
        api.call(
          method,
          path.replace('{id}', ada.memory),
          method === 'POST' || method === 'PATCH' ? (bodies[name] ?? {}) : undefined,
          { ...typeOf(path), ...headers },
        );
      if (!reads.includes(name)) expect([name, (await call(reader)).status]).toEqual([name, 403]);
      if (governs.includes(name)) expect([name, (await call(writer)).status]).toEqual([name, 403]);
    }
    expect(await api.memory.status()).toEqual(before);
  });
});

describe("a narrower key's neighbour (DESIGN 12, B9)", () => {
  /** How each route could be used to reach for Bob with a key that is Ada's, and what it answers. */
  const reaches: Record<
    string,
    { body?: object; path?: string; headers?: Record<string, string>; status: number }[]
  > = {
    'GET /v1/memories': [
      { path: '/v1/memories?user_id=bob', status: 403 },
      { path: '/v1/memories?user_id=*', status: 403 },
      { path: '/v1/memories?cube=user:bob', status: 403 },
      { path: '/v1/memories', headers: { 'X-Tulving-User': 'bob' }, status: 403 },
      { path: '/v1/memories', headers: { 'X-Tulving-Cube': 'user:bob' }, status: 403 },
    ],
    'POST /v1/memories': [
      { body: { text: 'planted', user_id: 'bob' }, status: 403 },
      { body: { text: 'planted', cube: 'user:bob' }, status: 403 },
      { body: { text: 'planted', cube: 'elsewhere' }, status: 403 },
      { body: { text: 'planted' }, headers: { 'X-Tulving-User': 'bob' }, status: 403 },
      { body: { text: 'planted', supersedes: ['{memory}'] }, status: 404 },
    ],
    'POST /v1/memories/state': [
      { body: { state: 'paused', user_id: 'bob' }, status: 403 },
      { body: { state: 'paused', cube: 'user:bob' }, status: 403 },
      { body: { state: 'paused', ids: ['{memory}'] }, status: 404 },
      // What is hers: nothing of Bob's is changed.
      { body: { state: 'paused', filters: { text: 'x' } }, status: 422 },
      { body: { state: 'deleted', category: 'nothing' }, status: 200 },
    ],
    'GET /v1/apps': [{ status: 403 }],
    'GET /v1/apps/{name}/accessed': [{ path: '/v1/apps/cursor/accessed', status: 403 }],
    // What she reaches of it is told in test/kept-names.test.ts.
    'GET /v1/users': [{ status: 200 }],
    'GET /v1/cubes': [{ status: 200 }],
    'GET /v1/apps/{name}': [{ path: '/v1/apps/cursor', status: 403 }],
    'POST /v1/apps/{name}/pause': [{ path: '/v1/apps/cursor/pause', status: 403 }],
    'POST /v1/apps/{name}/resume': [{ path: '/v1/apps/cursor/resume', status: 403 }],
    'GET /v1/policies': [{ status: 403 }],
    'POST /v1/policies': [{ body: { name: 'all', criteria: { created_days: 1 } }, status: 403 }],
    'PATCH /v1/policies/{id}': [{ body: { enabled: false }, status: 403 }],
    'DELETE /v1/policies/{id}': [{ status: 403 }],
    'POST /v1/policies/run': [{ body: {}, status: 403 }],
    'GET /v1/webhooks': [{ status: 403 }],
    'POST /v1/webhooks': [{ body: { url: 'https://example.org/' }, status: 403 }],
    'GET /v1/webhooks/{id}': [{ status: 403 }],
    'PATCH /v1/webhooks/{id}': [{ body: { enabled: false }, status: 403 }],
    'DELETE /v1/webhooks/{id}': [{ status: 403 }],
    'POST /v1/webhooks/{id}/rotate': [{ body: {}, status: 403 }],
    'POST /v1/webhooks/{id}/test': [{ status: 403 }],
    'GET /v1/webhooks/{id}/deliveries': [{ status: 403 }],
    'POST /v1/webhooks/{id}/replay': [{ body: {}, status: 403 }],
    'DELETE /v1/memories': [
      { path: '/v1/memories?user_id=bob', status: 403 },
      { path: '/v1/memories?cube=user:bob', status: 403 },
    ],
    // Each line is answered for itself; that nothing was written is checked at the end.
    'POST /v1/memories/batch': [
      { body: { text: 'planted', user_id: 'bob' }, status: 200 },
      { body: { text: 'planted' }, headers: { 'X-Tulving-User': 'bob' }, status: 200 },
    ],
    'POST /v1/documents': [
      { body: { text: 'planted', cube: 'user:bob' }, status: 403 },
      { body: { base64: 'cGxhbnRlZA==', user_id: 'bob' }, status: 403 },
      // Before anything is fetched.
      { body: { url: 'http://127.0.0.1:9/', user_id: 'bob' }, status: 403 },
    ],
    'POST /v1/chat': [
      { body: { message: 'harbour', user_id: 'bob' }, status: 403 },
      { body: { message: 'harbour', cube: 'user:bob' }, status: 403 },
      { body: { message: 'harbour', user_id: 'bob', remember: false }, status: 403 },
      { body: { message: 'harbour' }, headers: { 'X-Tulving-User': 'bob' }, status: 403 },
      { body: { message: 'harbour', user_id: '*', remember: false }, status: 422 },
      // Of her own there is no model here.
      { body: { message: 'harbour' }, status: 501 },
    ],
    'GET /v1/memories/{id}/feedback': [{ status: 404 }],
    'POST /v1/feedback': [
      { body: { actions: [{ action: 'wrong', memory_id: '{memory}' }] }, status: 404 },
      { body: { actions: [{ action: 'useful', memory_id: '{memory}' }] }, status: 404 },
      {
        body: {
          user_id: 'bob',
          actions: [{ action: 'replace', from: 'harbour', to: 'port' }],
          preview_token: 'x',
        },
        status: 403,
      },
    ],
    'POST /v1/feedback/preview': [
      { body: { actions: [{ action: 'wrong', memory_id: '{memory}' }] }, status: 404 },
      {
        body: { user_id: 'bob', actions: [{ action: 'replace', from: 'harbour', to: 'port' }] },
        status: 403,
      },
      // Of her own there is no model here.
      { body: { said: 'wrong', memory_ids: ['{memory}'] }, status: 501 },
    ],
    'POST /v1/context': [{ body: { query: 'harbour', user_id: 'bob' }, status: 403 }],
    'GET /v1/graph': [
      { path: '/v1/graph?entity=harbour', status: 404 },
      { path: '/v1/graph?entity=harbour&user_id=bob', status: 403 },
      { path: '/v1/graph?entity=harbour&cube=user:bob', status: 403 },
    ],
    'GET /v1/graph/path': [
      { path: '/v1/graph/path?from=harbour&to=loud', status: 404 },
      { path: '/v1/graph/path?from=a&to=b&user_id=bob', status: 403 },
    ],
    'GET /v1/graph/entities': [
      { status: 200 },
      { path: '/v1/graph/entities?user_id=bob', status: 403 },
      { path: '/v1/graph/entities?user_id=*', status: 403 },
    ],
    'GET /v1/memories/{id}/links': [{ status: 404 }],
    'GET /v1/timeline': [
      { status: 200 },
      { path: '/v1/timeline?user_id=bob', status: 403 },
      { path: '/v1/timeline?user_id=*&known_at=2026-03-01', status: 403 },
    ],
    'GET /v1/timeline/density': [
      { status: 200 },
      { path: '/v1/timeline/density?cube=user:bob', status: 403 },
    ],
    'GET /v1/tree': [
      { status: 200 },
      { path: '/v1/tree?user_id=bob', status: 403 },
      { path: '/v1/tree?cube=user:bob', status: 403 },
    ],
    'GET /v1/users/{id}/profile': [
      { path: '/v1/users/bob/profile', status: 403 },
      { path: '/v1/users/ada/profile?cube=user:bob', status: 403 },
    ],
    'GET /v1/consolidate': [
      { status: 200 },
      { path: '/v1/consolidate?user_id=bob', status: 403 },
      { path: '/v1/consolidate?cube=user:bob', status: 403 },
    ],
    'POST /v1/consolidate': [
      { body: { user_id: 'bob' }, status: 403 },
      { body: { user_id: '*' }, status: 403 },
      { body: { cube: 'user:bob', wait: true }, status: 403 },
    ],
    'GET /v1/access/rules': [{ status: 403 }],
    'POST /v1/access/rules': [
      { body: { subject: 'user:ada', object: 'all', effect: 'allow' }, status: 403 },
    ],
    'DELETE /v1/access/rules/{id}': [{ status: 403 }],
    'POST /v1/access/check': [{ body: { subject: 'user:bob', memory: '{memory}' }, status: 403 }],
    'GET /v1/access/log': [
      { status: 403 },
      { path: '/v1/access/log?user=bob', status: 403 },
      { path: '/v1/access/log?memory_id={memory}', status: 404 },
    ],
    'GET /v1/connections': [{ status: 403 }],
    'GET /v1/stats/days': [{ status: 403 }],
    'GET /v1/stats': [
      { path: '/v1/stats?user_id=bob', status: 403 },
      { path: '/v1/stats?user_id=*', status: 403 },
    ],
    'POST /v1/search': [
      { body: { query: 'harbour', user_id: 'bob' }, status: 403 },
      { body: { query: 'harbour', user_id: '*' }, status: 403 },
      { body: { query: 'harbour', cube: 'user:bob' }, status: 403 },
    ],
    'GET /v1/memories/{id}': [{ status: 404 }],
    'PATCH /v1/memories/{id}': [{ body: { text: 'changed' }, status: 404 }],
    'DELETE /v1/memories/{id}': [{ status: 404 }],
    'GET /v1/memories/{id}/history': [{ status: 404 }],
    'POST /v1/memories/{id}/restore': [{ status: 404 }],
    'POST /v1/memories/{id}/erase': [{ status: 404 }],
    'POST /v1/memories/{id}/merge': [{ body: { into: '{own}' }, status: 404 }],
    'POST /v1/memories/{id}/revert': [{ body: { version: 1 }, status: 404 }],
    'GET /v1/memories/{id}/related': [{ status: 404 }],
    'GET /v1/episodes/{id}/conversation': [
      { path: '/v1/episodes/{episode}/conversation', status: 404 },
    ],
    'POST /v1/samples': [{ body: { user_id: 'bob' }, status: 403 }],
    'DELETE /v1/samples': [{ path: '/v1/samples?user_id=bob', status: 403 }],
    'GET /v1/clients': [{ status: 200 }],
    'GET /v1/batches': [{ path: '/v1/batches?user_id=bob', status: 403 }],
    'GET /v1/batches/{id}': [{ status: 404 }],
    'POST /v1/export': [
      { body: { user_id: 'bob' }, status: 403 },
      { body: { cube: 'user:bob' }, status: 403 },
    ],
    'POST /v1/import': [
      { path: '/v1/import?user_id=bob', status: 403 },
      { path: '/v1/import?cube=user:bob', status: 403 },
    ],
    'POST /v1/undo': [
      { body: { episode: '{episode}' }, status: 404 },
      { body: { batch: '{memory}' }, status: 404 },
      { body: { since: '2020-01-01', user_id: 'bob' }, status: 403 },
    ],
    // attachments.test.ts asks for one that there is.
    'GET /v1/attachments/{id}': [{ status: 404 }],
    'GET /v1/categories': [{ status: 403 }],
    'PATCH /v1/categories/{name}': [{ body: { description: 'planted' }, status: 403 }],
    'GET /v1/cubes/{cube}/settings': [{ path: '/v1/cubes/user:bob/settings', status: 403 }],
    'PATCH /v1/cubes/{cube}/settings': [
      { path: '/v1/cubes/user:bob/settings', body: { extract: false }, status: 403 },
      // It is everybody's.
      { path: '/v1/cubes/shared/settings', body: { extract: false }, status: 403 },
    ],
    // Bob's are left out; reviews.test.ts and doubts.test.ts look.
    'GET /v1/doubts': [{ status: 200 }],
    'GET /v1/reviews': [{ status: 200 }],
    'GET /v1/reviews/{id}': [{ status: 404 }],
    'POST /v1/reviews/{id}': [{ body: { decision: 'accept' }, status: 404 }],
    // It does not end by itself; events.test.ts reads it.
    'GET /v1/events': [{ path: '/v1/events?after=-1', status: 422 }],
    'GET /v1/episodes/{id}/memories': [{ path: '/v1/episodes/{episode}/memories', status: 404 }],
    // Bob's name is left out; see dialects/mem0/keys.test.ts.
    'GET /v1/names': [{ status: 200 }],
    'GET /v1/episodes/{id}': [{ path: '/v1/episodes/{episode}', status: 404 }],
    'POST /v1/episodes/{id}/erase': [{ path: '/v1/episodes/{episode}/erase', status: 404 }],
    'POST /v1/extract': [
      { body: { user_id: 'bob' }, status: 403 },
      { body: { cube: 'user:bob' }, status: 403 },
    ],
    'POST /v1/erase': [{ body: { user_id: 'bob' }, status: 403 }],
    'GET /v1/status': [{ status: 403 }],
    'GET /v1/usage': [{ status: 403 }],
    'GET /health/detailed': [{ status: 403 }],
    'GET /v1/health': [{ status: 403 }],
    'GET /v1/session': [{ status: 200 }],
    'DELETE /v1/session': [{ status: 204 }],
    'GET /v1/backups': [{ status: 403 }],
    'POST /v1/backups': [{ body: {}, status: 403 }],
    'POST /v1/backups/prune': [{ body: {}, status: 403 }],
    'POST /v1/backups/{name}/verify': [{ body: {}, status: 403 }],
    'POST /v1/backups/request': [{ body: {}, status: 403 }],
    'POST /v1/backups/{name}/preview': [{ body: {}, status: 403 }],
    'POST /v1/backups/{name}/restore': [{ body: {}, status: 403 }],
    'DELETE /v1/backups/{name}/restore': [{ status: 403 }],
    'GET /v1/backups/{name}/file': [{ status: 403 }],
    'GET /v1/audit': [{ status: 403 }],
    'GET /v1/logs': [{ status: 403 }],
    'GET /v1/logs/stream': [{ status: 403 }],
    'GET /v1/models': [{ status: 403 }],
    'POST /v1/models/test': [{ body: { kind: 'llm' }, status: 403 }],
    'GET /v1/settings': [{ status: 403 }],
    'PATCH /v1/settings': [{ body: { values: {} }, status: 403 }],
    'GET /v1/reindex': [{ status: 403 }],
    'POST /v1/reindex': [{ body: { what: 'index' }, status: 403 }],
    'GET /v1/jobs': [{ status: 403 }],
    'GET /v1/jobs/{id}': [{ status: 403 }],
    'POST /v1/jobs/{id}/cancel': [{ status: 403 }],
    'POST /v1/jobs/{id}/rerun': [{ status: 403 }],
    'GET /v1/jobs/pauses': [{ status: 403 }],
    'GET /v1/jobs/users': [{ status: 403 }],
    'POST /v1/jobs/pauses': [{ status: 403 }],
    'DELETE /v1/jobs/pauses': [{ status: 403 }],
    'POST /v1/jobs/rerun': [{ status: 403 }],
    // What was asked about Bob is not shown; what is asked again is asked with her key.
    'GET /v1/traces': [{ status: 200 }],
    'GET /v1/traces/{id}': [{ path: '/v1/traces/{trace}', status: 404 }],
    'POST /v1/traces/replay': [
      { body: { ids: ['{trace}'] }, status: 404 },
      {
        body: {
          answers: [
            {
              kind: 'search',
              at: '2026-03-01T00:00:00Z',
              request: { user_id: 'bob', query: 'harbour' },
              within: null,
              results: [{ memory_id: '{memory}', score: 1, version: 1 }],
              cubes: [],
            },
          ],
        },
        status: 200,
      },
    ],
    'GET /v1/keys': [{ status: 200 }],
    'POST /v1/keys': [{ body: { name: 'x', user_id: 'bob' }, status: 403 }],
    'DELETE /v1/keys/{id}': [{ path: '/v1/keys/{key}', status: 404 }],
    'POST /v1/keys/{id}/rotate': [{ path: '/v1/keys/{key}/rotate', body: {}, status: 404 }],
  };

  it('is out of reach on every route, also for an admin of her own', async () => {
    const { api, ada, bob, key } = await guarded();
    const theirs = await key({ scopes: ['read'], user_id: 'bob' });
    await api.memory.search({ user_id: 'bob', query: 'Is the harbour loud?' });
    const [trace] = (await api.memory.traces.list()).data;
    const headers = bearer(await key({ scopes: ['admin'], user_id: 'ada' }));
    const fill = (text: string) =>
      text
        .replace('{id}', bob.memory)
        .replace('{memory}', bob.memory)
        .replace('{own}', ada.memory)
        .replace('{episode}', bob.episode)
        .replace('{trace}', trace?.id ?? '')
        .replace('{key}', theirs.split('_')[1] ?? '');
    // The access log grows with what is asked.
    const status = async () => ({ ...(await api.memory.status()), bytes: undefined });
    const before = await status();
    for (const { method, path } of (await operationsOf(api)).filter(behindKeys)) {
      const tries = reaches[`${method} ${path}`];
      expect([method, path, tries !== undefined]).toEqual([method, path, true]);
      for (const one of tries ?? []) {
        const body = one.body && JSON.parse(fill(JSON.stringify(one.body)));
        const empty = method === 'POST' || method === 'PATCH' ? {} : undefined;
        const reply = await api.call(method, fill(one.path ?? path), body ?? empty, {
          ...typeOf(path),
          ...headers,
          ...one.headers,
        });
        expect([method, path, one, reply.status]).toEqual([method, path, one, one.status]);
        expect(JSON.stringify(reply.body)).not.toContain('loud');
      }
    }
    expect(await status()).toEqual(before);
    expect((await api.memory.get(bob.memory)).text).toBe('The harbour is loud.');
    const keys = await api.call('GET', '/v1/keys', undefined, headers);
    expect(keys.body.data).toHaveLength(1);
  });

  it('fills in what the key fixes, whatever TULVING_USER says', async () => {
    const { api, key } = await guarded();
    const headers = bearer(await key({ user_id: 'ada', app_id: 'cursor' }));
    const added = await api.call('POST', '/v1/memories', { text: 'The tide is out.' }, headers);
    expect(added.body.memories[0]).toMatchObject({
      user_id: 'ada',
      app_id: 'cursor',
      cube: 'user:ada',
    });
    const found = await api.call('POST', '/v1/search', { query: 'tide harbour' }, headers);
    expect(found.body.results.map(({ text }: { text: string }) => text)).toEqual([
      'The tide is out.',
    ]);
    const history = await api.memory.history(added.body.memories[0].id);
    expect(history[0]).toMatchObject({ app: 'cursor', actor: 'test' });
  });
});

describe('the first key (DESIGN 12)', () => {
  it('ends keyless access, for good until keys are cleared on the data directory', async () => {
    const api = await temporaryApi();
    const ignored = { authorization: 'Bearer whatever' };
    expect((await api.call('GET', '/v1/memories', undefined, ignored)).status).toBe(200);
    const made = await api.memory.keys.create({ name: 'first' });
    expect((await api.call('GET', '/v1/memories')).status).toBe(401);
    await api.memory.keys.revoke(made.id);
    expect((await api.call('GET', '/v1/memories')).status).toBe(401);
    await api.memory.keys.clear();
    expect((await api.call('GET', '/v1/memories')).status).toBe(200);
  });

  it('cannot be made without one over REST, nor can a user be erased', async () => {
    const api = await temporaryApi();
    const keys = await api.call('POST', '/v1/keys', { name: 'mine', scopes: ['admin'] });
    expect(keys).toMatchObject({
      status: 403,
      body: { remedy: expect.stringContaining('keys create') },
    });
    expect((await api.call('POST', '/v1/erase', { user_id: 'default' })).status).toBe(403);
    expect((await api.call('GET', '/v1/keys')).status).toBe(403);
  });

  it('lets a request through a proxy in, which keyless is refused; Host and Origin stay checked', async () => {
    const api = await temporaryApi();
    const proxied = { 'X-Forwarded-For': '203.0.113.9', Via: '1.1 proxy' };
    const { secret } = await api.memory.keys.create({ name: 'proxied' });
    const call = (headers: Record<string, string>) =>
      api.call('GET', '/v1/memories', undefined, { ...bearer(secret), ...headers });
    expect((await call(proxied)).status).toBe(200);
    expect((await call({ ...proxied, origin: 'null' })).body.code).toBe('origin_not_allowed');
    expect((await call({ host: 'evil.example' })).body.code).toBe('host_not_allowed');
    expect((await api.call('GET', '/v1/memories', undefined, proxied)).status).toBe(401);
  });
});

describe('what a key leads to', () => {
  it('ends no later than the key that made it, and in no other name', async () => {
    const { api, key } = await guarded();
    const headers = bearer(await key({ scopes: ['admin'], expires_at: '2026-03-02' }));
    const child = await api.call('POST', '/v1/keys', { name: 'x', scopes: ['admin'] }, headers);
    expect(child.body.expires_at).toBe('2026-03-02T00:00:00.000Z');
    const narrow = bearer(await key({ scopes: ['admin'], user_id: 'ada' }));
    const boss = await api.call('POST', '/v1/keys', { name: 'x', principal: 'boss' }, narrow);
    expect(boss.status).toBe(403);
  });

  it('explains a search without counting what it does not see', async () => {
    const { api, key } = await guarded();
    const narrow = bearer(await key({ scopes: ['read'], agent_id: 'helper' }));
    const query = { query: 'harbour', user_id: '*', explain: true };
    const { body } = await api.call('POST', '/v1/search', query, narrow);
    expect(body.results).toEqual([]);
    expect(body.trace).toMatchObject({ cubes: [], filtered: null });
    expect(body.trace.query.terms).toEqual([
      { term: 'harbour', word: 'harbour', documents: null, idf: null },
    ]);
    expect(JSON.stringify(body.trace)).not.toContain('bob');
  });

  it('keeps idempotency keys of its own, whatever it is called', async () => {
    const { api, key } = await guarded();
    const [one, two] = [
      bearer(await key({ user_id: 'ada' })),
      bearer(await key({ user_id: 'bob' })),
    ];
    const once = { 'idempotency-key': 'job-1' };
    const add = (text: string, headers: object) =>
      api.call('POST', '/v1/memories', { text }, { ...once, ...headers });
    expect((await add('tea', one)).status).toBe(201);
    expect((await add('coffee', two)).status).toBe(201);
    expect((await add('cocoa', one)).body.code).toBe('idempotency_key_reused');
  });

  it('is asked again for every line of a batch', async () => {
    const { api, key } = await guarded();
    const secret = await key({});
    const lines: ReadableStreamDefaultController<Uint8Array>[] = [];
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void lines.push(controller),
    });
    const encoder = new TextEncoder();
    const line = (text: string) =>
      lines[0]?.enqueue(encoder.encode(`${JSON.stringify({ text })}\n`));
    const answered = api.stream('/v1/memories/batch', body, {
      ...bearer(secret),
      'content-type': 'application/x-ndjson',
    });
    line('before');
    await expect.poll(async () => (await api.memory.status()).memories.active).toBe(3);
    await api.memory.keys.revoke(secret.split('_')[1] ?? '');
    line('after');
    lines[0]?.close();
    const outcomes = (await answered)
      .trim()
      .split('\n')
      .map((text) => JSON.parse(text));
    expect(outcomes.map(({ status, error }) => [status, error?.code])).toEqual([
      ['kept', undefined],
      ['refused', 'unauthorized'],
    ]);
  });
});

describe('a page of another site', () => {
  it.each(['cross-site', 'same-site'])(
    'that asks without an Origin (%s) is refused',
    async (site) => {
      const api = await temporaryApi();
      const reply = await api.call('GET', '/v1/memories', undefined, { 'sec-fetch-site': site });
      expect(reply.body.code).toBe('origin_not_allowed');
      const own = await api.call('GET', '/v1/memories', undefined, {
        'sec-fetch-site': 'same-origin',
      });
      expect(own.status).toBe(200);
      expect(own.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    },
  );
});

describe('odd requests', () => {
  it.each(['null', '[]', '"x"', '7'])('a body of %s is refused as input', async (body) => {
    const api = await temporaryApi();
    for (const path of ['/v1/memories', '/v1/search', '/v1/context', '/v1/documents']) {
      expect((await api.call('POST', path, body)).status).toBe(422);
    }
  });

  it('a cursor counts nothing, and a run of another user tells nothing', async () => {
    const api = await temporaryApi();
    for (const user_id of ['ada', 'bob', 'ada']) {
      await api.memory.add({
        user_id,
        cube: 'team',
        run_id: 'r',
        text: `note of ${user_id} ${Math.random()}`,
      });
    }
    const page = await api.call('GET', '/v1/memories?cube=team&user_id=ada&limit=1');
    expect(page.body.next_cursor).toBe(page.body.data[0].id);
    const next = await api.call(
      'GET',
      `/v1/memories?cube=team&user_id=ada&limit=1&cursor=${page.body.next_cursor}`,
    );
    expect(next.body.data).toHaveLength(1);
    const [source] = page.body.data[0].sources;
    expect((await api.memory.episode(source.episode_id)).ord).toBe(1);
    expect((await api.memory.episode(source.episode_id)).session).toBe('r');
  });

  it.each(['?imprt=true', '?import=1'])('a batch with %s is refused', async (query) => {
    const api = await temporaryApi();
    const headers = { 'content-type': 'application/x-ndjson' };
    expect((await api.call('POST', `/v1/memories/batch${query}`, '{}', headers)).status).toBe(422);
  });

  it('a user of * is refused where memories are written', async () => {
    const api = await temporaryApi();
    const reply = await api.call('POST', '/v1/memories', { text: 'x', user_id: '*' });
    expect(reply.body.errors[0].pointer).toBe('/user_id');
  });
});
