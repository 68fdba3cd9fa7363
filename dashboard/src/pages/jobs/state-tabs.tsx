import { useTranslation } from 'react-i18next';
import type { JobState } from '@/api/jobs';
import { useHealth } from '@/api/status';
import { classNames } from '@/components/ui/class-names';
import { jobStates } from './search-params';

interface StateTabsProps {
  /** Undefined: all of them. */
  state: JobState | undefined;
  onChange: (state: JobState | undefined) => void;
}

/** By state, with how many there are of those that have not ended well. */
export function StateTabs({ state, onChange }: StateTabsProps) {
  const { t, i18n } = useTranslation();
  const { data: health } = useHealth();
  const { running, waiting, parked } = health?.components.jobs ?? {};
  const counts: Partial<Record<JobState, number | undefined>> = { running, waiting, parked };
  return (
    <div
      role="group"
      aria-label={t('jobs:by_state')}
      className="flex flex-wrap gap-1.5 px-4 pb-3 md:px-6"
    >
      {[undefined, ...jobStates].map((choice) => {
        const count = choice && counts[choice];
        return (
          <button
            key={choice ?? 'all'}
            type="button"
            aria-pressed={choice === state}
            onClick={() => onChange(choice)}
            className={classNames(
              'h-7 rounded-full border px-3 text-sm font-medium',
              choice === state
                ? 'border-accent bg-accent-soft text-accent'
                : 'border-line text-ink-soft hover:text-ink',
            )}
          >
            {t(`jobs:state.${choice ?? 'all'}`)}
            {count !== undefined && count > 0 && (
              <span className="ps-1.5 tabular-nums">{count.toLocaleString(i18n.language)}</span>
            )}
          </button>
        );
      })}
    </div>
  );
}
