import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Decision, ListDoubtsRequest, ListReviewsRequest } from 'tulving/client';
import { accessLogKey } from './access';
import { client } from './client';
import { refreshMemoryLists } from './memory-lists';

export const reviewsKey = ['reviews'];

const pageSize = 20;
/** Above that many the number says no more. */
const mostCounted = 50;
/** In ms: for what another process held back. */
const pace = 60_000;

/** What waits, oldest first; what was decided, newest first. In pages. */
export function useReviews(request: ListReviewsRequest) {
  return useInfiniteQuery({
    queryKey: [...reviewsKey, request],
    queryFn: ({ pageParam: cursor }) =>
      client.reviews.list({ ...request, limit: pageSize, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** What may not be so, the most doubtful first. In pages. */
export function useDoubts(request: ListDoubtsRequest) {
  return useInfiniteQuery({
    queryKey: ['memories', 'doubts', request],
    queryFn: ({ pageParam: cursor }) =>
      client.reviews.doubts({
        ...request,
        limit: pageSize,
        ...(cursor !== undefined && { cursor }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** How much waits, at most `mostCounted` and more. */
export function useWaiting() {
  return useQuery({
    queryKey: [...reviewsKey, 'count'],
    queryFn: async () => {
      const { data, next_cursor } = await client.reviews.list({ limit: mostCounted });
      return { count: data.length, more: next_cursor !== null };
    },
    refetchInterval: pace,
  });
}

export type ReviewDecision = Decision['decision'];

export function useDecide() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: ReviewDecision }) =>
      client.reviews.decide(id, { decision }),
    onSettled: async () => {
      refreshMemoryLists(queries);
      void queries.invalidateQueries({ queryKey: accessLogKey });
      await queries.invalidateQueries({ queryKey: reviewsKey });
      await queries.invalidateQueries({ queryKey: ['memory'] });
    },
  });
}
