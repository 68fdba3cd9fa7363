import type { IndexIdentity } from '../model/index-identity.js';
import type { HistoryEvent, MemoryKind, MemoryState, Metadata, Role } from '../model/memory.js';
import type { LinkKind } from '../model/link.js';
import type { Instant } from '../model/time.js';
import type { Trust } from '../model/trust.js';
import type { NewBatch } from './batch-entry.js';
import type { GraphEntry } from './graph-entry.js';
import type { NewJob } from './jobs.js';
import type { MemoryPast } from './past.js';
import type { ReviewChange } from './reviews.js';
import type { ErasedTraces } from './traces.js';

/**
 * One write, as a plain value: what the write path computed and what must still be true.
 * The store applies all of it or nothing, in one transaction without an await inside
 * (docs/design.md, "One door for writes").
 */
export interface ChangeSet {
  tenant: number;
  at: Instant;
  actor: Actor;
  episodes?: readonly NewEpisode[];
  memories?: readonly NewMemory[];
  revisions?: readonly Revision[];
  links?: readonly LinkChange[];
  /** Who is named by memories that are kept already or in this change set, and how they are related. */
  graph?: readonly GraphEntry[];
  reviews?: readonly ReviewChange[];
  /** Under which all changes of memories in this change set can be undone together. */
  batch?: NewBatch | undefined;
  /** Ids of episodes that a model has drawn from, whatever came of it. */
  extracted?: readonly string[];
  restated?: Restating | undefined;
  reindexed?: readonly Reindexing[];
  /** Vectors that a model has made after the write. */
  embedded?: readonly Embedded[];
  erasure?: Erasure;
  /** Work that follows; handed in with the rest or not at all. */
  jobs?: readonly Omit<NewJob, 'tenant'>[];
  once?: Once | undefined;
  /** The commit is refused with `quota_full` when it leaves the user with more active memories. */
  quota?: { user: string; most: number } | undefined;
}

/** Makes that a request which is sent again is not done again. */
export interface Once {
  /** Whose key it is: the same key of two callers are two. */
  owner: string;
  /** The commit is refused with `version_conflict` when the owner has used it by now. */
  key: string;
  /** SHA-256 of the request. Only a keyed hash of it is kept. */
  request: Uint8Array;
  /** Kept until then. */
  until: Instant;
  /** Kinds of secrets that were redacted: a part of the answer. */
  redacted: readonly string[];
}

export interface ErasedMemory {
  id: string;
  version: number;
  sources: number;
  /** Of all that it ever said, and of what it quotes. */
  fingerprints: readonly string[];
}

/** Who writes: kept in the event log. */
export interface Actor {
  principal: string | null;
  app: string | null;
}

/** A scope with every field decided. */
export interface FullScope {
  cube: string;
  user: string | null;
  agent: string | null;
  app: string | null;
  run: string | null;
}

/**
 * What kind of talk an episode belongs to. Known at ingest, and recall weighs by it: weights that
 * suit two people talking ruin the log of an assistant.
 */
export type SourceKind = 'peers' | 'assistant' | 'note' | 'document';

export interface NewEpisode {
  id: string;
  scope: FullScope;
  /** What was said together. The store numbers the episodes of a session in the order given. */
  session: string;
  kind: SourceKind;
  speaker: string | null;
  role: Role | null;
  text: string;
  occurredAt: Instant;
  /** Default: `user`. */
  trust?: Trust | undefined;
  /** When it was recorded where it is brought in from. Default: now. */
  recordedAt?: Instant | undefined;
}

export interface NewMemory {
  id: string;
  scope: FullScope;
  kind: MemoryKind;
  text: string;
  metadata: Metadata;
  categories: readonly string[];
  tags: readonly string[];
  occurredAt: Instant;
  validFrom: Instant | null;
  validTo: Instant | null;
  expiresAt: Instant | null;
  sources: readonly Evidence[];
  index: IndexEntry;
  /** Default: `user`. */
  trust?: Trust | undefined;
  /** From 0 to 1. Default: not known. */
  importance?: number | undefined;
  /** `paused`: kept, and out of search until somebody has looked at it. Default: `active`. */
  state?: 'active' | 'paused' | undefined;
  /** What one that is brought in has behind it; counts in place of what is said of a new one. */
  past?: MemoryPast | undefined;
  /**
   * When set and an active memory that holds now has the same fingerprint in the same full scope,
   * nothing new is made: the sources become further evidence of that memory.
   */
  unlessSame: boolean;
}

