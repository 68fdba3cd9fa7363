import assert from 'node:assert/strict';
import { newId } from '../model/ids.js';
import type { Instant } from '../model/time.js';
import type { JobStore, NewJob } from '../store/jobs.js';

export interface JobsCase {
  jobs: JobStore;
  other: number;
  reopen(): Promise<JobStore>;
}

export type It = (title: string, body: (opened: JobsCase) => Promise<void>) => void;

export const TENANT = 1;
export const kinds = ['embed'];

/** A job of the first tenant. */
export function newJob(part: Partial<NewJob> = {}): NewJob {
  return { id: newId(), kind: 'embed', tenant: TENANT, user: null, payload: {}, ...part };
}

/** A job about a user. */
export function of(user: string, part: Partial<NewJob> = {}): NewJob {
  return newJob({ user, ...part });
}

/** A job that the worker `one` holds. */
export async function leasedOne(jobs: JobStore, until: number): Promise<NewJob> {
  const job = newJob({ priority: 100 });
  await jobs.enqueue(job, 0);
  const leased = await jobs.lease({ kinds, by: 'one', at: 0, until });
  assert.equal(leased?.id, job.id);
  return job;
}

/** Takes whatever can be taken. @returns the ids, in that order */
export async function leaseAll(jobs: JobStore, at: Instant, of = kinds): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const job = await jobs.lease({ kinds: of, by: `taker ${ids.length}`, at, until: at + 1_000 });
    if (!job) return ids;
    ids.push(job.id);
  }
}
