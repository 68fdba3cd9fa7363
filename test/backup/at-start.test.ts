import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import { restoreAtStart } from '../../src/facade/restore-at-start.js';
import { restoreBackup } from '../../src/facade/restore.js';
import type { Memory } from '../../src/memory.js';
import { ended, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

async function opened<Result>(data: string, work: (memory: Memory) => Promise<Result>) {
  const memory = await createMemory({ data, timezone: 'UTC' });
  try {
    return await work(memory);
  } finally {
    await memory.close();
  }
}

const textsIn = (data: string) =>
  opened(data, async (memory) =>
    (await memory.list({ user_id: '*', sort: 'created_at' })).data.map(({ text }) => text),
  );
const requestIn = (data: string) =>
  opened(data, async (memory) => (await memory.backups.list()).restore);

/** A backup of a note, another note after it, and the first asked for at the next start. */
async function asked() {
  const data = temporaryDirectory();
  const made = await opened(data, async (memory) => {
    await memory.add({ user_id: 'ada', text: 'Mia lives in Lisbon.' });
    const backup = await memory.backups.create();
    await memory.add({ user_id: 'ada', text: 'Mia lives in Porto.' });
    const request = await memory.backups.restoreAtStart(backup.name);
    expect(request).toMatchObject({ name: backup.name, failed: null });
    expect((await memory.backups.list()).restore).toEqual(request);
    return backup;
  });
  return { data, made };
}

describe('a backup that the next start restores (D8)', () => {
  it('takes the place of what is there, which is backed up first; once', async () => {
    const { data, made } = await asked();
    expect(statSync(join(data, 'restore.json')).mode & 0o077).toBe(0);
    const done = await restoreAtStart({ data });
    expect(done).toMatchObject({ name: made.name, report: { taken: true, foreign: false } });
    expect(existsSync(join(data, 'restore.json'))).toBe(false);
    expect(await textsIn(data)).toEqual(['Mia lives in Lisbon.']);
    expect(await restoreAtStart({ data })).toBeUndefined();
    const archives = readdirSync(join(data, 'backups'));
    const before = archives.find((name) => name !== made.name) ?? '';
    await opened(data, (memory) => memory.backups.restoreAtStart(before));
    await restoreAtStart({ data });
    expect(await textsIn(data)).toEqual(['Mia lives in Lisbon.', 'Mia lives in Porto.']);
  });

  it('is left alone when it is taken back', async () => {
    const { data, made } = await asked();
    await opened(data, async (memory) => {
      await expect(memory.backups.keepAtStart('another')).rejects.toMatchObject({
        code: 'not_found',
      });
      await memory.backups.keepAtStart(made.name);
    });
    expect(await requestIn(data)).toBeNull();
    expect(await restoreAtStart({ data })).toBeUndefined();
    expect(await textsIn(data)).toHaveLength(2);
  });

  it.each(['broken', 'gone'])('goes on with what is there where it is %s then', async (what) => {
    const { data, made } = await asked();
    const archive = readFileSync(made.path);
    if (what === 'gone') rmSync(made.path);
    else writeFileSync(made.path, archive.subarray(0, archive.length - 100));
    const done = await restoreAtStart({ data });
    const code = what === 'gone' ? 'not_found' : 'archive_damaged';
    expect(done).toMatchObject({ name: made.name, error: { code } });
    expect(await textsIn(data)).toHaveLength(2);
    expect(await requestIn(data)).toMatchObject({ name: made.name, failed: expect.any(String) });
    // No further start tries it, also when the archive is whole again.
    writeFileSync(made.path, archive);
    expect(await restoreAtStart({ data })).toBeUndefined();
    await opened(data, (memory) => memory.backups.keepAtStart(made.name));
    expect(await requestIn(data)).toBeNull();
  });

  it('leaves keys revoked that were revoked since, and tells in the audit who asked', async () => {
    const data = temporaryDirectory();
    const id = await opened(data, async (memory) => {
      const made = await memory.keys.create({ name: 'leaked', scopes: ['admin'] });
      const { name } = await memory.backups.create();
      await memory.backups.restoreAtStart(name);
      await memory.keys.revoke(made.id);
      return made.id;
    });
    await restoreAtStart({ data });
    await opened(data, async (memory) => {
      const key = (await memory.keys.list()).find((one) => one.id === id);
      expect(key?.revoked_at).toEqual(expect.any(String));
      const acts = (await memory.audit.list()).data.map(({ action, outcome }) => [action, outcome]);
      expect(acts).toContainEqual(['backup.restore', 'done']);
      expect(acts).toContainEqual(['backup.create', 'done']);
    });
  });

  it('waits while somebody else has the store open', async () => {
    const { data } = await asked();
    await opened(data, async () => {
      expect(await restoreAtStart({ data })).toMatchObject({ error: { code: 'store_busy' } });
    });
    expect(await requestIn(data)).toMatchObject({ failed: null });
    expect(await restoreAtStart({ data })).toMatchObject({ report: { foreign: false } });
  });

  it('loses nothing that a short-lived process writes meanwhile', async () => {
    const { data } = await asked();
    const folder = join(data, 'backups');
    // Encrypting takes a while after the copy of what is there was made.
    const restoring = restoreAtStart({ data, passphrase: 'correct horse' });
    const isCopied = () =>
      readdirSync(folder).some((name) => existsSync(join(folder, name, 'tulving.db')));
    while (!isCopied()) await turn();
    const said = 'Mia lives in Coimbra.';
    const adding = ended(spawnCli(['add', said, '--user', 'ada', '--data', data]));
    expect(await restoring).toMatchObject({ report: { foreign: false } });
    // On a slow machine it has given up waiting.
    const { code } = await adding;
    expect(await textsIn(data)).toEqual(['Mia lives in Lisbon.', ...(code === 0 ? [said] : [])]);
  });

  it('does not bring a store back without its keys and rules', async () => {
    const { data } = await asked();
    for (const name of readdirSync(data).filter((one) => one.startsWith('tulving.db'))) {
      rmSync(join(data, name));
    }
    expect(await restoreAtStart({ data })).toMatchObject({
      error: { code: 'restore_by_command' },
    });
    expect(await textsIn(data)).toEqual([]);
  });

  it('is forgotten with the store that it was asked of', async () => {
    const { data, made } = await asked();
    await restoreBackup({ file: made.path, data, replace: true });
    expect(await requestIn(data)).toBeNull();
  });

  it('is refused where it is damaged already, or another store has made it', async () => {
    const { data, made } = await asked();
    const other = temporaryDirectory();
    await opened(other, async (memory) => {
      const { path, name } = await memory.backups.create();
      const beside = name.replace(/^tulving-\w{8}/, 'tulving-00000000');
      writeFileSync(join(data, 'backups', beside), readFileSync(path));
      await opened(data, async (own) => {
        await expect(own.backups.restoreAtStart(beside)).rejects.toMatchObject({
          code: 'restore_by_command',
        });
        writeFileSync(made.path, 'no archive');
        await expect(own.backups.restoreAtStart(made.name)).rejects.toMatchObject({
          code: 'archive_damaged',
        });
      });
    });
    expect((await requestIn(data))?.name).toBe(made.name);
  });

  it('is told where it cannot be noted', async () => {
    const data = temporaryDirectory();
    mkdirSync(join(data, 'restore.json.part'));
    await opened(data, async (memory) => {
      const { name } = await memory.backups.create();
      await expect(memory.backups.restoreAtStart(name)).rejects.toMatchObject({
        code: 'store_failed',
      });
    });
    expect(existsSync(join(data, 'restore.json'))).toBe(false);
  });

  it('stays while others are pruned, and a damaged request is told and taken back', async () => {
    const { data, made } = await asked();
    const pruned = await opened(data, async (memory) => {
      const newer = await memory.backups.create();
      return { newer: newer.name, ...(await memory.backups.prune()) };
    });
    expect(pruned.kept).toContain(made.name);
    writeFileSync(join(data, 'restore.json'), '{"name":');
    expect(await restoreAtStart({ data })).toBeUndefined();
    const damaged = await requestIn(data);
    expect(damaged).toMatchObject({ failed: expect.stringContaining('damaged') });
    await opened(data, (memory) => memory.backups.keepAtStart(damaged?.name ?? ''));
    expect(await requestIn(data)).toBeNull();
    expect(await textsIn(data)).toHaveLength(2);
  });
});
