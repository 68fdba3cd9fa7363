import type { PageQuery } from '../port.js';
import { type Condition, scopeCondition } from './condition.js';
import { compileFilter } from './filter.js';
import type { Dialect } from './statements.js';

/** Scope and filter, and that what has expired is gone though no job has come by yet. */
function pageCondition(
  { reach, state, at, filter }: PageQuery,
  cube: number | null,
  dialect: Dialect,
): Condition {
  const scope = scopeCondition(reach, 'm');
  const kept: Condition =
    state === 'deleted'
      ? { sql: '', parameters: [] }
      : { sql: 'AND (m.expires_at IS NULL OR m.expires_at > ?)', parameters: [at] };
  const holds = filter ? compileFilter(filter, cube, dialect.filter) : undefined;
  return {
    sql: `${scope.sql} ${kept.sql} ${holds ? `AND (${holds.sql})` : ''}`,
    parameters: [...scope.parameters, ...kept.parameters, ...(holds?.parameters ?? [])],
  };
}

/** What follows FROM for a page of a tenant, or of one cube of it. */
export function pageRest(query: PageQuery, cube: number | null, dialect: Dialect): Condition {
  const { sql, parameters } = pageCondition(query, cube, dialect);
  const { tenant, state, before = Number.MAX_SAFE_INTEGER, limit } = query;
  return {
    sql: `WHERE ${cube === null ? 'c.tenant' : 'm.cube'} = ? AND m.state = ? AND m.no < ? ${sql}
      ORDER BY m.no DESC LIMIT ?`,
    parameters: [cube ?? tenant, state, before, ...parameters, limit],
  };
}
