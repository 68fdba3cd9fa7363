import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type {
  AddRequest,
  ListRequest,
  Memory,
  SearchRequest,
  SetStateRequest,
  UpdateRequest,
} from 'tulving/client';
import { accessLogKey } from './access';
import { client } from './client';
import { listsKey, patchMemoryLists, refreshMemoryLists, searchesKey } from './memory-lists';
import { memoryKey, memoryQuery } from './memory-texts';
import { statsKey } from './stats';

/** In pages, fetched as they are scrolled to; the first one tells how many there are. */
export function useMemoryList(request: ListRequest, enabled = true, pageSize = 100) {
  return useInfiniteQuery({
    queryKey: [...listsKey, request, pageSize],
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

/** Deleted ones too: they tell that they are. */
export function useMemory(id: string) {
  return useQuery(memoryQuery(id));
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

/** What can be done with many memories at once. */
export type BulkAction = 'delete' | 'restore' | 'pause' | 'archive' | 'activate';

/** What each of them makes of a memory. */
export const stateAfter: Readonly<Record<BulkAction, Memory['state']>> = {
  delete: 'deleted',
  restore: 'active',
  pause: 'paused',
  archive: 'archived',
  activate: 'active',
};

/** These memories, or all that a filter leaves. */
export type Meant = { ids: readonly string[] } | Omit<SetStateRequest, 'state' | 'ids'>;

export interface BulkOutcome {
  changed: number;
  /** Left as they are: they wait for a review. */
  heldBack: number;
  /** Undoes it; null where nothing changed. */
  batch: string | null;
}

/** Ids of one request. */
const mostIds = 1_000;

export function useBulkAction() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ action, meant, progress }: BulkChange) => {
      if ('ids' in meant) hide(queries, meant.ids);
      return setState(action, meant, progress);
    },
    onSettled: (_outcome, _error, { meant }) =>
      changed(queries, 'ids' in meant ? meant.ids.slice(0, mostIds) : []),
  });
}

interface BulkChange {
  action: BulkAction;
  meant: Meant;
  progress?: (done: number) => void;
}

/** They leave the list at once, before the server has answered. */
function hide(queries: QueryClient, ids: readonly string[]): void {
  const gone = new Set(ids);
  patchMemoryLists(queries, (memory) => (gone.has(memory.id) ? undefined : memory));
}

/** How many memories it would change. */
export function useBulkPreview(action: BulkAction, meant: Meant) {
  return useQuery({
    queryKey: ['memories', 'preview', action, meant],
    queryFn: () =>
      client.setState({ ...meant, state: stateAfter[action], dry_run: true } as SetStateRequest),
    gcTime: 0,
    staleTime: 0,
  });
}

/** One batch, however many requests it takes. */
async function setState(
  action: BulkAction,
  meant: Meant,
  progress?: (done: number) => void,
): Promise<BulkOutcome> {
  const state = stateAfter[action];
  const parts = 'ids' in meant ? partsOf(meant.ids).map((ids) => ({ ids })) : [meant];
  const outcome: BulkOutcome = { changed: 0, heldBack: 0, batch: null };
  for (const part of parts) {
    const { changed: before } = outcome;
    const result = await client.setState(
      { ...part, state, ...(outcome.batch !== null && { batch_id: outcome.batch }) },
      { progress: (done) => progress?.(before + done) },
    );
    outcome.changed += result.changed;
    outcome.heldBack += result.held_back;
    outcome.batch ??= result.batch_id;
  }
  return outcome;
}

function partsOf(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / mostIds);
  return Array.from({ length: count }, (_, at) => ids.slice(at * mostIds, (at + 1) * mostIds));
}

/** Undoes a deletion, a merge or a supersession. */
export function useRestore() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => client.restore(id),
    onSettled: (_memory, _error, id) => changed(queries, [id]),
  });
}

/** Takes back what was done together. */
export function useUndoBulk() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (batch: string) => client.undo({ batch }),
    onSettled: () => {
      changed(queries);
      void queries.invalidateQueries({ queryKey: ['memory'] });
    },
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
      void queries.invalidateQueries({ queryKey: accessLogKey });
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
  void queries.invalidateQueries({ queryKey: accessLogKey });
  for (const id of ids) void queries.invalidateQueries({ queryKey: memoryKey(id) });
}
