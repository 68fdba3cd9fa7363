import type { CountQuery, PageOrder, PageQuery } from '../port.js';
import type { Connection } from './driver.js';
import { compileFilter } from './filter.js';
import { type Condition, reachCondition, scopeCondition } from './reach.js';
import type { MemoryRow } from './stored-memory.js';

type Ordered = Pick<PageQuery, 'order' | 'before'>;

/** Numbers grow with the moment of creation, and every index ends with them. */
const columns = {
  createdAt: 'no',
  updatedAt: 'updated_at',
  occurredAt: 'occurred_at',
} as const satisfies Record<PageOrder['by'], keyof MemoryRow>;

const newestFirst: PageOrder = { by: 'createdAt', descending: true };
const nothing: Condition = { sql: '', parameters: [] };

export function orderOf({ order = newestFirst }: Ordered): string {
  const way = order.descending ? 'DESC' : 'ASC';
  const column = columns[order.by];
  return column === 'no' ? `ORDER BY m.no ${way}` : `ORDER BY m.${column} ${way}, m.no ${way}`;
}

/** As `orderOf`, for rows of several cubes. */
export function inOrder({ order = newestFirst }: Ordered): (a: MemoryRow, b: MemoryRow) => number {
  const column = columns[order.by];
  const sign = order.descending ? -1 : 1;
  return (a, b) => sign * (a[column] - b[column] || a.no - b.no);
}

/** What is kept, place, scope, text and filter. */
export function pageCondition(query: PageQuery, cube: number | null): Condition {
  return all(placeCondition(query), notExpired(query, true), contentCondition(query, cube));
}

/**
 * Counts what is there and what of it has expired: the first is answered by an index alone, and
 * few memories have an expiry, while asking each of them takes three times as long.
 */
export function countOf(db: Connection, query: CountQuery): number {
  const { tenant, reach, state } = query;
  const within = reachCondition(tenant, { cubes: reach.cubes }, 'm');
  const content = contentCondition(query, null);
  const count = ({ sql, parameters }: Condition) => {
    const [row] = db.allOnce<{ n: number }>(
      `SELECT count(*) AS n FROM memory m JOIN cube c ON c.no = m.cube
       WHERE m.state = ? ${within.sql} ${content.sql} ${sql}`,
      state,
      ...within.parameters,
      ...content.parameters,
      ...parameters,
    );
    return row?.n ?? 0;
  };
  const expired = notExpired(query, false);
  return count(nothing) - (expired === nothing ? 0 : count(expired));
}

function contentCondition({ reach, filter, text }: CountQuery, cube: number | null): Condition {
  const holds = filter && compileFilter(filter, cube);
  return all(
    scopeCondition(reach, 'm'),
    text === undefined ? nothing : textCondition(text),
    holds ? { sql: `AND (${holds.sql})`, parameters: holds.parameters } : nothing,
  );
}

function placeCondition({ order = newestFirst, before }: Ordered): Condition {
  if (before === undefined) return nothing;
  const compare = order.descending ? '<' : '>';
  const column = columns[order.by];
  if (column === 'no') return { sql: `AND m.no ${compare} ?`, parameters: [before] };
  return {
    sql: `AND (m.${column}, m.no) ${compare} (?, ?)`,
    parameters: [order.from ?? 0, before],
  };
}

/** What has expired is gone though no job has come by yet; or, turned round, only that. */
function notExpired({ state, at }: CountQuery, kept: boolean): Condition {
  if (state === 'deleted') return nothing;
  const sql = kept ? 'AND (m.expires_at IS NULL OR m.expires_at > ?)' : 'AND m.expires_at <= ?';
  return { sql, parameters: [at] };
}

/** Folding in JavaScript costs ten times what SQLite's own comparison of ASCII letters does. */
function textCondition(text: string): Condition {
  const folded = 'length(m.text) < length(CAST(m.text AS BLOB)) AND instr(fold(m.text), ?) > 0';
  const isAscii = /^[ -~]*$/.test(text);
  if (!isAscii) return { sql: `AND (${folded})`, parameters: [text] };
  return {
    sql: `AND (instr(lower(m.text), ?) > 0 OR (${folded}))`,
    parameters: [text, text],
  };
}

function all(...parts: readonly Condition[]): Condition {
  return {
    sql: parts.map(({ sql }) => sql).join(' '),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}
