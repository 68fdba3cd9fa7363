import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { TulvingError } from '../../errors.js';
import type { Database, Sql } from './driver.js';

export interface Migration {
  number: number;
  name: string;
  sql: string;
}

/** What a database has of the schema, and what it lacks. */
export interface MigrationStatus {
  /** 0: nothing of ours is there. */
  found: number;
  missing: readonly Migration[];
}

/** Any number that other programs are unlikely to use: "Tulv" in ASCII. */
const LOCK = 0x54756c76;

/** The numbered SQL files, oldest first. */
export function readMigrations(): Migration[] {
  const folder = fileURLToPath(new URL('./migrations/', import.meta.url));
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .toSorted()
    .map((file) => ({
      number: Number.parseInt(file, 10),
      name: file,
      sql: readFileSync(`${folder}${file}`, 'utf8'),
    }));
}

/** Changes nothing. @throws TulvingError `store_newer` */
export async function migrationStatus(
  db: Sql,
  all: readonly Migration[] = readMigrations(),
): Promise<MigrationStatus> {
  const found = await schemaNumber(db);
  const newest = all.at(-1)?.number ?? 0;
  if (found > newest) {
    const detail = `The database has schema ${found}; this version of Tulving knows up to ${newest}.`;
    throw new TulvingError('store_newer', detail);
  }
  return { found, missing: all.filter(({ number }) => number > found) };
}

/**
 * Brings the database to the newest schema, all in one transaction and one process at a time.
 *
 * @returns the number of the schema
 */
export async function migrate(
  db: Database,
  all: readonly Migration[] = readMigrations(),
): Promise<number> {
  const { found, missing } = await migrationStatus(db, all);
  if (missing.length === 0) return found;
  return db.transaction(async (sql) => {
    await sql.script('SET LOCAL statement_timeout = 0');
    await sql.all('SELECT pg_advisory_xact_lock(?)', LOCK);
    await makeSchema(sql);
    await makeVector(sql);
    // Another process may have been faster.
    const before = await migrationStatus(sql, all);
    for (const migration of before.missing) {
      await sql.script(migration.sql);
      await sql.run(
        'INSERT INTO migration (number, at) VALUES (?, ?)',
        migration.number,
        Date.now(),
      );
    }
    return all.at(-1)?.number ?? 0;
  });
}

async function schemaNumber(db: Sql): Promise<number> {
  const table = "to_regclass(quote_ident(current_schema()) || '.migration')";
  const known = await db.get<{ found: boolean }>(`SELECT ${table} IS NOT NULL AS found`);
  if (!known?.found) return 0;
  const row = await db.get<{ newest: number | null }>(
    'SELECT max(number) AS newest FROM migration',
  );
  return row?.newest ?? 0;
}

/** The first schema of the search path is ours. */
export async function schemaName(sql: Sql): Promise<string> {
  const row = await sql.get<{ search_path: string }>('SHOW search_path');
  const [first = ''] = (row?.search_path ?? '').split(',');
  return first.trim().replace(/^"(.*)"$/, '$1');
}

/** Only when it is missing the right to make it is needed. */
async function makeSchema(sql: Sql): Promise<void> {
  const name = await schemaName(sql);
  if (name === '$user' || name === '') throw withoutSchema();
  const known = await sql.get('SELECT 1 FROM pg_namespace WHERE nspname = ?', name);
  if (!known) await sql.script(`CREATE SCHEMA "${name.replaceAll('"', '""')}"`);
  await sql.script(
    'CREATE TABLE IF NOT EXISTS migration (number bigint PRIMARY KEY, at bigint NOT NULL)',
  );
}

/** A pooler may keep our search path from the server; then tables would come to lie among those of others. */
function withoutSchema(): TulvingError {
  const detail = 'The search path of the connection names no schema of ours.';
  const remedy =
    'Let the owner run ALTER ROLE … SET search_path = tulving, public: docs/stores/postgres.md.';
  return new TulvingError('store_refused', detail, { remedy });
}

/**
 * Asked for at the beginning, so that no cube grows beyond what goes without it. It lies beside our
 * schema, where a table has the name of its type.
 */
async function makeVector(sql: Sql): Promise<void> {
  const has = await sql.get<{ version: string }>(
    "SELECT extversion AS version FROM pg_extension WHERE extname = 'vector'",
  );
  if (has) return requireVersion(has.version);
  const offered = await sql.get("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'");
  if (!offered) throw withoutVector('The server does not offer the extension pgvector.');
  try {
    await sql.script('CREATE EXTENSION vector SCHEMA public');
  } catch (error) {
    throw withoutVector('This user may not make the extension pgvector in the database.', error);
  }
}

/** Indexes that look on until they have found enough came with 0.8. */
function requireVersion(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 0 || minor >= 8) return;
  const remedy = 'Install pgvector 0.8 or newer, then run ALTER EXTENSION vector UPDATE.';
  const detail = `The database has pgvector ${version}; 0.8 is needed.`;
  throw new TulvingError('store_lacks_vector', detail, { remedy });
}

function withoutVector(detail: string, cause?: unknown): TulvingError {
  return new TulvingError('store_lacks_vector', detail, { cause });
}
