import { useInfiniteQuery } from '@tanstack/react-query';
import type { ListAuditRequest } from 'tulving/client';
import { client } from './client';

const pageSize = 50;
/** In ms: acts have no events of their own. */
const pace = 15_000;

/** Who has changed what, newest first, in pages. */
export function useAudit(request: ListAuditRequest, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['audit', request],
    queryFn: ({ pageParam: cursor }) =>
      client.audit.list({ ...request, limit: pageSize, ...(cursor !== undefined && { cursor }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: pace,
    enabled,
  });
}
