import { createHash } from 'node:crypto';

/** 5,000 queries at 384 dimensions, 600 at 3,072. */
const MOST_BYTES = 8 * 1024 * 1024;

/** Vectors of the queries asked last, without their words. */
export class QueryVectors {
  readonly #kept = new Map<string, Float32Array>();
  readonly #most: number;
  #bytes = 0;

  constructor(mostBytes = MOST_BYTES) {
    this.#most = mostBytes;
  }

  get(space: number, query: string): Float32Array | undefined {
    const key = keyOf(space, query);
    const vector = this.#kept.get(key);
    if (vector) {
      this.#kept.delete(key);
      this.#kept.set(key, vector);
    }
    return vector;
  }

  keep(space: number, query: string, vector: Float32Array): void {
    const key = keyOf(space, query);
    if (this.#kept.has(key)) return;
    this.#kept.set(key, vector);
    this.#bytes += vector.byteLength;
    for (const [oldest, { byteLength }] of this.#kept) {
      if (this.#bytes <= this.#most) return;
      this.#kept.delete(oldest);
      this.#bytes -= byteLength;
    }
  }
}

function keyOf(space: number, query: string): string {
  return `${space}/${createHash('sha256').update(query).digest('base64')}`;
}
