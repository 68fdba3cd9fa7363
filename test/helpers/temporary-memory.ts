import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, it, onTestFinished } from 'vitest';
import { createMemory, type Engines, type MemoryOptions } from '../../src/compose.js';
import type { Memory } from '../../src/memory.js';
import type { Store } from '../../src/store/port.js';
import { openPostgresStore } from '../../src/store/postgres/store.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { databaseOf, rowsOf } from './databases.js';

export const onPglite = inject('engine') === 'pglite';
/** Whether the data directory holds the data: on the other engines, tests of files are skipped. */
export const onFiles = inject('engine') === 'sqlite';
/** A test of what is in the data directory. */
export function itOnFiles(title: string, body: () => Promise<void>, limitMs?: number): void {
  // oxlint-disable-next-line vitest/expect-expect, vitest/valid-title -- the caller's test has both
  it.skipIf(!onFiles)(title, body, limitMs);
}

/** PGlite, compiled to WebAssembly, is slow: there some of many random runs have to do. */
export function fewOnPglite<Item>(all: readonly Item[], few: number): readonly Item[] {
  return onPglite ? all.slice(0, few) : all;
}

/** A directory that goes with the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tulving-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A memory on a directory of its own, closed and removed with the test. */
export async function temporaryMemory(
  options: MemoryOptions = {},
  engines: Engines = {},
): Promise<Memory> {
  const settings = { data: temporaryDirectory(), timezone: 'UTC', ...options };
  const memory = await openMemory(settings, engines);
  onTestFinished(() => memory.close());
  return memory;
}

/**
 * As `createMemory`, on the engine that the tests run on: where that is not SQLite, a database stands for
 * the data directory, the same one for as long as the test lasts.
 */
export async function openMemory(
  options: MemoryOptions & { data: string },
  engines: Engines = {},
): Promise<Memory> {
  if (onFiles) return createMemory(options, engines);
  const { url, open } = await databaseOf(options.data);
  if (url !== undefined) return createMemory({ ...options, databaseUrl: url }, engines);
  return createMemory(options, { ...engines, database: await open() });
}

/** What opens it in another process; PGlite lives in one. */
export async function placeOf(directory: string): Promise<MemoryOptions> {
  const { url } = onFiles ? {} : await databaseOf(directory);
  return { data: directory, ...(url !== undefined && { databaseUrl: url }) };
}

/** The store alone, likewise. */
export async function openStore(directory: string): Promise<Store> {
  if (onFiles) return openSqliteStore({ directory });
  const { open } = await databaseOf(directory);
  return openPostgresStore({ database: await open() });
}

/** All that is kept, as text: files of the data directory, or rows of the database that stands for it. */
export async function everythingIn(
  directory: string,
): Promise<{ name: string; content: string }[]> {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => !statSync(join(directory, name)).isDirectory())
    .map((name) => ({ name, content: readFileSync(join(directory, name)).toString('latin1') }));
  return onFiles ? files : [...files, ...(await rowsOf(directory))];
}
