import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { AddRequest, ListRequest, Memory, SearchRequest, UpdateRequest } from 'tulving/client';
import { client } from './client';
import { listsKey, patchMemoryLists, refreshMemoryLists, searchesKey } from './memory-lists';
import { statsKey } from './stats';

/** One memory and what belongs to it lie below `['memory', id]`. */
const memoryKey = (id: string) => ['memory', id];

const pageSize = 100;

/** In pages, fetched as they are scrolled to; the first one tells how many there are. */
export function useMemoryList(request: ListRequest, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...listsKey, request],
    queryFn: ({ pageParam: cursor }) =>
      client.list({
        ...request,
        limit: pageSize,
        ...(cursor === undefined ? { total: true } : { cursor }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
}

/** By words and meaning, best first. */
export function useMemorySearch(request: SearchRequest, enabled = true) {
  return useQuery({
    queryKey: [...searchesKey, request],
    queryFn: () => client.search(request),
    placeholderData: keepPreviousData,
    enabled: enabled && request.query !== '',
  });
}

export function useMemory(id: string) {
  return useQuery({ queryKey: memoryKey(id), queryFn: () => client.get(id) });
}

export function useHistory(id: string) {
  return useQuery({
    queryKey: [...memoryKey(id), 'history'],
    queryFn: () => client.history(id),
  });
}

export function useRelated(id: string) {
  return useQuery({
    queryKey: [...memoryKey(id), 'related'],
    queryFn: () => client.related(id, { limit: 6 }),
  });
}

/** An episode with what was said around it. */
export function useConversation(episode: string) {
  return useQuery({
    queryKey: ['conversation', episode],
    queryFn: () => client.conversation(episode, { before: 3, after: 3 }),
  });
}

export function useAddMemory() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: AddRequest) => client.add(request),
    onSuccess: () => changed(queries),
  });
}

export function useUpdateMemory() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...request }: UpdateRequest & { id: string }) => client.update(id, request),
    onSuccess: (memory) => {
      patchMemoryLists(queries, (other) => (other.id === memory.id ? memory : other));
      changed(queries, [memory.id]);
    },
  });
}

/** What can be done with many memories at once, and how each is undone. */
export type BulkAction = 'delete' | 'restore' | 'pause' | 'archive' | 'activate';

const bulkActions: Record<BulkAction, (id: string) => Promise<unknown>> = {
  delete: (id) => client.delete(id),
  restore: (id) => client.restore(id),
  pause: (id) => client.update(id, { state: 'paused' }),
  archive: (id) => client.update(id, { state: 'archived' }),
  activate: (id) => client.update(id, { state: 'active' }),
};

/** From the state that a memory has, back to the one that it had. */
export const undoOf: Record<Memory['state'], BulkAction> = {
  active: 'activate',
  paused: 'pause',
  archived: 'archive',
  deleted: 'delete',
};

export interface BulkOutcome {
  done: number;
  failures: unknown[];
}

export function useBulkAction() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ action, ids }: { action: BulkAction; ids: readonly string[] }) => {
      const wanted = new Set(ids);
      patchMemoryLists(queries, (memory) => (wanted.has(memory.id) ? undefined : memory));
      return forEachOf(ids, bulkActions[action]);
    },
    onSettled: (_outcome, _error, { ids }) => changed(queries, ids),
  });
}

export function useErase() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.erase(id),
    onSuccess: (_report, id) => {
      queries.removeQueries({ queryKey: ['conversation'] });
      patchMemoryLists(queries, (memory) => (memory.id === id ? undefined : memory));
      void queries.invalidateQueries({ queryKey: statsKey });
    },
  });
}

/** Text and metadata of an earlier version again, as a new version. */
export function useRevert(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => client.revert(id, { version }),
    onSuccess: () => changed(queries, [id]),
  });
}

function changed(queries: QueryClient, ids: readonly string[] = []): void {
  refreshMemoryLists(queries);
  void queries.invalidateQueries({ queryKey: statsKey });
  for (const id of ids) void queries.invalidateQueries({ queryKey: memoryKey(id) });
}

/** A few at a time, so that the server still answers others. */
async function forEachOf(
  ids: readonly string[],
  work: (id: string) => Promise<unknown>,
): Promise<BulkOutcome> {
  const rest = [...ids];
  const outcome: BulkOutcome = { done: 0, failures: [] };
  async function worker() {
    for (let id = rest.shift(); id !== undefined; id = rest.shift()) {
      try {
        await work(id);
        outcome.done += 1;
      } catch (error) {
        outcome.failures.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker));
  return outcome;
}
