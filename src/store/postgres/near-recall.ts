import type { NearVectors } from '../port.js';
import { float32Of, int8Of } from '../sql/vectors.js';
import type { Database } from './driver.js';
import type { NearPlace } from './near-build.js';

/** So many vectors of the cube ask for their neighbours. */
const ASKED = 10;
const NEIGHBOURS = 50;
const PAGE = 4_096;
/** Of what was measured last, a setting for each index. */
export const RECALL = 'near_recall';
/** What search is promised; below it `tulving doctor` warns. */
export const LEAST_RECALL = 0.95;

interface Scored {
  memory: number;
  cosine: number;
}

/** Measures how much of the exact answer an index finds, and keeps it. */
export async function recallOf(
  db: Database,
  near: Pick<NearVectors, 'nearest'>,
  place: NearPlace,
): Promise<number> {
  const asked = await vectorsOf(db, place);
  const exact = await nearestOf(db, place, asked);
  let found = 0;
  let wanted = 0;
  for (const [at, vector] of asked.entries()) {
    const { cube, space: no, dimension } = place;
    // As many more as search asks for, too.
    const limit = NEIGHBOURS + 20;
    const rows = await near.nearest({ space: { no, dimension }, cube, vector, limit });
    const seen = new Set(rows.map(({ memory }) => memory));
    const best = exact[at] ?? [];
    wanted += best.length;
    found += best.filter(({ memory }) => seen.has(memory)).length;
  }
  const recall = wanted === 0 ? 1 : found / wanted;
  await db.transaction((sql) =>
    sql.run(
      `INSERT INTO setting (name, value) VALUES (?, ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      `${RECALL}/${place.space}/${place.cube}`,
      String(recall),
    ),
  );
  return recall;
}

/** Spread over the cube. */
async function vectorsOf(db: Database, { space, cube }: NearPlace): Promise<Float32Array[]> {
  const rows = await db.all<{ float32: Uint8Array }>(
    `SELECT x.float32 FROM (
       SELECT memory, row_number() OVER (ORDER BY memory) AS at, count(*) OVER () AS n
       FROM vector WHERE space = ? AND cube = ? AND live = 1
     ) v JOIN vector_exact x ON x.memory = v.memory AND x.space = ?
     WHERE v.at % greatest(1, v.n / ?) = 0 LIMIT ?`,
    space,
    cube,
    space,
    ASKED,
    ASKED,
  );
  return rows.map(({ float32 }) => float32Of(float32));
}

/** By all int8 forms, a page after the other. */
async function nearestOf(
  db: Database,
  { space, cube }: NearPlace,
  asked: readonly Float32Array[],
): Promise<Scored[][]> {
  const best: Scored[][] = asked.map(() => []);
  for (let after = 0; ;) {
    const rows = await db.all<{ memory: number; scale: number; int8: Uint8Array }>(
      `SELECT memory, scale, int8 FROM vector
       WHERE space = ? AND cube = ? AND live = 1 AND memory > ? ORDER BY memory LIMIT ?`,
      space,
      cube,
      after,
      PAGE,
    );
    asked.forEach((vector, at) => {
      const scored = rows.map(({ memory, scale, int8 }) => ({
        memory,
        cosine: product(int8Of(int8), vector) * scale,
      }));
      best[at] = [...(best[at] ?? []), ...scored]
        .toSorted((a, b) => b.cosine - a.cosine)
        .slice(0, NEIGHBOURS);
    });
    after = rows.at(-1)?.memory ?? after;
    if (rows.length < PAGE) return best;
    await new Promise(setImmediate);
  }
}

function product(a: Int8Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
  return sum;
}
