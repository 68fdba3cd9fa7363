import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { AroundRequest, EntitiesRequest } from 'tulving/client';
import { client } from './client';

const graphKey = ['graph'];

/** Who and what is named, the most mentioned first. */
export function useEntities(request: EntitiesRequest) {
  return useQuery({
    queryKey: [...graphKey, 'entities', request],
    queryFn: () => client.graph.entities(request),
    placeholderData: keepPreviousData,
  });
}

/** An entity with what is related to it. */
export function useAround(request: AroundRequest) {
  return useQuery({
    queryKey: [...graphKey, 'around', request],
    queryFn: () => client.graph.around(request),
    placeholderData: keepPreviousData,
  });
}

/** What a memory causes, contradicts, sums up … */
export function useLinks(id: string) {
  return useQuery({
    queryKey: ['memory', id, 'links'],
    queryFn: async () => (await client.graph.links(id)).data,
  });
}
