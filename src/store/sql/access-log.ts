import { type AccessKind, recallKinds } from '../../model/access-log.js';
import type { Instant } from '../../model/time.js';
import type {
  AccessCount,
  AccessLogStore,
  AccessQuery,
  NewAccess,
  StoredAccess,
} from '../access-log.js';
import type { ErasedTraces } from '../traces.js';
import { join } from './condition.js';
import { reachCondition } from './reach.js';
import type { Statements } from './statements.js';
import { namedIn, saidIn } from './traces.js';

const DAY = 86_400_000;
/** Of a row without its texts, and of a row that leads from a memory to it. */
const ROW_BYTES = 150;
const HIT_BYTES = 40;

interface ReadRow {
  no: number;
  at: Instant;
  kind: AccessKind;
  app: string | null;
  proven: number;
  principal: string | null;
  user: string | null;
  query: string | null;
  hits: string;
}

type WriteRow = Omit<ReadRow, 'kind' | 'proven' | 'query' | 'hits'> & {
  kind: string;
  subject: string;
};

/** Numbers of memories with their scores. */
type Hits = (readonly [number, number | null])[];

export abstract class SqlAccessLog implements Omit<AccessLogStore, 'append' | 'trim'> {
  protected readonly db: Statements;

  constructor(db: Statements) {
    this.db = db;
  }

  abstract append(rows: readonly NewAccess[]): Promise<number>;

  abstract trim(limits: { before: Instant; mostBytes: number }): Promise<void>;

  async page(query: AccessQuery): Promise<StoredAccess[]> {
    const [reads, writes] = await Promise.all([
      query.of.includes('reads') ? this.#reads(query) : [],
      query.of.includes('writes') ? this.#writes(query) : [],
    ]);
    return [...reads, ...writes].toSorted((a, b) => b.at - a.at).slice(0, query.limit);
  }

  async countsByDay({
    tenant,
    from,
    to,
    app,
    user,
  }: Parameters<AccessLogStore['countsByDay']>[0]): Promise<AccessCount[]> {
    const { sql, parameters } = join([
      ['app = ?', app],
      ['user_id = ?', user],
    ]);
    const rows = await this.db.all<AccessCount>(
      `SELECT at / ${DAY} AS day, kind, app, user_id AS "user", count(*) AS requests,
         coalesce(sum(found), 0) AS memories, count(score) AS scored, coalesce(sum(score), 0) AS scores
       FROM access_log WHERE tenant = ? AND at >= ? AND at < ? ${sql}
       GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`,
      tenant,
      from,
      to,
      ...parameters,
    );
    return rows.map((row) => ({
      ...row,
      requests: Number(row.requests),
      memories: Number(row.memories),
      scored: Number(row.scored),
    }));
  }

  async addedByDay({
    tenant,
    from,
    to,
    app,
    user,
  }: Parameters<AccessLogStore['addedByDay']>[0]): Promise<
    Awaited<ReturnType<AccessLogStore['addedByDay']>>
  > {
    const { sql, parameters } = join([
      ['m.app_id = ?', app],
      ['m.user_id = ?', user],
    ]);
    const rows = await this.db.all<{
      day: number;
      app: string | null;
      user: string | null;
      added: number;
    }>(
      `SELECT m.created_at / ${DAY} AS day, m.app_id AS app, m.user_id AS "user", count(*) AS added
       FROM memory m JOIN cube c ON c.no = m.cube
       WHERE c.tenant = ? AND m.created_at >= ? AND m.created_at < ? ${sql} GROUP BY 1, 2, 3`,
      tenant,
      from,
      to,
      ...parameters,
    );
    return rows.map((row) => ({ ...row, added: Number(row.added) }));
  }

  async countsByApp(tenant: number) {
    const rows = await this.db.all<{ app: string; memories: number; first: number; last: number }>(
      `SELECT app, coalesce(sum(found), 0) AS memories, min(at) AS first, max(at) AS last
       FROM access_log WHERE tenant = ? AND app IS NOT NULL GROUP BY app ORDER BY app`,
      tenant,
    );
    return rows.map((row) => ({ ...row, memories: Number(row.memories) }));
  }

