import type { Reach } from '../../model/scope.js';

/** What a statement may be given. */
export type Bindable = string | number | null | Uint8Array;

export interface Condition {
  /** Begins with AND where there is anything. */
  sql: string;
  parameters: Bindable[];
}

/** What of a reach is columns of a table; the cubes are left to the query. */
export function scopeCondition(reach: Reach, table: string): Condition {
  const user = `${table}.user_id`;
  return join([
    [reach.user?.orNone ? `(${user} = ? OR ${user} IS NULL)` : `${user} = ?`, reach.user?.id],
    [`${table}.agent_id = ?`, reach.agent],
    [`${table}.app_id = ?`, reach.app],
    [`${table}.run_id = ?`, reach.run],
  ]);
}

/** The whole reach, for a table that is joined to its cube `c`. */
export function reachCondition(tenant: number, reach: Reach, table: string): Condition {
  const scope = scopeCondition(reach, table);
  const { cubes } = reach;
  const named = cubes === 'all' ? '' : ` AND c.name IN (${cubes.map(() => '?').join(', ')})`;
  return {
    sql: `AND c.tenant = ?${named} ${scope.sql}`,
    parameters: [tenant, ...(cubes === 'all' ? [] : cubes), ...scope.parameters],
  };
}

export function join(parts: readonly [string, Bindable | undefined][]): Condition {
  const given = parts.filter((part): part is [string, Bindable] => part[1] !== undefined);
  return {
    sql: given.map(([condition]) => `AND ${condition}`).join(' '),
    parameters: given.map(([, value]) => value),
  };
}
