import { useQueries, useQuery } from '@tanstack/react-query';
import type { Memory } from 'tulving/client';
import { client } from './client';
import { useWholeScope } from './session';

/** One memory and what belongs to it lie below `['memory', id]`. */
export const memoryKey = (id: string) => ['memory', id];

export const memoryQuery = (id: string) => ({
  queryKey: memoryKey(id),
  queryFn: () => client.get(id, { include_deleted: true }),
});

export interface MemoryText {
  memory: Memory | undefined;
  /** It is on its way; else, without a memory, it is gone or out of reach. */
  isLoading: boolean;
}

/** Memories of which only the ids are known: traces keep no texts. In the order of the ids. */
export function useMemoryTexts(ids: readonly string[]): MemoryText[] {
  return useQueries({
    queries: ids.map((id) => ({ ...memoryQuery(id), staleTime: 60_000 })),
    combine: (results) => results.map(({ data: memory, isLoading }) => ({ memory, isLoading })),
  });
}

/** Most that are asked for are active. */
const states = ['active', 'deleted', 'archived', 'paused'] as const;

/** The words of memories that are named by id, whatever their state; of those out of reach, none. */
export function useTexts(ids: readonly string[]) {
  const scope = useWholeScope();
  return useQuery({
    queryKey: ['memories', 'texts', ids],
    queryFn: async () => {
      const texts = new Map<string, string>();
      for (const state of states) {
        const missing = ids.filter((id) => !texts.has(id));
        if (missing.length === 0) break;
        const filters = { id: { in: missing } };
        const { data } = await client.list({ ...scope, state, limit: 500, filters });
        for (const { id, text } of data) texts.set(id, text);
      }
      return texts;
    },
    enabled: ids.length > 0,
  });
}
