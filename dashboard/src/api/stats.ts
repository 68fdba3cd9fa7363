import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Scope } from 'tulving/client';
import { client } from './client';

export const statsKey = ['stats'];

export function useStats(scope: Scope) {
  return useQuery({
    queryKey: [...statsKey, scope],
    queryFn: () => client.stats(scope),
    placeholderData: keepPreviousData,
  });
}
