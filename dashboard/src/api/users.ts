import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from './client';
import { refreshMemoryLists } from './memory-lists';
import { statsKey } from './stats';

export const usersKey = ['users'];

/** Whom memories are about, the last changed first. */
export function useUsers() {
  return useQuery({ queryKey: usersKey, queryFn: () => client.users.list() });
}

/** Adds and searches of each user in the last thirty days. */
export function useUserDays(enabled: boolean) {
  return useQuery({
    queryKey: [...usersKey, 'days'],
    queryFn: () => client.accessLog.days({ days: 30 }),
    enabled,
  });
}

export function useProfile(user_id: string, language: 'en' | 'zh') {
  return useQuery({
    queryKey: [...usersKey, 'profile', user_id, language],
    queryFn: () => client.profile({ user_id, language }),
  });
}

/** All that is about a user, for good. */
export function useEraseUser() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (user_id: string) => client.eraseScope({ user_id }),
    onSuccess: () => {
      refreshMemoryLists(queries);
      void queries.invalidateQueries({ queryKey: statsKey });
      return queries.invalidateQueries({ queryKey: usersKey });
    },
  });
}

/** All versions of what is about a user, as a file. */
export function useExportUser() {
  return useMutation({
    mutationFn: async (user_id: string) => {
      const { stream } = await client.exchange.export({ user_id });
      return new Response(stream).blob();
    },
  });
}
