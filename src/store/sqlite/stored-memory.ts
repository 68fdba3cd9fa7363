import type { StoredMemory } from '../port.js';
import type { Bindable } from '../sql/condition.js';
import {
  assemble,
  MEMORIES,
  type MemoryRow,
  memoryColumns,
  type SourceRow,
  sourcesOf,
} from '../sql/stored-memory.js';
import { dialect } from './dialect.js';
import type { Connection } from './driver.js';

/**
 * Begins a query for memories. One text crosses from SQLite to JavaScript for each: two dozen columns took
 * longer than finding them.
 */
const MEMORY = `SELECT json_object(${asPairs(memoryColumns(dialect))}) AS row ${MEMORIES}`;
/** So many bytes of an episode come with each of its sources; those of a long one are read once. */
const SHORT = 2_000;
const { part, columns, from, order } = sourcesOf('SELECT value, value FROM json_each(?)');
const withText = {
  ...columns,
  text: `CASE WHEN octet_length(e.text) <= ${SHORT} THEN e.text END`,
};
const SOURCES = `WITH RECURSIVE ${part}
  SELECT json_group_array(json_object(${asPairs(withText)}) ORDER BY ${order}) AS rows ${from}`;

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
  if (rows.length === 0) return [];
  const found = db.get<{ rows: string }>(SOURCES, JSON.stringify(rows.map(({ no }) => no)));
  const sources = JSON.parse(found?.rows ?? '[]') as (SourceRow & { text: string | null })[];
  const texts = new Map<string, string>();
  const long = new Set<string>();
  for (const { episode, text } of sources) {
    if (text === null) long.add(episode);
    else texts.set(episode, text);
  }
  for (const { id, text } of long.size === 0 ? [] : readLong(db, long)) texts.set(id, text);
  return assemble(rows, sources, texts);
}

function readLong(db: Connection, episodes: ReadonlySet<string>): { id: string; text: string }[] {
  const sql = `SELECT id, text FROM episode WHERE ${dialect.isAmongTexts('id')}`;
  return db.all(sql, JSON.stringify([...episodes]));
}
