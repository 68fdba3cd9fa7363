import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import { restoreBackup } from '../../src/facade/restore.js';
import { readRotation } from '../../src/model/rotation.js';
import { openMemory, placeOf, temporaryDirectory } from '../helpers/temporary-memory.js';

const DAY = 86_400_000;
const question = { user_id: 'ada', query: 'Where does Mia live?' };

describe('backups of PostgreSQL (D8, A10)', () => {
  it('restore into a data directory, and answer as before', async () => {
    const memory = await openMemory({ data: temporaryDirectory(), timezone: 'UTC' });
    await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
    await memory.add({ user_id: 'ada', text: 'I like tea in the morning.' });
    const made = await memory.backups.create();
    expect(made).toMatchObject({ own: true, rows: { memory: 2 } });
    const before = await memory.search(question);
    await memory.close();
    const data = join(temporaryDirectory(), 'new');
    await restoreBackup({ file: made.path, data });
    const restored = await createMemory({ data, timezone: 'UTC' });
    const after = await restored.search(question);
    expect(after.results.map(({ id }) => id)).toEqual(before.results.map(({ id }) => id));
    for (const { name, ok } of await restored.check()) expect([name, ok]).toEqual([name, true]);
    await restored.close();
  });

  it('are not restored by a start, and the command is told', async () => {
    const memory = await openMemory({ data: temporaryDirectory(), timezone: 'UTC' });
    const { name } = await memory.backups.create();
    await expect(memory.backups.restoreAtStart(name)).rejects.toMatchObject({
      code: 'restore_by_command',
      remedy: expect.stringContaining(`tulving backup restore ${name}`),
    });
    expect(await memory.backups.preview(name)).toMatchObject({ at_start: false });
    expect((await memory.backups.list()).restore).toBeNull();
    await memory.close();
  });

  it.skipIf(inject('engine') !== 'postgres')('of a data directory restore into it', async () => {
    const data = temporaryDirectory();
    const memory = await createMemory({ data, timezone: 'UTC' });
    await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
    const { path: file } = await memory.backups.create();
    await memory.close();
    const place = await placeOf(temporaryDirectory());
    await restoreBackup({ file, data: place.data ?? '', databaseUrl: place.databaseUrl });
    const restored = await createMemory({ ...place, timezone: 'UTC' });
    const { results } = await restored.search(question);
    await restored.close();
    expect(results[0]?.text).toBe('My sister Mia lives in Lisbon.');
    const again = restoreBackup({ file, data, databaseUrl: place.databaseUrl, replace: true });
    await expect(again).rejects.toMatchObject({ code: 'copy_target_taken' });
  });

  it.skipIf(inject('engine') !== 'postgres')('of one restore into another', async () => {
    const memory = await openMemory({ data: temporaryDirectory(), timezone: 'UTC' });
    await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
    await memory.keys.create({ name: 'admin', scopes: ['admin'] });
    await memory.access.add({ subject: 'app:cursor', object: 'all', effect: 'deny' });
    await memory.policies.add({ name: 'old', criteria: { created_days: 1 } });
    const { path: file } = await memory.backups.create();
    await memory.close();
    const restored = async (asked: readonly ('keys' | 'rules' | 'settings')[]) => {
      const place = await placeOf(temporaryDirectory());
      const { data = '', databaseUrl } = place;
      const report = await restoreBackup({ file, data, databaseUrl, with: asked });
      const there = await createMemory({ ...place, timezone: 'UTC' });
      const { results } = await there.search(question);
      const counts = [
        (await there.keys.list()).length,
        (await there.access.list()).data.length,
        (await there.policies.list()).length,
      ];
      for (const { name, ok } of await there.check()) expect([name, ok]).toEqual([name, true]);
      await there.close();
      return { left: report.left_out, first: results[0]?.text, counts };
    };
    const first = 'My sister Mia lives in Lisbon.';
    const left = { keys: 1, rules: 1, settings: 1 };
    expect(await restored([])).toEqual({ left, first, counts: [0, 0, 0] });
    const all = ['keys', 'rules', 'settings'] as const;
    expect(await restored(all)).toEqual({ left: {}, first, counts: [1, 1, 1] });
  });

  it('come by themselves when they are due, and rotate', async () => {
    const directory = temporaryDirectory();
    let now = Date.parse('2026-03-01T00:00:00Z');
    const memory = await openMemory({
      data: temporaryDirectory(),
      backupDirectory: directory,
      backupEvery: 24,
      backupKeep: readRotation('2 daily'),
      clock: () => now,
    });
    await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
    for (let day = 0; day < 4; day++) {
      await memory.runJobs(() => undefined);
      now += DAY;
    }
    const { data } = await memory.backups.list();
    expect(data.map(({ made_at }) => made_at.slice(0, 10))).toEqual(['2026-03-04', '2026-03-03']);
    expect(readdirSync(directory).filter((name) => name.endsWith('.tar.gz'))).toHaveLength(2);
    const [newest] = data;
    expect(await memory.backups.verify(newest?.name ?? '')).toMatchObject({ rows: { memory: 1 } });
    await memory.close();
  }, 60_000);
});
