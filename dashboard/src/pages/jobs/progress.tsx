import { useTranslation } from 'react-i18next';
import type { Job } from 'tulving/client';

/** How far a job is; without a total only how much it has done. */
export function Progress({
  progress: { done, total },
}: {
  progress: NonNullable<Job['progress']>;
}) {
  const { t, i18n } = useTranslation();
  const shown = (count: number) => count.toLocaleString(i18n.language);
  if (total === null) {
    return (
      <p className="ps-10 pe-3 pb-2 text-xs text-ink-soft">{t('jobs:so_far', { count: done })}</p>
    );
  }
  return (
    <div className="flex items-center gap-3 ps-10 pe-3 pb-2 text-xs text-ink-soft">
      <progress
        aria-label={t('jobs:progress')}
        max={Math.max(total, 1)}
        value={done}
        className="h-1.5 min-w-0 flex-1 appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
      <span className="tabular-nums">
        {shown(done)} / {shown(total)}
      </span>
    </div>
  );
}
