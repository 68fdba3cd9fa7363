import type { MemoryState } from '../../model/memory.js';
import type { Standing } from '../../model/validity.js';
import type { Restating } from '../change-set.js';
import type { Condition } from './condition.js';
import { requireExpected } from './revision.js';
import type { Dialect } from './statements.js';

/** A memory before its state changes, and whether search reads it afterwards. */
export interface RestatedRow extends Standing {
  no: number;
  id: string;
  cube: number;
  version: number;
  live: 0 | 1;
  next: 0 | 1;
}

/** The statements that give many memories a state, in both engines. */
export interface RestateStatements {
  /** Its parameters: tenant, numbers. Answers with `RestatedRow`s, oldest first. */
  read: Condition;
  /** Its last parameter: numbers. */
  update: Condition;
}

/**
 * Terms stay where they are, since moving them is most of the work: a memory that goes to the other part of its cube
 * has its analyser negated, which tells that its terms lie in the part that it came from, and that it is
 * to be indexed anew one day. Coming back puts that right.
 */
export function restateStatements(
  to: MemoryState,
  at: number,
  { isAmongNumbers }: Dialect,
): RestateStatements {
  const next = nextLive(to, at);
  // What comes back after it has expired would be taken away again.
  const comesBack = to !== 'deleted';
  const deletedAt = to === 'deleted' ? 'coalesce(deleted_at, ?)' : 'NULL';
  return {
    read: {
      sql: `SELECT m.no, m.id, m.cube, m.version, m.live, ${next.sql} AS next, m.state,
          m.valid_from AS "validFrom", m.valid_to AS "validTo",
          (SELECT id FROM memory WHERE no = m.merged_into) AS "mergedInto"
        FROM memory m JOIN cube c ON c.no = m.cube
        WHERE c.tenant = ? AND ${isAmongNumbers('m.no')} ORDER BY m.no`,
      parameters: next.parameters,
    },
    update: {
      sql: `UPDATE memory AS m SET version = version + 1, state = ?, live = ${next.sql},
          analyser = CASE WHEN live = ${next.sql} THEN analyser ELSE -analyser END,
          expires_at = ${comesBack ? 'CASE WHEN expires_at <= ? THEN NULL ELSE expires_at END' : 'expires_at'},
          deleted_at = ${deletedAt}, updated_at = ?
        WHERE ${isAmongNumbers('no')}`,
      parameters: [
        to,
        ...next.parameters,
        ...next.parameters,
        ...(comesBack ? [at] : []),
        ...(to === 'deleted' ? [at] : []),
        at,
      ],
    },
  };
}

/** What `partitionOf` says of a memory in that state. */
function nextLive(to: MemoryState, at: number): Condition {
  if (to !== 'active') return { sql: '0', parameters: [] };
  return {
    sql: `CASE WHEN m.merged_into IS NULL AND (m.valid_to IS NULL OR m.valid_to > ?) THEN 1 ELSE 0 END`,
    parameters: [at],
  };
}

/** @throws TulvingError `version_conflict` when one is not what was planned for */
export function requireAllExpected(
  rows: readonly RestatedRow[],
  { memories }: Pick<Restating, 'memories'>,
): void {
  const versions = new Map(rows.map(({ no, version }) => [no, version]));
  for (const { no, id, expectVersion } of memories) {
    const version = versions.get(no);
    requireExpected(version === undefined ? undefined : { version }, { memory: id, expectVersion });
  }
}

/** What it means for one cube. */
export interface CubeShare {
  cube: number;
  /** How many more memories are live. */
  gained: number;
  /** Numbers of those that go to the other part. */
  moved: number[];
}

export function sharesOf(rows: readonly RestatedRow[]): CubeShare[] {
  const shares = new Map<number, CubeShare>();
  for (const { no, cube, live, next } of rows) {
    let share = shares.get(cube);
    if (!share) shares.set(cube, (share = { cube, gained: 0, moved: [] }));
    share.gained += next - live;
    if (next !== live) share.moved.push(no);
  }
  return [...shares.values()];
}
