import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { accessLogKey } from './access';
import { client } from './client';
import { refreshMemoryLists } from './memory-lists';
import { statsKey } from './stats';

export const usersKey = ['users'];

const pageSize = 100;
/** As many as are worth offering while a name is typed. */
const offered = 500;

/** Whom memories are about, the last changed first. In pages. */
export function useUsers(text: string) {
  return useInfiniteQuery({
    queryKey: [...usersKey, 'list', text],
    queryFn: ({ pageParam: cursor }) =>
      client.users.list({
        limit: pageSize,
        ...(text !== '' && { text }),
        ...(cursor !== undefined && { cursor }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** Those that were changed last, to choose from. */
export function useUserChoices() {
  return useQuery({
    queryKey: [...usersKey, 'choices'],
    queryFn: async () => (await client.users.list({ limit: offered })).data,
  });
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
      void queries.invalidateQueries({ queryKey: accessLogKey });
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
