import type { JobState } from '@/api/jobs';

export const jobStates: readonly JobState[] = ['running', 'waiting', 'parked', 'done', 'cancelled'];

// An alias: the address takes what has an index.
export type JobsSearch = { state?: JobState; kind?: string };

/** What the address of the page holds. */
export function readJobsSearch({ state, kind }: Record<string, unknown>): JobsSearch {
  const known = jobStates.find((name) => name === state);
  return {
    ...(known !== undefined && { state: known }),
    ...(typeof kind === 'string' && kind !== '' && { kind }),
  };
}
