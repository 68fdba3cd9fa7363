import type { NearVectors } from '../../store/port.js';
import { inRows } from '../neighbours.js';
import type { CubeVersion, Neighbours, VectorIndex, VectorManifest, VectorQuery } from '../port.js';
import { merged } from './near-index.js';

export interface BySizeParts {
  /** Exact, in memory. */
  resident: VectorIndex;
  /** By the store's own index. */
  near: VectorIndex;
  store: Pick<NearVectors, 'isReady'>;
  /** Live memories of a cube above which the store's index answers. */
  limit: number;
  /** Told once of each large cube that has no index yet; until then it is searched in memory. */
  onMissing: (cube: number) => void;
}

/** Small cubes are searched in memory, the live part of large ones by the store's index. */
export class BySizeIndex implements VectorIndex {
  readonly manifest: VectorManifest = { name: 'by-size', exact: false };
  readonly #parts: BySizeParts;
  readonly #missing = new Set<string>();

  constructor(parts: BySizeParts) {
    this.#parts = parts;
  }

  get residentBytes(): number {
    return this.#parts.resident.residentBytes;
  }

  async nearest(query: VectorQuery): Promise<Neighbours> {
    const { resident, near } = this.#parts;
    const isNear = await Promise.all(query.cubes.map((cube) => this.#isNear(cube, query)));
    const [small, large] = [false, true].map((kind) =>
      query.cubes.filter((_, at) => isNear[at] === kind),
    ) as [CubeVersion[], CubeVersion[]];
    if (large.length === 0) return resident.nearest(query);
    if (small.length === 0) return near.nearest(query);
    const found = await Promise.all([
      resident.nearest({ ...query, cubes: small }),
      near.nearest({ ...query, cubes: large }),
    ]);
    return merged(found.map(inRows), query);
  }

  close(): void {
    this.#parts.resident.close();
    this.#parts.near.close();
  }

  async #isNear(
    { no, live = 0 }: CubeVersion,
    { space, partition }: VectorQuery,
  ): Promise<boolean> {
    const { store, limit, onMissing } = this.#parts;
    if (partition !== 'live' || live <= limit) return false;
    const ready = await store.isReady(space.no, no);
    const key = `${space.no}/${no}`;
    if (ready) this.#missing.delete(key);
    else if (!this.#missing.has(key)) {
      this.#missing.add(key);
      onMissing(no);
    }
    return ready;
  }
}
