import type { Check } from '../port.js';
import type { Statements } from './statements.js';

export interface Fault {
  name: string;
  /** Counts what must not be there. */
  sql: string;
}

/** Of both engines. */
export const faults: readonly Fault[] = [
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
  {
    name: 'nobody is named whom no memory mentions',
    sql: 'SELECT count(*) AS n FROM entity WHERE no NOT IN (SELECT entity FROM mention)',
  },
  {
    name: 'whoever is related is mentioned by the same memory',
    sql: `SELECT count(*) AS n FROM relation r
          WHERE NOT EXISTS (SELECT 1 FROM mention WHERE memory = r.memory AND entity = r."from")
             OR NOT EXISTS (SELECT 1 FROM mention WHERE memory = r.memory AND entity = r."to")`,
  },
];

export async function lookFor(
  db: Pick<Statements, 'get'>,
  ...wanted: readonly Fault[]
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const { name, sql } of wanted) {
    const n = (await db.get<{ n: number }>(sql))?.n ?? 0;
    checks.push({ name, ok: n === 0, detail: n === 0 ? 'yes' : `${n} do not` });
  }
  return checks;
}
