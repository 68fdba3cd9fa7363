import { useTranslation } from 'react-i18next';
import type { DetailedHealth } from 'tulving/client';
import { classNames } from '@/components/ui/class-names';
import { shownDuration } from './figures';
import { healthLooks } from './health-badge';
import type { HealthState } from './parts';

const colours: Readonly<Record<HealthState, string>> = {
  ok: 'bg-good-soft text-good',
  degraded: 'bg-warn-soft text-warn',
  down: 'bg-bad-soft text-bad',
};

/** The answer to the question that people come with. */
export function HealthBanner({
  health: { status, version, uptime_s },
}: {
  health: DetailedHealth;
}) {
  const { t, i18n } = useTranslation();
  const { icon: Icon } = healthLooks[status];
  return (
    <section
      aria-label={t('status:overall')}
      className={classNames(
        'flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg px-4 py-3',
        colours[status],
      )}
    >
      <p
        role="status"
        className="flex flex-1 basis-64 items-center gap-2.5 text-base font-semibold"
      >
        <Icon aria-hidden className="size-5 shrink-0" />
        {t(`status:banner.${status}`)}
      </p>
      <p className="text-sm tabular-nums">
        Tulving {version} · {t('status:since', { time: shownDuration(uptime_s, i18n.language) })}
      </p>
    </section>
  );
}
