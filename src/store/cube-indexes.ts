import type { Role } from '../model/memory.js';
import type { Instant } from '../model/time.js';
import type { Partition } from '../model/validity.js';
import type { SourceKind } from './change-set.js';
import type { NearVectors, VectorRow } from './near.js';

/** A cube and its change counters: what is held in memory about it is checked against them. */
export interface CubeState {
  no: number;
  name: string;
  /** Live memories: active ones, which search reads. */
  live: number;
  /** Grows with every commit that touches the cube. */
  changeSeq: number;
  /** Grows when a live memory changed or left, so that what is resident cannot just be added to. */
  removalSeq: number;
}

export interface CubeReads {
  /** Those of the named cubes that exist, or all of the tenant. */
  states(tenant: number, cubes: readonly string[] | 'all'): Promise<CubeState[]>;
  /**
   * Memories of a cube with a number above `after`, ascending: what ranking needs to know about
   * each without reading its text. Of the past those only that are active and stand alone.
   */
  outline(cube: number, partition: Partition, after: number, limit: number): Promise<OutlineRow[]>;
}

export interface OutlineRow {
  memory: number;
  /** Number of terms. */
  length: number;
  /** Bits of `language/cues.ts`. */
  cues: number;
  /** 0: it is what was said, word for word; 1: what was made of it. */
  drawn: 0 | 1;
  kind: SourceKind;
  /** Number of its session, null when the memory rests on no episode. */
  session: number | null;
  /** Place in the session; several memories of one turn share it. */
  ord: number;
  speaker: string | null;
  role: Role | null;
  user: string | null;
  agent: string | null;
  app: string | null;
  run: string | null;
  occurredAt: Instant;
  validFrom: Instant | null;
  validTo: Instant | null;
  expiresAt: Instant | null;
}

export interface WordReads {
  /**
   * For each term, the memories of a part of the cube that hold it; those of the other part may be among
   * them, where many memories have changed their part at once.
   */
  postings(cube: number, partition: Partition, terms: readonly string[]): Promise<Postings[]>;
  /** The terms that begin so, each once, of the same memories; in no order. */
  beginning(cube: number, partition: Partition, beginnings: readonly string[]): Promise<string[]>;
  /** All terms of the same memories: for few memories that are searched often. */
  allPostings(cube: number, partition: Partition): Promise<TermPostings>;
}

/** Parallel arrays, ascending by memory number. */
export interface Postings {
  memories: Int32Array;
  /** How often the term occurs, at most 255. */
  frequencies: Uint8Array;
}

/** Posting lists end to end: that of `terms[at]` ends before `ends[at]`. */
export interface TermPostings extends Postings {
  /** Each once. */
  terms: string[];
  ends: Int32Array;
}

export interface VectorReads {
  /** Rows of a part of a cube with a memory number above `after`, ascending. */
  block(space: number, place: VectorPlace, after: number, limit: number): Promise<VectorRow[]>;
  /** In the order asked; undefined where there is none. */
  exact(space: number, memories: readonly number[]): Promise<(Float32Array | undefined)[]>;
  /** Of an engine that has indexes of vectors. Missing: cubes of any size are searched in memory. */
  readonly near?: NearVectors;
}

export interface VectorPlace {
  cube: number;
  partition: Partition;
}

/** One embedder, as vectors are keyed by it. */
export interface SpaceIdentity {
  provider: string;
  model: string;
  dimension: number;
}
