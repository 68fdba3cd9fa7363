import type { StoredMemory } from '../port.js';
import {
  assemble,
  MEMORIES,
  type MemoryRow,
  memoryColumns,
  type SourceRow,
  sourcesOf,
} from '../sql/stored-memory.js';
import { dialect } from './dialect.js';
import type { Sql, Value } from './driver.js';

const COLUMNS = named(memoryColumns(dialect));
const { part, columns, from, order } = sourcesOf('SELECT no, no FROM wanted');

/** One statement, so that all of it is of one moment: an erasure between two would tear them apart. */
const readAll = (rest: string) => `
  WITH RECURSIVE wanted AS MATERIALIZED (SELECT ${COLUMNS} ${MEMORIES} ${rest}),
    ${part},
    cited AS MATERIALIZED (SELECT ${named(columns)} ${from} ORDER BY ${order})
  SELECT
    (SELECT json_agg(wanted) FROM wanted) AS memories,
    (SELECT json_agg(cited) FROM cited) AS sources,
    (SELECT json_agg(json_build_array(id, text)) FROM episode
      WHERE id IN (SELECT episode FROM cited)) AS texts`;

function named(columns: Record<string, string>): string {
  const all = Object.entries(columns).map(([name, sql]) => `${sql} AS "${name}"`);
  return all.join(', ');
}

interface Read {
  memories: MemoryRow[] | null;
  sources: SourceRow[] | null;
  texts: [id: string, text: string][] | null;
}

/**
 * Memories with their labels, links and sources.
 *
 * @param rest follows FROM. What is looked up comes as an array: of JSON the planner does not know how much
 *   it holds, and reads whole tables for it
 */
export async function readMemories(
  db: Sql,
  rest: string,
  ...parameters: Value[]
): Promise<StoredMemory[]> {
  const read = await db.get<Read>(readAll(rest), ...parameters);
  return assemble(read?.memories ?? [], read?.sources ?? [], new Map(read?.texts));
}
