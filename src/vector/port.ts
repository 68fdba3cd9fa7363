import type { Partition } from '../model/validity.js';

/** One embedder identity; vectors are keyed by (space, memory). */
export interface Space {
  readonly no: number;
  readonly provider: string;
  readonly model: string;
  readonly dimension: number;
  /** Cosine below which a neighbour is noise for this embedder. */
  readonly floor: number;
}

/** Finds the memories nearest to a vector. Derived from the store: it can always be made anew. */
export interface VectorIndex {
  readonly manifest: VectorManifest;
  nearest(query: VectorQuery): Promise<Neighbours>;
  /** Bytes held in memory at present. */
  readonly residentBytes: number;
  close(): void;
}

export interface VectorManifest {
  readonly name: string;
  /** Whether the nearest are always found. When false, a conformance test asks for a recall of 0.95. */
  readonly exact: boolean;
}

export interface VectorQuery {
  space: Space;
  cubes: readonly CubeVersion[];
  partition: Partition;
  /** Unit length, of the space's dimension. */
  vector: Float32Array;
  limit: number;
  /**
   * So many of each cube with those that answer, whatever their cosine, which need not be exact: the rest
   * does not answer by itself, but tells apart what is found otherwise. Default: none.
   */
  estimates?: number;
  /** The mask: which memories may be answered. It is asked during the search, not after it. */
  allows?: (memory: number) => boolean;
}

/** A cube and its change counters, as the store tells them. */
export interface CubeVersion {
  no: number;
  /** Grows with every commit that touches the cube. */
  changeSeq: number;
  /** Grows when a vector was replaced or taken away. */
  removalSeq: number;
  /** Live memories in it. */
  live?: number;
}

/** Memories with their cosines, in columns of equal length: a thousand objects for each search cost more than finding them. */
export interface Neighbours {
  memories: Int32Array;
  cosines: Float32Array;
  /**
   * So many of the first are near: highest cosine first, then lower memory number, nothing below the floor of
   * the space. The others are the `estimates`; cheapest to read by ascending number.
   */
  near: number;
}
