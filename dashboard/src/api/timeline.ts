import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { DensityRequest, TimelineRequest } from 'tulving/client';
import { client } from './client';

/** Below `memories`, so that what makes lists old makes these old, too. */
const timelineKey = ['memories', 'timeline'];

const pageSize = 100;

/** In pages, fetched as they are scrolled to. */
export function useTimeline(request: TimelineRequest) {
  return useInfiniteQuery({
    queryKey: [...timelineKey, 'list', request],
    queryFn: ({ pageParam: cursor }) =>
      client.timeline.list({
        ...request,
        limit: pageSize,
        ...(cursor !== undefined && { cursor }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

export function useDensity(request: DensityRequest) {
  return useQuery({
    queryKey: [...timelineKey, 'density', request],
    queryFn: async () => (await client.timeline.density(request)).data,
    placeholderData: keepPreviousData,
  });
}
