import type { Reach } from '../../model/scope.js';
import { type ScopeKind, scopeKinds, type ScopeName } from '../../model/scope-name.js';
import { formatInstant, type Instant } from '../../model/time.js';
import { reachCondition } from './reach.js';
import type { Statements } from './statements.js';

interface Row {
  kind: ScopeKind;
  name: string;
  memories: number;
  first: Instant;
  last: Instant;
}

/** The names that active memories of a reach are kept under: newest first, users before agents. */
export async function scopeNamesOf(
  db: Statements,
  tenant: number,
  reach: Reach,
  at: Instant,
): Promise<ScopeName[]> {
  const { sql, parameters } = reachCondition(tenant, reach, 'm', db.dialect);
  const namesOf = (kind: ScopeKind) =>
    `SELECT '${kind}' AS kind, m.${kind}_id AS name, count(*) AS memories,
       min(m.created_at) AS first, max(m.updated_at) AS last
     FROM memory m JOIN cube c ON c.no = m.cube
     WHERE m.state = 'active' AND m.${kind}_id IS NOT NULL AND m.merged_into IS NULL
       AND (m.expires_at IS NULL OR m.expires_at > ?) ${sql}
     GROUP BY m.${kind}_id`;
  const rows = await db.all<Row>(
    scopeKinds.map(namesOf).join(' UNION ALL '),
    ...scopeKinds.flatMap(() => [at, ...parameters]),
  );
  return rows
    .toSorted((a, b) => rank(a) - rank(b) || b.last - a.last || (a.name < b.name ? -1 : 1))
    .map(({ kind, name, memories, first, last }) => ({
      kind,
      name,
      memories,
      created_at: formatInstant(first),
      updated_at: formatInstant(last),
    }));
}

function rank({ kind }: Row): number {
  return scopeKinds.indexOf(kind);
}
