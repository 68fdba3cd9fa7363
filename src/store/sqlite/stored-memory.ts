import type { MemoryKind, MemoryState, Metadata } from '../../model/memory.js';
import type { FullScope } from '../change-set.js';
import type { StoredMemory, StoredSource } from '../port.js';
import type { Bindable, Connection } from './driver.js';

export interface ScopeRow {
  cube: string;
  user_id: string | null;
  agent_id: string | null;
  app_id: string | null;
  run_id: string | null;
}

export interface MemoryRow extends ScopeRow {
  no: number;
  id: string;
  kind: MemoryKind;
  state: MemoryState;
  version: number;
  text: string;
  metadata: string;
  occurred_at: number;
  valid_from: number | null;
  valid_to: number | null;
  expires_at: number | null;
  deleted_at: number | null;
  merged_into: string | null;
  created_at: number;
  updated_at: number;
}

/** Begins a query for memories `m` with their cubes `c`. */
const MEMORY = `
  SELECT m.no, m.id, c.name AS cube, m.kind, m.state, m.user_id, m.agent_id, m.app_id, m.run_id,
    m.version, m.text, m.metadata, m.occurred_at, m.valid_from, m.valid_to, m.expires_at, m.deleted_at,
    m.created_at, m.updated_at, (SELECT id FROM memory WHERE no = m.merged_into) AS merged_into
  FROM memory m JOIN cube c ON c.no = m.cube`;

/** Memories with their labels, links and sources. `rest` follows FROM. */
export function readMemories(
  db: Connection,
  rest: string,
  ...parameters: Bindable[]
): StoredMemory[] {
  return db.all<MemoryRow>(`${MEMORY} ${rest}`, ...parameters).map((row) => complete(db, row));
}

/** For conditions of endless variety; `complete` makes memories of the rows that are wanted. */
export function readRows(db: Connection, rest: string, ...parameters: Bindable[]): MemoryRow[] {
  return db.allOnce<MemoryRow>(`${MEMORY} ${rest}`, ...parameters);
}

export function complete(db: Connection, row: MemoryRow): StoredMemory {
  return {
    no: row.no,
    id: row.id,
    scope: scopeOf(row),
    kind: row.kind,
    state: row.state,
    version: row.version,
    text: row.text,
    metadata: JSON.parse(row.metadata) as Metadata,
    categories: labels(
      db,
      `SELECT c.name FROM memory_category mc JOIN category c ON c.no = mc.category
         WHERE mc.memory = ? ORDER BY c.name`,
      row.no,
    ),
    tags: labels(db, 'SELECT tag AS name FROM tag WHERE memory = ? ORDER BY tag', row.no),
    occurredAt: row.occurred_at,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    expiresAt: row.expires_at,
    deletedAt: row.deleted_at,
    supersededBy:
      labels(
        db,
        `SELECT o.id AS name FROM link l JOIN memory o ON o.no = l."from"
         WHERE l."to" = ? AND l.kind = 'supersedes' ORDER BY l.at DESC`,
        row.no,
      )[0] ?? null,
    supersedes: labels(
      db,
      `SELECT o.id AS name FROM link l JOIN memory o ON o.no = l."to"
         WHERE l."from" = ? AND l.kind = 'supersedes' ORDER BY o.no`,
      row.no,
    ),
    mergedInto: row.merged_into,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    sources: sourcesOf(db, row.no),
  };
}

export function labels(db: Connection, sql: string, ...memory: number[]): string[] {
  return db.all<{ name: string }>(sql, ...memory).map(({ name }) => name);
}

/** A source without its words, which are read once for each episode. */
type SourceRow = Omit<StoredSource, 'quote'>;

/** Its own, and those of what was merged into it. */
const SOURCES = `
  WITH RECURSIVE part (no) AS (
    VALUES (?) UNION SELECT m.no FROM memory m JOIN part p ON m.merged_into = p.no
  )
  SELECT m.id AS memory, e.id AS episode, s.start, s."end", e.speaker, e.role,
    e.occurred_at AS occurredAt
  FROM part p JOIN source s ON s.memory = p.no JOIN memory m ON m.no = p.no
    JOIN episode e ON e.no = s.episode
  ORDER BY e.no, s.start`;

/** Quotes are cut here and not by SQL: spans count UTF-16 units, SQLite counts code points. */
function sourcesOf(db: Connection, memory: number): StoredSource[] {
  const texts = new Map<string, string>();
  const textOf = (episode: string): string => {
    let text = texts.get(episode);
    if (text === undefined) {
      const row = db.get<{ text: string }>('SELECT text FROM episode WHERE id = ?', episode);
      text = row?.text ?? '';
      texts.set(episode, text);
    }
    return text;
  };
  const seen = new Set<string>();
  return db.all<SourceRow>(SOURCES, memory).flatMap((row) => {
    const place = `${row.episode}/${row.start}`;
    if (seen.has(place)) return [];
    seen.add(place);
    return [{ ...row, quote: textOf(row.episode).slice(row.start, row.end) }];
  });
}

export function scopeOf(row: ScopeRow): FullScope {
  const { cube, user_id: user, agent_id: agent, app_id: app, run_id: run } = row;
  return { cube, user, agent, app, run };
}
