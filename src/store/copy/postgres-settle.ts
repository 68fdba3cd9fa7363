import { TulvingError } from '../../errors.js';
import type { Database, Sql } from '../postgres/driver.js';
import { nothingWasKept } from './fit.js';
import type { CopyNote } from './postgres-note.js';
import { copyTables } from './tables.js';

const OURS = new Set([...copyTables.map(({ name }) => name), 'migration']);

interface Move {
  from: string;
  to: string;
  note: CopyNote;
}

/**
 * Moves a whole copy to where it is looked for, in one transaction. Nothing is dropped there but our
 * own empty tables: the schema may have things of other programs.
 */
export async function settleSchema(db: Database, { from, to, note }: Move): Promise<void> {
  for (const { table, name, definition } of note.references) {
    await db.transaction((sql) => addReference(sql, table, name, definition));
  }
  await db.transaction((sql) => sql.script('ANALYZE'));
  await db.transaction(async (sql) => {
    await sql.script('DROP TABLE copying');
    await makeRoom(sql, to);
    for (const table of await tablesOf(sql, from)) {
      await sql.script(`ALTER TABLE "${from}"."${table}" SET SCHEMA "${to}"`);
    }
    for (const name of await functionsOf(sql, from)) {
      await sql.script(`DROP FUNCTION IF EXISTS "${to}".${name}`);
      await sql.script(`ALTER FUNCTION "${from}".${name} SET SCHEMA "${to}"`);
    }
    await sql.script(`DROP SCHEMA "${from}"`);
  });
}

/** Interrupted here, it goes on with those that are missing. */
async function addReference(
  sql: Sql,
  table: string,
  name: string,
  definition: string,
): Promise<void> {
  await sql.script(`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${name}`);
  await sql.script(`ALTER TABLE ${table} ADD CONSTRAINT ${name} ${definition}`);
}

/** Under a lock, so that nobody writes between the look and the move. */
async function makeRoom(sql: Sql, to: string): Promise<void> {
  const known = await sql.get('SELECT 1 FROM pg_namespace WHERE nspname = ?', to);
  if (!known) return sql.script(`CREATE SCHEMA "${to}"`);
  const ours = (await tablesOf(sql, to)).filter((table) => OURS.has(table));
  if (ours.length === 0) return;
  const names = ours.map((table) => `"${to}"."${table}"`).join(', ');
  await sql.script(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
  const looked = nothingWasKept.replaceAll('FROM "', `FROM "${to}"."`);
  const row = await sql.get<{ empty: number }>(looked);
  if (row?.empty !== 1) {
    throw new TulvingError('copy_target_taken', `The schema ${to} was written to meanwhile.`);
  }
  await sql.script(`DROP TABLE ${names}`);
}

async function tablesOf(sql: Sql, schema: string): Promise<string[]> {
  const rows = await sql.all<{ tablename: string }>(
    'SELECT tablename FROM pg_tables WHERE schemaname = ?',
    schema,
  );
  return rows.map(({ tablename }) => tablename);
}

/** With the types that they take. */
async function functionsOf(sql: Sql, schema: string): Promise<string[]> {
  const rows = await sql.all<{ name: string }>(
    `SELECT format('%I(%s)', proname, pg_get_function_identity_arguments(oid)) AS name
     FROM pg_proc WHERE pronamespace = to_regnamespace(quote_ident(?))`,
    schema,
  );
  return rows.map(({ name }) => name);
}
