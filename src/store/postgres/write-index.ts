import { type IndexIdentity, isOlder } from '../../model/index-identity.js';
import type { IndexEntry, Reindexing } from '../change-set.js';
import { isOutdated, outdatedFor } from '../sql/indexing.js';
import { indexColumns } from '../sql/rows.js';
import { areKept } from '../sql/vectors.js';
import { jsonRows } from './batch.js';
import type { Ledger } from './ledger.js';
import { indexVectors, unindexVectors, vectorsOf } from './vectors.js';
import { indexTerms, unindexTerms } from './words.js';

interface Indexed extends IndexIdentity {
  id: string;
  no: number;
  cube: number;
  live: number;
  version: number;
}

/** Gives memories that stay as they are a new index. */
export async function reindexAll(ledger: Ledger): Promise<void> {
  const { reindexed = [] } = ledger.changes;
  if (reindexed.length === 0) return;
  const anew = await stillFitting(ledger, reindexed);
  const numbers = anew.map(({ place }) => place.memory);
  await unindexTerms(ledger, numbers);
  for (const { place, index } of anew) indexTerms(ledger, place, index.terms);
  const kept = await vectorsOf(ledger, numbers);
  // A vector that is made elsewhere stays until there is another.
  const other = anew.filter(
    ({ place, index: { vectors }, spaces }) =>
      vectors.length > 0 &&
      !areKept(
        vectors,
        (kept.get(place.memory) ?? []).filter(({ space }) => spaces.includes(space)),
      ),
  );
  await unindexVectors(
    ledger,
    other.map(({ place }) => place.memory),
    [...new Set(other.flatMap(({ spaces }) => spaces))],
  );
  for (const { place, index } of other) indexVectors(ledger, place, index.vectors);
  await markIndexes(
    ledger,
    anew.map(({ place, index }) => ({ memory: place.memory, index })),
  );
  const cubes = new Map(anew.map(({ place, index }) => [place.cube, index.madeBy]));
  for (const [cube, identity] of cubes) await settle(ledger, cube, identity);
}

async function stillFitting(ledger: Ledger, reindexed: readonly Reindexing[]) {
  const rows = await ledger.sql.all<Indexed>(
    `SELECT m.id, m.no, m.cube, m.live, m.version, m.analyser, m.space
     FROM memory m JOIN cube c ON c.no = m.cube WHERE m.id = ANY(?) AND c.tenant = ?`,
    reindexed.map(({ memory }) => memory),
    ledger.changes.tenant,
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return reindexed.flatMap(({ memory, expectVersion, index }) => {
    const current = byId.get(memory);
    if (current?.version !== expectVersion || isOlder(index.madeBy, current)) return [];
    const { no, cube, live } = current;
    return [
      { place: { memory: no, cube, live }, index, spaces: [current.space, index.madeBy.space] },
    ];
  });
}

/**
 * Whoever holds the cube in memory reads it anew once nothing in it is outdated. Doing so after each of
 * many commits would cost more than lengths and vectors that are those of the older index for a while.
 */
async function settle(ledger: Ledger, cube: number, identity: IndexIdentity): Promise<void> {
  const older = await ledger.sql.get(
    `SELECT 1 FROM memory m WHERE cube = ? AND ${isOutdated('m')} LIMIT 1`,
    cube,
    ...outdatedFor(identity),
  );
  ledger.tally(cube).removals += older === undefined ? 1 : 0;
}

export interface IndexMark {
  memory: number;
  index: IndexEntry;
}

/** Writes what the rows of memories hold of their index. */
export async function markIndexes({ sql }: Ledger, marks: readonly IndexMark[]): Promise<void> {
  if (marks.length === 0) return;
  await sql.run(
    `UPDATE memory m SET fingerprint = r.fingerprint, length = r.length, cues = r.cues,
       analyser = r.analyser, space = r.space
     FROM json_to_recordset(?) AS r (no bigint, fingerprint text, length bigint, cues bigint,
       analyser bigint, space bigint) WHERE m.no = r.no`,
    jsonRows(marks.map(({ memory, index }) => ({ no: memory, ...indexColumns(index) }))),
  );
}
