import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from './client';

export const appsKey = ['apps'];

const pageSize = 30;

/** By name, with what each has added and read. */
export function useApps(enabled = true) {
  return useQuery({ queryKey: appsKey, queryFn: () => client.apps.list(), enabled });
}

export function useApp(name: string) {
  return useQuery({ queryKey: [...appsKey, name], queryFn: () => client.apps.get(name) });
}

/** What it was answered with, most often first. */
export function useAccessed(name: string) {
  return useInfiniteQuery({
    queryKey: [...appsKey, name, 'accessed'],
    queryFn: ({ pageParam: cursor }) =>
      client.apps.accessed(name, { limit: pageSize, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

/** Pauses an app, or lets it go on. */
export function useSetAppState() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ name, paused }: { name: string; paused: boolean }) =>
      paused ? client.apps.pause(name) : client.apps.resume(name),
    onSuccess: () => queries.invalidateQueries({ queryKey: appsKey }),
  });
}
