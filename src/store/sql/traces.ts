import type { ErasedTraces, StoredTrace, TraceQuery, TraceStore } from '../traces.js';
import { join } from './condition.js';
import type { Statements } from './statements.js';

interface TraceRow {
  id: string;
  tenant: number;
  at: number;
  asker: string | null;
  holds: string;
  body: string;
}

const TRACE = 'SELECT id, tenant, at, asker, holds, body FROM trace';
/** Of an id, the other columns and the indexes. */
const ROW_BYTES = 150;

export abstract class SqlTraces implements TraceStore {
  protected readonly db: Statements;

  constructor(db: Statements) {
    this.db = db;
  }

  abstract add(traces: readonly StoredTrace[], mostBytes: number): Promise<void>;

  async get(tenant: number, id: string): Promise<StoredTrace | undefined> {
    const row = await this.db.get<TraceRow>(`${TRACE} WHERE tenant = ? AND id = ?`, tenant, id);
    return row && traceOf(row);
  }

  async list({ tenant, asker, limit, before }: TraceQuery): Promise<StoredTrace[]> {
    const { sql, parameters } = join([
      ['id < ?', before],
      ['asker = ?', asker],
    ]);
    const rows = await this.db.all<TraceRow>(
      `${TRACE} WHERE tenant = ? ${sql} ORDER BY id DESC LIMIT ?`,
      tenant,
      ...parameters,
      limit,
    );
    return rows.map(traceOf);
  }
}

/** Name of the setting that tells until when nothing is kept for a tenant. */
export function pauseOf(tenant: number): string {
  return `traces_paused:${tenant}`;
}

export const SET_PAUSE = `INSERT INTO setting (name, value) VALUES (?, ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

export interface HeldTrace {
  no: number;
  holds: string;
  /** Empty where nothing is named. */
  body: string;
}

/** The traces of a tenant, for `whoGoes`; asked with whether bodies are needed (0 or 1) and the tenant. */
export const HELD_TRACES =
  "SELECT no, holds, CASE WHEN ? = 1 THEN body ELSE '' END AS body FROM trace WHERE tenant = ?";

/** Most erasures name nobody, and need not read what is long. */
export function needsBodies({ named }: Pick<ErasedTraces, 'named'>): 0 | 1 {
  return named.some((names) => names.length > 0) ? 1 : 0;
}

/** Numbers of the traces that hold what is being erased. */
export function whoGoes(
  rows: readonly HeldTrace[],
  { memories, said, named }: ErasedTraces & { memories: readonly string[] },
): number[] {
  const ids = new Set(memories);
  const isSaid = saidIn(said);
  const isNamed = namedIn(named);
  const goes = ({ holds, body }: HeldTrace) => {
    const { memories: answered, terms } = JSON.parse(holds) as StoredTrace['holds'];
    return answered.some((id) => ids.has(id)) || isSaid(terms) || isNamed(body);
  };
  return rows.filter(goes).map(({ no }) => no);
}

/** Whether a query speaks of what is erased, by its terms. */
export function saidIn(said: ErasedTraces['said']): (terms: readonly string[]) => boolean {
  const texts = said.map((terms) => new Set(terms));
  return (terms) => {
    const asked = new Set(terms);
    return texts.some((text) => speakOfTheSame(asked, text));
  };
}

/** Whether JSON holds all the names of somebody who is erased. */
export function namedIn(named: ErasedTraces['named']): (json: string) => boolean {
  const groups = named
    .filter((names) => names.length > 0)
    .map((names) => names.map((name) => JSON.stringify(name)));
  return (json) => groups.some((names) => names.every((name) => json.includes(name)));
}

/** Whether two texts share half of the terms of the shorter one. */
function speakOfTheSame(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const fewer = Math.min(one.size, other.size);
  let shared = 0;
  for (const term of one) if (other.has(term)) shared += 1;
  return fewer > 0 && shared >= fewer / 2;
}

export function traceRow({ id, tenant, at, asker, holds, body }: StoredTrace) {
  const [held, kept] = [JSON.stringify(holds), JSON.stringify(body)];
  const bytes = Buffer.byteLength(held) + Buffer.byteLength(kept) + ROW_BYTES;
  return { id, tenant, at, asker, holds: held, body: kept, bytes };
}

function traceOf({ holds, body, ...row }: TraceRow): StoredTrace {
  return {
    ...row,
    holds: JSON.parse(holds) as StoredTrace['holds'],
    body: JSON.parse(body) as object,
  };
}
