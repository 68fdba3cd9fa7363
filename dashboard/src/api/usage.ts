import { useQuery } from '@tanstack/react-query';
import { client } from './client';

/** What language models were asked. Only for keys that reach everything. */
export function useUsage(days: number) {
  return useQuery({
    queryKey: ['usage', days],
    queryFn: () => client.usage({ days }),
    staleTime: 10_000,
    retry: false,
  });
}
