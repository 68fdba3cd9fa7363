import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expectProblem, temporaryApi } from '../helpers/api.js';
import { itOnFiles, temporaryDirectory } from '../helpers/temporary-memory.js';

async function served() {
  const directory = join(temporaryDirectory(), 'archives');
  const api = await temporaryApi({}, { backupDirectory: directory });
  await api.memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
  const { secret } = await api.memory.keys.create({ name: 'admin', scopes: ['admin'] });
  const headers = { authorization: `Bearer ${secret}` };
  return { api, directory, headers };
}

describe('backups over HTTP (D8, A10)', () => {
  it('are made where the server says, listed, verified and pruned', async () => {
    const { api, directory, headers } = await served();
    const made = await api.call('POST', '/v1/backups', {}, headers);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ own: true, encrypted: false, rows: { memory: 1, key: 1 } });
    expect(made.body.path).toBe(join(directory, made.body.name));
    expect(readdirSync(directory)).toEqual([made.body.name]);
    const list = await api.call('GET', '/v1/backups', undefined, headers);
    expect(list.body).toMatchObject({ directory, next_at: null, data: [{ own: true }] });
    const path = `/v1/backups/${made.body.name}/verify`;
    const verified = await api.call('POST', path, {}, headers);
    expect(verified.body).toEqual(made.body);
    const pruned = await api.call('POST', '/v1/backups/prune', { dry_run: true }, headers);
    expect(pruned.body).toEqual({ kept: [made.body.name], removed: [] });
  });

  it('are made in the background, fetched, and tell what restoring them would do', async () => {
    const { api, headers } = await served();
    const asked = await api.call('POST', '/v1/backups/request', undefined, headers);
    expect(asked.body).toMatchObject({ kind: 'backup', state: 'waiting' });
    await api.memory.runJobs((_, error) => {
      throw error;
    });
    const job = await api.memory.jobs.get(asked.body.id);
    expect(job.state).toBe('done');
    const { body } = await api.call('GET', '/v1/backups', undefined, headers);
    expect(body).toMatchObject({ every_hours: 0, keep: { daily: 7, weekly: 4 }, encrypts: false });
    const [{ name, bytes }] = body.data;
    expect(job.result).toEqual({ made: name });
    const preview = await api.call('POST', `/v1/backups/${name}/preview`, {}, headers);
    expect(preview.body).toMatchObject({
      rows: { memory: 1, key: 1 },
      foreign: false,
      taken: true,
      left_out: {},
    });
    expect(preview.body.command).toMatch(/^tulving backup restore \S+ --data \S+ --replace$/);
    const file = await api.call('GET', `/v1/backups/${name}/file`, undefined, headers);
    expect(file.headers.get('content-length')).toBe(String(bytes));
    expect(file.headers.get('content-disposition')).toContain(name);
    const acts = (await api.memory.audit.list({ group: 'backup' })).data;
    expect(acts.map(({ action }) => action)).toEqual(['backup.download', 'backup.request']);
  });

  // PostgreSQL restores by the command: test/postgres/backup.test.ts.
  itOnFiles('are asked for at the next start, and that is taken back', async () => {
    const { api, headers } = await served();
    const { name } = (await api.call('POST', '/v1/backups', {}, headers)).body;
    const path = `/v1/backups/${name}/restore`;
    const asked = await api.call('POST', path, undefined, headers);
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ name, failed: null });
    const restoring = async () =>
      (await api.call('GET', '/v1/backups', undefined, headers)).body.restore;
    expect(await restoring()).toEqual(asked.body);
    expect((await api.call('DELETE', path, undefined, headers)).status).toBe(204);
    expect(await restoring()).toBeNull();
    await expectProblem(api, 'not_found', () => api.call('DELETE', path, undefined, headers));
    const acts = (await api.memory.audit.list({ group: 'backup' })).data;
    expect(acts.map(({ action, subject }) => [action, subject])).toContainEqual([
      'backup.restore',
      name,
    ]);
    expect(acts.map(({ action }) => action)).toContain('backup.keep');
  });

  it('take no path from a request, and read none', async () => {
    const { api, directory, headers } = await served();
    const send = (path: string, body: unknown) => api.call('POST', path, body, headers);
    await expectProblem(api, 'invalid_input', () => send('/v1/backups', { to: '/tmp/x' }));
    for (const name of ['..%2Ftulving.db', '%2Fetc%2Fpasswd', 'tulving.tar.gz']) {
      await expectProblem(api, 'not_found', () => send(`/v1/backups/${name}/verify`, {}));
    }
    expect(() => readdirSync(directory)).toThrow('ENOENT');
  });

  it('are for an admin of everything alone', async () => {
    const { api, directory } = await served();
    const narrow = [
      { scopes: ['write'] as const },
      { scopes: ['admin'] as const, user_id: 'ada' },
      { scopes: ['admin'] as const, cubes: ['notes'] },
    ];
    for (const request of narrow) {
      const { secret } = await api.memory.keys.create({
        name: 'narrow',
        ...request,
        scopes: [...request.scopes],
      });
      const headers = { authorization: `Bearer ${secret}` };
      for (const [method, path] of [
        ['POST', '/v1/backups'],
        ['GET', '/v1/backups'],
        ['POST', '/v1/backups/prune'],
      ] as const) {
        const body = method === 'POST' ? {} : undefined;
        await expectProblem(api, 'forbidden', () => api.call(method, path, body, headers));
      }
    }
    expect(() => readdirSync(directory)).toThrow('ENOENT');
  });
});
