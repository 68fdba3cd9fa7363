import { TulvingError } from '../../../errors.js';
import { openHistory } from './mem0-history-file.js';
import type { Rows, SourceOptions } from './source.js';
import { theOne } from './the-one.js';

/** A foreign database of PostgreSQL, for as long as it is read. */
export interface ForeignDatabase {
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const PAGE = 500;

/** Tables that can hold memories of mem0: an id, a vector, a payload. */
const ABLE = `
  SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) AS name
  FROM information_schema.columns
  WHERE column_name IN ('id', 'vector', 'payload')
    AND table_schema NOT IN ('pg_catalog', 'information_schema')
  GROUP BY table_schema, table_name HAVING count(*) = 3 ORDER BY 1`;

/** A table of mem0's in PostgreSQL with pgvector. */
export async function* mem0PgvectorRows(
  options: SourceOptions,
  connect: (options: SourceOptions) => Promise<ForeignDatabase> = connectWithPg,
): Rows {
  const database = await connect(options);
  try {
    const history = await openHistory(options);
    try {
      const table = await tableOf(database, options.collection);
      for await (const page of pages(database, table)) {
        const fresh = page.filter(({ id }) => !options.isKnown?.(String(id)));
        yield* history.added(fresh);
      }
    } finally {
      history.close();
    }
  } finally {
    await database.close();
  }
}

async function tableOf(database: ForeignDatabase, wanted: string | undefined): Promise<string> {
  const names = (await database.query(ABLE)).map(({ name }) => String(name));
  if (wanted === undefined) return theOne(names, 'table');
  const plain = (name: string) => name.replaceAll('"', '');
  const found = names.find((name) =>
    [plain(name), plain(name.slice(name.indexOf('.') + 1))].includes(wanted),
  );
  return found ?? theOne([], 'table');
}

/** By the order of ids: what is written meanwhile shifts no page. */
async function* pages(database: ForeignDatabase, table: string) {
  let after: unknown;
  for (;;) {
    const where = after === undefined ? '' : 'WHERE id > $1';
    const rows = await database.query(
      `SELECT id, payload FROM ${table} ${where} ORDER BY id LIMIT ${PAGE}`,
      after === undefined ? [] : [after],
    );
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.['id'];
  }
}

/** One transaction that may only read: what is written meanwhile is not seen. */
async function connectWithPg({ place, key }: SourceOptions): Promise<ForeignDatabase> {
  const { default: pg } = await import('pg');
  try {
    const client = new pg.Client({
      connectionString: withPassword(place, key),
      connectionTimeoutMillis: 15_000,
      application_name: 'tulving import',
    });
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return {
      query: async (sql, values = []) => (await client.query(sql, [...values])).rows,
      close: () => client.end(),
    };
  } catch (error) {
    if (TulvingError.isInstance(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new TulvingError('url_failed', `The database cannot be reached: ${reason}`, {
      cause: error,
      remedy:
        'Write postgres://user@host:port/database, with the password in PGPASSWORD or in the variable that --key-env names.',
    });
  }
}

/** What stands in the URL counts for the driver, also where it is nothing. */
function withPassword(place: string, key: string | undefined): string {
  if (!/^postgres(?:ql)?:\/\//.test(place) || !URL.canParse(place))
    throw new TulvingError('usage', 'The address does not begin with postgres://.', {
      remedy: 'Write postgres://user@host:port/database.',
    });
  const url = new URL(place);
  if (key !== undefined) url.password = encodeURIComponent(key);
  return url.href;
}
