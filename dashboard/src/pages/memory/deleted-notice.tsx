import { Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, Memory } from 'tulving/client';
import { useHistory } from '@/api/memories';
import { exactTime } from '@/components/time';

const ends: ReadonlySet<HistoryEntry['event']> = new Set(['deleted', 'expired']);

/** That the memory is out of every search, since when and by whom, and that it can come back. */
export function DeletedNotice({ memory }: { memory: Memory }) {
  const { t, i18n } = useTranslation();
  const { data: history } = useHistory(memory.id);
  const isDeleted = memory.state === 'deleted';
  // What only expired may have been deleted and restored before.
  const end = isDeleted ? history?.findLast(({ event }) => ends.has(event)) : undefined;
  const since = isDeleted ? end?.at : memory.expires_at;
  const at = exactTime(since ?? memory.updated_at, i18n.language);
  const who = end?.actor ?? end?.app;
  const isByHand = isDeleted && end?.event !== 'expired';
  return (
    <div role="status" className="flex gap-3 rounded-lg bg-bad-soft px-4 py-3 text-sm text-bad">
      <Trash2 aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="grid gap-0.5">
        <p className="font-semibold">
          {isByHand
            ? t(who ? 'memory:deleted.by' : 'memory:deleted.on', { at, who })
            : t('memory:deleted.expired', { at })}
        </p>
        {end?.reason && <p>“{end.reason}”</p>}
        <p>{t('memory:deleted.text')}</p>
      </div>
    </div>
  );
}
