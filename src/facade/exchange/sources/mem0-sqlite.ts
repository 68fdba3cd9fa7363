import { openHistory } from './mem0-history-file.js';
import type { Rows, SourceOptions } from './source.js';
import { openForeign, tablesOf } from './sqlite-file.js';
import { theOne } from './the-one.js';

const PAGE = 500;

/** The vector store that mem0's TypeScript library keeps where no other is configured. */
export async function* mem0SqliteRows(options: SourceOptions): Rows {
  const { place, collection, isKnown } = options;
  const database = await openForeign(place);
  try {
    const able = [...tablesOf(database)].flatMap(([name, columns]) =>
      columns.has('id') && columns.has('payload') ? [name] : [],
    );
    const table = collection ?? theOne(able, 'table');
    const page = database.prepare(
      `SELECT id, payload FROM "${table.replaceAll('"', '""')}" WHERE id > ? ORDER BY id LIMIT ${PAGE}`,
    );
    const history = await openHistory(options);
    try {
      for (let after = ''; ;) {
        const rows = page.all(after) as { id: string; payload: string }[];
        const fresh = rows.filter(({ id }) => !isKnown?.(id));
        yield* history.added(fresh.map(({ id, payload }) => ({ id, ...payloadOf(payload, id) })));
        const last = rows.at(-1);
        if (last === undefined) return;
        after = last.id;
      }
    } finally {
      history.close();
    }
  } finally {
    database.close();
  }
}

function payloadOf(text: string, id: string): Record<string, unknown> {
  try {
    return { payload: JSON.parse(text) as unknown };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { not_read: `the payload of ${id} is not JSON` };
  }
}
