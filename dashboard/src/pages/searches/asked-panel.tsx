import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptTrace } from 'tulving/client';
import { percentFormat } from '@/components/recall/why';
import { ExactTime } from '@/components/time';
import { Badge } from '@/components/ui/badge';

/** Told elsewhere on the page. */
const known = new Set(['query', 'reference_time', 'explain']);

/** The request as it was understood, and how it went. */
export function AskedPanel({ trace }: { trace: KeptTrace }) {
  const { t, i18n } = useTranslation();
  const { request, at, app, principal, candidates, coverage, took_ms, kind, redacted } = trace;
  const number = (value: number) =>
    value.toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  const others = Object.entries(request).filter(
    ([name, value]) => !known.has(name) && value !== undefined && value !== null,
  );
  return (
    <article className="panel grid gap-3 px-5 py-4">
      <p className="text-lg [overflow-wrap:anywhere]">{String(request['query'])}</p>
      {redacted.length > 0 && (
        <p className="text-sm text-warn">
          {t('searches:redacted', { kinds: redacted.join(', ') })}
        </p>
      )}
      <dl className="flex flex-wrap gap-x-6 gap-y-1.5 text-sm">
        <Fact name={t('searches:asked_at')}>
          <ExactTime at={at} />
        </Fact>
        <Fact name={t('field.kind')}>{t(`searches:kind.${kind}`)}</Fact>
        {(app ?? principal) !== null && (
          <Fact name={t('searches:by')}>
            {[app, principal].filter((name) => name !== null).join(', ')}
          </Fact>
        )}
        <Fact name={t('recall:read.weighed')}>{number(candidates)}</Fact>
        <Fact name={t('recall:read.coverage')}>
          {percentFormat(i18n.language).format(coverage)}
        </Fact>
        {took_ms !== null && (
          <Fact name={t('recall:read.took')}>
            {t('recall:found.took', { ms: number(took_ms) })}
          </Fact>
        )}
      </dl>
      {others.length > 0 && (
        <ul aria-label={t('recall:settings')} className="flex flex-wrap gap-1.5">
          {others.map(([name, value]) => (
            <li key={name} className="min-w-0 max-w-full">
              <Badge className="font-mono">
                <span className="truncate">
                  {name}: {typeof value === 'string' ? value : JSON.stringify(value)}
                </span>
              </Badge>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex gap-1.5">
      <dt className="text-ink-faint">{name}</dt>
      <dd className="font-medium tabular-nums">{children}</dd>
    </div>
  );
}
