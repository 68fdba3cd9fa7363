import { useEffect } from 'react';
import type { ListAccessRequest } from 'tulving/client';
import { useAccessLog } from '@/api/access';
import { isOwnRead } from './own-reads';

/** Below that many rows, older pages are asked for unasked, up to so many entries. */
const fewest = 12;
const mostUnasked = 500;

/** Who has read and written what, newest first; what dashboards read where that is asked for. */
export function useShownLog(request: ListAccessRequest, withOwnReads: boolean) {
  const log = useAccessLog(request);
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = log;
  const all = data?.pages.flatMap((page) => page.data) ?? [];
  const entries = withOwnReads ? all : all.filter((entry) => !isOwnRead(entry));
  const wantsMore = entries.length < fewest && all.length < mostUnasked;
  // A page that is asked for during a refetch would cancel it.
  const mayAsk = wantsMore && hasNextPage && !isFetching && !isError;
  useEffect(() => {
    if (mayAsk) void fetchNextPage();
  }, [mayAsk, fetchNextPage]);
  const isEmpty = data !== undefined && entries.length === 0 && !hasNextPage && !isFetching;
  return { log, entries, isEmpty };
}
