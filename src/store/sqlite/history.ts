import type { HistoryEntry, HistoryEvent, MemoryState, Metadata } from '../../model/memory.js';
import { formatInstant, type Instant } from '../../model/time.js';
import type { LinkKind, LinkUndo } from '../change-set.js';
import type { HistoryReads, KnownMemory, OutlineRow, StoredLink } from '../port.js';
import { OUTLINE_COLUMNS } from './cubes.js';
import type { Connection } from './driver.js';

interface VersionRow {
  n: number;
  event: HistoryEvent;
  state: MemoryState;
  text: string;
  metadata: string;
  valid_from: number | null;
  valid_to: number | null;
  merged_into: string | null;
  actor: string | null;
  app: string | null;
  at: number;
}

export class SqliteHistory implements HistoryReads {
  readonly #db: Connection;

  constructor(db: Connection) {
    this.#db = db;
  }

  async of(memory: number): Promise<HistoryEntry[]> {
    return historyOf(this.#db, memory);
  }

  async knownAt(cube: number, at: Instant): Promise<KnownMemory[]> {
    return knownAt(this.#db, cube, at);
  }

  async link(memory: string, kind: LinkKind, end: 'from' | 'to'): Promise<StoredLink | undefined> {
    const other = end === 'from' ? 'to' : 'from';
    const row = this.#db.get<{ other: string; evidence: string }>(
      `SELECT o.id AS other, l.evidence FROM link l
       JOIN memory m ON m.no = l."${end}" JOIN memory o ON o.no = l."${other}"
       WHERE m.id = ? AND l.kind = ? ORDER BY l.at DESC LIMIT 1`,
      memory,
      kind,
    );
    return row && { other: row.other, undo: JSON.parse(row.evidence) as LinkUndo };
  }
}

/** What happened to a memory, oldest first. */
function historyOf(db: Connection, memory: number): HistoryEntry[] {
  return versionsOf(db, memory).map((row) => ({
    event: row.event,
    version: row.n,
    text: row.text,
    metadata: JSON.parse(row.metadata) as Metadata,
    state: row.state,
    valid_from: row.valid_from === null ? null : formatInstant(row.valid_from),
    valid_to: row.valid_to === null ? null : formatInstant(row.valid_to),
    actor: row.actor,
    app: row.app,
    at: formatInstant(row.at),
  }));
}

/** The memories of a cube that changed after `at`, as they were then. */
function knownAt(db: Connection, cube: number, at: Instant): KnownMemory[] {
  const rows = db.all<OutlineRow & { createdAt: number }>(
    `SELECT ${OUTLINE_COLUMNS}, m.created_at AS createdAt FROM memory m LEFT JOIN episode e ON e.no = m.episode
     WHERE m.id IN (
       SELECT subject FROM event WHERE cube = ? AND at > ? AND kind GLOB 'memory.*'
     ) ORDER BY m.no`,
    cube,
    at,
  );
  return rows.map(({ createdAt, ...outline }) => {
    if (createdAt > at) return { memory: outline.memory };
    const then = versionsOf(db, outline.memory).findLast((version) => version.at <= at);
    if (!then) return { memory: outline.memory };
    const validity = { validFrom: then.valid_from, validTo: then.valid_to };
    const was = {
      version: then.n,
      state: then.state,
      text: then.text,
      metadata: JSON.parse(then.metadata) as Metadata,
      mergedInto: then.merged_into,
      ...validity,
      outline: { ...outline, ...validity },
    };
    return { memory: outline.memory, was };
  });
}

/** Oldest first. A row without a text has that of the next row that has one, and the last that of the memory. */
function versionsOf(db: Connection, memory: number): VersionRow[] {
  const current = db.get<{ text: string; metadata: string }>(
    'SELECT text, metadata FROM memory WHERE no = ?',
    memory,
  );
  if (!current) return [];
  let { text, metadata } = current;
  const rows = db.all<Omit<VersionRow, 'text' | 'metadata'> & Partial<Record<string, string>>>(
    `SELECT n, event, state, text, metadata, valid_from, valid_to, merged_into, actor, app, at
     FROM version WHERE memory = ? ORDER BY seq`,
    memory,
  );
  const complete = rows.toReversed().map((row): VersionRow => {
    text = row['text'] ?? text;
    metadata = row['metadata'] ?? metadata;
    return { ...row, text, metadata };
  });
  return complete.toReversed();
}
