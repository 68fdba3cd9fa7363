import type { JobState } from '@/api/jobs';

export const jobStates: readonly JobState[] = ['running', 'waiting', 'parked', 'done', 'cancelled'];

/** What the address of the page holds. */
export function readJobsSearch({ state }: Record<string, unknown>): { state?: JobState } {
  const known = jobStates.find((name) => name === state);
  return known === undefined ? {} : { state: known };
}
