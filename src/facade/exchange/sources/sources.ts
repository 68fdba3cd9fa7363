import type { ImportFile } from '../../../exchange/source.js';
import type { ImportSource } from '../../../model/exchange.js';
import { mem0PgvectorRows } from './mem0-pgvector.js';
import { mem0PlatformRows } from './mem0-platform.js';
import { mem0QdrantRows } from './mem0-qdrant.js';
import { mem0ServerRows } from './mem0-server.js';
import { mem0SqliteRows } from './mem0-sqlite.js';
import { savedRows } from './saved-rows.js';
import { fileOfRows, type Rows, type SourceOptions } from './source.js';

export type { SourceOptions } from './source.js';

const sources: Readonly<Record<ImportSource, (options: SourceOptions) => Rows>> = {
  'mem0-platform': mem0PlatformRows,
  'mem0-server': mem0ServerRows,
  'mem0-qdrant': mem0QdrantRows,
  'mem0-pgvector': mem0PgvectorRows,
  'mem0-sqlite': mem0SqliteRows,
};

/**
 * What another system keeps, as a file that `exchange.import` takes. It is fetched while it is read, and
 * nothing is written there.
 *
 * @param saved a file that keeps what is read. Where it is there already, it is gone on from where it ends.
 */
export function openSource(from: ImportSource, options: SourceOptions, saved?: string): ImportFile {
  const rows = (isKnown?: SourceOptions['isKnown']) => sources[from]({ ...options, isKnown });
  return fileOfRows(from, () => (saved === undefined ? rows() : savedRows(saved, rows)));
}
