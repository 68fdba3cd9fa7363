import type { Check } from '../port.js';
import { type Fault, faults, lookFor } from '../sql/faults.js';
import type { Database, Sql } from './driver.js';
import { LEAST_RECALL, RECALL } from './near-recall.js';

const ofWords: readonly Fault[] = [
  {
    name: 'every memory stands in the word index',
    sql: `SELECT count(*) AS n FROM memory m
          WHERE m.length > 0 AND NOT EXISTS (SELECT 1 FROM word w WHERE w.memory = m.no)`,
  },
  {
    name: 'every word lies in the part of its cube that its memory is in, or came from',
    sql: `SELECT count(*) AS n FROM word w LEFT JOIN memory m ON m.no = w.memory
          WHERE m.no IS NULL OR m.cube <> w.cube
             OR w.live <> CASE WHEN m.analyser < 0 THEN 1 - m.live ELSE m.live END`,
  },
];

export function check(db: Database): Promise<Check[]> {
  return db.maintain(async (sql) => [
    await checkDurability(sql),
    await checkRecall(sql),
    ...(await lookFor(sql, ...faults, ...ofWords)),
  ]);
}

/** A server may be set up to answer before it has written: https://www.postgresql.org/docs/current/wal-async-commit.html. */
async function checkDurability(sql: Sql): Promise<Check> {
  const rows = await sql.all<{ name: string; setting: string }>(
    "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'synchronous_commit') AND setting = 'off'",
  );
  const detail = rows.map(({ name }) => `the server has ${name} = off`).join('; ');
  return {
    name: 'what is acknowledged survives a power cut',
    ok: rows.length === 0,
    detail: detail || 'yes',
  };
}

/** Of the indexes of large cubes, as it was measured when they were made. */
async function checkRecall(sql: Sql): Promise<Check> {
  const rows = await sql.all<{ recall: number }>(
    'SELECT value::double precision AS recall FROM setting WHERE starts_with(name, ?)',
    `${RECALL}/`,
  );
  const least = Math.min(1, ...rows.map(({ recall }) => recall));
  return {
    name: 'indexes of large cubes find what is nearest',
    ok: least >= LEAST_RECALL,
    detail: rows.length === 0 ? 'no cube is that large' : `${(least * 100).toFixed(1)} % of it`,
  };
}
