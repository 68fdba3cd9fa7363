import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { TulvingError } from '../errors.js';
import { openDatabase } from '../store/sqlite/open.js';
import { leaveOneFile } from '../store/sqlite/store.js';
import { type Asked, dropTables } from './foreign.js';
import { ATTACHMENTS, CONFIG, DATABASE } from './names.js';
import { connect } from './snapshot.js';

/** Brings an unpacked database to the newest schema, looks for damage, and drops what was not asked for. */
export async function prepareDatabase(staging: string, without: readonly Asked[]): Promise<number> {
  const { connection, schema } = await openDatabase({ directory: staging });
  try {
    const checked = connection.get<{ quick_check: string }>('PRAGMA quick_check(1)')?.quick_check;
    const loose = connection.all('PRAGMA foreign_key_check').length;
    if (checked !== 'ok' || loose > 0) {
      const reason = checked === 'ok' ? `${loose} references lead nowhere` : checked;
      throw new TulvingError('archive_damaged', `The database in it is damaged: ${reason}.`);
    }
    dropTables(connection, without);
    leaveOneFile(connection);
    return schema;
  } finally {
    connection.close();
  }
}

/** Files of attachments come first: nothing names them until the database is there. */
export function settleAttachments(staging: string, data: string): void {
  const from = join(staging, ATTACHMENTS);
  if (!existsSync(from)) return;
  const to = join(data, ATTACHMENTS);
  mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(from)) renameSync(join(from, name), join(to, name));
}

/** A config file that is there stays. @returns whether the one of the archive was taken */
export function settleConfig(staging: string, data: string): boolean {
  const from = join(staging, CONFIG);
  if (!existsSync(from) || existsSync(join(data, CONFIG))) return false;
  renameSync(from, join(data, CONFIG));
  return true;
}

/** What was erased here, and what of it a database still has. */
export async function erasedSince(
  data: string,
  staging: string,
): Promise<{ memories: string[]; episodes: string[] }> {
  const here = await connect(join(data, DATABASE));
  const there = await connect(join(staging, DATABASE));
  try {
    const ids = here.all<{ id: string }>('SELECT DISTINCT id FROM tombstone');
    const still = (table: string, rest = '') =>
      ids.flatMap(({ id }) =>
        there.get(`SELECT 1 FROM ${table} WHERE id = ?${rest}`, id) ? [id] : [],
      );
    return { memories: still('memory'), episodes: still('episode', ' AND erased_at IS NULL') };
  } finally {
    here.close();
    there.close();
  }
}

/**
 * What a backup of this store is older than, and still has to hold: a key that was revoked stays revoked, and
 * what was noted in the audit stays noted, the request to restore among it.
 */
export async function carryOver(data: string, staging: string): Promise<void> {
  const there = await connect(join(staging, DATABASE));
  try {
    there.run('ATTACH ? AS here', join(data, DATABASE));
    there.exec(
      `UPDATE key SET revoked_at = (SELECT k.revoked_at FROM here.key k WHERE k.id = key.id)
        WHERE revoked_at IS NULL AND id IN (SELECT id FROM here.key WHERE revoked_at IS NOT NULL)`,
    );
    // A store of an older version has none.
    if (there.get("SELECT 1 FROM here.sqlite_master WHERE name = 'audit'")) {
      there.exec('INSERT OR REPLACE INTO audit SELECT * FROM here.audit');
    }
    there.exec('DETACH here');
  } finally {
    there.close();
  }
}
