import { CirclePause, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { PausedJobs } from 'tulving/client';
import { type QueueChange, useChangeQueue } from '@/api/jobs';
import { problemText } from '@/api/problem-text';
import { useHealth } from '@/api/status';
import { ExactTime } from '@/components/time';
import { Button } from '@/components/ui/button';

interface QueueNotesProps {
  mayChange: boolean;
  /** Whether the jobs that have failed are looked at. */
  showsParked: boolean;
}

/** What holds all jobs up, and what can be done for all that have failed. */
export function QueueNotes({ mayChange, showsParked }: QueueNotesProps) {
  const { t } = useTranslation();
  const { data: health } = useHealth();
  const { mutate, isPending } = useChangeQueue();
  const { paused = [], parked = 0 } = health?.components.jobs ?? {};
  const change = (wanted: QueueChange) =>
    mutate(wanted, {
      onSuccess: (count) => void toast.success(t(`jobs:queue_done.${wanted}`, { count })),
      onError: (error) => {
        const { title, remedy } = problemText(error, t);
        toast.error(title, { description: remedy });
      },
    });
  return (
    <>
      {paused.length > 0 && (
        <div
          role="status"
          className="panel mx-4 mb-3 flex flex-wrap items-center gap-3 border-warn/40 px-4 py-3 text-sm md:mx-6"
        >
          <CirclePause aria-hidden className="size-5 shrink-0 text-warn" />
          <ul className="grid min-w-0 flex-1 basis-60 gap-1">
            {paused.map((pause) => (
              <Paused key={pause.kind ?? ''} pause={pause} />
            ))}
          </ul>
          {mayChange && (
            <Button size="small" disabled={isPending} onClick={() => change('resume')}>
              {t('jobs:resume')}
            </Button>
          )}
        </div>
      )}
      {showsParked && mayChange && parked > 0 && (
        <div className="flex justify-end px-4 pb-3 md:px-6">
          <Button size="small" disabled={isPending} onClick={() => change('rerun_all')}>
            <RotateCcw aria-hidden />
            {t('jobs:rerun_all')}
          </Button>
        </div>
      )}
    </>
  );
}

function Paused({ pause: { kind, cause, until } }: { pause: PausedJobs }) {
  const { t } = useTranslation();
  const what = kind === null ? t('jobs:all_kinds') : t(`jobs:kind.${kind}`, { defaultValue: kind });
  return (
    <li className="[overflow-wrap:anywhere]">
      <strong className="font-medium">{t('jobs:paused', { what })}</strong> {cause}
      {until !== null && (
        <span className="block text-xs text-ink-faint">
          {t('jobs:paused_until')} <ExactTime at={until} />
        </span>
      )}
    </li>
  );
}
