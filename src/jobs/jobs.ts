import { TulvingError } from '../errors.js';
import { requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { isId } from '../model/ids.js';
import {
  type Job,
  type JobVerbs,
  type ListJobsRequest,
  type ListJobsResult,
  listJobsSchema,
} from '../model/job.js';
import type { KeyScope } from '../model/key.js';
import { invalidInput, validate } from '../model/validate.js';
import type { StoredJob } from '../store/jobs.js';
import { presentJob } from './present-job.js';
import { Queue } from './queue.js';

/** What is to be done, is being done and was done in the background. */
export class Jobs extends Queue implements JobVerbs {
  /** Newest first, in pages. */
  async list(request: ListJobsRequest = {}, caller: Caller = LOCAL): Promise<ListJobsResult> {
    requireScope(caller.access, 'read');
    requireWhole(caller.access);
    const { limit = 50, state, kind, cursor } = validate(listJobsSchema, request);
    if (cursor !== undefined && !isId(cursor)) {
      const detail = 'is not one that a page was answered with';
      throw invalidInput([{ pointer: '/cursor', detail }]);
    }
    const { tenant } = caller;
    const page = await this.parts.jobs.list({
      tenant,
      state,
      kind,
      limit: limit + 1,
      before: cursor,
    });
    const last = page.length > limit ? page[limit - 1] : undefined;
    return {
      data: page.slice(0, limit).map((job) => presentJob(job)),
      next_cursor: last?.id ?? null,
    };
  }

  async get(id: string, caller: Caller = LOCAL): Promise<Job> {
    return this.#one(id, caller, 'read', () => this.parts.jobs.get(caller.tenant, id));
  }

  /** What has ended stays as it is. @returns the job after it */
  async cancel(id: string, caller: Caller = LOCAL): Promise<Job> {
    return this.#one(id, caller, 'admin', () =>
      this.parts.jobs.cancel(caller.tenant, id, this.parts.clock()),
    );
  }

  /** Lets a parked or cancelled job wait again; any other stays as it is. @returns the job after it */
  async rerun(id: string, caller: Caller = LOCAL): Promise<Job> {
    return this.#one(id, caller, 'admin', () =>
      this.parts.jobs.rerun(caller.tenant, id, this.parts.clock()),
    );
  }

  async #one(
    id: string,
    { access }: Caller,
    scope: KeyScope,
    ask: () => Promise<StoredJob | undefined>,
  ): Promise<Job> {
    requireScope(access, scope);
    requireWhole(access);
    const job = isId(id) ? await ask() : undefined;
    if (job) return presentJob(job);
    throw new TulvingError('not_found', `There is no job ${id}.`, {
      remedy:
        'List what exists with `tulving jobs`; jobs that have ended are removed after a while.',
    });
  }
}
