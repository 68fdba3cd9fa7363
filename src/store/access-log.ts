import type { AccessKind } from '../model/access-log.js';
import type { Reach } from '../model/scope.js';
import type { Instant } from '../model/time.js';

/** Somebody has read something. */
export interface NewAccess {
  tenant: number;
  at: Instant;
  kind: AccessKind;
  app: string | null;
  /** Whether a key fixed the app. */
  proven: boolean;
  principal: string | null;
  /** About whom was asked. */
  user: string | null;
  query: string | null;
  /** In the order of the answer. */
  hits: readonly AccessHit[];
  /** Of the query, and the names that were asked about: by these an erasure finds it. */
  terms: readonly string[];
  names: readonly string[];
}

export interface AccessHit {
  /** Its number. */
  memory: number;
  /** Null where nothing is ranked. */
  score: number | null;
}

/** Something that was read, or a write out of the event log. */
export interface StoredAccess {
  /** Number in its log: reads and writes have one each. */
  no: number;
  isWrite: boolean;
  at: Instant;
  /** One of `accessKinds`, or the kind of an event such as `memory.updated`. */
  kind: string;
  app: string | null;
  /** Null where it is not known: for writes. */
  proven: boolean | null;
  principal: string | null;
  user: string | null;
  query: string | null;
  /** Ids; what was erased is left out. */
  hits: readonly { memory: string; rank: number; score: number | null }[];
}

export interface AccessQuery {
  tenant: number;
  /** Reads, writes or both. */
  of: readonly ('reads' | 'writes')[];
  /** Number and id of one memory. */
  memory?: { no: number; id: string } | undefined;
  app?: string | undefined;
  user?: string | undefined;
  kind?: string | undefined;
  /** Letters of the query, in lower case. */
  words?: string | undefined;
  /** The first is included. */
  from?: Instant | undefined;
  to?: Instant | undefined;
  limit: number;
  /** Of each log, the last number of the pages before. */
  before?: { reads: number; writes: number } | undefined;
}

/** What was read on a day, by those who are alike in all of this. */
export interface AccessCount {
  /** Since 1970, UTC. */
  day: number;
  kind: AccessKind;
  app: string | null;
  user: string | null;
  requests: number;
  /** Memories in the answers. */
  memories: number;
  /** Of those that were ranked and found something: how many, and the sum of their best scores. */
  scored: number;
  scores: number;
}

/**
 * Who has read what. Beside what must not be lost: a crash may take the last second along. What is
 * written is in the event log anyway, and pages tell of both.
 */
export interface AccessLogStore {
  /**
   * Of what was erased since it was asked, or while searches pause after an erasure, the words are left out.
   *
   * @returns how many bytes that adds to the size that `trim` counts
   */
  append(rows: readonly NewAccess[]): Promise<number>;
  /** Lets go of what is older, then of the oldest until so many bytes are left. */
  trim(limits: { before: Instant; mostBytes: number }): Promise<void>;
  /** Newest first. */
  page(query: AccessQuery): Promise<StoredAccess[]>;
  countsByDay(query: {
    tenant: number;
    from: Instant;
    to: Instant;
    app?: string | undefined;
    user?: string | undefined;
  }): Promise<AccessCount[]>;
  /** Memories by the day that they were added on, and by their own app and user. */
  addedByDay(query: {
    tenant: number;
    from: Instant;
    to: Instant;
    app?: string | undefined;
    user?: string | undefined;
  }): Promise<{ day: number; app: string | null; user: string | null; added: number }[]>;
  /** By app, memories in answers and when; as far back as the log is kept. */
  countsByApp(
    tenant: number,
  ): Promise<{ app: string; memories: number; first: Instant; last: Instant }[]>;
  /** The memories of a reach that an app was answered with, most often first; deleted ones are left out. */
  accessedBy(query: {
    tenant: number;
    app: string;
    reach: Reach;
    limit: number;
    offset: number;
  }): Promise<{ total: number; data: { memory: string; times: number; last: Instant }[] }>;
  /** When a search last found them, by number; those that no kept search has found are left out. */
  lastRecalled(memories: readonly number[]): Promise<ReadonlyMap<number, Instant>>;
}
