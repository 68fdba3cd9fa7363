import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { App } from 'tulving/client';
import { ClaimedBadge } from '@/components/claimed-badge';
import { Initial } from '@/components/initial';
import { TimeAgo } from '@/components/time';
import { AppStateBadge } from './app-state-badge';

export function AppCard({ app }: { app: App }) {
  const { t, i18n } = useTranslation();
  const counts = [
    ['apps:created', app.memories_created],
    ['apps:accessed', app.memories_accessed],
  ] as const;
  return (
    <li className="panel relative grid content-start gap-3 p-4 hover:border-line-strong">
      <div className="flex items-start gap-3">
        <Initial name={app.name} />
        <div className="grid min-w-0 flex-1 gap-1">
          <h2 className="truncate text-sm font-semibold">
            <Link
              data-row
              to="/apps/$name"
              params={{ name: app.name }}
              // The whole card is the link; its name is what is read.
              className="after:absolute after:inset-0 after:rounded-lg"
            >
              {app.name}
            </Link>
          </h2>
          <div className="flex flex-wrap gap-1.5">
            <AppStateBadge state={app.state} />
            <ClaimedBadge claimed={app.claimed} />
          </div>
        </div>
      </div>
      <dl className="grid grid-cols-2 gap-2">
        {counts.map(([label, count]) => (
          <div key={label} className="flex flex-col-reverse">
            <dt className="text-xs text-ink-faint">{t(label)}</dt>
            <dd className="text-lg font-semibold tabular-nums">
              {count.toLocaleString(i18n.language)}
            </dd>
          </div>
        ))}
      </dl>
      <p className="text-xs text-ink-faint">
        {t('apps:seen')} <TimeAgo at={app.last_seen_at} />
      </p>
    </li>
  );
}
