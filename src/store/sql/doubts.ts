import { type Doubt, doubts, LOW_CONFIDENCE, weightOf } from '../../model/doubt.js';
import type { DoubtQuery, StoredDoubt } from '../reviews.js';
import type { Bindable, Condition } from './condition.js';
import { compileFilter } from './filter.js';
import { reachCondition } from './reach.js';
import type { Dialect, Statements } from './statements.js';
import { MEMORIES } from './stored-memory.js';
import { REVIEWED, WAITS } from './waiting.js';

/**
 * What was said last counts: who called it wrong takes that back by finding it useful through the same program, and a
 * person by `right`. What `right` did can be undone, and the memory is not verified then.
 */
const WRONG = `SELECT f.memory FROM feedback f JOIN memory called ON called.no = f.memory
  WHERE f.tenant = ? AND f.verdict = 'wrong'
  AND NOT EXISTS (SELECT 1 FROM feedback later WHERE later.memory = f.memory AND later.id > f.id
    AND ((later.verdict = 'useful' AND later.actor IS NOT DISTINCT FROM f.actor
        AND later.app IS NOT DISTINCT FROM f.app)
      OR (later.verdict = 'right' AND called.trust = 'verified')))`;

/** Of a contradiction nothing is told to who may not see both sides. */
function contradicted({ tenant, seen }: DoubtQuery, dialect: Dialect): Condition {
  const within = reachCondition(tenant, seen, 'm', dialect);
  const undecided = (side: 'memory' | 'other', against: 'memory' | 'other') =>
    `m.no IN (SELECT r.${side} ${REVIEWED}
      WHERE r.tenant = ? AND r.kind = 'contradiction' AND ${WAITS}
        AND EXISTS (SELECT 1 ${MEMORIES} WHERE m.no = r.${against} ${within.sql}))`;
  const parameters = [tenant, ...within.parameters];
  return {
    sql: `(${undecided('memory', 'other')} OR ${undecided('other', 'memory')})`,
    parameters: [...parameters, ...parameters],
  };
}

/** Sets of few are found once, not asked of each memory. */
function conditionOf(doubt: Doubt, query: DoubtQuery, dialect: Dialect): Condition {
  switch (doubt) {
    case 'outside':
      return { sql: `m.trust = 'outside'`, parameters: [] };
    case 'concluded':
      return { sql: `m.trust = 'agent' AND m.kind <> 'statement'`, parameters: [] };
    case 'low_confidence': {
      const field = { kind: 'metadata', path: 'confidence' } as const;
      const { sql, parameters } = compileFilter(
        { field, op: 'lt', value: LOW_CONFIDENCE },
        null,
        dialect.filter,
      );
      // Who has looked at it knows better than who wrote it.
      return { sql: `m.trust <> 'verified' AND ${sql}`, parameters };
    }
    case 'contradicted':
      return contradicted(query, dialect);
    case 'wrong':
      return { sql: `m.no IN (${WRONG})`, parameters: [query.tenant] };
  }
}

/** Memories that hold now and may not be so, the most doubtful first. */
export async function doubtedIn(db: Statements, query: DoubtQuery): Promise<StoredDoubt[]> {
  const { tenant, reach, at, doubt, limit, after } = query;
  const asked = (doubt === undefined ? doubts : [doubt]).map((one) =>
    conditionOf(one, query, db.dialect),
  );
  const weighed = doubts.map((one) => ({ one, ...conditionOf(one, query, db.dialect) }));
  const weight = weighed.map(({ one, sql }) => `CASE WHEN ${sql} THEN ${weightOf(one)} ELSE 0 END`);
  const within = reachCondition(tenant, reach, 'm', db.dialect);
  const place: Condition = after
    ? {
        sql: 'WHERE d.weight < ? OR (d.weight = ? AND d.no < ?)',
        parameters: [after.weight, after.weight, after.no],
      }
    : { sql: '', parameters: [] };
  const parameters: Bindable[] = [
    ...weighed.flatMap((one) => one.parameters),
    at,
    at,
    ...asked.flatMap((one) => one.parameters),
    ...within.parameters,
    ...place.parameters,
    limit,
  ];
  return db.all<StoredDoubt>(
    `SELECT d.no, d.weight FROM (
       SELECT m.no, ${weight.join(' + ')} AS weight ${MEMORIES}
       WHERE m.state = 'active' AND m.merged_into IS NULL
         AND (m.valid_to IS NULL OR m.valid_to > ?) AND (m.expires_at IS NULL OR m.expires_at > ?)
         AND (${asked.map(({ sql }) => `(${sql})`).join(' OR ')}) ${within.sql}
     ) d ${place.sql} ORDER BY d.weight DESC, d.no DESC LIMIT ?`,
    ...parameters,
  );
}
