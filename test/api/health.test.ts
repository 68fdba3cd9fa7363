import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diskHealth, overallHealth, shownVectors } from '../../src/model/health.js';
import { loadDriver } from '../../src/store/sqlite/driver.js';
import { temporaryApi } from '../helpers/api.js';
import { itOnFiles, onFiles, temporaryDirectory } from '../helpers/temporary-memory.js';

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const ok = { status: 'ok' } as const;
const components = {
  store: { ...ok, latency_ms: 1 },
  jobs: { ...ok, worker: true },
  index: { ...ok, memories: 1, outdated: 0 },
  embedder: { ...ok, model: 'm', network: false },
  disk: ok,
};

/** What an administrator, or something that went wrong, did to the file behind our back. */
async function harm(data: string, sql: string): Promise<void> {
  const { DatabaseSync } = await loadDriver();
  const database = new DatabaseSync(join(data, 'tulving.db'));
  database.exec(sql);
  database.close();
}

describe('/health/detailed (C9)', () => {
  it('tells each component of a healthy server', async () => {
    const api = await temporaryApi();
    const { status, body } = await api.call('GET', '/health/detailed');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      version: '0.0.0-test',
      uptime_s: expect.any(Number),
      components: {
        store: {
          status: 'ok',
          engine: onFiles ? 'sqlite' : 'postgres',
          latency_ms: expect.any(Number),
        },
        jobs: { status: 'ok', worker: false, waiting: 0, running: 0, parked: 0 },
        embedder: { status: 'ok', network: false },
        ...(onFiles && { disk: { status: 'ok', free_bytes: expect.any(Number) } }),
      },
    });
  });

  itOnFiles('is degraded, and still 200, when a job was parked', async () => {
    const data = temporaryDirectory();
    const api = await temporaryApi({}, { data });
    await harm(
      data,
      `INSERT INTO job (id, tenant, kind, payload, state, priority, due_at, tries, created_at, updated_at)
       VALUES ('j', 1, 'embed', '{}', 'parked', 0, 0, 3, 0, 0)`,
    );
    const { status, body } = await api.call('GET', '/health/detailed');
    expect([status, body.status]).toEqual([200, 'degraded']);
    expect(body.components.jobs).toMatchObject({
      status: 'degraded',
      parked: 1,
      cause: expect.stringContaining('tulving jobs'),
    });
  });

  itOnFiles(
    'is down with 503 when the store does not answer, and says what else it knows',
    async () => {
      const data = temporaryDirectory();
      const api = await temporaryApi({}, { data });
      await harm(data, 'PRAGMA foreign_keys = OFF; ALTER TABLE cube RENAME TO lost');
      const { status, body } = await api.call('GET', '/health/detailed');
      expect([status, body.status]).toEqual([503, 'down']);
      expect(body.components).toMatchObject({
        store: { status: 'down', cause: expect.stringContaining('cube') },
        jobs: { status: 'ok' },
      });
      expect((await api.call('GET', '/health/live')).status).toBe(200);
    },
  );

  it('wants a key that fixes nothing once there is one; /health stays open', async () => {
    const api = await temporaryApi();
    const { secret } = await api.memory.keys.create({ name: 'monitor', scopes: ['read'] });
    const narrow = await api.memory.keys.create({ name: 'ada', user_id: 'ada' });
    const status = async (headers = {}) =>
      (await api.call('GET', '/health/detailed', undefined, headers)).status;
    expect(await status()).toBe(401);
    expect(await status(bearer(narrow.secret))).toBe(403);
    expect(await status(bearer(secret))).toBe(200);
    for (const path of ['/health', '/health/live', '/health/ready']) {
      expect((await api.call('GET', path)).body).toEqual({ status: 'ok' });
    }
  });
});

describe('the state of the whole (C9)', () => {
  it.each([
    ['ok when all are', {}, 'ok'],
    ['degraded by any other component', { jobs: { status: 'down', worker: true } }, 'degraded'],
    ['degraded by the disk', { disk: { status: 'degraded' } }, 'degraded'],
    ['down with the store', { store: { status: 'down', latency_ms: 1 } }, 'down'],
    ['ok without a disk of its own', { disk: undefined }, 'ok'],
  ] as const)('is %s', (_, changed, expected) => {
    expect(overallHealth({ ...components, ...changed })).toBe(expected);
  });

  it('finds little room on a disk that a second copy of the store would not fit on', () => {
    const gibibyte = 1024 ** 3;
    expect(diskHealth(2 * gibibyte, gibibyte).status).toBe('ok');
    expect(diskHealth(2 * gibibyte, 3 * gibibyte).status).toBe('degraded');
    expect(diskHealth(1024, 0).status).toBe('degraded');
  });
});

describe('what is told of vectors that wait', () => {
  it.each([
    [{ pending: 0, in_use: true }, 'up to date'],
    [{ pending: 1, in_use: true }, '1 memory waits'],
    [{ pending: 2, in_use: false }, '2 memories wait, and searches do without until then'],
  ])('%j: %s', (vectors, told) => {
    expect(shownVectors({ model: 'm', dimension: 2, given_up: 0, ...vectors } as never)).toBe(told);
  });
});
