import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ModelKind, RequestReindexRequest } from 'tulving/client';
import { client } from './client';

export function useModels(enabled: boolean) {
  return useQuery({ queryKey: ['models'], queryFn: () => client.models.list(), enabled });
}

/** Asks one something small. */
export function useTestModel() {
  return useMutation({ mutationFn: (kind: ModelKind) => client.models.test(kind) });
}

/** What making the index anew would take. With vectors the model is asked how long it takes. */
export function useReindexEstimate(request: { vectors: boolean; all: boolean }) {
  return useQuery({
    queryKey: ['reindex', request],
    queryFn: () => client.reindexing.estimate(request),
    retry: false,
    staleTime: 0,
  });
}

export function useReindex() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: RequestReindexRequest) => client.reindexing.request(request),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['jobs'] }),
  });
}
