import { TulvingError } from '../errors.js';
import { type IndexIdentity, isOlder } from '../model/index-identity.js';
import type { Metadata } from '../model/memory.js';
import type { Clock } from '../model/time.js';
import type { IndexEntry, Reindexing } from '../store/change-set.js';
import type { IndexCount, IndexedMemory } from '../store/indexing.js';
import type { StoredJob } from '../store/jobs.js';
import type { Store } from '../store/port.js';
import { chore } from './chores.js';

const PAGE = 200;
/** What is computed in so many ms goes in one commit, which takes about as long. */
const SLICE = 4;

export interface ReindexerParts {
  store: Pick<Store, 'commit' | 'indexing' | 'jobs'>;
  indexer: {
    readonly identity: IndexIdentity;
    index(text: string, metadata: Metadata): IndexEntry;
    indexSame(text: string, metadata: Metadata): IndexEntry;
  };
  clock: Clock;
}

export interface ReindexOptions {
  /** Also what is up to date. */
  all?: boolean;
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
}

export interface ReindexReport {
  /** How many memories were given a new index. */
  memories: number;
}

/**
 * Makes the index anew where an older version made it. What is done is told by the memories
 * themselves, so it may stop anywhere and be begun again, also by two at once.
 */
export class Reindexer {
  readonly #parts: ReindexerParts;

  constructor(parts: ReindexerParts) {
    this.#parts = parts;
  }

  /** What lies elsewhere is found all the same. */
  async count(tenant: number): Promise<Omit<IndexCount, 'elsewhere'>> {
    const { memories, outdated } = await this.#count(tenant);
    return { memories, outdated };
  }

  #count(tenant: number): Promise<IndexCount> {
    const { store, indexer } = this.#parts;
    return store.indexing.count(tenant, indexer.identity);
  }

  /** Hands in a job where there is work, unless one for the same is being done. */
  async ask(tenant: number): Promise<void> {
    const { store, indexer, clock } = this.#parts;
    const { identity } = indexer;
    const [outdated] = await store.indexing.outdated(tenant, identity, 0, 1);
    if (!outdated) return;
    const running = await store.jobs.list({
      tenant,
      kind: 'reindex',
      state: 'running',
      limit: 100,
    });
    if (running.some(({ payload }) => isSame(payload, identity))) return;
    const at = clock();
    await store.jobs.enqueue({ ...chore('reindex', at), payload: { ...identity }, tenant }, at);
  }

  /** Hands in a job, whatever is outdated. @returns its id */
  async request(tenant: number, { all }: { all: boolean }): Promise<string> {
    const { store, indexer, clock } = this.#parts;
    const at = clock();
    const payload = { ...indexer.identity, ...(all && { all }) };
    return store.jobs.enqueue({ ...chore('reindex', at), payload, tenant }, at);
  }

  /** @throws TulvingError `store_newer` for the work of a newer version, which that one has to do */
  async work({ tenant, payload }: StoredJob, options: ReindexOptions): Promise<ReindexReport> {
    const { identity } = this.#parts.indexer;
    const wanted = identityOf(payload);
    if (isOlder(identity, wanted)) {
      const detail = `The index is to be made by analyser ${wanted.analyser}; this version has analyser ${identity.analyser}.`;
      throw new TulvingError('store_newer', detail);
    }
    return this.run(tenant, { ...options, all: payload['all'] === true });
  }

  async run(
    tenant: number,
    { all = false, signal, progress }: ReindexOptions = {},
  ): Promise<ReindexReport> {
    const { memories, outdated, elsewhere } = await this.#count(tenant);
    const total = all ? memories : outdated + elsewhere;
    let done = 0;
    for await (const page of all ? this.#all(tenant) : this.#outdated(tenant)) {
      for (const slice of this.#slices(page)) {
        signal?.throwIfAborted();
        await this.#commit(tenant, slice);
        done += slice.length;
        // Others may add some meanwhile.
        progress?.(done, Math.max(total, done));
      }
    }
    if (done > 0) await this.#compact(tenant);
    return { memories: done };
  }

  async *#outdated(tenant: number): AsyncGenerator<IndexedMemory[]> {
    const { store, indexer } = this.#parts;
    for (let cube = 0; ;) {
      const page = await store.indexing.outdated(tenant, indexer.identity, cube, PAGE);
      if (page.length > 0) yield page;
      else if (cube === 0) return;
      // From the first again at the end: a process of an older version may have written meanwhile.
      cube = page.at(-1)?.cube ?? 0;
    }
  }

  async *#all(tenant: number): AsyncGenerator<IndexedMemory[]> {
    const { indexing } = this.#parts.store;
    for (let after = 0; ;) {
      const page = await indexing.all(tenant, after, PAGE);
      if (page.length === 0) return;
      yield page;
      after = page.at(-1)?.no ?? after;
    }
  }

  *#slices(page: readonly IndexedMemory[]): Generator<Reindexing[]> {
    let slice: Reindexing[] = [];
    let begun = performance.now();
    for (const memory of page) {
      const { id, version } = memory;
      slice.push({ memory: id, expectVersion: version, index: this.#index(memory) });
      if (performance.now() - begun < SLICE) continue;
      yield slice;
      slice = [];
      begun = performance.now();
    }
    if (slice.length > 0) yield slice;
  }

  /** Where the terms alone lie elsewhere, the vector stays as it is: making it is most of the work. */
  #index({ text, metadata, analyser, space }: IndexedMemory): IndexEntry {
    const { indexer } = this.#parts;
    const { identity } = indexer;
    if (-analyser !== identity.analyser || space !== identity.space) {
      return indexer.index(text, metadata);
    }
    const { madeBy, fingerprint, terms, cues } = indexer.indexSame(text, metadata);
    return { madeBy, fingerprint, terms, cues, vectors: [] };
  }

  /** The old terms still take up room, and the time of whoever reads past them. */
  async #compact(tenant: number): Promise<void> {
    const { store, clock } = this.#parts;
    const at = clock();
    await store.jobs.enqueue({ ...chore('compact', at), tenant }, at);
  }

  async #commit(tenant: number, reindexed: readonly Reindexing[]): Promise<void> {
    const { store, clock } = this.#parts;
    const actor = { principal: 'job:reindex', app: null };
    await store.commit({ tenant, at: clock(), actor, reindexed });
  }
}

function isSame(payload: Record<string, unknown>, { analyser, space }: IndexIdentity): boolean {
  return payload['analyser'] === analyser && payload['space'] === space;
}

function identityOf(payload: Record<string, unknown>): IndexIdentity {
  return { analyser: Number(payload['analyser']), space: Number(payload['space']) };
}
