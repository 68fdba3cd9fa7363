import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Check } from '../port.js';
import { type Fault, faults, lookFor } from '../sql/faults.js';
import type { Statements } from '../sql/statements.js';
import type { Connection } from './driver.js';

const ofWords: readonly Fault[] = [
  {
    name: 'every memory stands in the word index',
    sql: `SELECT count(*) AS n FROM memory
          WHERE no NOT IN (SELECT id FROM words_docsize)`,
  },
  {
    name: 'the word index holds nothing else',
    sql: `SELECT count(*) AS n FROM words_docsize
          WHERE id NOT IN (SELECT no FROM memory)`,
  },
];

export async function check(
  db: Connection,
  statements: Statements,
  path: string,
): Promise<Check[]> {
  // A look into the word index first: what another process merged would pass for damage otherwise.
  db.get('SELECT term FROM word_instance LIMIT 1');
  const integrity = db.all<{ integrity_check: string }>('PRAGMA integrity_check(5)');
  const told = integrity.map((row) => row.integrity_check).join('; ');
  const foreign = db.all('PRAGMA foreign_key_check').length;
  return [
    { name: 'the file is sound', ok: told === 'ok', detail: told },
    {
      name: 'references lead somewhere',
      ok: foreign === 0,
      detail: foreign === 0 ? 'yes' : `${foreign} do not`,
    },
    ...(await lookFor(statements, ...faults, ...ofWords)),
    checkPrivacy(dirname(path)),
  ];
}

/** On Windows modes tell nothing; there the user's own folder is private. */
function checkPrivacy(directory: string): Check {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((path) => /\.db(?:-wal|-shm)?$|secrets\.env$/.test(path));
  const open =
    process.platform === 'win32' ? [] : files.filter((path) => statSync(path).mode & 0o077);
  const detail = open.length === 0 ? 'yes' : `others may read ${open.join(', ')}; run chmod 600`;
  return { name: 'its files are private', ok: open.length === 0, detail };
}
