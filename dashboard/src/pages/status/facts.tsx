import { useTranslation } from 'react-i18next';
import type { DetailedHealth, Status } from 'tulving/client';
import { Panel } from '@/components/panel';
import { useShownFigure } from './figures';

/** What a person is asked for who reports a problem. */
export function Facts({ status, health }: { status: Status; health: DetailedHealth }) {
  const { t } = useTranslation();
  const shown = useShownFigure();
  const facts: readonly [string, string][] = [
    ['version', health.version],
    ['engine', status.engine],
    ['location', status.location],
    ['schema', String(status.schema)],
    ['bytes', shown({ value: status.bytes, unit: 'bytes' })],
    ['embedder', status.embedder],
  ];
  return (
    <Panel title={t('status:facts')}>
      <dl className="grid gap-1.5 px-4 pb-3 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="flex gap-4">
            <dt className="w-24 shrink-0 text-ink-soft">{t(`status:fact.${name}`)}</dt>
            <dd className="min-w-0 flex-1 text-end font-mono text-xs leading-5 [overflow-wrap:anywhere]">
              {value}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
