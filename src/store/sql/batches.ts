import type { BatchKind } from '../../model/batch.js';
import type { Instant } from '../../model/time.js';
import type {
  BatchChange,
  BatchEvidence,
  BatchQuery,
  BatchReads,
  StoredBatch,
} from '../batches.js';
import type { ChangeSet, LinkChange, LinkUndo } from '../change-set.js';
import type { Bindable } from './condition.js';
import type { Statements } from './statements.js';

interface BatchRow {
  id: string;
  kind: BatchKind;
  cube: string | null;
  user: string | null;
  note: string;
  actor: string | null;
  app: string | null;
  at: number;
  undoneAt: number | null;
}

interface LinkRow extends Omit<LinkChange, 'undo'> {
  evidence: string;
}

const BATCHES = `SELECT id, kind, cube, user_id AS "user", note, actor, app, at, undone_at AS "undoneAt"
  FROM batch`;

const CHANGES = `SELECT v.import_batch AS batch, m.id AS memory, v.event, v.n AS version, v.at
  FROM version v JOIN batch b ON b.id = v.import_batch JOIN memory m ON m.no = v.memory
    JOIN cube c ON c.no = m.cube AND c.tenant = b.tenant`;

export class SqlBatches implements BatchReads {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  async get(tenant: number, id: string): Promise<StoredBatch | undefined> {
    const row = await this.#db.get<BatchRow>(`${BATCHES} WHERE id = ? AND tenant = ?`, id, tenant);
    return row && stored(row);
  }

  async page(query: BatchQuery): Promise<StoredBatch[]> {
    const { tenant, kind, cube, user, app, cubes, before, limit } = query;
    const wanted: [condition: string, value: Bindable | undefined][] = [
      ['tenant = ?', tenant],
      ['kind = ?', kind],
      ['cube = ?', cube],
      ['user_id = ?', user],
      ['app = ?', app],
      ['id < ?', before],
    ];
    const asked = wanted.flatMap(([sql, value]) => (value === undefined ? [] : [{ sql, value }]));
    if (cubes) {
      asked.push({ sql: this.#db.dialect.isAmongTexts('cube'), value: JSON.stringify(cubes) });
    }
    const conditions = asked.map(({ sql }) => sql);
    const rows = await this.#db.all<BatchRow>(
      `${BATCHES} WHERE ${conditions.join(' AND ')} ORDER BY id DESC LIMIT ?`,
      ...asked.map(({ value }) => value),
      limit,
    );
    return rows.map(stored);
  }

  changes(tenant: number, id: string): Promise<BatchChange[]> {
    return this.#db.all<BatchChange>(
      `${CHANGES} WHERE v.import_batch = ? AND b.tenant = ? ORDER BY v.seq DESC`,
      id,
      tenant,
    );
  }

  evidence(tenant: number, id: string): Promise<BatchEvidence[]> {
    return this.#db.all<BatchEvidence>(
      `SELECT m.id AS memory, e.id AS episode, s.start, s."end"
       FROM source s JOIN batch b ON b.id = s.batch
       JOIN memory m ON m.no = s.memory JOIN episode e ON e.no = s.episode
       WHERE s.batch = ? AND b.tenant = ? ORDER BY s.memory, s.episode, s.start`,
      id,
      tenant,
    );
  }

  async links(tenant: number, id: string): Promise<LinkChange[]> {
    const rows = await this.#db.all<LinkRow>(
      `SELECT f.id AS "from", t.id AS "to", l.kind, l.evidence
       FROM link l JOIN batch b ON b.id = l.batch
       JOIN memory f ON f.no = l."from" JOIN memory t ON t.no = l."to"
       WHERE l.batch = ? AND b.tenant = ? ORDER BY l."from", l.kind, l."to"`,
      id,
      tenant,
    );
    return rows.map(({ evidence, ...link }) => ({
      ...link,
      undo: JSON.parse(evidence) as LinkUndo,
    }));
  }

  changesSince(tenant: number, since: Instant, limit: number): Promise<BatchChange[]> {
    return this.#db.all<BatchChange>(
      `${CHANGES} WHERE v.import_batch IS NOT NULL AND v.at >= ? AND b.tenant = ?
       ORDER BY v.seq DESC LIMIT ?`,
      since,
      tenant,
      limit,
    );
  }
}

function stored({ note, ...row }: BatchRow): StoredBatch {
  return { ...row, note: JSON.parse(note) as StoredBatch['note'] };
}

/** Of commits that share an id the first tells who and when, the last what was done. */
export const KEEP_BATCH = `INSERT INTO batch (id, tenant, kind, cube, user_id, note, actor, app, at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET note = excluded.note WHERE batch.tenant = excluded.tenant`;

export const MARK_UNDONE = `UPDATE batch SET undone_at = ?
  WHERE id = ? AND tenant = ? AND undone_at IS NULL`;

export const UNMARK_UNDONE = 'UPDATE batch SET undone_at = NULL WHERE id = ? AND tenant = ?';

/** A batch goes with the last change that it tells of: it names whose it was. */
export const FORGET_BATCHES = (among: string) => `DELETE FROM batch WHERE ${among}
  AND NOT EXISTS (SELECT 1 FROM version v WHERE v.import_batch = batch.id)`;

/** The statements that write the batch of a change set. */
export function batchWrites({ tenant, at, actor, batch }: ChangeSet): [string, ...Bindable[]][] {
  if (!batch) return [];
  const { id, kind, cube, user, note, undoes, redoes } = batch;
  const { principal, app } = actor;
  const text = JSON.stringify(note);
  const row = [id, tenant, kind, cube, user, text, principal, app, at];
  const marks: [string, ...Bindable[]][] = [
    ...(undoes === undefined ? [] : [[MARK_UNDONE, at, undoes, tenant] as [string, ...Bindable[]]]),
    ...(redoes === undefined ? [] : [[UNMARK_UNDONE, redoes, tenant] as [string, ...Bindable[]]]),
  ];
  return [[KEEP_BATCH, ...row], ...marks];
}
