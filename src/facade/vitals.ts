import type { Caller } from '../model/caller.js';
import { requireScope, requireWhole } from '../model/access.js';
import {
  type Components,
  embedderHealth,
  indexHealth,
  jobsHealth,
  rerankerHealth,
  storeHealth,
} from '../model/health.js';
import { presentPause } from '../jobs/present-job.js';
import type { PausedJobs } from '../model/job-pause.js';
import type { Status } from '../model/status.js';
import type { Clock } from '../model/time.js';
import type { Reindexer } from '../lifecycle/reindexer.js';
import type { EmbedWork } from '../lifecycle/embed-work.js';
import type { Indexer } from '../ingest/indexer.js';
import type { Recall } from '../recall/recall.js';
import type { Store } from '../store/port.js';
import { webhookCounts } from '../webhooks/present.js';

interface VitalsParts {
  store: Store;
  clock: Clock;
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
    const [status, waiting, index, vectors, paused, webhooks] = await Promise.all([
      store.status(),
      store.reviews.counts(tenant),
      reindexer.count(tenant),
      embedWork?.status(tenant),
      this.#paused(tenant),
      store.webhooks.list(tenant),
    ]);
    const made = vectors && { vectors, vectors_pending: vectors.pending };
    const held = paused.length > 0 && { jobs_paused: paused };
    const reviews = Object.values(waiting).reduce((sum, count) => sum + count, 0);
    const embedder = vectors?.model ?? indexer.embedder;
    const told = webhooks.length > 0 && { webhooks: webhookCounts(webhooks) };
    return { ...status, reviews, embedder, index, ...made, ...held, ...told };
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
    const [queue, index, vectors, paused] = await Promise.allSettled([
      store.jobs.counts(tenant),
      reindexer.count(tenant),
      embedWork?.status(tenant),
      this.#paused(tenant),
    ]);
    return {
      store: storeHealth(kept, latency),
      jobs: jobsHealth(queue, works, paused.status === 'fulfilled' ? paused.value : []),
      index: indexHealth(index),
      embedder: meaning
        ? embedderHealth(meaning.model, vectors, meaning.last)
        : { status: 'ok', model: indexer.embedder, network: false },
      ...(reranker && { reranker: rerankerHealth(reranker.model, reranker.last) }),
    };
  }

  async #paused(tenant: number): Promise<PausedJobs[]> {
    const { store, clock } = this.#parts;
    return (await store.jobs.pauses(tenant, clock())).map((pause) => presentPause(pause));
  }
}
