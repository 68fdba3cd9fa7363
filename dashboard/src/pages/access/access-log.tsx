import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccessLog } from '@/api/access';
import { MoreButton } from '@/components/more-button';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { useRowSteps } from '@/components/use-row-steps';
import { LogFilters } from './log-filters';
import { LogRow } from './log-row';
import { type AccessSearch, logRequestOf } from './search-params';

interface AccessLogProps {
  search: AccessSearch;
  onChange: (change: Partial<AccessSearch>) => void;
}

/** What pages like this one read themselves. */
const ownApp = 'dashboard';
/** Below that many rows, older pages are asked for unasked, up to so many entries. */
const fewest = 12;
const mostUnasked = 500;

/** Who has read and written what, newest first. */
export function AccessLog({ search, onChange }: AccessLogProps) {
  const { t } = useTranslation();
  const log = useAccessLog(logRequestOf(search));
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = log;
  const all = data?.pages.flatMap((page) => page.data) ?? [];
  const ownToo = search.own === true || search.app === ownApp;
  const shown = ownToo ? all : all.filter(({ app }) => app !== ownApp);
  const wantsMore = shown.length < fewest && all.length < mostUnasked;
  useEffect(() => {
    if (wantsMore && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [wantsMore, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useRowSteps();
  return (
    <div className="grid gap-3 pt-4">
      <LogFilters search={search} onChange={onChange} />
      {error !== null && <ErrorState error={error} onRetry={() => void log.refetch()} />}
      {error === null && data === undefined && <LoadingLines lines={8} />}
      {error === null && data && shown.length === 0 && (
        <EmptyState title={t('access:log.empty')}>{t('access:log.empty_text')}</EmptyState>
      )}
      {error === null && shown.length > 0 && (
        <div className="panel">
          <ol aria-label={t('access:tab.log')} className="divide-y divide-line">
            {shown.map((entry, at) => (
              <LogRow key={`${entry.at} ${entry.kind} ${at}`} entry={entry} />
            ))}
          </ol>
          <MoreButton pages={log} />
        </div>
      )}
    </div>
  );
}
