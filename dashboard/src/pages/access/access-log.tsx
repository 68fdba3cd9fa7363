import { useTranslation } from 'react-i18next';
import { ownApp } from '@/components/access/own-reads';
import { useShownLog } from '@/components/access/use-shown-log';
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

/** Who has read and written what, newest first. */
export function AccessLog({ search, onChange }: AccessLogProps) {
  const { t } = useTranslation();
  const ownToo = search.own === true || search.app === ownApp;
  const { log, entries, isEmpty } = useShownLog(logRequestOf(search), ownToo);
  const { data, error } = log;
  useRowSteps();
  return (
    <div className="grid gap-3 pt-4">
      <LogFilters search={search} onChange={onChange} />
      {error !== null && <ErrorState error={error} onRetry={() => void log.refetch()} />}
      {error === null && data === undefined && <LoadingLines lines={8} />}
      {error === null && isEmpty && (
        <EmptyState title={t('access:log.empty')}>{t('access:log.empty_text')}</EmptyState>
      )}
      {error === null && (entries.length > 0 || log.hasNextPage) && (
        <div className="panel">
          <ol aria-label={t('access:tab.log')} className="divide-y divide-line">
            {entries.map((entry, at) => (
              <LogRow key={`${entry.at} ${entry.kind} ${at}`} entry={entry} />
            ))}
          </ol>
          <MoreButton pages={log} />
        </div>
      )}
    </div>
  );
}
