import {
  type KnownName,
  knownNames,
  namesIn,
  type PlacedEntry,
  planGraph,
} from '../sql/graph-plan.js';
import { dialect } from './dialect.js';
import type { Connection } from './driver.js';
import type { Held } from '../sql/held.js';
import type { Ledger } from './ledger.js';

const { isAmongNumbers, isAmongTexts } = dialect;
const KNOWN = knownNames(isAmongNumbers('a.cube'), isAmongTexts('a.folded'));

/** What memories say about who is named and how they are related. */
export function writeGraph(ledger: Ledger, held: Held): void {
  const { graph = [] } = ledger.changes;
  const entries: PlacedEntry[] = graph.map(({ memory, ...said }) => ({
    ...said,
    ...ledger.placeOf(held(memory)),
  }));
  if (entries.length === 0) return;
  const { db } = ledger;
  const { cubes, names } = namesIn(entries);
  const known = db.all<KnownName>(KNOWN, JSON.stringify(cubes), JSON.stringify(names));
  const { entity, mention, alias, relation, kinds } = planGraph(entries, known, numbering(db));
  for (const row of entity) db.insert('entity', row);
  for (const row of mention) db.insertNew('mention', row);
  for (const row of alias) db.insertNew('alias', row);
  for (const row of relation) db.insertNew('relation', row);
  for (const { no, kind } of kinds) db.run('UPDATE entity SET kind = ? WHERE no = ?', kind, no);
  for (const cube of cubes) ledger.tally(cube);
}

/** Nobody else writes meanwhile. */
function numbering(db: Connection): () => number {
  let last = db.get<{ no: number | null }>('SELECT max(no) AS no FROM entity')?.no ?? 0;
  return () => ++last;
}
