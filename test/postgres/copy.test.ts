import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import type { Memory } from '../../src/memory.js';
import { LOCAL } from '../../src/model/caller.js';
import { copyStore } from '../../src/store/copy/copy.js';
import type { CopyPlace } from '../../src/store/copy/port.js';
import { openPostgresPlace, schemasOf } from '../../src/store/copy/postgres-place.js';
import { SqlitePlace } from '../../src/store/copy/sqlite-place.js';
import { copyTables } from '../../src/store/copy/tables.js';
import type { Store } from '../../src/store/port.js';
import { changeSet } from '../../src/testing/index.js';
import { Connection, loadDriver } from '../../src/store/sqlite/driver.js';
import { runCli } from '../helpers/cli.js';
import { bareDatabase, databaseOf } from '../helpers/databases.js';
import { ada, keepNotes, rankings } from '../helpers/indexed-notes.js';
import { organiseFiles, withFile } from '../helpers/organised-rows.js';
import { openMemory, openStore, temporaryDirectory } from '../helpers/temporary-memory.js';

/** The database that stands for a directory, as a place to copy from or to. */
async function placeOf(directory: string): Promise<CopyPlace> {
  const { url, open } = await databaseOf(directory);
  if (url !== undefined) return openPostgresPlace(schemasOf(url));
  return openPostgresPlace(async (schema = 'tulving') => {
    const database = await open();
    await database.script(`SET search_path = ${schema}, public`);
    return database;
  });
}

const organised = [
  'entity',
  'alias',
  'mention',
  'relation',
  'batch',
  'review',
  'feedback',
  'profile',
  'cube_setting',
  'model_usage',
  'job_pause',
  'attachment',
];

async function rowsOfAll(data: string): Promise<Record<string, object[]>> {
  const rows: Record<string, object[]> = {};
  await withFile(data, (db) => {
    for (const name of organised) {
      rows[name] = db.all<object>(`SELECT * FROM ${name}`).map((row) => ({ ...row }));
    }
  });
  return rows;
}

async function cubeOf(store: Store): Promise<number> {
  const [cube] = await store.cubes.states(1, ['user:Ünal']);
  return cube?.no ?? 0;
}

const anotherEntity = (memory: string) =>
  changeSet({
    graph: [{ memory, mentions: [{ name: 'Köln', kind: 'place' }], relations: [] }],
  });

/** A closed data directory with something of everything. */
async function filledDirectory(more: (memory: Memory) => Promise<unknown> = async () => {}) {
  const data = temporaryDirectory();
  const memory = await createMemory({ data, timezone: 'UTC' });
  await keepNotes(memory);
  const { memories } = await memory.add({
    user_id: 'Ünal',
    text: 'The the café, the CAFÉ.',
    metadata: { trip: { Ort: 'Köln', nights: 2.5, sure: true } },
    tags: ['Reise'],
    categories: ['Orte'],
  });
  await memory.keys.create({ name: 'ops', scopes: ['admin'] });
  await memory.search({ ...ada, query: 'kitten' });
  const gone = await memory.add({ ...ada, text: 'A word that is erased again.' });
  for (const { id } of gone.memories) await memory.erase(id);
  await more(memory);
  await memory.close();
  return { data, id: memories[0]?.id ?? '', erased: gone.memories[0]?.id ?? '' };
}

async function told(memory: Memory, id: string) {
  const { engine: _engine, location: _location, bytes: _bytes, ...status } = await memory.status();
  const { data: filtered } = await memory.list({
    user_id: 'Ünal',
    filters: { user_id: { icontains: 'ÜNAL' }, 'metadata.trip.Ort': { icontains: 'KÖLN' } },
  });
  return {
    status: { ...status, schema: 0 },
    rankings: await rankings(memory),
    history: await memory.history(id),
    filtered,
    keys: await memory.keys.list(LOCAL),
    traces: (await memory.traces.list()).data.map((trace) => trace.id),
  };
}

