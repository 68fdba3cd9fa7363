import type { Instant } from '../model/time.js';

/**
 * Vectors that a model makes after the write: which memories wait for theirs, and which space is
 * complete. Memories wait in the space that was wanted last; whoever commits one, or another text of
 * one, has it wait in the same transaction. What is deleted does not wait.
 * `testing/spaces-suite.ts` is what an implementation must pass.
 */
export interface SpaceStore {
  /** Spaces of models, the one wanted last first. */
  list(): Promise<ModelSpace[]>;
  /**
   * Makes a space where it is new. From now on memories wait in it: those that are kept and have no
   * vector in it do at once, with `anew` also those that have one. What was given up is tried again.
   */
  want(
    identity: ModelSpaceIdentity,
    at: Instant,
    options?: { anew?: boolean },
  ): Promise<ModelSpace>;
  /** How many wait, and how many of them were given up; of one tenant, or of all. */
  waiting(space: number, tenant?: number): Promise<WaitingCount>;
  /** Of these memories, how many wait. */
  waitingAmong(space: number, memories: readonly number[]): Promise<number>;
  /** Numbers of the memories of a cube that wait, the newest first. */
  waitingIn(space: number, cube: number, limit: number): Promise<number[]>;
  /**
   * Takes memories that nobody else has claimed, by cube and number, so that several processes share
   * the work. One that was given up is left out.
   */
  claim(space: number, ask: ClaimAsk): Promise<ClaimedMemory[]>;
  /** Gives back what is still claimed. */
  release(by: string): Promise<void>;
  /** Counts a try that gave no usable vector. */
  failed(space: number, flaws: readonly VectorFlaw[]): Promise<void>;
  /** Takes a space into use where nothing waits but what was given up. @returns since when it is in use */
  settle(space: number, at: Instant): Promise<Instant | null>;
  /** Removes some vectors of a space that is not the one wanted last. @returns how many; 0: nothing is left */
  drop(space: number, limit: number): Promise<number>;
}

/** As often as this a memory is tried that no usable vector is made of. */
export const MOST_TRIES = 3;

export interface ModelSpaceIdentity {
  provider: string;
  model: string;
  dimension: number;
  /** Cosine below which two texts have nothing to do with each other. */
  floor: number;
  /** Whether the model itself gives vectors of unit length; they are kept so in any case. */
  normalised: boolean;
}

export interface ModelSpace extends ModelSpaceIdentity {
  no: number;
  wantedAt: Instant;
  readyAt: Instant | null;
}

export interface WaitingCount {
  pending: number;
  /** Of these, those that were tried as often as they may. */
  givenUp: number;
  /** Why, of one of them. */
  cause: string | null;
}

export interface ClaimAsk {
  tenant: number;
  by: string;
  at: Instant;
  until: Instant;
  limit: number;
}

/** What a vector is made from. */
export interface ClaimedMemory {
  no: number;
  id: string;
  version: number;
  text: string;
  metadata: Record<string, unknown>;
}

export interface VectorFlaw {
  memory: number;
  cause: string;
}
