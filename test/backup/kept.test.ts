import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { archivesIn } from '../../src/backup/folder.js';
import { perform } from '../../src/backup/make.js';
import { backupName, readName } from '../../src/backup/names.js';
import { kept } from '../../src/backup/rotation.js';
import { describeDatabase } from '../../src/backup/snapshot.js';
import { writeArchive } from '../../src/backup/write-archive.js';
import { createMemory } from '../../src/compose.js';
import { restoreBackup } from '../../src/facade/restore.js';
import { readRotation } from '../../src/model/rotation.js';
import { ended, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

const NODE = '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e';
const DAY = 86_400_000;
const silent = () => undefined;

/** An archive of a database as it is. */
async function archiveOf(database: string, folder: string, about: { schema?: number } = {}) {
  const { node, schema, rows } = await describeDatabase(database);
  const path = join(folder, 'old.tar.gz');
  await writeArchive(path, {
    sources: [{ name: 'tulving.db', path: database }],
    about: {
      format: 'tulving-backup',
      version: 1,
      made_at: '2026-01-01T00:00:00.000Z',
      tulving: '0.0.1',
      engine: 'sqlite',
      node,
      schema,
      rows,
      ...about,
    },
    passphrase: undefined,
  });
  return path;
}

function fixture(): string {
  const database = join(temporaryDirectory(), 'old.db');
  const packed = readFileSync(new URL('../fixtures/schema-8.db.gz', import.meta.url));
  writeFileSync(database, gunzipSync(packed));
  return database;
}

describe('backups of other versions (A10)', () => {
  it('an older one is brought to the newest schema', async () => {
    const file = await archiveOf(fixture(), temporaryDirectory());
    const data = temporaryDirectory();
    const report = await restoreBackup({ file, data });
    expect(report.schema).toBe(8);
    const memory = await createMemory({ data });
    const { memories, schema } = await memory.status();
    await memory.close();
    expect(schema).toBeGreaterThan(8);
    expect(Object.values(memories).reduce((sum, count) => sum + count)).toBe(report.rows['memory']);
  });

  it('a newer one is refused', async () => {
    const file = await archiveOf(fixture(), temporaryDirectory(), { schema: 9_999 });
    const data = temporaryDirectory();
    await expect(restoreBackup({ file, data })).rejects.toMatchObject({
      code: 'store_newer',
      message: expect.stringContaining('9999'),
    });
    expect(existsSync(join(data, 'tulving.db'))).toBe(false);
  });
});

describe('rotation (A10)', () => {
  const archives = (count: number, step: number) =>
    Array.from({ length: count }, (_, index) => ({
      made_at: new Date(Date.UTC(2026, 5, 30, 12) - index * step).toISOString(),
    }));
  const dates = (all: { made_at: string }[]) => all.map(({ made_at }) => made_at.slice(0, 10));

  it('keeps the newest of so many days and weeks', () => {
    const stay = kept(archives(100, DAY / 2), readRotation('3 daily, 3 weekly'));
    // 30 June 2026 is a Tuesday; its week's newest stays already, as a day.
    expect(dates(stay)).toEqual(['2026-06-30', '2026-06-29', '2026-06-28', '2026-06-21']);
  });

  it('keeps the newest whatever is said, and what is old while nothing newer comes', () => {
    expect(kept(archives(5, DAY), readRotation('0 daily'))).toHaveLength(1);
    expect(kept(archives(5, 40 * DAY), readRotation('7 daily'))).toHaveLength(5);
    expect(kept(archives(9, 1), readRotation('all'))).toHaveLength(9);
  });

  it('says what it wants', () => {
    for (const wrong of ['', 'daily', '7 days', '-1 daily', '7 daily 4 weekly']) {
      expect(() => readRotation(wrong)).toThrow('7 daily, 4 weekly');
    }
  });

  it('reads of a name what was written into it, and no other files', () => {
    const at = new Date('2026-03-04T09:30:00.123Z');
    const name = backupName(NODE, at, { encrypted: true });
    expect(name).toBe('tulving-1b2c3d4e-20260304T093000123Z.tar.gz.age');
    expect(readName(name)).toEqual({
      node: '1b2c3d4e',
      made_at: at.toISOString(),
      encrypted: true,
    });
    for (const other of [`${name}.4.part`, 'notes.tar.gz', `../${name}`, `x${name}`]) {
      expect(readName(other)).toBeUndefined();
    }
  });
});

describe('backups that are made by themselves (A10, A7)', () => {
  it('come when they are due, and the rotation removes only those of this store', async () => {
    const directory = temporaryDirectory();
    let now = Date.parse('2026-03-01T00:00:00Z');
    const memory = await temporaryMemory({
      backupDirectory: directory,
      backupEvery: 24,
      backupKeep: readRotation('2 daily'),
      clock: () => now,
    });
    const foreign = backupName(NODE, new Date(0), { encrypted: false });
    writeFileSync(join(directory, foreign), '');
    writeFileSync(join(directory, 'mine.txt'), '');
    for (let day = 0; day < 4; day++) {
      await memory.runJobs(silent);
      // Nothing is due yet.
      now += DAY / 2;
      await memory.runJobs(silent);
      now += DAY / 2;
    }
    const { data, next_at } = await memory.backups.list();
    const own = data.filter((one) => one.own);
    expect(own.map(({ made_at }) => made_at.slice(0, 10))).toEqual(['2026-03-04', '2026-03-03']);
    expect(next_at).toBe('2026-03-05T00:00:00.000Z');
    expect(readdirSync(directory)).toEqual(expect.arrayContaining([foreign, 'mine.txt']));
  }, 30_000);
});

describe('a backup that is killed (A10)', () => {
  it('leaves nothing under a final name that is not whole, and the next one tidies up', async () => {
    const data = temporaryDirectory();
    const memory = await createMemory({ data });
    const text = 'The harbour of Lisbon is quiet in the morning, and loud at night. '.repeat(20);
    for (let count = 0; count < 200; count++) {
      await memory.add({ user_id: 'ada', text: `${count}: ${text}` });
    }
    await memory.close();
    const to = join(temporaryDirectory(), 'archives');
    mkdirSync(to);
    for (let round = 0; round < 8; round++) {
      const child = spawnCli(['backup', '--data', data, '--to', to]);
      const end = ended(child);
      const staging = join(data, 'backups');
      const isMaking = () =>
        existsSync(staging) && readdirSync(staging).some((name) => name.startsWith('making-'));
      while (!isMaking() && child.exitCode === null) await sleep(2);
      await sleep(round * 15);
      child.kill('SIGKILL');
      await end;
      for (const { name } of archivesIn(to, '')) {
        await perform({ doing: 'verify', path: join(to, name), passphrase: undefined });
      }
    }
    const last = await ended(spawnCli(['backup', '--data', data, '--to', to]));
    expect(last).toMatchObject({ code: 0, err: '' });
    expect(readdirSync(join(data, 'backups'))).toEqual([]);
    expect(readdirSync(to).filter((name) => !readName(name))).toEqual([]);
  }, 120_000);

  it('a disk that takes nothing is told, and leaves nothing half done', async () => {
    const data = temporaryDirectory();
    await (await createMemory({ data })).close();
    const memory = await createMemory({ data });
    const file = join(data, 'is-a-file');
    copyFileSync(join(data, 'tulving.db'), file);
    const made = memory.backups.create({ to: { file: join(file, 'x.tar.gz') } });
    await expect(made).rejects.toMatchObject({ code: 'store_read_only' });
    await memory.close();
    expect(readdirSync(join(data, 'backups'))).toEqual([]);
  });
});
