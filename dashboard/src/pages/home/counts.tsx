import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Stats } from 'tulving/client';
import { listed } from '@/components/listed';

export function Counts({ stats }: { stats: Stats }) {
  const { t, i18n } = useTranslation();
  const { active, paused, archived } = stats.states;
  const rows = [
    { name: 'memories', count: active, told: t('home:count.kept', { paused, archived }) },
    { name: 'episodes', count: stats.episodes, told: t('home:count.episodes_told') },
    { name: 'users', count: stats.users, told: listed(stats.user_ids, stats.users) },
    { name: 'apps', count: stats.app_count, told: listed(stats.apps, stats.app_count) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 md:grid-cols-4">
      {rows.map(({ name, count, told }) => (
        <div key={name} className="panel relative min-w-0 px-4 py-3">
          <dt className="text-xs font-medium text-ink-soft">
            {name === 'memories' ? (
              <Link to="/memories" className="after:absolute after:inset-0 hover:text-ink">
                {t(`home:count.${name}`)}
              </Link>
            ) : (
              t(`home:count.${name}`)
            )}
          </dt>
          <dd className="text-2xl font-semibold tracking-tight tabular-nums">
            {count.toLocaleString(i18n.language)}
          </dd>
          <dd className="truncate text-xs text-ink-faint" title={told}>
            {told || '–'}
          </dd>
        </div>
      ))}
    </dl>
  );
}
