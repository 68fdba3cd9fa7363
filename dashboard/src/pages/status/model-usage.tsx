import { useTranslation } from 'react-i18next';
import type { Usage } from 'tulving/client';
import { useUsage } from '@/api/usage';
import { Panel } from '@/components/panel';
import { ExactTime } from '@/components/time';
import { CodeBlock } from '@/components/code-block';
import { UsageDays } from './usage-days';

const days = 14;

/** What language models were asked, and what of today is left. */
export function ModelUsage() {
  const { t } = useTranslation();
  const { data: usage } = useUsage(days);
  if (usage === undefined) return null;
  const isIdle = usage.model === null && usage.days.length === 0;
  return (
    <Panel title={t('status:usage.title')} aside={usage.model && <code>{usage.model}</code>}>
      <div className="grid gap-3 px-4 pb-4">
        {isIdle && (
          <>
            <p className="text-sm text-ink-soft">{t('status:usage.no_model')}</p>
            <CodeBlock
              text="tulving models use llm ollama:qwen3:8b"
              label={t('status:usage.command')}
            />
          </>
        )}
        {!isIdle && <Budget today={usage.today} />}
        {!isIdle && usage.days.length === 0 && (
          <p className="text-sm text-ink-soft">{t('status:usage.none', { count: days })}</p>
        )}
        {usage.days.length > 0 && <UsageDays usage={usage} />}
      </div>
    </Panel>
  );
}

function Budget({ today }: Pick<Usage, 'today'>) {
  const { t } = useTranslation();
  const rows = [
    { name: 'calls', used: today.calls, most: today.calls_per_day },
    { name: 'tokens', used: today.tokens, most: today.tokens_per_day },
  ] as const;
  return (
    <dl className="grid gap-3 text-sm sm:grid-cols-2">
      {rows.map(({ name, used, most }) => (
        <div key={name} className="grid content-start gap-1">
          <dt className="text-ink-soft">{t(`status:usage.today_${name}`)}</dt>
          <dd>
            <Used used={used} most={most} label={t(`status:usage.today_${name}`)} />
          </dd>
        </div>
      ))}
      {today.spent_until !== null && (
        <div className="sm:col-span-2">
          <dt className="font-medium text-warn">{t('status:usage.spent')}</dt>
          <dd className="text-xs text-ink-soft">
            {t('status:usage.goes_on')} <ExactTime at={today.spent_until} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Used({ used, most, label }: { used: number; most: number | null; label: string }) {
  const { t, i18n } = useTranslation();
  const shown = (count: number) => count.toLocaleString(i18n.language);
  return (
    <span className="grid gap-1 tabular-nums">
      <span className="font-medium">
        {shown(used)}{' '}
        <span className="font-normal text-ink-faint">
          {most === null ? t('status:usage.no_limit') : t('status:usage.of', { most: shown(most) })}
        </span>
      </span>
      {most !== null && (
        <progress
          aria-label={label}
          max={most}
          value={Math.min(used, most)}
          className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
        />
      )}
    </span>
  );
}
