import type { ImportFile } from '../../../exchange/source.js';

/** Where another system keeps its memories, and how it is asked. */
export interface SourceOptions {
  /** An address (`https://…`, `postgres://…`) or a path of SQLite, as the source takes it. */
  place: string;
  /** The key, or the password, of that system. It goes to `place` and nowhere else. */
  key?: string | undefined;
  /** Collection or table; needed where there are several. */
  collection?: string | undefined;
  /** SQLite file with the history, for stores that do not keep it themselves. */
  history?: string | undefined;
  /** Whether history is read at all. Default: yes. */
  withHistory?: boolean | undefined;
  /** Goes through the proxies that the caller has. */
  fetch: typeof globalThis.fetch;
  /** Waits for so many ms before a request is tried again. */
  wait?: ((ms: number) => Promise<void>) | undefined;
  /** Rows that are known from an earlier attempt, by id: they are not told again, nor is their history asked for. */
  isKnown?: ((id: string) => boolean) | undefined;
}

/** Rows as the system holds them, of a form that the reader of `mem0` knows. */
export type Rows = AsyncGenerator<Record<string, unknown>>;

/** A file of what is still to be fetched, one row a line, so that there is one way in. */
export function fileOfRows(name: string, rows: () => AsyncIterable<unknown>): ImportFile {
  return { name, format: 'mem0', open: () => lines(rows()) };
}

const encoder = new TextEncoder();

async function* lines(rows: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  let before = '[\n';
  for await (const row of rows) {
    yield encoder.encode(before + JSON.stringify(row));
    before = ',\n';
  }
  yield encoder.encode(before === '[\n' ? '[\n]\n' : '\n]\n');
}
