import type { Instant } from '../model/time.js';

/** A search that was kept. */
export interface StoredTrace {
  /** UUIDv7: traces stand in the order of their ids. */
  id: string;
  tenant: number;
  at: Instant;
  /** In whose name it was asked; null: nobody's in particular. */
  asker: string | null;
  holds: TraceContent;
  /** Anything that JSON can carry. */
  body: object;
}

/** What an erasure finds a trace by, besides the names in its body. */
export interface TraceContent {
  /** Ids of the memories in the answer, and of all others that the trace names. */
  memories: readonly string[];
  /** Terms of the query. */
  terms: readonly string[];
}

/** What an erasure takes out of the traces; the memories that it erases it knows by itself. */
export interface ErasedTraces {
  /** For each text that goes, its terms: a query that shares half of the fewer goes along. */
  said: readonly (readonly string[])[];
  /** Names of users, cubes, runs: a trace that holds all the names of one of these goes along. */
  named: readonly (readonly string[])[];
  /**
   * When searches are kept again, if somebody asked for the erasure: the words are often searched
   * for once more, to see that they are gone, and that must not bring them back.
   */
  pauseUntil: Instant | null;
}

/**
 * Where recent searches are kept, beside what must not be lost: a batch may go in a power cut.
 * `testing/traces-suite.ts` is what an implementation must pass.
 */
export interface TraceStore {
  /**
   * Keeps what it can: a trace that was asked before the last erasure of its tenant or while it
   * pauses, or that answers with what was erased, is left out; then the oldest go until at most so many bytes are left.
   */
  add(traces: readonly StoredTrace[], mostBytes: number): Promise<void>;
  get(tenant: number, id: string): Promise<StoredTrace | undefined>;
  /** Newest first. */
  list(query: TraceQuery): Promise<StoredTrace[]>;
}

export interface TraceQuery {
  tenant: number;
  /** Those of this asker alone. */
  asker?: string | undefined;
  limit: number;
  /** Id of the last trace of the page before. */
  before?: string | undefined;
}
