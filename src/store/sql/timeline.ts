import type { TimelineAxis } from '../../model/timeline.js';
import type {
  TimelineCount,
  TimelinePage,
  TimelinePlace,
  TimelineQuery,
  TimelineReads,
} from '../timeline.js';
import type { Bindable, Condition } from './condition.js';
import { compileFilter } from './filter.js';
import { reachCondition } from './reach.js';
import type { Statements } from './statements.js';

const QUARTER = 15 * 60_000;

const axes: Readonly<Record<TimelineAxis, string>> = {
  held: 'coalesce(m.valid_from, m.occurred_at)',
  learnt: 'm.created_at',
};

/** Each is one statement, so that both engines have it in common. */
export class SqlTimeline implements TimelineReads {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async places({ limit, until, after, ...query }: TimelinePage): Promise<TimelinePlace[]> {
    const axis = axes[query.axis];
    const { sql, parameters } = this.#from(query);
    const bounds = [
      ...(until === undefined ? [] : [{ sql: `AND ${axis} < ?`, parameters: [until] }]),
      ...(after ? [{ sql: `AND (${axis}, m.no) < (?, ?)`, parameters: [after.at, after.no] }] : []),
    ];
    return this.#db.all<TimelinePlace>(
      `SELECT m.no, ${axis} AS at ${sql} ${bounds.map((bound) => bound.sql).join(' ')}
       ORDER BY 2 DESC, 1 DESC LIMIT ?`,
      ...parameters,
      ...bounds.flatMap((bound) => bound.parameters),
      limit,
    );
  }

  async density(query: TimelineQuery): Promise<TimelineCount[]> {
    const { sql, parameters } = this.#from(query);
    const ended = query.known === undefined ? 'm.valid_to' : 'v.valid_to';
    const rows = await this.#db.all<TimelineCount>(
      `SELECT ${axes[query.axis]} / ${QUARTER} AS at, count(*) AS memories, count(${ended}) AS ended
       ${sql} GROUP BY 1 ORDER BY 1`,
      ...parameters,
    );
    return rows.map((row) => ({ ...row, at: row.at * QUARTER }));
  }

  /** From FROM on: memory `m` of cube `c`, and its version `v` of the moment at which it was known. */
  #from({ tenant, reach, at, known, filter }: TimelineQuery): Condition {
    const within = reachCondition(tenant, reach, 'm', this.#db.dialect);
    const holds = filter && compileFilter(filter, null, this.#db.dialect.filter);
    const standing = known === undefined ? STANDING : STOOD;
    const moments: Bindable[] = known === undefined ? [at] : [known, known, known];
    return {
      sql: `FROM memory m JOIN cube c ON c.no = m.cube ${standing} ${within.sql}
        ${holds ? `AND (${holds.sql})` : ''}`,
      parameters: [...moments, ...within.parameters, ...(holds?.parameters ?? [])],
    };
  }
}

const STANDING = `WHERE m.state = 'active' AND m.merged_into IS NULL
  AND (m.expires_at IS NULL OR m.expires_at > ?)`;

const STOOD = `JOIN version v ON v.memory = m.no
    AND v.seq = (SELECT max(seq) FROM version WHERE memory = m.no AND at <= ?)
  WHERE v.state = 'active' AND v.merged_into IS NULL AND m.created_at <= ?
    AND (m.expires_at IS NULL OR m.expires_at > ?)`;
