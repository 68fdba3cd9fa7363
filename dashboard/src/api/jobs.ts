import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Job, ListJobsRequest, PauseJobsRequest } from 'tulving/client';
import { client } from './client';

const jobsKey = ['jobs'];

const pageSize = 50;
/** In ms: how often the list is asked again while a job runs or could begin, and else. */
const pace = { busy: 2_000, calm: 15_000 };

/** Newest first, in pages. The event stream tells nothing of jobs, so they are asked for. */
export function useJobs(request: ListJobsRequest) {
  return useInfiniteQuery({
    queryKey: [...jobsKey, request],
    queryFn: ({ pageParam: cursor }) =>
      client.jobs.list({ ...request, limit: pageSize, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ data }) => data.some(isMoving)) ? pace.busy : pace.calm,
  });
}

/** What may change at any moment. One that waits for its time does not. */
function isMoving({ state, due_at }: Job): boolean {
  return state === 'running' || (state === 'waiting' && Date.parse(due_at) <= Date.now());
}

export type JobState = Job['state'];
export type JobChange = 'rerun' | 'cancel';

const changes: Readonly<Record<JobState, JobChange | undefined>> = {
  waiting: 'cancel',
  running: 'cancel',
  done: undefined,
  parked: 'rerun',
  cancelled: 'rerun',
};

/** What can be done with a job in its state. */
export function changeOf({ state }: Job): JobChange | undefined {
  return changes[state];
}

export function useChangeJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: JobChange }) => client.jobs[change](id),
    onSettled: () => queries.invalidateQueries({ queryKey: jobsKey }),
  });
}

/** What is done with the queue as a whole. @returns how many jobs, or pauses, it was about */
export function useChangeQueue() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (change: QueueChange) =>
      change === 'resume'
        ? (await client.jobs.resume()).resumed
        : (await client.jobs.rerunAll()).rerun,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: jobsKey });
      await queries.invalidateQueries({ queryKey: ['health'] });
    },
  });
}

export function usePauseJobs() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: PauseJobsRequest) => client.jobs.pause(request),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['health'] }),
  });
}

export type QueueChange = 'resume' | 'rerun_all';
