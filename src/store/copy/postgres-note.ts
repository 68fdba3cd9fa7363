import type { Database, Sql } from '../postgres/driver.js';

/** What a copy notes where it comes about. */
export interface CopyNote {
  /** The store that is copied. */
  node: string;
  /** References, which are checked at the end: rows come table by table. */
  references: Reference[];
}

export interface Reference {
  table: string;
  name: string;
  definition: string;
}

export async function readNote(db: Sql): Promise<CopyNote | undefined> {
  const known = await db.get<{ known: boolean }>(
    "SELECT to_regclass('copying') IS NOT NULL AS known",
  );
  if (!known?.known) return undefined;
  const row = await db.get<{ note: string }>('SELECT note FROM copying');
  return row && (JSON.parse(row.note) as CopyNote);
}

export async function writeNote(db: Database, node: string): Promise<CopyNote> {
  return db.transaction(async (sql) => {
    const references = await sql.all<Reference>(
      `SELECT conrelid::regclass::text AS "table", quote_ident(conname) AS name,
         pg_get_constraintdef(oid) AS definition
       FROM pg_constraint
       WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`,
    );
    const note = { node, references };
    for (const { table, name } of references) {
      await sql.script(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
    }
    await sql.script('CREATE TABLE copying (note text NOT NULL)');
    await sql.run('INSERT INTO copying VALUES (?)', JSON.stringify(note));
    return note;
  });
}

/** Only a schema that a copy has made. */
export async function dropStaging(db: Database, staging: string): Promise<void> {
  const made = await db.get<{ made: boolean }>(
    'SELECT to_regclass(?) IS NOT NULL AS made',
    `"${staging}".copying`,
  );
  if (made?.made) await db.transaction((sql) => sql.script(`DROP SCHEMA "${staging}" CASCADE`));
}
