import type { Filter } from '../model/filter.js';
import type { HistoryEntry, MemoryKind, MemoryState, Metadata, Role } from '../model/memory.js';
import type { Reach } from '../model/scope.js';
import type { Stats } from '../model/stats.js';
import type { Status } from '../model/status.js';
import type { Instant } from '../model/time.js';
import type { Partition } from '../model/validity.js';
import type {
  ChangeSet,
  FullScope,
  LinkKind,
  LinkUndo,
  Receipt,
  SourceKind,
} from './change-set.js';
import type { IndexReads } from './indexing.js';
import type { JobStore } from './jobs.js';
import type { KeyStore } from './keys.js';
import type { SpaceStore } from './spaces.js';
import type { TraceStore } from './traces.js';

/**
 * Where everything is kept. One door for writes, several small ports for reads.
 * `testing/store-suite.ts` is what an implementation must pass.
 */
export interface Store {
  readonly manifest: StoreManifest;
  /** Applies the change set or throws and changes nothing. Durable when it answers. */
  commit(changes: ChangeSet): Promise<Receipt>;
  readonly memories: MemoryReads;
  readonly history: HistoryReads;
  readonly removals: RemovalReads;
  readonly cubes: CubeReads;
  readonly words: WordReads;
  readonly vectors: VectorReads;
  readonly indexing: IndexReads;
  readonly log: EventReads;
  readonly keys: KeyStore;
  readonly jobs: JobStore;
  readonly traces: TraceStore;
  readonly spaces: SpaceStore;
  /** The number of a tenant, made when it is new. */
  tenant(name: string): Promise<number>;
  /** The numbers of all tenants. */
  tenants(): Promise<number[]>;
  /** The number of a space, made when it is new. */
  space(identity: SpaceIdentity): Promise<number>;
  status(): Promise<StoreStatus>;
  /** Looks for damage; reads everything once. */
  check(): Promise<Check[]>;
  /**
   * Rewrites what still holds bytes of what was deleted: the word index, the log of writes, copies
   * made before a migration. `whole` gives the free space back to the disk, too, and holds up other
   * writers while it does.
   */
  compact(options: { whole: boolean }): Promise<Compaction>;
  /** Finishes what was handed in, then lets go of the files. */
  close(): Promise<void>;
}

/** One thing that must be true of what is kept. */
export interface Check {
  name: string;
  ok: boolean;
  detail: string;
}

export interface Compaction {
  /** Bytes on disk. */
  before: number;
  after: number;
  /** Names of copies that were removed because something was erased after they were made. */
  copies: string[];
}

export interface StoreManifest {
  readonly name: string;
  /** Whether other processes may have the same store open. When false, a second opening is refused. */
  readonly sharedByProcesses: boolean;
}

export interface MemoryReads {
  byIds(tenant: number, ids: readonly string[]): Promise<StoredMemory[]>;
  /** By memory number, in the order asked; numbers that are gone are left out. */
  byNumbers(numbers: readonly number[]): Promise<StoredMemory[]>;
  /** The words alone, by number. */
  texts(numbers: readonly number[]): Promise<ReadonlyMap<number, string>>;
  /** In the order asked for; newest first where none is. */
  page(query: PageQuery): Promise<StoredMemory[]>;
  /** How many memories all pages together have. */
  count(query: CountQuery): Promise<number>;
  /** Numbers of the memories of a cube for which a filter holds, whatever their state, ascending. */
  matching(cube: number, filter: Filter): Promise<Int32Array>;
  /** Counts of what a reach holds. */
  stats(tenant: number, reach: Reach, since: Instant): Promise<Stats>;
  /** What a request with this key led to, or undefined when there was none. */
  once(owner: string, key: string, at: Instant): Promise<StoredOnce | undefined>;
  episode(tenant: number, id: string): Promise<StoredEpisode | undefined>;
  /** An episode with so many before and after it in its session, in order; none where it is gone. */
  conversation(tenant: number, id: string, around: Around): Promise<StoredEpisode[]>;
}

export interface Around {
  before: number;
  after: number;
}

