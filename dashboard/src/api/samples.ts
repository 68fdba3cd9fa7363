import { useMutation, useQueryClient } from '@tanstack/react-query';
import { client } from './client';
import { refreshMemoryLists } from './memory-lists';
import { statsKey } from './stats';

/** What sample memories are tagged with. */
export const sampleTag = 'tulving-sample';

type Change = { add: true; language: 'en' | 'zh' } | { add: false };

/** Puts example memories in, or takes them all out. */
export function useSamples() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Change) =>
      change.add ? client.samples.add({ language: change.language }) : client.samples.remove(),
    onSuccess: () => {
      refreshMemoryLists(queries);
      void queries.invalidateQueries({ queryKey: statsKey });
    },
  });
}
