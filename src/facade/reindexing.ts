import { TulvingError } from '../errors.js';
import { presentJob } from '../jobs/present-job.js';
import { chore } from '../lifecycle/chores.js';
import type { EmbedWork } from '../lifecycle/embed-work.js';
import type { Reindexer } from '../lifecycle/reindexer.js';
import { requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { Job } from '../model/job.js';
import {
  type EstimateReindexRequest,
  type ReindexEstimate,
  type ReindexVerbs,
  type RequestReindexRequest,
  requestReindexSchema,
} from '../model/reindex.js';
import type { Clock } from '../model/time.js';
import { validate } from '../model/validate.js';
import type { Store } from '../store/port.js';

export interface ReindexingParts {
  store: Pick<Store, 'jobs'>;
  reindexer: Reindexer;
  embedWork?: EmbedWork | undefined;
  clock: Clock;
}

/** Has the index made anew by a job, for who looks on from afar. */
export class Reindexing implements ReindexVerbs {
  readonly #parts: ReindexingParts;

  constructor(parts: ReindexingParts) {
    this.#parts = parts;
  }

  async estimate(
    { vectors = false, all = false }: EstimateReindexRequest = {},
    caller: Caller = LOCAL,
  ): Promise<ReindexEstimate> {
    permit(caller);
    const { reindexer, embedWork } = this.#parts;
    const { memories, outdated } = await reindexer.count(caller.tenant);
    const estimate = vectors ? await embedWork?.estimate(caller.tenant, { all }) : undefined;
    return { index: { memories, outdated }, vectors: estimate ?? null };
  }

  /** @throws TulvingError `invalid_setting` for vectors without a model */
  async request(request: RequestReindexRequest, caller: Caller = LOCAL): Promise<Job> {
    permit(caller);
    const { what, all = false } = validate(requestReindexSchema, request);
    const { store, reindexer, clock } = this.#parts;
    const { tenant } = caller;
    const at = clock();
    const id =
      what === 'index'
        ? await reindexer.request(tenant, { all })
        : await store.jobs.enqueue({ ...chore('embed', at), tenant }, await this.#renewed(all));
    const job = await store.jobs.get(tenant, id);
    if (job) return presentJob(job);
    throw new TulvingError('not_found', `The job ${id} has gone.`);
  }

  /** @returns when */
  async #renewed(all: boolean): Promise<number> {
    const { embedWork, clock } = this.#parts;
    if (!embedWork) {
      throw new TulvingError('invalid_setting', 'No model is the embedder.', {
        remedy: 'Set TULVING_EMBEDDER to provider:model; see docs/models.md.',
      });
    }
    if (all) await embedWork.renew();
    return clock();
  }
}

function permit({ access }: Caller): void {
  requireScope(access, 'admin');
  requireWhole(access);
}
