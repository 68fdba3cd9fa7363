import type { MemoryOptions } from '../../compose.js';
import type { CopyPlace } from '../../store/copy/port.js';

/** A place, as it is named on the command line: the URL of a database, else a data directory. */
export interface NamedPlace {
  place: CopyPlace;
  /** What opens the store there as a memory. */
  options: MemoryOptions;
}

const POSTGRES = /^postgres(?:ql)?:\/\//;

export async function namedPlace(name: string): Promise<NamedPlace> {
  if (!POSTGRES.test(name)) {
    const { SqlitePlace } = await import('../../store/copy/sqlite-place.js');
    return { place: new SqlitePlace(name), options: { data: name } };
  }
  const { openPostgresPlace, schemasOf } = await import('../../store/copy/postgres-place.js');
  return { place: await openPostgresPlace(schemasOf(name)), options: { databaseUrl: name } };
}
