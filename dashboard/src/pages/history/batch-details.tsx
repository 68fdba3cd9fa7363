import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { BatchDetail } from 'tulving/client';
import { useBatch } from '@/api/batches';
import { useMemory } from '@/api/memories';
import { ErrorState, LoadingLines } from '@/components/states';
import { ExactTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { CopyButton } from '@/components/ui/copy-button';

/** So many at first: each is asked for by itself. */
const shown = 50;

/** Every memory that a batch changed, and how. */
export function BatchDetails({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useBatch(id);
  return (
    <div className="grid gap-3 bg-canvas ps-10 pe-3 pt-2 pb-4">
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingLines lines={3} />}
      {data && <Details batch={data} />}
      <p className="flex min-w-0 items-center gap-1 text-xs text-ink-faint">
        <code className="truncate">{id}</code>
        <CopyButton text={id} />
      </p>
      {data && data.changes.length > shown && (
        <p className="text-xs text-ink-faint">
          {t('history:not_shown', { count: data.changes.length - shown })}
        </p>
      )}
    </div>
  );
}

function Details({ batch }: { batch: BatchDetail }) {
  const { t } = useTranslation();
  if (batch.changes.length === 0) {
    return <p className="text-sm text-ink-soft">{t('history:no_changes')}</p>;
  }
  return (
    <>
      <p className="text-xs text-ink-faint">
        <ExactTime at={batch.at} />
        {batch.undone_at !== null && (
          <>
            {' · '}
            {t('history:undone_at')} <ExactTime at={batch.undone_at} />
          </>
        )}
      </p>
      <ul aria-label={t('history:changes')} className="grid gap-1.5">
        {batch.changes.slice(0, shown).map((change) => (
          <Change key={`${change.memory_id}/${change.version}/${change.event}`} change={change} />
        ))}
      </ul>
    </>
  );
}

function Change({ change }: { change: BatchDetail['changes'][number] }) {
  const { t } = useTranslation();
  const { data } = useMemory(change.memory_id);
  return (
    <li className="flex min-w-0 items-baseline gap-2 text-sm">
      <Badge tone="outline">{t(`memory:event.${change.event}`)}</Badge>
      <Link
        to="/memories/$id"
        params={{ id: change.memory_id }}
        className="min-w-0 [overflow-wrap:anywhere] hover:underline"
      >
        {data?.text ?? change.memory_id}
      </Link>
    </li>
  );
}
