import { randomUUID } from 'node:crypto';
import type { PGlite } from '@electric-sql/pglite';
import { inject, onTestFinished } from 'vitest';
import { connect } from '../../src/store/postgres/driver-pg.js';
import { overPglite } from '../../src/store/postgres/driver-pglite.js';
import type { Database } from '../../src/store/postgres/driver.js';
import { Cleaner, startPglite } from './pglite.js';

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

export function emptyDatabase(): Promise<TestDatabase> {
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

async function loadPglite() {
  const pglite = await startPglite(inject('pgliteFile'));
  return { pglite, cleaner: await Cleaner.of(pglite) };
}

/** A database each, so that nothing of one test can reach another. */
async function emptyPostgres(server: string): Promise<TestDatabase> {
  const name = `tulving_test_${randomUUID().replaceAll('-', '')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  onTestFinished(() => administer(server, `DROP DATABASE ${name} WITH (FORCE)`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, open: () => connect({ url: url.href, ...opened }) };
}

async function administer(url: string, sql: string): Promise<void> {
  const database = await connect({ url, poolSize: 1, statementTimeout: 0 });
  try {
    await database.script(sql);
  } finally {
    await database.close();
  }
}
