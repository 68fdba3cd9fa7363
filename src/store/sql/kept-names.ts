import type { Reach } from '../../model/scope.js';
import type { KeptName } from '../kept-names.js';
import { reachCondition } from './reach.js';
import type { Statements } from './statements.js';

const columns = { user: 'm.user_id', cube: 'c.name' } as const;

/** Users or cubes of a reach with how much is kept under each, in no order. */
export async function keptNamesOf(
  db: Statements,
  tenant: number,
  reach: Reach,
  kind: keyof typeof columns,
): Promise<KeptName[]> {
  const { sql, parameters } = reachCondition(tenant, reach, 'm', db.dialect);
  const name = columns[kind];
  const rows = await db.all<KeptName>(
    `SELECT ${name} AS name, count(CASE WHEN m.state <> 'deleted' THEN 1 END) AS memories,
       count(CASE WHEN m.state = 'active' THEN 1 END) AS active,
       min(m.created_at) AS first, max(m.updated_at) AS last
     FROM memory m JOIN cube c ON c.no = m.cube WHERE ${name} IS NOT NULL ${sql}
     GROUP BY 1`,
    ...parameters,
  );
  return rows.map((row) => ({
    ...row,
    memories: Number(row.memories),
    active: Number(row.active),
  }));
}