/** `[start, end)` of an episode's text in UTF-16 units. */
export interface Evidence {
  episode: string;
  start: number;
  end: number;
}

/** Everything that finding a memory needs, computed before the commit. */
export interface IndexEntry {
  madeBy: IndexIdentity;
  /** Identity of "the same folded words". */
  fingerprint: string;
  /** The terms of the text in order, with repeats. */
  terms: readonly string[];
  /** Bits of `language/cues.ts`: what kind of sentence it is. */
  cues: number;
  /** Vectors that could be computed at once; a missing one is pending. */
  vectors: readonly IndexedVector[];
}

export interface IndexedVector {
  space: number;
  scale: number;
  int8: Int8Array;
  float32: Float32Array;
}

/**
 * The same state for many memories, in few statements. Their words and vectors stay as they are; refused with
 * `version_conflict` when one of them has another version by now.
 */
export interface Restating {
  memories: readonly { no: number; id: string; expectVersion: number }[];
  state: MemoryState;
  event: HistoryEvent;
  /** Why, for the history. */
  reason?: string | undefined;
}

/**
 * A new index entry for a memory that stays as it is. Left out without a word when the memory is gone,
 * has another version by now, or has an entry of a newer identity: whoever did that has indexed it.
 */
export interface Reindexing {
  memory: string;
  expectVersion: number;
  index: IndexEntry;
}

/**
 * The vector of a memory in the space of a model. Left out without a word when the memory is gone or has
 * another version by now: it waits still.
 */
export interface Embedded {
  memory: string;
  expectVersion: number;
  vector: IndexedVector;
}

/** A change of a memory that exists. Absent fields stay as they are. */
export interface Revision {
  memory: string;
  /** The commit is refused with `version_conflict` when the memory has another version by now. */
  expectVersion: number;
  event: HistoryEvent;
  /** Given when the text changes or the memory goes into or out of what search reads. */
  index: IndexEntry;
  text?: string;
  metadata?: Metadata;
  categories?: readonly string[];
  tags?: readonly string[];
  occurredAt?: Instant;
  state?: MemoryState;
  trust?: Trust;
  importance?: number | null;
  validFrom?: Instant | null;
  validTo?: Instant | null;
  expiresAt?: Instant | null;
  /** Id of the memory that this one becomes a part of, or null to stand alone again. */
  mergedInto?: string | null;
  addSources?: readonly Evidence[];
  removeSources?: readonly Evidence[];
  /** Takes the earlier texts out of the history: a part of them was erased. */
  forgetTexts?: boolean;
  /** Why, for the history: a code or a few words. */
  reason?: string;
}

/** What is taken out for good, with all its copies. */
export interface Erasure {
  /** Blanked in the text of their episodes; the length stays, so that other spans still fit. */
  spans: readonly Evidence[];
  /**
   * Refused with `version_conflict` when a memory has another version or number of sources by now,
   * when another one is still merged into it, or when anything still rests on what was blanked.
   */
  memories: readonly ErasedMemory[];
  /** Episodes that go as a whole. */
  episodes: readonly string[];
  /** Names of cubes that lose their name if nothing is left in them: it tells whose they were. */
  cubes: readonly string[];
  /** Users whose jobs, which are told by their names, go if nothing else of them is left. */
  users?: readonly string[];
  /** What traces of searches go along, besides those that answer with what is erased. */
  traces: ErasedTraces;
}

/** A relation of two memories, made or undone. */
export interface LinkChange {
  from: string;
  to: string;
  kind: LinkKind;
  /** What it takes to undo it; null undoes it. */
  undo: LinkUndo | null;
}

export interface LinkUndo {
  /** Validity of the older memory before and after it was superseded. */
  validTo?: { before: Instant | null; after: Instant };
  /** Expiry of the duplicate before it was merged. */
  expiresAt?: Instant | null;
}

/** What a commit did. */
export interface Receipt {
  /** For each new memory, in order: the id that holds it now, which is an older one for evidence. */
  memories: readonly { id: string; outcome: 'created' | 'evidence' }[];
}
