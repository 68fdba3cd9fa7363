import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { HistoryEntry, Memory } from 'tulving/client';
import { useHistory, useRevert } from '@/api/memories';
import { problemText } from '@/api/problem-text';
import { isGone } from '@/components/memory/state-badge';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';
import { Button } from '@/components/ui/button';

const TextDiff = lazy(async () => ({ default: (await import('./text-diff')).TextDiff }));

/** What happened to it, newest first; each version beside the one before. */
export function Versions({ memory }: { memory: Memory }) {
  const { t } = useTranslation();
  const { data: history, error, refetch } = useHistory(memory.id);
  return (
    <Panel title={t('memory:history.title')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && history === undefined && <LoadingLines lines={3} />}
      <ol className="px-4 pb-3">
        {history
          ?.map((entry, at) => ({ entry, before: history[at - 1] }))
          .toReversed()
          .map(({ entry, before }) => (
            <HistoryRow key={`${entry.at}/${entry.event}`} {...{ memory, entry, before }} />
          ))}
      </ol>
    </Panel>
  );
}

interface HistoryRowProps {
  memory: Memory;
  entry: HistoryEntry;
  before: HistoryEntry | undefined;
}

function HistoryRow({ memory, entry, before }: HistoryRowProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const changed = before !== undefined && before.text !== entry.text;
  const canRevert = !isGone(memory) && entry.version < memory.version && entry.text !== memory.text;
  const who = entry.app ?? entry.actor;
  return (
    <li className="relative grid gap-1 border-s border-line py-2 ps-4 before:absolute before:-start-1 before:top-4 before:size-2 before:rounded-full before:bg-line-strong first:before:bg-accent">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 text-sm">
        <span className="font-medium">{t(`memory:event.${entry.event}`)}</span>
        <span className="text-xs text-ink-faint">
          {t('memory:history.version', { version: entry.version })} · <TimeAgo at={entry.at} />
          {who !== null && ` · ${who}`}
        </span>
        <span className="ms-auto flex gap-1">
          {changed && (
            <Button look="quiet" size="small" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t(open ? 'memory:history.hide' : 'memory:history.show')}
            </Button>
          )}
          {canRevert && <RevertButton memory={memory} version={entry.version} />}
        </span>
      </div>
      {changed && open && (
        <Suspense fallback={<p className="text-sm">{entry.text}</p>}>
          <TextDiff before={before.text} after={entry.text} />
        </Suspense>
      )}
    </li>
  );
}

function RevertButton({ memory, version }: { memory: Memory; version: number }) {
  const { t } = useTranslation();
  const { mutate, isPending } = useRevert(memory.id);
  const tell = (error: unknown) => toast.error(problemText(error, t).title);
  function revert() {
    mutate(version, {
      onError: tell,
      onSuccess: () =>
        toast.success(t('memory:history.restored', { version }), {
          action: {
            label: t('undo'),
            onClick: () => mutate(memory.version, { onError: tell }),
          },
        }),
    });
  }
  return (
    <Button look="quiet" size="small" disabled={isPending} onClick={revert}>
      {t('memory:history.restore')}
    </Button>
  );
}