  async accessedBy({
    tenant,
    app,
    reach,
    limit,
    offset,
  }: Parameters<AccessLogStore['accessedBy']>[0]): ReturnType<AccessLogStore['accessedBy']> {
    const { sql, parameters } = reachCondition(tenant, reach, 'm', this.db.dialect);
    const from = `FROM access_hit h JOIN access_log l ON l.no = h.log
      JOIN memory m ON m.no = h.memory JOIN cube c ON c.no = m.cube
      WHERE l.tenant = ? AND l.app = ? AND m.state <> 'deleted' ${sql}`;
    const rows = await this.db.all<{ memory: string; times: number; last: Instant }>(
      `SELECT m.id AS memory, count(*) AS times, max(l.at) AS last ${from}
       GROUP BY m.id ORDER BY 2 DESC, 3 DESC, 1 LIMIT ? OFFSET ?`,
      tenant,
      app,
      ...parameters,
      limit,
      offset,
    );
    const counted = await this.db.get<{ n: number }>(
      `SELECT count(DISTINCT m.no) AS n ${from}`,
      tenant,
      app,
      ...parameters,
    );
    return {
      total: Number(counted?.n ?? 0),
      data: rows.map((row) => ({ ...row, times: Number(row.times) })),
    };
  }

  async lastRecalled(memories: readonly number[]): Promise<ReadonlyMap<number, Instant>> {
    const kinds = recallKinds.map((kind) => `'${kind}'`).join(', ');
    const rows = await this.db.all<{ memory: number; at: Instant }>(
      `SELECT h.memory, max(l.at) AS at FROM access_hit h JOIN access_log l ON l.no = h.log
       WHERE ${this.db.dialect.isAmongNumbers('h.memory')} AND l.kind IN (${kinds})
       GROUP BY h.memory`,
      JSON.stringify(memories),
    );
    return new Map(rows.map(({ memory, at }) => [memory, at]));
  }

  async #reads(query: AccessQuery): Promise<StoredAccess[]> {
    const { tenant, memory, app, user, kind, words, from, to, before, limit } = query;
    const { sql, parameters } = join([
      ['l.no IN (SELECT log FROM access_hit WHERE memory = ?)', memory?.no],
      ['l.app = ?', app],
      ['l.user_id = ?', user],
      ['l.kind = ?', kind],
      [`${this.db.dialect.filter.position}(lower(l.query), ?) > 0`, words],
      ['l.at >= ?', from],
      ['l.at < ?', to],
      ['l.no < ?', before?.reads],
    ]);
    const rows = await this.db.all<ReadRow>(
      `SELECT l.no, l.at, l.kind, l.app, l.proven, l.principal, l.user_id AS "user", l.query, l.hits
       FROM access_log l WHERE l.tenant = ? ${sql} ORDER BY l.no DESC LIMIT ?`,
      tenant,
      ...parameters,
      limit,
    );
    const hits = rows.map((row) => JSON.parse(row.hits) as Hits);
    const ids = await this.#idsOf([...new Set(hits.flat().map(([no]) => no))]);
    return rows.map((row, at) => ({
      ...row,
      isWrite: false,
      proven: row.proven === 1,
      hits: (hits[at] ?? []).flatMap(([no, score], place) => {
        const id = ids.get(no);
        return id === undefined ? [] : [{ memory: id, rank: place + 1, score }];
      }),
    }));
  }

  /** The event log, of memories. */
  async #writes(query: AccessQuery): Promise<StoredAccess[]> {
    const { tenant, memory, app, user, kind, from, to, before, limit } = query;
    const { sql, parameters } = join([
      ['e.subject = ?', memory?.id],
      // Its cube has an index by number, and tells where to look.
      ['e.cube = (SELECT cube FROM memory WHERE no = ?)', memory?.no],
      ['e.app = ?', app],
      ['m.user_id = ?', user],
      ['e.kind = ?', kind],
      ['e.at >= ?', from],
      ['e.at < ?', to],
      ['e.seq < ?', before?.writes],
    ]);
    const rows = await this.db.all<WriteRow>(
      `SELECT e.seq AS no, e.at, e.kind, e.app, e.actor AS principal, m.user_id AS "user", e.subject
       FROM event e JOIN cube c ON c.no = e.cube LEFT JOIN memory m ON m.id = e.subject
       WHERE c.tenant = ? AND e.kind LIKE 'memory.%' ${sql} ORDER BY e.seq DESC LIMIT ?`,
      tenant,
      ...parameters,
      limit,
    );
    return rows.map(({ subject, ...row }) => ({
      ...row,
      isWrite: true,
      proven: null,
      query: null,
      hits: [{ memory: subject, rank: 1, score: null }],
    }));
  }

  async #idsOf(numbers: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const rows = await this.db.all<{ no: number; id: string }>(
      `SELECT no, id FROM memory WHERE ${this.db.dialect.isAmongNumbers('no')}`,
      JSON.stringify(numbers),
    );
    return new Map(rows.map(({ no, id }) => [no, id]));
  }
}

