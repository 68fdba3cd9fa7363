import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ListBatchesRequest, UndoRequest } from 'tulving/client';
import { accessLogKey } from './access';
import { client } from './client';
import { refreshMemoryLists } from './memory-lists';

export const batchesKey = ['batches'];

const pageSize = 30;

/** What was done together, newest first, in pages. */
export function useBatches(request: ListBatchesRequest) {
  return useInfiniteQuery({
    queryKey: [...batchesKey, 'list', request],
    queryFn: ({ pageParam: cursor }) =>
      client.batches.list({ ...request, limit: pageSize, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** One batch with the memories that it changed. */
export function useBatch(id: string) {
  return useQuery({ queryKey: [...batchesKey, id], queryFn: () => client.batches.get(id) });
}

/** What undoing would do. Asked anew each time: what was changed since stays as it is. */
export function useUndoPreview(request: UndoRequest) {
  return useQuery({
    queryKey: [...batchesKey, 'preview', request],
    queryFn: () => client.undo({ ...request, preview: true }),
    gcTime: 0,
    staleTime: 0,
  });
}

export function useUndo() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: UndoRequest) => client.undo(request),
    onSuccess: async () => {
      refreshMemoryLists(queries);
      await queries.invalidateQueries({ queryKey: batchesKey });
      await queries.invalidateQueries({ queryKey: accessLogKey });
      await queries.invalidateQueries({ queryKey: ['memory'] });
    },
  });
}
