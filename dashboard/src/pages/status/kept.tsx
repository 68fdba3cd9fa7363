import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Status } from 'tulving/client';
import { Panel } from '@/components/panel';

const states = ['active', 'paused', 'archived', 'deleted'] as const;

/** How much is kept; each state leads to its memories. */
export function Kept({ status: { memories, episodes, cubes } }: { status: Status }) {
  const { t, i18n } = useTranslation();
  const shown = (count: number) => count.toLocaleString(i18n.language);
  return (
    <Panel title={t('status:kept')}>
      <dl className="grid gap-1.5 px-4 pb-3 text-sm">
        {states.map((state) => (
          <Row key={state} value={shown(memories[state])}>
            <Link
              to="/memories"
              search={state === 'active' ? {} : { state }}
              className="text-ink-soft underline decoration-line-strong underline-offset-2 hover:text-ink"
            >
              {t(`status:memories.${state}`)}
            </Link>
          </Row>
        ))}
        <Row value={shown(episodes)}>{t('status:episodes')}</Row>
        <Row value={shown(cubes)}>{t('status:cubes')}</Row>
      </dl>
    </Panel>
  );
}

function Row({ value, children }: { value: string; children: React.ReactNode }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-ink-soft">{children}</dt>
      <dd className="font-medium tabular-nums">{value}</dd>
    </div>
  );
}
