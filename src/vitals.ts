import type { Caller } from './model/caller.js';
import { requireScope, requireWhole } from './model/access.js';
import {
  type Components,
  embedderHealth,
  indexHealth,
  jobsHealth,
  rerankerHealth,
  storeHealth,
} from './model/health.js';
import type { Status } from './model/status.js';
import type { Reindexer } from './lifecycle/reindexer.js';
import type { EmbedWork } from './lifecycle/embed-work.js';
import type { Indexer } from './ingest/indexer.js';
import type { Recall } from './recall/recall.js';
import type { Store } from './store/port.js';

interface VitalsParts {
  store: Store;
  indexer: Indexer;
  recall: Recall;
  reindexer: Reindexer;
  embedWork?: EmbedWork | undefined;
}

/** How the memory is, for who runs it. */
export class Vitals {
  readonly #parts: VitalsParts;

  constructor(parts: VitalsParts) {
    this.#parts = parts;
  }

  async status({ tenant, access }: Caller): Promise<Status> {
    requireScope(access, 'read');
    requireWhole(access);
    const { store, indexer, reindexer, embedWork } = this.#parts;
    const [status, index, vectors] = await Promise.all([
      store.status(),
      reindexer.count(tenant),
      embedWork?.status(tenant),
    ]);
    const made = vectors && { vectors, vectors_pending: vectors.pending };
    return { ...status, embedder: vectors?.model ?? indexer.embedder, index, ...made };
  }

  /** @param works whether this process does jobs */
  async health({ tenant, access }: Caller, works: boolean): Promise<Omit<Components, 'disk'>> {
    requireScope(access, 'read');
    requireWhole(access);
    const { store, indexer, reindexer, recall, embedWork } = this.#parts;
    const { reranker, meaning } = recall;
    const began = performance.now();
    const [kept] = await Promise.allSettled([store.status()]);
    const latency = Math.round((performance.now() - began) * 10) / 10;
    const [queue, index, vectors] = await Promise.allSettled([
      store.jobs.counts(tenant),
      reindexer.count(tenant),
      embedWork?.status(tenant),
    ]);
    return {
      store: storeHealth(kept, latency),
      jobs: jobsHealth(queue, works),
      index: indexHealth(index),
      embedder: meaning
        ? embedderHealth(meaning.model, vectors, meaning.last)
        : { status: 'ok', model: indexer.embedder, network: false },
      ...(reranker && { reranker: rerankerHealth(reranker.model, reranker.last) }),
    };
  }
}
