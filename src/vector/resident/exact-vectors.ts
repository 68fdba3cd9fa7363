import type { VectorReads } from '../../store/port.js';
import type { Space } from '../port.js';

/** Where there are too many, the oldest go, many at once: one by one each would look for the first that is left. */
const LEFT = 0.75;

/** The float32 vectors of one part of a cube, as far as they were read lately: reading 70 takes 0.3 ms. */
export class ExactVectors {
  readonly #rows: VectorReads;
  readonly #space: number;
  readonly #most: number;
  /** In order of last use, the oldest first. */
  readonly #kept = new Map<number, Float32Array>();

  /** @param limitBytes what they may take */
  constructor(rows: VectorReads, space: Space, limitBytes: number) {
    this.#rows = rows;
    this.#space = space.no;
    this.#most = Math.floor(limitBytes / (space.dimension * Float32Array.BYTES_PER_ELEMENT));
  }

  get bytes(): number {
    const [vector] = this.#kept.values();
    return this.#kept.size * (vector?.byteLength ?? 0);
  }

  /** In the order asked for; undefined for one that is not in the store. */
  async of(memories: readonly number[]): Promise<(Float32Array | undefined)[]> {
    // Now, since another search may let go of them meanwhile.
    const vectors = memories.map((memory) => this.#kept.get(memory));
    const missing = memories.filter((_, at) => !vectors[at]);
    const read = missing.length === 0 ? [] : await this.#rows.exact(this.#space, missing);
    const rest = read.values();
    return memories.map((memory, at) => {
      const vector = vectors[at] ?? rest.next().value;
      if (vector) this.#keep(memory, vector);
      return vector;
    });
  }

  clear(): void {
    this.#kept.clear();
  }

  #keep(memory: number, vector: Float32Array): void {
    this.#kept.delete(memory);
    this.#kept.set(memory, vector);
    if (this.#kept.size <= this.#most) return;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= LEFT * this.#most) return;
      this.#kept.delete(oldest);
    }
  }
}
