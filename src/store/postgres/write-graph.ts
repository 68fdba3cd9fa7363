import {
  type KnownName,
  knownNames,
  mostNew,
  namesIn,
  type PlacedEntry,
  planGraph,
} from '../sql/graph-plan.js';
import { jsonRows } from './batch.js';
import type { Sql } from './driver.js';
import type { Held } from '../sql/held.js';
import type { Ledger } from './ledger.js';

const KNOWN = knownNames('a.cube = ANY(?::bigint[])', 'a.folded = ANY(?::text[])');

/** What memories say about who is named and how they are related. */
export async function writeGraph(ledger: Ledger, held: Held): Promise<void> {
  const { sql, batch, changes } = ledger;
  const { graph = [] } = changes;
  if (graph.length === 0) return;
  const placeOf = await ledger.places(graph.map(({ memory }) => held(memory)));
  const entries: PlacedEntry[] = graph.map(({ memory, ...said }) => ({
    ...said,
    ...placeOf(held(memory)),
  }));
  const { cubes, names } = namesIn(entries);
  const known = await sql.all<KnownName>(KNOWN, cubes, names);
  const numbers = await drawn(sql, mostNew(entries));
  const draw = () => numbers.shift() as number;
  const { entity, mention, alias, relation, kinds } = planGraph(entries, known, draw);
  batch.add('entity', ...entity);
  batch.add('mention', ...mention);
  batch.add('alias', ...alias);
  batch.add('relation', ...relation);
  await batch.flush();
  await tellKinds(sql, kinds);
  for (const cube of cubes) ledger.tally(cube);
}

async function drawn(sql: Sql, most: number): Promise<number[]> {
  const rows = await sql.all<{ no: number }>(
    "SELECT nextval('entity_no_seq') AS no FROM generate_series(1, ?::bigint)",
    most,
  );
  return rows.map(({ no }) => no);
}

async function tellKinds(sql: Sql, kinds: readonly { no: number; kind: string }[]): Promise<void> {
  if (kinds.length === 0) return;
  await sql.run(
    `UPDATE entity e SET kind = k.kind
     FROM json_to_recordset(?) AS k (no bigint, kind text) WHERE e.no = k.no`,
    jsonRows(kinds),
  );
}
