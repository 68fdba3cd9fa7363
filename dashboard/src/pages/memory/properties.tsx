import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { CodeBlock } from '@/components/code-block';
import { StateBadge } from '@/components/memory/state-badge';
import { TrustBadge } from '@/components/memory/trust-badge';
import { Panel } from '@/components/panel';
import { ExactTime } from '@/components/time';
import { CopyButton } from '@/components/ui/copy-button';

export function Properties({ memory }: { memory: Memory }) {
  const { t, i18n } = useTranslation();
  const percent = (part: number) => part.toLocaleString(i18n.language, { style: 'percent' });
  const time = (at: string | null) => at && <ExactTime at={at} />;
  const rows: [string, ReactNode][] = [
    ['state', <StateBadge key="state" state={memory.state} />],
    ['trust', <TrustBadge key="trust" trust={memory.trust} />],
    ['importance', memory.importance && percent(memory.importance)],
    ['user', memory.user_id],
    ['app', memory.app_id],
    ['agent', memory.agent_id],
    ['run', memory.run_id],
    ['cube', memory.cube],
    ['version', memory.version],
    ['occurred', time(memory.occurred_at)],
    ['added', time(memory.created_at)],
    ['updated', time(memory.updated_at)],
    ['expires', time(memory.expires_at)],
    ['id', <Id key="id" id={memory.id} />],
  ];
  return (
    <Panel title={t('memory:properties')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 px-4 pb-4 text-sm">
        {rows.map(([name, value]) =>
          value === null ? null : (
            <div key={name} className="col-span-2 grid grid-cols-subgrid items-center">
              <dt className="text-xs text-ink-faint">{t(`field.${name}`)}</dt>
              <dd className="min-w-0 truncate text-end">{value}</dd>
            </div>
          ),
        )}
      </dl>
      {Object.keys(memory.metadata).length > 0 && (
        <div className="grid gap-1.5 px-4 pb-4">
          <h3 className="text-xs text-ink-faint">{t('field.metadata')}</h3>
          <CodeBlock text={JSON.stringify(memory.metadata, null, 2)} label={t('field.metadata')} />
        </div>
      )}
    </Panel>
  );
}

function Id({ id }: { id: string }) {
  return (
    <span className="flex min-w-0 items-center justify-end">
      <span className="truncate font-mono text-xs" title={id}>
        {id}
      </span>
      <CopyButton text={id} />
    </span>
  );
}
