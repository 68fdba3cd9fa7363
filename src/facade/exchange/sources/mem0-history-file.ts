import { TulvingError } from '../../../errors.js';
import type { Database } from '../../../store/sqlite/driver.js';
import type { SourceOptions } from './source.js';
import { openForeign, tablesOf } from './sqlite-file.js';

type Row = Record<string, unknown>;

/** History beside a vector store: mem0 keeps it in SQLite wherever the memories are. */
export interface History {
  added(rows: readonly Row[]): Row[];
  close(): void;
}

const without: History = { added: (rows) => [...rows], close: () => undefined };

/** By the table of Python's `history.db`, or of TypeScript's `memory.db`. */
const tables = ['history', 'memory_history'] as const;

export async function openHistory({
  history,
  withHistory = true,
}: SourceOptions): Promise<History> {
  if (history === undefined || !withHistory) return without;
  const database = await openForeign(history);
  const columns = tablesOf(database);
  const table = tables.find((name) => columns.get(name)?.has('memory_id'));
  if (table === undefined) {
    database.close();
    throw new TulvingError('not_found', `${history} holds no history of mem0.`, {
      remedy: "It is history.db of mem0's Python library, or memory.db of its TypeScript library.",
    });
  }
  return {
    added: (rows) => withHistories(database, table, rows),
    close: () => database.close(),
  };
}

function withHistories(database: Database, table: string, rows: readonly Row[]): Row[] {
  const ids = rows.map(({ id }) => String(id));
  const marks = ids.map(() => '?').join(', ');
  const found = database
    .prepare(`SELECT * FROM ${table} WHERE memory_id IN (${marks}) ORDER BY rowid`)
    .all(...ids) as Row[];
  const byMemory = grouped(found);
  return rows.map((row) => ({ ...row, history: byMemory.get(String(row['id'])) ?? [] }));
}

function grouped(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const id = String(row['memory_id']);
    groups.set(id, [...(groups.get(id) ?? []), row]);
  }
  return groups;
}
