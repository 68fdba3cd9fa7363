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
const { part, select } = sourcesOf('SELECT value, value FROM json_each(?)');
const SOURCES = `WITH RECURSIVE ${part} ${select}`;

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

/** With sources, which are read for all together, and each episode's text once. */
export function complete(db: Connection, rows: readonly MemoryRow[]): StoredMemory[] {
  if (rows.length === 0) return [];
  const sources = db.all<SourceRow>(SOURCES, JSON.stringify(rows.map(({ no }) => no)));
  const episodes = [...new Set(sources.map(({ episode }) => episode))];
  const texts = db.all<{ id: string; text: string }>(
    `SELECT id, text FROM episode WHERE ${dialect.isAmongTexts('id')}`,
    JSON.stringify(episodes),
  );
  return assemble(rows, sources, new Map(texts.map(({ id, text }) => [id, text])));
}
