import { useQueries } from '@tanstack/react-query';
import type { Memory } from 'tulving/client';
import { client } from './client';

export interface MemoryText {
  memory: Memory | undefined;
  /** It is on its way; else, without a memory, it is gone or out of reach. */
  isLoading: boolean;
}

/** Memories of which only the ids are known: traces keep no texts. In the order of the ids. */
export function useMemoryTexts(ids: readonly string[]): MemoryText[] {
  return useQueries({
    queries: ids.map((id) => ({
      queryKey: ['memory', id],
      queryFn: () => client.get(id),
      staleTime: 60_000,
    })),
    combine: (results) => results.map(({ data: memory, isLoading }) => ({ memory, isLoading })),
  });
}
