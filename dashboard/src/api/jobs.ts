import { useQuery } from '@tanstack/react-query';
import type { ListJobsRequest } from 'tulving/client';
import { client } from './client';

export const jobsKey = ['jobs'];

export function useJobs(request: ListJobsRequest = {}) {
  return useQuery({
    queryKey: [...jobsKey, request],
    queryFn: () => client.jobs.list(request),
  });
}
