import { requireScope, requireWhole } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import {
  type JobsOfUser,
  type PausedJobs,
  type PauseJobsRequest,
  pauseJobsSchema,
  type QueueVerbs,
  type RerunJobsRequest,
  rerunJobsSchema,
  type ResumeJobsRequest,
  resumeJobsSchema,
  type UserJobsRequest,
  userJobsRequestSchema,
} from '../model/job-pause.js';
import type { KeyScope } from '../model/key.js';
import type { Clock, Instant } from '../model/time.js';
import { instantOf, invalidInput, validate } from '../model/validate.js';
import type { JobQuery, JobStore } from '../store/jobs.js';
import { presentPause } from './present-job.js';

/** So many are run again in one go. */
const AT_ONCE = 100;

export interface QueueParts {
  jobs: JobStore;
  clock: Clock;
  timezone: string;
}

/** What is done with the queue as a whole. */
export class Queue implements QueueVerbs {
  protected readonly parts: QueueParts;

  constructor(parts: QueueParts) {
    this.parts = parts;
  }

  async pause(request: PauseJobsRequest = {}, caller: Caller = LOCAL): Promise<PausedJobs> {
    permit(caller, 'admin');
    const { jobs, clock } = this.parts;
    const {
      kind = null,
      cause = 'Somebody has paused it.',
      until,
    } = validate(pauseJobsSchema, request);
    const at = clock();
    const pause = { kind, cause, until: until === undefined ? null : this.#future(until, at) };
    await jobs.pause(caller.tenant, pause, at);
    return presentPause({ ...pause, at });
  }

  async resume(
    request: ResumeJobsRequest = {},
    caller: Caller = LOCAL,
  ): Promise<{ resumed: number }> {
    permit(caller, 'admin');
    const { jobs, clock } = this.parts;
    const { kind } = validate(resumeJobsSchema, request);
    const paused = await jobs.pauses(caller.tenant, clock());
    const asked = paused.filter((pause) => kind === undefined || pause.kind === kind);
    const lifted = await Promise.all(asked.map((pause) => jobs.resume(caller.tenant, pause.kind)));
    return { resumed: lifted.filter(Boolean).length };
  }

  async pauses(caller: Caller = LOCAL): Promise<PausedJobs[]> {
    permit(caller, 'read');
    const pauses = await this.parts.jobs.pauses(caller.tenant, this.parts.clock());
    return pauses.map((pause) => presentPause(pause));
  }

  async byUser(request: UserJobsRequest = {}, caller: Caller = LOCAL): Promise<JobsOfUser[]> {
    permit(caller, 'read');
    const { limit = 50 } = validate(userJobsRequestSchema, request);
    const users = await this.parts.jobs.byUser(caller.tenant, limit);
    return users.map(({ user, ...counts }) => ({ user_id: user, ...counts }));
  }

  async rerunAll(
    request: RerunJobsRequest = {},
    { tenant, access }: Caller = LOCAL,
  ): Promise<{ rerun: number }> {
    permit({ access }, 'admin');
    const { jobs, clock } = this.parts;
    const { state = 'parked', kind } = validate(rerunJobsSchema, request);
    // All are found before the first waits again: it may be parked once more before the last is found.
    const ids = await this.#all({ tenant, state, kind, limit: AT_ONCE });
    let rerun = 0;
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const some = ids.slice(from, from + AT_ONCE);
      const after = await Promise.all(some.map((id) => jobs.rerun(tenant, id, clock())));
      rerun += after.filter((job) => job?.state === 'waiting').length;
    }
    return { rerun };
  }

  /** Oldest first, as they were asked for. */
  async #all(query: JobQuery): Promise<string[]> {
    const ids: string[] = [];
    for (;;) {
      const page = await this.parts.jobs.list({ ...query, before: ids.at(-1) });
      ids.push(...page.map(({ id }) => id));
      if (page.length < query.limit) return ids.toReversed();
    }
  }

  #future(value: string, at: Instant): Instant {
    const until = instantOf(value, '/until', this.parts.timezone);
    if (until > at) return until;
    throw invalidInput([{ pointer: '/until', detail: 'must lie in the future' }]);
  }
}

/** A part of a tenant has no queue of its own. */
function permit({ access }: Pick<Caller, 'access'>, scope: KeyScope): void {
  requireScope(access, scope);
  requireWhole(access);
}
