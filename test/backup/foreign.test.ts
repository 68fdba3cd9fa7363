import { describe, expect, it } from 'vitest';
import { always, asked } from '../../src/backup/foreign.js';
import { createMemory } from '../../src/compose.js';
import { restoreBackup } from '../../src/facade/restore.js';
import type { Memory } from '../../src/memory.js';
import { copyTables } from '../../src/store/copy/tables.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

async function opened<Result>(data: string, work: (memory: Memory) => Promise<Result>) {
  const memory = await createMemory({ data });
  try {
    return await work(memory);
  } finally {
    await memory.close();
  }
}

/** What says who may do what, and what happens by itself. */
async function ruledBackup(): Promise<string> {
  return opened(temporaryDirectory(), async (memory) => {
    await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
    await memory.keys.create({ name: 'admin', scopes: ['admin', 'read', 'write'] });
    await memory.access.add({ subject: 'app:cursor', object: 'all', effect: 'deny' });
    await memory.policies.add({ name: 'old', criteria: { created_days: 1 } });
    await memory.webhooks.create({ url: 'https://example.org/hook' });
    await memory.cubes.set('user:ada', { access_log: false });
    return (await memory.backups.create()).path;
  });
}

async function found(memory: Memory) {
  return {
    keys: (await memory.keys.list()).length,
    rules: (await memory.access.list()).data.length,
    policies: (await memory.policies.list()).length,
    webhooks: (await memory.webhooks.list()).length,
    accessLog: (await memory.cubes.settings('user:ada')).access_log,
    memories: (await memory.list({ user_id: 'ada' })).data.length,
  };
}

describe('a backup of another store (D8, A10)', () => {
  it('has of every table a word on whether it comes along', () => {
    const tables = copyTables.map(({ name }) => name);
    const named = [...always, ...Object.values(asked).flat()];
    expect(named.toSorted()).toEqual(tables.toSorted());
  });

  it('brings its memories, and neither who may do what nor what happens by itself', async () => {
    const file = await ruledBackup();
    const data = temporaryDirectory();
    const { left_out: out } = await restoreBackup({ file, data });
    expect(out).toEqual({ keys: 1, rules: 1, webhooks: 1, settings: 2 });
    expect(await opened(data, found)).toMatchObject({
      keys: 0,
      rules: 0,
      policies: 0,
      webhooks: 0,
      memories: 1,
    });
  });

  it('brings each of these where it is asked for', async () => {
    const file = await ruledBackup();
    const data = temporaryDirectory();
    const all = ['keys', 'rules', 'webhooks', 'settings'] as const;
    expect((await restoreBackup({ file, data, with: all })).left_out).toEqual({});
    expect(await opened(data, found)).toEqual({
      keys: 1,
      rules: 1,
      policies: 1,
      webhooks: 1,
      accessLog: false,
      memories: 1,
    });
  });
});
