import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CubeSettingsPatch } from 'tulving/client';
import { client } from './client';

export const cubesKey = ['cubes'];

const pageSize = 100;

/** The last changed first. In pages. */
export function useCubes() {
  return useInfiniteQuery({
    queryKey: [...cubesKey, 'list'],
    queryFn: ({ pageParam: cursor }) =>
      client.cubes.list({ limit: pageSize, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

export function useCubeSettings(cube: string) {
  return useQuery({
    queryKey: [...cubesKey, cube, 'settings'],
    queryFn: () => client.cubes.settings(cube),
  });
}

export function useSetCube(cube: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (patch: CubeSettingsPatch) => client.cubes.set(cube, patch),
    onSuccess: () => queries.invalidateQueries({ queryKey: cubesKey }),
  });
}

/** The defaults, and those in use, with what belongs to each. */
export function useCategories(enabled = true) {
  return useQuery({
    queryKey: ['categories'],
    queryFn: () => client.categories.list(),
    enabled,
  });
}
