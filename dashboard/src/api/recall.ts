import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ContextRequest, SearchRequest } from 'tulving/client';
import { client } from './client';

/** What is looked at does not change under the eyes: these are asked again when somebody asks. */
const once = { staleTime: 0, refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

/** A search with its explanation. */
export function useRecall(request: SearchRequest, enabled: boolean) {
  return useQuery({
    queryKey: ['recall', 'search', request],
    queryFn: () => client.search({ ...request, explain: true }),
    placeholderData: keepPreviousData,
    enabled,
    ...once,
  });
}

/** The block that an agent would get. */
export function useBlock(request: ContextRequest, enabled: boolean) {
  return useQuery({
    queryKey: ['recall', 'block', request],
    queryFn: () => client.context(request),
    placeholderData: keepPreviousData,
    enabled,
    ...once,
  });
}
