import type { Filter } from '../model/filter.js';
import type { HistoryEntry, MemoryKind, MemoryState, Metadata, Role } from '../model/memory.js';
import type { LinkKind } from '../model/link.js';
import type { Reach } from '../model/scope.js';
import type { ScopeName } from '../model/scope-name.js';
import type { Stats } from '../model/stats.js';
import type { Status } from '../model/status.js';
import type { Instant } from '../model/time.js';
import type { Trust } from '../model/trust.js';
import type { AppStore } from './apps.js';
import type { AccessLogStore } from './access-log.js';
import type { AuditStore } from './audit.js';
import type { BatchReads } from './batches.js';
import type {
  ChangeSet,
  FullScope,
  LinkChange,
  LinkUndo,
  Receipt,
  SourceKind,
} from './change-set.js';
import type {
  CubeReads,
  OutlineRow,
  SpaceIdentity,
  VectorReads,
  WordReads,
} from './cube-indexes.js';
import type { GraphEntry } from './graph-entry.js';
import type { GraphReads } from './graph.js';
import type { IndexReads } from './indexing.js';
import type { JobStore } from './jobs.js';
import type { KeptName } from './kept-names.js';
import type { KeyStore } from './keys.js';
import type { FormStore } from './forms.js';
import type { NoteStore } from './notes.js';
import type { PastVersion } from './past.js';
import type { PolicyStore } from './policies.js';
import type { ReviewReads } from './reviews.js';
import type { RuleStore } from './rules.js';
import type { SpaceStore } from './spaces.js';
import type { TimelineReads } from './timeline.js';
import type { TraceStore } from './traces.js';
import type { WebhookStore } from './webhooks.js';

export type * from './cube-indexes.js';
export type * from './near.js';

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
  readonly graph: GraphReads;
  readonly batches: BatchReads;
  readonly reviews: ReviewReads;
  readonly notes: NoteStore;
  readonly forms: FormStore;
  readonly carried: CarriedReads;
  readonly timeline: TimelineReads;
  readonly apps: AppStore;
  readonly policies: PolicyStore;
  readonly rules: RuleStore;
  readonly accessLog: AccessLogStore;
  readonly audit: AuditStore;
  readonly webhooks: WebhookStore;
  /** The number of a tenant, made when it is new. */
  tenant(name: string): Promise<number>;
  /** The name that the store has given itself. A copy has that of its source. */
  node(): Promise<string>;
  /** The numbers of all tenants. */
  tenants(): Promise<number[]>;
  /** The number of a cube, made when it is new: it can have settings before it has memories. */
  cube(tenant: number, name: string, at: Instant): Promise<number>;
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
  /** A page, newest first, without what the memories say. */
  stubs(query: StubQuery): Promise<MemoryStub[]>;
  /** Names of the cubes in which a reach has memories in a state; rules and filters may leave none of them. */
  cubesHolding(query: Pick<PageQuery, 'tenant' | 'reach' | 'state'>): Promise<string[]>;
  /** How many memories all pages together have. */
  count(query: CountQuery): Promise<number>;
  /** Numbers of the memories of a cube for which a filter holds, whatever their state, ascending. */
  matching(cube: number, filter: Filter): Promise<Int32Array>;
  /** Counts of what a reach holds. */
  stats(tenant: number, reach: Reach, since: Instant): Promise<Stats>;
  /** The names that active memories of a reach are kept under. */
  scopeNames(tenant: number, reach: Reach, at: Instant): Promise<ScopeName[]>;
  /** Users or cubes of a reach, whatever the state of their memories; in no order. */
  keptNames(tenant: number, reach: Reach, kind: 'user' | 'cube'): Promise<KeptName[]>;
  /** What a request with this key led to, or undefined when there was none. */
  once(owner: string, key: string, at: Instant): Promise<StoredOnce | undefined>;
  episode(tenant: number, id: string): Promise<StoredEpisode | undefined>;
  /** An episode with so many before and after it in its session, in order; none where it is gone. */
  conversation(tenant: number, id: string, around: Around): Promise<StoredEpisode[]>;
  /** Oldest first; without what a system prompt says. */
  unextracted(query: UnextractedQuery): Promise<StoredEpisode[]>;
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
  /** The memories that links of these kinds lead to or come from, those of the newest links first. */
  linked(memory: number, kinds: readonly LinkKind[]): Promise<LinkedMemory[]>;
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

/** What goes along with memories that are carried to another store: for exports, in pages. */
export interface CarriedReads {
  /** What happened to memories, oldest first, as it is kept: a text is null where the next one says the same. */
  versions(memories: readonly number[]): Promise<ReadonlyMap<number, PastVersion[]>>;
  /** Relations that begin at these memories. */
  links(memories: readonly number[]): Promise<LinkChange[]>;
  /** Who and what these memories name, and how they say that it is related. */
  graph(memories: readonly number[]): Promise<GraphEntry[]>;
  /** Episodes of a reach in the order in which they were recorded. */
  episodes(query: EpisodePage): Promise<{ no: number; episode: StoredEpisode }[]>;
}

export interface EpisodePage {
  tenant: number;
  reach: Reach;
  limit: number;
  /** The number of the last one of the page before; 0: from the first on. */
  after: number;
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
  /**
   * `createdAt`: as they were numbered. `text`, `app`: by their `sortKeyOf`, and either way newest first where
   * that is the same.
   */
  by: 'createdAt' | 'updatedAt' | 'occurredAt' | 'text' | 'app';
  descending: boolean;
  /** What the last memory of the page before was ordered by: a date or a sort key; goes with its number. */
  from?: Instant | string | undefined;
}

export interface StubQuery extends Omit<PageQuery, 'order'> {
  /** Numbers: no others. */
  among?: readonly number[] | undefined;
}

export type CountQuery = Omit<PageQuery, 'limit' | 'order' | 'before'>;

/** What it takes to change the state of a memory. */
export type MemoryStub = Pick<StoredMemory, 'no' | 'id' | 'version'> & { user: string | null };

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
  trust: Trust;
  /** From 0 to 1; null where nothing told. */
  importance: number | null;
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

/** `end`: at which end of the link the other memory is. */
export interface LinkedMemory {
  kind: LinkKind;
  end: 'from' | 'to';
  memory: StoredMemory;
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
  trust: Trust;
  /** When what a model drew from it was kept; null: it has not been asked. */
  extractedAt: Instant | null;
}

/** Episodes of a reach that were recorded in `[since, until)` and no model has drawn from. */
export interface UnextractedQuery {
  tenant: number;
  reach: Reach;
  since: Instant;
  until: Instant;
  limit: number;
  /** Id of the last one of the page before. */
  after?: string | undefined;
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

export type StoreStatus = Omit<
  Status,
  'embedder' | 'index' | 'vectors' | 'jobs_paused' | 'reviews' | 'webhooks'
>;
