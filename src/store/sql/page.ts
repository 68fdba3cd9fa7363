import { compareKeys, SORTED } from '../../model/sort-key.js';
import type { CountQuery, PageOrder, PageQuery, StubQuery } from '../port.js';
import { type Condition } from './condition.js';
import { reachCondition, scopeCondition } from './reach.js';
import { compileFilter } from './filter.js';
import type { Dialect } from './statements.js';
import { MEMORIES, type MemoryRow } from './stored-memory.js';

/** Begins a query for `MemoryStub`s. */
export const STUBS = `SELECT m.no, m.id, m.version, m.user_id AS "user" ${MEMORIES}`;

type Ordered = Pick<PageQuery, 'order' | 'before'>;

/** Numbers grow with the moment of creation, and every index ends with them. */
const numbers = {
  createdAt: 'no',
  updatedAt: 'updated_at',
  occurredAt: 'occurred_at',
} as const satisfies Partial<Record<PageOrder['by'], keyof MemoryRow>>;

/**
 * No index is in this order: finding the first of 100,000 takes less than a tenth of a second, and an index
 * would cost every write.
 */
const letters = {
  text: 'text',
  app: 'app_id',
} as const satisfies Partial<Record<PageOrder['by'], keyof MemoryRow>>;

const newestFirst: PageOrder = { by: 'createdAt', descending: true };
const nothing: Condition = { sql: '', parameters: [] };

/** What follows FROM for a page of a tenant, or of one cube of it. */
export function pageRest(
  query: PageQuery & StubQuery,
  cube: number | null,
  dialect: Dialect,
): Condition {
  const { tenant, state, limit } = query;
  const { sql, parameters } = all(
    placeCondition(query),
    notExpired(query, true),
    contentCondition(query, cube, dialect),
    query.among === undefined
      ? nothing
      : {
          sql: `AND ${dialect.isAmongNumbers('m.no')}`,
          parameters: [JSON.stringify(query.among)],
        },
  );
  return {
    sql: `WHERE ${cube === null ? 'c.tenant' : 'm.cube'} = ? AND m.state = ? ${sql}
      ${orderOf(query)} LIMIT ?`,
    parameters: [cube ?? tenant, state, ...parameters, limit],
  };
}

/** A statement that names cubes. */
export function cubesHolding(
  { tenant, reach, state }: Pick<PageQuery, 'tenant' | 'reach' | 'state'>,
  dialect: Dialect,
): Condition {
  const { bounds: _, ...whole } = reach;
  const { sql, parameters } = reachCondition(tenant, whole, 'm', dialect);
  return {
    sql: `SELECT DISTINCT c.name ${MEMORIES} WHERE m.state = ? ${sql} ORDER BY c.name`,
    parameters: [state, ...parameters],
  };
}

export function orderOf({ order = newestFirst }: Ordered): string {
  const { by, descending } = order;
  const way = descending ? 'DESC' : 'ASC';
  if (isByLetters(by)) return `ORDER BY ${keyOf(by)} ${way}, m.no DESC`;
  const column = numbers[by];
  return column === 'no' ? `ORDER BY m.no ${way}` : `ORDER BY m.${column} ${way}, m.no ${way}`;
}

/** As `orderOf`, for rows of several cubes. */
export function inOrder({ order = newestFirst }: Ordered): (a: MemoryRow, b: MemoryRow) => number {
  const { by, descending } = order;
  const sign = descending ? -1 : 1;
  if (isByLetters(by)) {
    const column = letters[by];
    return (a, b) => sign * compareKeys(a[column], b[column]) || b.no - a.no;
  }
  const column = numbers[by];
  return (a, b) => sign * (a[column] - b[column] || a.no - b.no);
}

/** Whether an index of each cube is in this order. */
export function isIndexedByCube({ by }: PageOrder = newestFirst): boolean {
  return by !== 'createdAt' && !isByLetters(by);
}

export function isByLetters(by: PageOrder['by'] = newestFirst.by): by is keyof typeof letters {
  return by in letters;
}

/** As `sortKeyOf`. Both engines know no other capitals than those of ASCII here. */
function keyOf(by: keyof typeof letters): string {
  return `lower(substr(coalesce(m.${letters[by]}, ''), 1, ${SORTED}))`;
}

/**
 * Counts what is there and what of it has expired: the first is answered by an index alone, and
 * few memories have an expiry, while asking each of them takes three times as long.
 *
 * @param ask answers a statement that will hardly be asked again
 */
export async function countOf(
  ask: (condition: Condition) => Promise<{ n: number }[]>,
  query: CountQuery,
  dialect: Dialect,
): Promise<number> {
  const { tenant, reach, state } = query;
  const within = reachCondition(tenant, { cubes: reach.cubes }, 'm', dialect);
  const content = contentCondition(query, null, dialect);
  const count = async (more: Condition) => {
    const { sql, parameters } = all(within, content, more);
    const [row] = await ask({
      sql: `SELECT count(*) AS n ${MEMORIES} WHERE m.state = ? ${sql}`,
      parameters: [state, ...parameters],
    });
    return row?.n ?? 0;
  };
  const expired = notExpired(query, false);
  return (await count(nothing)) - (expired === nothing ? 0 : await count(expired));
}

function contentCondition(
  { reach, filter, text }: CountQuery,
  cube: number | null,
  dialect: Dialect,
): Condition {
  const holds = filter && compileFilter(filter, cube, dialect.filter);
  const letters = text === undefined ? undefined : dialect.filter.textHolds(text);
  return all(
    scopeCondition(reach, 'm', dialect),
    ...[letters, holds].map((condition) =>
      condition ? { ...condition, sql: `AND (${condition.sql})` } : nothing,
    ),
  );
}

function placeCondition({ order = newestFirst, before }: Ordered): Condition {
  if (before === undefined) return nothing;
  const { by, descending, from } = order;
  const compare = descending ? '<' : '>';
  if (isByLetters(by)) {
    const key = keyOf(by);
    return {
      sql: `AND (${key} ${compare} ? OR (${key} = ? AND m.no < ?))`,
      parameters: [from ?? '', from ?? '', before],
    };
  }
  const column = numbers[by];
  if (column === 'no') return { sql: `AND m.no ${compare} ?`, parameters: [before] };
  return {
    sql: `AND (m.${column}, m.no) ${compare} (?, ?)`,
    parameters: [from ?? 0, before],
  };
}

/** What has expired is gone though no job has come by yet; or, turned round, only that. */
function notExpired({ state, at }: CountQuery, kept: boolean): Condition {
  if (state === 'deleted') return nothing;
  const sql = kept ? 'AND (m.expires_at IS NULL OR m.expires_at > ?)' : 'AND m.expires_at <= ?';
  return { sql, parameters: [at] };
}

function all(...parts: readonly Condition[]): Condition {
  return {
    sql: parts.map(({ sql }) => sql).join(' '),
    parameters: parts.flatMap(({ parameters }) => parameters),
  };
}
