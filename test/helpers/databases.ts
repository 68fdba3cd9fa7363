import type { PGlite } from '@electric-sql/pglite';
import { inject, onTestFinished } from 'vitest';
import { connect } from '../../src/store/postgres/driver-pg.js';
import { overPglite } from '../../src/store/postgres/driver-pglite.js';
import type { Database } from '../../src/store/postgres/driver.js';
import { Cleaner, startPglite } from './pglite.js';
import { createDatabase } from './postgres.js';

/** A PostgreSQL database of a test; it goes with the test. */
export interface TestDatabase {
  /** Of a server; PGlite has none. */
  url?: string;
  /** Another connection; closing it closes nothing else. */
  open(): Promise<Database>;
}

const opened = { poolSize: 4, statementTimeout: 30_000 };
/** Loaded, and in no test's hands. */
const idle: { pglite: PGlite; cleaner: Cleaner }[] = [];

/** By the data directory that they stand for. */
const known = new Map<string, Promise<TestDatabase>>();

export function databaseOf(directory: string): Promise<TestDatabase> {
  const database = known.get(directory) ?? emptyDatabase();
  known.set(directory, database);
  return database;
}

/** Each table of a database as text. */
export async function rowsOf(directory: string): Promise<{ name: string; content: string }[]> {
  const database = await (await databaseOf(directory)).open();
  const tables = await database.all<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'tulving'",
  );
  const contents = [];
  for (const { name } of tables) {
    const rows = await database.all<{ text: string }>(`SELECT t::text AS text FROM "${name}" t`);
    contents.push({ name, content: rows.map(({ text }) => text).join('\n') });
  }
  await database.close();
  return contents;
}

/** With the schema in it, and nothing else. */
export function emptyDatabase(): Promise<TestDatabase> {
  const url = inject('databaseUrl');
  return url === undefined ? emptyPglite() : emptyPostgres(url, inject('template'));
}

/** Without the schema, for what makes it; PGlite, which has no other database, comes with it. */
export function bareDatabase(): Promise<TestDatabase> {
  const url = inject('databaseUrl');
  return url === undefined ? emptyPglite() : emptyPostgres(url);
}

async function emptyPglite(): Promise<TestDatabase> {
  const instance = idle.pop() ?? (await loadPglite());
  onTestFinished(async () => {
    await instance.pglite.exec('DROP SCHEMA IF EXISTS tulving_copying CASCADE');
    await instance.cleaner.clean();
    idle.push(instance);
  });
  return {
    open: async () => ({ ...(await overPglite(instance.pglite)), close: async () => {} }),
  };
}

/** Of one file of tests, which may have left somebody behind who still works on them. */
export async function closeIdle(): Promise<void> {
  await Promise.all(idle.splice(0).map(({ pglite }) => pglite.close()));
}

async function loadPglite() {
  const pglite = await startPglite(inject('pgliteFile'));
  return { pglite, cleaner: await Cleaner.of(pglite) };
}

/** A database each, so that nothing of one test can reach another. */
async function emptyPostgres(server: string, template?: string): Promise<TestDatabase> {
  const { url, drop } = await createDatabase(server, template);
  onTestFinished(drop);
  return { url, open: () => connect({ url, ...opened }) };
}
