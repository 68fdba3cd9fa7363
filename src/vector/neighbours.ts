import type { Neighbours, VectorQuery } from './port.js';

/** One memory near a vector. */
export interface Neighbour {
  memory: number;
  cosine: number;
}

export function byCosine(a: Neighbour, b: Neighbour): number {
  return b.cosine - a.cosine || a.memory - b.memory;
}

/** Of those with an exact cosine, which answer, in their order, and the rest. */
export function answersAmong(
  exact: readonly Neighbour[],
  { limit, space }: Pick<VectorQuery, 'limit' | 'space'>,
): { answers: Neighbour[]; rest: Neighbour[] } {
  const sorted = exact.toSorted(byCosine);
  const far = sorted.findIndex(({ cosine }) => cosine < space.floor);
  const end = Math.min(limit, far < 0 ? sorted.length : far);
  return { answers: sorted.slice(0, end), rest: sorted.slice(end) };
}

export type Columns = Pick<Neighbours, 'memories' | 'cosines'>;

/** @param more estimates that are in columns already */
export function inColumns(
  near: readonly Neighbour[],
  estimates: readonly Neighbour[] = [],
  more: readonly Columns[] = [],
): Neighbours {
  const rows = [...near, ...estimates];
  const length = more.reduce((sum, { memories }) => sum + memories.length, rows.length);
  const [memories, cosines] = [new Int32Array(length), new Float32Array(length)];
  rows.forEach(({ memory, cosine }, at) => {
    memories[at] = memory;
    cosines[at] = cosine;
  });
  let at = rows.length;
  for (const columns of more) {
    memories.set(columns.memories, at);
    cosines.set(columns.cosines, at);
    at += columns.memories.length;
  }
  return { memories, cosines, near: near.length };
}

/** The near ones, and the estimates. */
export function inRows({ memories, cosines, near }: Neighbours): {
  near: Neighbour[];
  estimates: Neighbour[];
} {
  const rows = Array.from(memories, (memory, at) => ({ memory, cosine: cosines[at] as number }));
  return { near: rows.slice(0, near), estimates: rows.slice(near) };
}
