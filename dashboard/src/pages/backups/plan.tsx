import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListBackupsResult } from 'tulving/client';
import { ExactTime } from '@/components/time';
import { buttonStyle } from '@/components/ui/button';

/** When one is made by itself, which stay, whether they are encrypted, and where they lie. */
export function Plan({ list }: { list: ListBackupsResult }) {
  const { t } = useTranslation();
  const { next_at, every_hours: every, keep, encrypts, directory } = list;
  const kept = Object.entries(keep).filter(([, count]) => count > 0);
  const isAll = kept.some(([, count]) => count >= Number.MAX_SAFE_INTEGER);
  const facts: readonly [string, ReactNode][] = [
    ['schedule', every === 0 ? t('backups:plan.never') : t('backups:plan.every', { count: every })],
    ['next', next_at === null ? '–' : <ExactTime key="at" at={next_at} />],
    [
      'keep',
      isAll
        ? t('backups:plan.all')
        : kept.map(([period, count]) => t(`backups:period.${period}`, { count })).join(', '),
    ],
    ['encryption', t(encrypts ? 'backups:plan.encrypted' : 'backups:plan.clear')],
  ];
  return (
    <section aria-label={t('backups:plan.title')} className="panel grid gap-3 p-4">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 text-sm lg:grid-cols-4">
        {facts.map(([name, value]) => (
          <div key={name} className="grid min-w-0 content-start gap-0.5">
            <dt className="text-xs text-ink-faint">{t(`backups:plan.${name}`)}</dt>
            <dd className="font-medium [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-3">
        <code className="min-w-0 flex-1 basis-40 text-xs text-ink-soft [overflow-wrap:anywhere]">
          {directory}
        </code>
        <Link
          to="/settings"
          search={{ group: 'backups' }}
          className={buttonStyle({ size: 'small' })}
        >
          {t('backups:plan.change')}
        </Link>
      </div>
    </section>
  );
}
