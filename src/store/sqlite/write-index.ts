import { type IndexIdentity, isOlder } from '../../model/index-identity.js';
import type { IndexEntry, Reindexing } from '../change-set.js';
import { isOutdated, outdatedFor } from '../sql/indexing.js';
import { indexColumns } from '../sql/rows.js';
import type { Connection } from './driver.js';
import type { Ledger } from './ledger.js';
import { holdsVectors, indexVectors, unindexVectors } from './vectors.js';
import { indexTerms, mergeForDeleted, unindexTerms } from './words.js';

interface Indexed extends IndexIdentity {
  no: number;
  cube: number;
  live: 0 | 1;
  version: number;
}

/** Gives memories that stay as they are a new index. What that leaves behind, `compact` takes out. */
export function reindex(ledger: Ledger, reindexed: readonly Reindexing[]): void {
  const { db, changes } = ledger;
  mergeForDeleted(db, false);
  const cubes = new Map<number, IndexIdentity>();
  for (const { memory, expectVersion, index } of reindexed) {
    const current = db.get<Indexed>(
      `SELECT m.no, m.cube, m.live, m.version, m.analyser, m.space
       FROM memory m JOIN cube c ON c.no = m.cube WHERE m.id = ? AND c.tenant = ?`,
      memory,
      changes.tenant,
    );
    if (current?.version !== expectVersion || isOlder(index.madeBy, current)) continue;
    indexAnew(db, current, index);
    cubes.set(current.cube, index.madeBy);
  }
  for (const [cube, identity] of cubes) settle(ledger, cube, identity);
}

/**
 * Whoever holds the cube in memory reads it anew once nothing in it is outdated. Doing so after each of
 * many commits would cost more than lengths and vectors that are those of the older index for a while.
 */
function settle(ledger: Ledger, cube: number, identity: IndexIdentity): void {
  const older = `SELECT 1 FROM memory m WHERE cube = ? AND ${isOutdated('m')} LIMIT 1`;
  const isDone = ledger.db.get(older, cube, ...outdatedFor(identity)) === undefined;
  ledger.tally(cube).removals += isDone ? 1 : 0;
}

function indexAnew(db: Connection, { no, cube, live, space }: Indexed, index: IndexEntry): void {
  const place = { cube, partition: live ? 'live' : 'past' } as const;
  unindexTerms(db, no);
  indexTerms(db, place, no, index.terms);
  // A vector that is made elsewhere stays until there is another.
  const spaces = [space, index.madeBy.space];
  if (index.vectors.length > 0 && !holdsVectors(db, no, index.vectors, spaces)) {
    unindexVectors(db, no, spaces);
    indexVectors(db, place, no, index.vectors);
  }
  markIndex(db, no, index);
}

/** Writes what the row of a memory holds of its index. */
export function markIndex(
  db: Connection,
  memory: number,
  index: IndexEntry,
  madeBy = index.madeBy,
): void {
  const { fingerprint, length, cues, analyser, space } = indexColumns({ ...index, madeBy });
  db.run(
    'UPDATE memory SET fingerprint = ?, length = ?, cues = ?, analyser = ?, space = ? WHERE no = ?',
    fingerprint,
    length,
    cues,
    analyser,
    space,
    memory,
  );
}