describe('tulving copy (D9, T9)', () => {
  it('keeps everything: there, and back again', async () => {
    const { data, id } = await filledDirectory();
    const [there, back] = [temporaryDirectory(), temporaryDirectory()];
    const target = await placeOf(there);
    const report = await copyStore(new SqlitePlace(data), target);
    await target.close();
    expect(report).toMatchObject({ resumed: false, rounds: 2 });

    const origin = await createMemory({ data, timezone: 'UTC', tracesMegabytes: 0 });
    const expected = await told(origin, id);
    await origin.close();
    const copy = await openMemory({ data: there, timezone: 'UTC', tracesMegabytes: 0 });
    expect(await told(copy, id)).toEqual(expected);
    expect((await copy.check()).filter(({ ok }) => !ok)).toEqual([]);
    await copy.close();

    const source = await placeOf(there);
    await copyStore(source, new SqlitePlace(back));
    await source.close();
    const returned = await createMemory({ data: back, timezone: 'UTC', tracesMegabytes: 0 });
    expect(await told(returned, id)).toEqual(expected);
    expect((await returned.check()).filter(({ ok }) => !ok)).toEqual([]);
    await returned.close();
  });

  it('brings back every row of what was drawn, decided and counted (D9)', async () => {
    const { data, id } = await filledDirectory();
    await organiseFiles(data, id);
    const [there, back] = [temporaryDirectory(), temporaryDirectory()];
    const target = await placeOf(there);
    await copyStore(new SqlitePlace(data), target);
    await target.close();
    const copied = await openStore(there);
    expect((await copied.graph.page({ cube: await cubeOf(copied), limit: 9 })).length).toBe(2);
    await copied.commit(anotherEntity(id));
    expect((await copied.graph.page({ cube: await cubeOf(copied), limit: 9 })).length).toBe(3);
    await copied.close();
    const source = await placeOf(there);
    await copyStore(source, new SqlitePlace(back));
    await source.close();
    const [before, after] = [await rowsOfAll(data), await rowsOfAll(back)];
    for (const name of organised) {
      expect(before[name]?.length).toBeGreaterThan(0);
      expect(after[name]).toEqual(expect.arrayContaining(before[name] ?? []));
    }
  });

  it('leaves a store that goes on: new numbers follow, what was erased stays known', async () => {
    const { data, erased } = await filledDirectory();
    const there = temporaryDirectory();
    const target = await placeOf(there);
    await copyStore(new SqlitePlace(data), target);
    await target.close();
    const copy = await openMemory({ data: there, timezone: 'UTC' });
    await expect(copy.get(erased)).rejects.toMatchObject({ code: 'not_found' });
    const { memories } = await copy.add({ ...ada, text: 'My boat is called Perpetua.' });
    expect((await copy.search({ ...ada, query: 'boat' })).results[0]?.id).toBe(memories[0]?.id);
    expect((await copy.list({ ...ada, limit: 1 })).data[0]?.id).toBe(memories[0]?.id);
    await copy.erase(memories[0]?.id ?? '');
    expect((await copy.check()).filter(({ ok }) => !ok)).toEqual([]);
    await copy.close();
  });

  it('goes on where it was interrupted; nobody can open half a copy', async () => {
    const { data } = await filledDirectory();
    const there = temporaryDirectory();
    const target = await placeOf(there);
    const source = new SqlitePlace(data);
    const progress = ({ done, total }: { done: number; total: number }) => {
      if (done > total / 2) throw new Error('interrupted');
    };
    await expect(copyStore(source, target, { progress })).rejects.toThrow('interrupted');
    await target.close();
    const before = await placeOf(there);
    expect(await before.inspect()).toMatchObject({ isEmpty: true });
    expect(await copyStore(source, before)).toMatchObject({ resumed: true });
    await before.close();
    const after = await placeOf(there);
    expect(await after.inspect()).toMatchObject({ isEmpty: false });
    await after.close();
  });

  it('finds in another round what was written to the source meanwhile', async () => {
    const { data } = await filledDirectory();
    const there = temporaryDirectory();
    const target = await placeOf(there);
    const writer = await createMemory({ data, timezone: 'UTC' });
    const writes: Promise<unknown>[] = [];
    const { rounds } = await copyStore(new SqlitePlace(data), target, {
      progress: ({ doing }) => {
        if (doing !== 'Copying' || writes.length > 0) return;
        writes.push(writer.add({ ...ada, text: 'Said while it was copied: the heron is back.' }));
      },
    });
    await Promise.all(writes);
    await target.close();
    await writer.close();
    expect(rounds).toBe(3);
    const copy = await openMemory({ data: there, timezone: 'UTC' });
    const { results } = await copy.search({ ...ada, query: 'heron' });
    expect(results[0]?.text).toContain('heron');
    await copy.close();
  });

  it('tells when it cannot keep up, and goes on when asked again', async () => {
    const { data } = await filledDirectory();
    const there = temporaryDirectory();
    const target = await placeOf(there);
    const writer = await createMemory({ data, timezone: 'UTC' });
    let [stop, count] = [false, 0];
    const busy = (async () => {
      while (!stop) await writer.add({ ...ada, text: `Heron number ${count++}.` });
    })();
    const copying = copyStore(new SqlitePlace(data), target);
    await expect(copying).rejects.toMatchObject({ code: 'copy_behind' });
    stop = true;
    await busy;
    await writer.close();
    await target.close();
    const again = await placeOf(there);
    expect(await copyStore(new SqlitePlace(data), again)).toMatchObject({ resumed: true });
    await again.close();
  });

  it('refuses a target that holds something, and the same store', async () => {
    const { data } = await filledDirectory();
    const there = temporaryDirectory();
    const memory = await openMemory({ data: there, timezone: 'UTC' });
    await memory.add({ ...ada, text: 'Mine.' });
    await memory.close();
    const target = await placeOf(there);
    const taken = { code: 'copy_target_taken' };
    await expect(copyStore(new SqlitePlace(data), target)).rejects.toMatchObject(taken);
    await expect(copyStore(target, target)).rejects.toMatchObject(taken);
    await expect(copyStore(target, new SqlitePlace(data))).rejects.toMatchObject(taken);
    await target.close();
  });

  it('refuses a source of a newer version, and one that is not there', async () => {
    const { data } = await filledDirectory();
    const target = await placeOf(temporaryDirectory());
    const { DatabaseSync } = await loadDriver();
    const db = new Connection(new DatabaseSync(join(data, 'tulving.db')));
    db.exec('PRAGMA user_version = 999');
    db.close();
    const copied = (from: string) => copyStore(new SqlitePlace(from), target);
    await expect(copied(data)).rejects.toMatchObject({ code: 'store_newer' });
    await expect(copied(temporaryDirectory())).rejects.toMatchObject({ code: 'not_found' });
    await target.close();
  });

  it('leaves an unfinished copy of another store alone, unless it is told to begin anew', async () => {
    const there = temporaryDirectory();
    const memory = await openMemory({ data: there, timezone: 'UTC' });
    await keepNotes(memory);
    await memory.close();
    const back = temporaryDirectory();
    mkdirSync(join(back, 'copying'));
    writeFileSync(join(back, 'copying', 'source'), 'another');
    const source = await placeOf(there);
    const target = new SqlitePlace(back);
    await expect(copyStore(source, target)).rejects.toMatchObject({ code: 'copy_target_taken' });
    expect(await copyStore(source, target, { anew: true })).toMatchObject({ resumed: false });
    await source.close();
  });

  it('knows every table of both engines', async () => {
    const { data } = await filledDirectory();
    const { DatabaseSync } = await loadDriver();
    const db = new Connection(new DatabaseSync(join(data, 'tulving.db')));
    const files = db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
    db.close();
    const { open } = await databaseOf(temporaryDirectory());
    const database = await open();
    const { migrate } = await import('../../src/store/postgres/migrate.js');
    await migrate(database);
    const tables = await database.all<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'tulving'",
    );
    await database.close();
    const notCopied = /^(?:sqlite_|words|word_instance$|migration$)/;
    const names = (rows: { name: string }[]) =>
      rows.map(({ name }) => name).filter((name) => !notCopied.test(name));
    const known = copyTables.map(({ name }) => name).toSorted();
    expect(names(tables).toSorted()).toEqual(known);
    expect([...names(files), 'word'].toSorted()).toEqual(known);
  });
});

describe('the commands', () => {
  it('copy, and compare searches; migrate tells of both (D9)', async ({ skip }) => {
    const { data } = await filledDirectory();
    const { url } = await bareDatabase();
    if (url === undefined) return skip('a command needs the URL of a server');
    const copied = await runCli('copy', data, url, '--json');
    expect(copied.err).toBe('');
    const report = JSON.parse(copied.out);
    expect(report.searches).toMatchObject({ different: [] });
    expect(report.searches.asked).toBeGreaterThan(5);
    const { out } = await runCli('migrate', '--database-url', url, '--json');
    expect(JSON.parse(out)).toMatchObject({ engine: 'postgres', missing: [] });
    expect(out).not.toContain('@');
    expect(await runCli('copy', data, url)).toMatchObject({ code: 5 });
  });
});
