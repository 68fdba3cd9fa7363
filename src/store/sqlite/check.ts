import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Check } from '../port.js';
import type { Connection } from './driver.js';

/** Counts of what must not be there. */
const faults = [
  {
    name: 'every memory rests on an episode',
    sql: `SELECT count(*) AS n FROM memory
          WHERE no NOT IN (SELECT memory FROM source)`,
  },
  {
    name: 'every quote lies within its episode',
    sql: `SELECT count(*) AS n FROM source s JOIN episode e ON e.no = s.episode
          WHERE s.start < 0 OR s."end" <= s.start`,
  },
  {
    name: 'every memory has a history',
    sql: 'SELECT count(*) AS n FROM memory WHERE no NOT IN (SELECT memory FROM version)',
  },
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
  {
    name: 'every vector lies in the part of its cube that its memory is in',
    sql: `SELECT count(*) AS n FROM vector v LEFT JOIN memory m ON m.no = v.memory
          WHERE m.no IS NULL OR m.cube <> v.cube OR m.live <> v.live`,
  },
  {
    name: 'what search reads is active, stands alone and holds',
    sql: `SELECT count(*) AS n FROM memory
          WHERE live = 1 AND (state <> 'active' OR merged_into IS NOT NULL)
             OR live = 0 AND state = 'active' AND merged_into IS NULL AND valid_to IS NULL`,
  },
  {
    name: 'cubes count their live memories',
    sql: `SELECT count(*) AS n FROM cube
          WHERE live <> (SELECT count(*) FROM memory WHERE memory.cube = cube.no AND memory.live = 1)`,
  },
] as const;

export function check(db: Connection, path: string): Check[] {
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
    ...faults.map(({ name, sql }) => {
      const n = db.get<{ n: number }>(sql)?.n ?? 0;
      return { name, ok: n === 0, detail: n === 0 ? 'yes' : `${n} do not` };
    }),
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
