/** The engine's own indexes, of the live part of large cubes. They find most of the nearest. */
export interface NearVectors {
  /** Whether there is an index that answers. */
  isReady(space: number, cube: number): Promise<boolean>;
  /** The nearest first, as far as rounded vectors tell. */
  nearest(query: NearQuery): Promise<VectorRow[]>;
  /** All memories that have a vector, ascending. */
  numbers(space: number, cube: number): Promise<Int32Array>;
  tenantOf(cube: number): Promise<number | undefined>;
  /** Whether a cube of the tenant with more live memories than that lacks an index. */
  isMissing(tenant: number, limit: number): Promise<boolean>;
  /** Makes those, takes away what was left half made or is not needed any more, and measures what they find. */
  build(tenant: number, limit: number, progress: NearProgress): Promise<NearReport[]>;
}

export interface NearQuery {
  space: { no: number; dimension: number };
  cube: number;
  vector: Float32Array;
  limit: number;
}

export type NearProgress = (done: number, total?: number) => void;

/** How much of the exact answer an index found when it was made, from 0 to 1. */
export interface NearReport {
  space: number;
  cube: number;
  recall: number;
}

export interface VectorRow {
  memory: number;
  scale: number;
  int8: Int8Array;
}
