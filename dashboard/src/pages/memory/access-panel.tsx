import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AccessKind } from '@/components/access/access-kind';
import { OwnReadsBox } from '@/components/access/own-reads-box';
import { useShownLog } from '@/components/access/use-shown-log';
import { Who } from '@/components/access/who';
import { MoreButton } from '@/components/more-button';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';

/** Who was told of this memory, and who changed it. */
export function AccessPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const [withOwnReads, setWithOwnReads] = useState(false);
  const { log, entries, isEmpty } = useShownLog({ memory_id: id }, withOwnReads);
  return (
    <Panel
      title={t('memory:access.title')}
      aside={<OwnReadsBox checked={withOwnReads} onChange={setWithOwnReads} />}
    >
      {log.error !== null && <ErrorState error={log.error} onRetry={() => void log.refetch()} />}
      {log.error === null && log.data === undefined && <LoadingLines lines={4} />}
      {isEmpty && <p className="px-4 pb-4 text-sm text-ink-soft">{t('memory:access.none')}</p>}
      <ol
        aria-label={t('memory:access.title')}
        className="max-h-96 divide-y divide-line overflow-y-auto"
        // What scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        {entries.map((entry, at) => (
          <li key={`${entry.at} ${at}`} className="grid gap-1 px-4 py-2">
            <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <AccessKind kind={entry.kind} />
              <Who entry={entry} />
              <span className="flex-1" />
              <span className="text-xs text-ink-faint">
                <TimeAgo at={entry.at} />
              </span>
            </span>
            {entry.query !== null && (
              <span className="text-sm text-ink-soft [overflow-wrap:anywhere]">
                “{entry.query}”
                {entry.memories[0] && (
                  <span className="text-xs text-ink-faint">
                    {' '}
                    {t('memory:access.rank', { rank: entry.memories[0].rank })}
                  </span>
                )}
              </span>
            )}
          </li>
        ))}
      </ol>
      <MoreButton pages={log} />
    </Panel>
  );
}
