import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { ReplayRequest } from 'tulving/client';
import { client } from './client';

const tracesKey = ['traces'];

/** Explanations are long, so pages are short. */
const pageSize = 25;

/** Recent searches, newest first. */
export function useTraces() {
  return useInfiniteQuery({
    queryKey: [...tracesKey, 'list'],
    queryFn: ({ pageParam: cursor }) =>
      client.traces.list({ limit: pageSize, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    staleTime: 1_000,
  });
}

export function useTrace(id: string) {
  return useQuery({
    queryKey: [...tracesKey, 'one', id],
    queryFn: () => client.traces.get(id),
    staleTime: Infinity,
  });
}

/** Asks again; changes nothing and is not kept, so that nothing becomes old by it. */
export function useReplay() {
  return useMutation({ mutationFn: (request: ReplayRequest) => client.traces.replay(request) });
}