export interface HistoryReads {
  /** What happened to a memory, oldest first. */
  of(memory: number): Promise<HistoryEntry[]>;
  /** All that memories ever said, each text once; those that are gone are left out. */
  texts(memories: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>>;
  /** What a link keeps for undoing it, and the memory at its other end. */
  link(memory: string, kind: LinkKind, end: 'from' | 'to'): Promise<StoredLink | undefined>;
  /** The memories of a cube that changed after `at`, as they were then. */
  knownAt(cube: number, at: Instant): Promise<KnownMemory[]>;
}

/** What erasing, retention and scanning must know. */
export interface RemovalReads {
  /** The memories that rest on any of these episodes, in any state. */
  citing(tenant: number, episodes: readonly string[]): Promise<StoredMemory[]>;
  /** The memories that were merged into any of these. */
  partsOf(memories: readonly number[]): Promise<StoredMemory[]>;
  /** Of a reach, oldest first, in any state. */
  allWithin(tenant: number, reach: Reach, limit: number): Promise<StoredMemory[]>;
  /** Ids of the episodes of a reach, oldest first. */
  episodesWithin(tenant: number, reach: Reach, limit: number): Promise<string[]>;
  /** Texts of a tenant with a number above `after`, oldest first; of memories with their history. */
  texts(
    tenant: number,
    of: 'episode' | 'memory',
    after: number,
    limit: number,
  ): Promise<StoredTexts[]>;
  /** Active memories that have expired by then. */
  expiredBy(tenant: number, at: Instant, limit: number): Promise<StoredMemory[]>;
  /** Memories that were deleted before then. */
  deletedBefore(tenant: number, at: Instant, limit: number): Promise<StoredMemory[]>;
  /** The next expiry of an active memory, and the oldest deletion. */
  retention(
    tenant: number,
  ): Promise<{ nextExpiry: Instant | null; oldestDeletion: Instant | null }>;
  /** Whether any of these words was erased, so that an import must not bring it back. */
  wasErased(tenant: number, words: readonly ErasedWords[]): Promise<boolean>;
}

export interface PageQuery {
  tenant: number;
  reach: Reach;
  state: MemoryState;
  limit: number;
  order?: PageOrder | undefined;
  /** The number of the last memory of the page before. */
  before?: number | undefined;
  /** What has expired by now is left out. */
  at: Instant;
  filter?: Filter | undefined;
  /** Folded letters that the folded text holds. */
  text?: string | undefined;
}

export interface PageOrder {
  /** `createdAt`: as they were numbered. */
  by: 'createdAt' | 'updatedAt' | 'occurredAt';
  descending: boolean;
  /** What the last memory of the page before was ordered by; goes with its number. */
  from?: Instant | undefined;
}

export type CountQuery = Omit<PageQuery, 'limit' | 'order' | 'before'>;

export interface StoredMemory {
  no: number;
  id: string;
  scope: FullScope;
  kind: MemoryKind;
  state: MemoryState;
  version: number;
  text: string;
  metadata: Metadata;
  categories: string[];
  tags: string[];
  occurredAt: Instant;
  validFrom: Instant | null;
  validTo: Instant | null;
  expiresAt: Instant | null;
  deletedAt: Instant | null;
  /** Ids: the newer memory that ended its validity, the older ones whose validity it ended. */
  supersededBy: string | null;
  supersedes: string[];
  /** Id of the memory that it became a part of. */
  mergedInto: string | null;
  createdAt: Instant;
  updatedAt: Instant;
  sources: StoredSource[];
}

/** What a tombstone is recognised by; only its keyed hash is kept. */
export interface ErasedWords {
  cube: string;
  user: string | null;
  agent: string | null;
  app: string | null;
  fingerprint: string;
}

/** Everything that is kept word for word under one id. */
export interface StoredTexts {
  no: number;
  id: string;
  text: string;
  /** Of a memory: metadata, labels, and what it said before. */
  more: readonly string[];
}

export interface StoredOnce {
  /** Whether that request was the same as this one. */
  isOf(request: Uint8Array): boolean;
  memories: string[];
  episodes: string[];
  redacted: string[];
}

export interface StoredLink {
  /** Id of the memory at the other end. */
  other: string;
  undo: LinkUndo;
}

/** A memory that has changed since, as it was at a moment; `was` is missing when it was not there yet. */
export interface KnownMemory {
  memory: number;
  was?: Pick<
    StoredMemory,
    'version' | 'state' | 'text' | 'metadata' | 'validFrom' | 'validTo' | 'mergedInto'
  > & { outline: OutlineRow };
}

export interface StoredSource {
  /** Id of the memory whose evidence it is: its own, or one that was merged into it. */
  memory: string;
  episode: string;
  start: number;
  end: number;
  quote: string;
  speaker: string | null;
  role: Role | null;
  occurredAt: Instant;
}

export interface StoredEpisode {
  id: string;
  scope: FullScope;
  session: string;
  kind: SourceKind;
  ord: number;
  speaker: string | null;
  role: Role | null;
  text: string;
  occurredAt: Instant;
  recordedAt: Instant;
}

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
  /** For each term, the memories of a part of the cube that hold it. */
  postings(cube: number, partition: Partition, terms: readonly string[]): Promise<Postings[]>;
}

/** Parallel arrays, ascending by memory number. */
export interface Postings {
  memories: Int32Array;
  /** How often the term occurs, at most 255. */
  frequencies: Uint8Array;
}

export interface VectorReads {
  /** Rows of a part of a cube with a memory number above `after`, ascending. */
  block(space: number, place: VectorPlace, after: number, limit: number): Promise<VectorRow[]>;
  /** In the order asked; undefined where there is none. */
  exact(space: number, memories: readonly number[]): Promise<(Float32Array | undefined)[]>;
  /** Of an engine that has indexes of vectors. Missing: cubes of any size are searched in memory. */
  readonly near?: NearVectors;
}

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

export interface VectorPlace {
  cube: number;
  partition: Partition;
}

export interface VectorRow {
  memory: number;
  scale: number;
  int8: Int8Array;
}

/** One embedder, as vectors are keyed by it. */
export interface SpaceIdentity {
  provider: string;
  model: string;
  dimension: number;
}

export interface EventReads {
  /** Events after a sequence number, oldest first. */
  page(tenant: number, after: number, limit: number): Promise<StoredEvent[]>;
  /** The sequence number that pages reach up to now, of all tenants; 0 where there is no event. */
  last(): Promise<number>;
  /** The sequence number of the last event whose clock is not beyond this one; 0 where there is none. */
  lastAt(hlc: number): Promise<number>;
}

export interface StoredEvent {
  seq: number;
  /** Hybrid logical clock: milliseconds × 1024 + counter. Grows with `seq`, and counts nothing. */
  hlc: number;
  cube: string;
  kind: string;
  subject: string;
  version: number;
  actor: string | null;
  app: string | null;
  at: Instant;
}

export type StoreStatus = Omit<Status, 'embedder' | 'index' | 'vectors'>;
