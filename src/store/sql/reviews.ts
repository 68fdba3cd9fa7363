import { TulvingError } from '../../errors.js';
import type { ReviewDecision, ReviewKind } from '../../model/review.js';
import type {
  DoubtQuery,
  NewReview,
  ReviewQuery,
  ReviewReads,
  StoredDoubt,
  StoredReview,
} from '../reviews.js';
import type { Bindable } from './condition.js';
import { doubtedIn } from './doubts.js';
import type { Statements } from './statements.js';
import { REVIEWED, WAITS } from './waiting.js';

type ReviewRow = Omit<StoredReview, 'reasons'> & { reasons: string };

const REVIEW = `SELECT r.id, r.kind, m.id AS memory, o.id AS other, r.reasons, r.at,
    r.decided_at AS "decidedAt", r.decision, r.decided_by AS "decidedBy"
  ${REVIEWED}`;

export class SqlReviews implements ReviewReads {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async get(tenant: number, id: string): Promise<StoredReview | undefined> {
    const sql = `${REVIEW} WHERE r.id = ? AND r.tenant = ?`;
    const row = await this.#db.get<ReviewRow>(sql, id, tenant);
    return row && reviewOf(row);
  }

  async page(query: ReviewQuery): Promise<StoredReview[]> {
    const { tenant, kind, decided = false, limit, after } = query;
    const order = decided ? 'DESC' : 'ASC';
    const parts: [string, Bindable | undefined][] = [
      ['r.tenant = ?', tenant],
      ['r.kind = ?', kind],
      [decided ? 'r.id < ?' : 'r.id > ?', after],
    ];
    const given = parts.filter((part): part is [string, Bindable] => part[1] !== undefined);
    const rows = await this.#db.all<ReviewRow>(
      `${REVIEW} WHERE ${decided ? 'r.decided_at IS NOT NULL' : WAITS}
         AND ${given.map(([condition]) => condition).join(' AND ')}
       ORDER BY r.id ${order} LIMIT ?`,
      ...given.map(([, value]) => value),
      limit,
    );
    return rows.map((row) => reviewOf(row));
  }

  async counts(tenant: number): Promise<Record<ReviewKind, number>> {
    const counts = { quarantine: 0, contradiction: 0, duplicate: 0 };
    const rows = await this.#db.all<{ kind: ReviewKind; n: number }>(
      `SELECT r.kind, count(*) AS n ${REVIEWED}
       WHERE r.tenant = ? AND ${WAITS} GROUP BY r.kind`,
      tenant,
    );
    for (const { kind, n } of rows) counts[kind] = n;
    return counts;
  }

  async heldBack(memories: readonly number[]): Promise<ReadonlySet<number>> {
    const rows = await this.#db.all<{ memory: number }>(
      `SELECT memory FROM review WHERE kind = 'quarantine' AND decided_at IS NULL
         AND ${this.#db.dialect.isAmongNumbers('memory')}`,
      JSON.stringify(memories),
    );
    return new Set(rows.map(({ memory }) => memory));
  }

  doubted(query: DoubtQuery): Promise<StoredDoubt[]> {
    return doubtedIn(this.#db, query);
  }
}

/** One that waits for the same is enough. Its parameters: `openBy`. */
export const OPEN_REVIEW = `INSERT INTO review (id, tenant, kind, memory, other, reasons, at)
  SELECT ?, ?, ?, ?, ?, ?, ? WHERE NOT EXISTS (
    SELECT 1 FROM review WHERE memory = ? AND other IS NOT DISTINCT FROM ? AND kind = ?
      AND decided_at IS NULL)`;

/** @param numberOf of a memory, by its id */
export function openBy(
  { id, kind, memory, other, reasons }: NewReview,
  { tenant, at }: { tenant: number; at: number },
  numberOf: (id: string) => number,
): Bindable[] {
  const one = numberOf(memory);
  const two = other === null ? null : numberOf(other);
  return [id, tenant, kind, one, two, reasons.join(','), at, one, two, kind];
}

/** Its parameters: `decideBy`. */
export const DECIDE_REVIEW = `UPDATE review SET decided_at = ?, decision = ?, decided_by = ?
  WHERE id = ? AND tenant = ? AND decided_at IS NULL`;

export function decideBy(
  { id, decision }: { id: string; decision: ReviewDecision },
  { tenant, at, actor }: { tenant: number; at: number; actor: { principal: string | null } },
): Bindable[] {
  return [at, decision, actor.principal, id, tenant];
}

export const FIND_REVIEW = 'SELECT 1 AS found FROM review WHERE id = ? AND tenant = ?';

/** Nothing was written because it does not wait. */
export function notWaiting(id: string, isThere: boolean): TulvingError {
  return isThere
    ? new TulvingError('version_conflict', `Review ${id} was decided already.`)
    : new TulvingError('not_found', `There is no review ${id}.`);
}

function reviewOf({ reasons, ...row }: ReviewRow): StoredReview {
  return { ...row, reasons: reasons === '' ? [] : reasons.split(',') };
}
