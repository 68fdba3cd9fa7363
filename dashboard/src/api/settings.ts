import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { client } from './client';

const settingsKey = ['settings'];

/** Every setting of the server, and from where it comes. */
export function useServerSettings(enabled: boolean) {
  return useQuery({ queryKey: settingsKey, queryFn: () => client.settings.list(), enabled });
}

/** Keeps some for the next start; null gives one back its default. */
export function useChangeSettings() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (values: Record<string, string | null>) => client.settings.change({ values }),
    onSuccess: async (settings) => {
      queries.setQueryData(settingsKey, settings);
      await queries.invalidateQueries({ queryKey: ['models'] });
    },
  });
}
