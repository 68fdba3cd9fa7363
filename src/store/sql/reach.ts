import type { ActionBounds } from '../../model/bounds.js';
import { boundsFilter } from '../../model/rule-bounds.js';
import type { Reach } from '../../model/scope.js';
import { type Condition, join } from './condition.js';
import { compileFilter } from './filter.js';
import type { Dialect } from './statements.js';

/** Memories are `m`, episodes `e` in all queries by scope. */
export type Scoped = 'm' | 'e';

/** What of a reach is columns of a table, and what rules leave of it; the cubes are left to the query. */
export function scopeCondition(reach: Reach, table: Scoped, dialect: Dialect): Condition {
  const user = `${table}.user_id`;
  const columns = join([
    [reach.user?.orNone ? `(${user} = ? OR ${user} IS NULL)` : `${user} = ?`, reach.user?.id],
    [`${table}.agent_id = ?`, reach.agent],
    [`${table}.app_id = ?`, reach.app],
    [`${table}.run_id = ?`, reach.run],
  ]);
  const bound = table === 'm' ? boundMemory : boundEpisode;
  const bounds = (reach.bounds ?? []).map((one) => bound(one, dialect));
  return {
    sql: [columns, ...bounds].map(({ sql }) => sql).join(' '),
    parameters: [columns, ...bounds].flatMap(({ parameters }) => parameters),
  };
}

function boundMemory(bounds: ActionBounds, { filter }: Dialect): Condition {
  const { sql, parameters } = compileFilter(boundsFilter(bounds, 'memory'), null, filter);
  return { sql: `AND (${sql})`, parameters };
}

/** As `ownsEpisode`: what rests on it decides; where nothing does, its place. */
function boundEpisode(bounds: ActionBounds, { filter }: Dialect): Condition {
  const memory = compileFilter(boundsFilter(bounds, 'memory'), null, filter);
  const place = compileFilter(boundsFilter(bounds, 'place'), null, filter, 'e');
  const resting = 'SELECT 1 FROM source s JOIN memory m ON m.no = s.memory WHERE s.episode = e.no';
  return {
    sql: `AND NOT EXISTS (${resting} AND NOT (${memory.sql}))
      AND (EXISTS (${resting}) OR (${place.sql}))`,
    parameters: [...memory.parameters, ...place.parameters],
  };
}

/** The whole reach, for a table that is joined to its cube `c`. */
export function reachCondition(
  tenant: number,
  reach: Reach,
  table: Scoped,
  dialect: Dialect,
): Condition {
  const scope = scopeCondition(reach, table, dialect);
  const { cubes } = reach;
  const named = cubes === 'all' ? '' : ` AND c.name IN (${cubes.map(() => '?').join(', ')})`;
  return {
    sql: `AND c.tenant = ?${named} ${scope.sql}`,
    parameters: [tenant, ...(cubes === 'all' ? [] : cubes), ...scope.parameters],
  };
}
