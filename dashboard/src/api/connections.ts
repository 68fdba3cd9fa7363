import { useQuery } from '@tanstack/react-query';
import { client } from './client';

/** In ms: who connects or goes is no event. */
const often = 3_000;

/** Who has talked to the server in the last five minutes. */
export function useConnections(enabled: boolean) {
  return useQuery({
    queryKey: ['connections'],
    queryFn: () => client.connections(),
    refetchInterval: often,
    enabled,
  });
}
