import type { NearVectors, VectorReads } from '../../store/port.js';
import { dot } from '../dot.js';
import { answersAmong, byCosine, inColumns, type Neighbour } from '../neighbours.js';
import type { CubeVersion, Neighbours, VectorIndex, VectorManifest, VectorQuery } from '../port.js';

/** So many more are scored exactly than are asked for, since the store tells them by rounded vectors. */
const MORE = 20;
/** Of what a mask lets through a part only, so many times more are asked for. */
const UNDER_A_MASK = 4;
/** Vectors that are read at once. */
const PAGE = 2_000;

/**
 * Search by the store's own index: nothing is held in memory, and now and then a neighbour is missed. What it
 * proposes is scored by the exact vectors. Where the mask leaves too little of that, all that it lets through
 * is scored.
 */
export class NearIndex implements VectorIndex {
  readonly manifest: VectorManifest = { name: 'near', exact: false };
  readonly residentBytes = 0;
  readonly #rows: VectorReads;
  readonly #near: NearVectors;

  constructor(rows: VectorReads, near: NearVectors) {
    this.#rows = rows;
    this.#near = near;
  }

  async nearest(query: VectorQuery): Promise<Neighbours> {
    if (!query.vector.some((value) => value !== 0)) return inColumns([]);
    return merged(await Promise.all(query.cubes.map((cube) => this.#inCube(cube, query))), query);
  }

  close(): void {}

  async #inCube({ no: cube }: CubeVersion, query: VectorQuery): Promise<Found> {
    const { limit, estimates = 0, vector, space, allows } = query;
    const wanted = Math.max(limit + MORE, estimates);
    const asked = allows ? wanted * UNDER_A_MASK : wanted;
    const rows = await this.#near.nearest({ space, cube, vector, limit: asked });
    const seen = rows
      .filter(({ memory }) => allows?.(memory) ?? true)
      .map(({ memory, scale, int8 }) => ({ memory, cosine: dot(int8, vector) * scale }))
      .toSorted(byCosine);
    if (seen.length < wanted && (allows || rows.length < asked)) {
      const all = await this.#near.numbers(space.no, cube);
      const near = await this.#exact(allows ? all.filter(allows) : all, query);
      return { near, estimates: [] };
    }
    const worth = seen.slice(0, limit + MORE).map(({ memory }) => memory);
    const near = await this.#exact(worth, query);
    return { near, estimates: seen.slice(limit + MORE, wanted) };
  }

  async #exact(
    memories: readonly number[] | Int32Array,
    { space, vector }: VectorQuery,
  ): Promise<Neighbour[]> {
    const scored: Neighbour[] = [];
    for (let first = 0; first < memories.length; first += PAGE) {
      const page = Array.from(memories.slice(first, first + PAGE));
      const vectors = await this.#rows.exact(space.no, page);
      page.forEach((memory, at) => {
        const exact = vectors[at];
        if (exact) scored.push({ memory, cosine: dot(exact, vector) });
      });
    }
    return scored;
  }
}

/** What one index or cube found. */
interface Found {
  /** With exact cosines. */
  near: readonly Neighbour[];
  estimates: readonly Neighbour[];
}

/** The nearest of what several found: answers by their cosines, then the estimates. */
export function merged(found: readonly Found[], query: VectorQuery): Neighbours {
  const exact = found.flatMap(({ near }) => near);
  const { answers, rest } = answersAmong(exact, query);
  if (!query.estimates) return inColumns(answers);
  const others = [...rest, ...found.flatMap(({ estimates }) => estimates)];
  return inColumns(answers, others.toSorted(byCosine).slice(0, query.estimates));
}