/** What a row is written from: what was erased meanwhile is not among it. */
export function accessRow(access: NewAccess, { isTold, there }: Erased) {
  const hits = access.hits.filter(({ memory }) => there.has(memory));
  const whole = isTold && hits.length === access.hits.length;
  const { tenant, at, kind, app, principal, user, proven } = access;
  const scores = hits.flatMap(({ score }) => score ?? []);
  const texts = {
    query: whole ? access.query : null,
    hits: JSON.stringify(hits.map(({ memory, score }) => [memory, score && rounded(score)])),
    terms: JSON.stringify(whole ? access.terms : []),
    names: JSON.stringify(isTold ? access.names : []),
  };
  const words = Object.values(texts).reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), 0);
  return {
    row: {
      tenant,
      at,
      kind,
      app,
      ...texts,
      principal: isTold ? principal : null,
      proven: Number(proven),
      user_id: isTold ? user : null,
      found: hits.length,
      score: scores.length > 0 ? rounded(Math.max(...scores)) : null,
      bytes: ROW_BYTES + HIT_BYTES * hits.length + words,
    },
    memories: [...new Set(hits.map(({ memory }) => memory))],
  };
}

/** What is known of erasures when rows are written. */
interface Erased {
  /** Whether its words may be kept, and whom it is about. */
  isTold: boolean;
  /** Of its hits those that are there. */
  there: ReadonlySet<number>;
}

export interface HeldAccess {
  no: number;
  terms: string;
  names: string;
}

export const HELD_ACCESS = 'SELECT no, terms, names FROM access_log WHERE tenant = ?';

/** Rows that lose their words, and rows that go: of whoever is erased by name. */
export function accessTouched(
  rows: readonly HeldAccess[],
  { said, named }: Pick<ErasedTraces, 'said' | 'named'>,
): { blank: number[]; gone: number[] } {
  const isSaid = saidIn(said);
  const isNamed = namedIn(named);
  const gone = rows.filter(({ names }) => isNamed(names));
  const blank = rows.filter(
    ({ terms, names }) =>
      terms !== '[]' && !isNamed(names) && isSaid(JSON.parse(terms) as string[]),
  );
  return { blank: blank.map(({ no }) => no), gone: gone.map(({ no }) => no) };
}

/** The hits that are left. */
export function hitsWithout(hits: string, erased: ReadonlySet<number>): string {
  return JSON.stringify((JSON.parse(hits) as Hits).filter(([no]) => !erased.has(no)));
}

export function hitNumbers(hits: string): number[] {
  return [...new Set((JSON.parse(hits) as Hits).map(([no]) => no))];
}

function rounded(score: number): number {
  return Math.round(score * 10_000) / 10_000;
}
