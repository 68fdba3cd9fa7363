import { useTranslation } from 'react-i18next';
import type { Connection } from 'tulving/client';
import { useConnections } from '@/api/connections';
import { ClaimedBadge } from '@/components/claimed-badge';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { useRowSteps } from '@/components/use-row-steps';

/** Who talks to the server now; looked at again every few seconds. */
export function ConnectionsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useConnections(true);
  useRowSteps();
  return (
    <Page
      title={t('nav.connections')}
      description={
        data === undefined ? (
          t('connections:text')
        ) : (
          <span aria-live="polite">{t('connections:count', { count: data.length })}</span>
        )
      }
    >
      <div className="px-4 md:px-6">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <LoadingLines lines={6} />}
        {error === null && data?.length === 0 && (
          <EmptyState title={t('connections:empty')}>{t('connections:empty_text')}</EmptyState>
        )}
        {error === null && data !== undefined && data.length > 0 && (
          <ul aria-label={t('nav.connections')} className="panel divide-y divide-line">
            {data.map((one) => (
              <Row key={`${one.transport} ${one.app} ${one.principal} ${one.claimed}`} one={one} />
            ))}
          </ul>
        )}
        <p className="px-1 pt-3 text-xs text-ink-faint">{t('connections:note')}</p>
      </div>
    </Page>
  );
}

function Row({ one }: { one: Connection }) {
  const { t } = useTranslation();
  const { app, claimed, principal, transport, streams, requests, since, last_at } = one;
  return (
    // j and k lead here, for who reads it by ear.
    <li data-row tabIndex={-1} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <div className="flex min-w-0 flex-1 basis-64 items-center gap-3">
        <span
          aria-hidden
          className={classNames(
            'size-2 shrink-0 rounded-full',
            streams > 0 ? 'bg-good' : 'bg-line-strong',
          )}
        />
        <div className="grid min-w-0 gap-0.5">
          <div className="flex flex-wrap items-center gap-1.5">
            <h2 className="truncate text-sm font-semibold">{app ?? t('connections:nameless')}</h2>
            {claimed !== null && <ClaimedBadge claimed={claimed} />}
          </div>
          <p className="truncate text-xs text-ink-faint">
            {principal === null ? t('connections:no_key') : t('connections:by', { principal })}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <Badge tone="outline">{t(`connections:transport.${transport}`, transport)}</Badge>
        {streams > 0 && <Badge tone="good">{t('connections:streams', { count: streams })}</Badge>}
      </div>
      <p className="basis-64 text-xs text-ink-soft tabular-nums md:text-end">
        {t('connections:requests', { count: requests })} · {t('connections:since')}{' '}
        <TimeAgo at={since} /> · {t('connections:last')} <TimeAgo at={last_at} />
      </p>
    </li>
  );
}
