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
  categories: string[];
  tags: string[];
  supersedes: string[];
  superseded_by: string | null;
}

/** Of memory `m` in cube `c`. */
const COLUMNS: Record<keyof MemoryRow, string> = {
  no: 'm.no',
  id: 'm.id',
  cube: 'c.name',
  kind: 'm.kind',
  state: 'm.state',
  user_id: 'm.user_id',
  agent_id: 'm.agent_id',
  app_id: 'm.app_id',
  run_id: 'm.run_id',
  version: 'm.version',
  text: 'm.text',
  metadata: 'm.metadata',
  occurred_at: 'm.occurred_at',
  valid_from: 'm.valid_from',
  valid_to: 'm.valid_to',
  expires_at: 'm.expires_at',
  deleted_at: 'm.deleted_at',
  merged_into: '(SELECT id FROM memory WHERE no = m.merged_into)',
  created_at: 'm.created_at',
  updated_at: 'm.updated_at',
  categories: `(SELECT json_group_array(g.name ORDER BY g.name)
    FROM memory_category mc JOIN category g ON g.no = mc.category WHERE mc.memory = m.no)`,
  tags: '(SELECT json_group_array(tag ORDER BY tag) FROM tag WHERE memory = m.no)',
  supersedes: `(SELECT json_group_array(o.id ORDER BY o.no)
    FROM link l JOIN memory o ON o.no = l."to" WHERE l."from" = m.no AND l.kind = 'supersedes')`,
  superseded_by: `(SELECT o.id FROM link l JOIN memory o ON o.no = l."from"
    WHERE l."to" = m.no AND l.kind = 'supersedes' ORDER BY l.at DESC)`,
};

/**
 * Begins a query for memories. One text crosses from SQLite to JavaScript for each: two dozen columns took
 * longer than finding them.
 */
const MEMORY = `
  SELECT json_object(${asPairs(COLUMNS)}) AS row
  FROM memory m JOIN cube c ON c.no = m.cube`;

function asPairs(columns: Record<string, string>): string {
  const pairs = Object.entries(columns).map(([name, sql]) => `'${name}', ${sql}`);
  return pairs.join(', ');
}

/** Memories with their labels, links and sources. `rest` follows FROM. */
export function readMemories(
  db: Connection,
  rest: string,
  ...parameters: Bindable[]
): StoredMemory[] {
  return complete(db, db.all<JsonRow>(`${MEMORY} ${rest}`, ...parameters).map(parsed));
}

/** For conditions of endless variety; `complete` makes memories of the rows that are wanted. */
export function readRows(db: Connection, rest: string, ...parameters: Bindable[]): MemoryRow[] {
  return db.allOnce<JsonRow>(`${MEMORY} ${rest}`, ...parameters).map(parsed);
}

interface JsonRow {
  row: string;
}

function parsed({ row }: JsonRow): MemoryRow {
  return JSON.parse(row) as MemoryRow;
}

/** With sources, which are read for all together. */
export function complete(db: Connection, rows: readonly MemoryRow[]): StoredMemory[] {
  const sources = sourcesOf(
    db,
    rows.map(({ no }) => no),
  );
  return rows.map((row) => ({
    no: row.no,
    id: row.id,
    scope: scopeOf(row),
    kind: row.kind,
    state: row.state,
    version: row.version,
    text: row.text,
    metadata: JSON.parse(row.metadata) as Metadata,
    categories: row.categories,
    tags: row.tags,
    occurredAt: row.occurred_at,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    expiresAt: row.expires_at,
    deletedAt: row.deleted_at,
    supersededBy: row.superseded_by,
    supersedes: row.supersedes,
    mergedInto: row.merged_into,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    sources: sources.get(row.no) ?? [],
  }));
}

export function labels(db: Connection, sql: string, ...memory: number[]): string[] {
  return db.all<{ name: string }>(sql, ...memory).map(({ name }) => name);
}

/** A source without its words, which are read once for each episode. */
type SourceRow = Omit<StoredSource, 'quote'> & { of: number };

/** By memory its own, and those of what was merged into it. */
const SOURCES = `
  WITH RECURSIVE part ("of", no) AS (
    SELECT value, value FROM json_each(?)
    UNION SELECT p."of", m.no FROM memory m JOIN part p ON m.merged_into = p.no
  )
  SELECT p."of", m.id AS memory, e.id AS episode, s.start, s."end", e.speaker, e.role,
    e.occurred_at AS occurredAt
  FROM part p JOIN source s ON s.memory = p.no JOIN memory m ON m.no = p.no
    JOIN episode e ON e.no = s.episode
  ORDER BY e.no, s.start`;

/** Quotes are cut here and not by SQL: spans count UTF-16 units, SQLite counts code points. */
function sourcesOf(db: Connection, memories: readonly number[]): Map<number, StoredSource[]> {
  const rows = db.all<SourceRow>(SOURCES, JSON.stringify(memories));
  const texts = textsOf(db, [...new Set(rows.map(({ episode }) => episode))]);
  const sources = new Map<number, StoredSource[]>();
  const seen = new Set<string>();
  for (const { of, memory, episode, start, end, speaker, role, occurredAt } of rows) {
    const place = `${of}/${episode}/${start}`;
    if (seen.has(place)) continue;
    seen.add(place);
    const quote = texts.get(episode)?.slice(start, end) ?? '';
    const source = { memory, episode, start, end, quote, speaker, role, occurredAt };
    const list = sources.get(of);
    if (list) list.push(source);
    else sources.set(of, [source]);
  }
  return sources;
}

function textsOf(db: Connection, episodes: readonly string[]): Map<string, string> {
  const sql = 'SELECT id, text FROM episode WHERE id IN (SELECT value FROM json_each(?))';
  const rows = db.all<{ id: string; text: string }>(sql, JSON.stringify(episodes));
  return new Map(rows.map(({ id, text }) => [id, text]));
}

export function scopeOf(row: ScopeRow): FullScope {
  const { cube, user_id: user, agent_id: agent, app_id: app, run_id: run } = row;
  return { cube, user, agent, app, run };
}
