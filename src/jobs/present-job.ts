import type { Job } from '../model/job.js';
import { formatInstant } from '../model/time.js';
import type { PausedJobs } from '../model/job-pause.js';
import type { StoredJob, StoredPause } from '../store/jobs.js';

/** From what the store keeps to what leaves Tulving. The payload and the lease stay inside. */
export function presentJob(job: StoredJob): Job {
  const { id, kind, state, priority, tries, cause, progress, result } = job;
  return {
    id,
    kind,
    state,
    user_id: job.user,
    priority,
    due_at: formatInstant(job.dueAt),
    tries,
    cause,
    progress,
    result,
    created_at: formatInstant(job.createdAt),
    updated_at: formatInstant(job.updatedAt),
  };
}

export function presentPause({ kind, cause, until, at }: StoredPause): PausedJobs {
  return {
    kind,
    cause,
    until: until === null ? null : formatInstant(until),
    at: formatInstant(at),
  };
}
