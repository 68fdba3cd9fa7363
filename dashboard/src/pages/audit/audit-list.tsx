import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from 'tulving/client';
import { useShortcuts } from '@/components/shell/shortcuts';
import { ExactTime, TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { RowToggle } from '@/components/row-toggle';

/** j and k go from act to act, Enter opens one. */
export function AuditList({ entries }: { entries: readonly AuditEntry[] }) {
  const { t } = useTranslation();
  const list = useRef<HTMLUListElement>(null);
  const [cursor, setCursor] = useState(-1);
  const move = (by: number) => () => {
    const next = Math.min(Math.max(cursor + by, 0), entries.length - 1);
    setCursor(next);
    list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  };
  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: move(1) },
    { keys: 'k', label: 'keys.up', run: move(-1) },
  ]);
  return (
    <ul
      ref={list}
      aria-label={t('nav.audit')}
      className="panel divide-y divide-line overflow-hidden"
    >
      {entries.map((entry, at) => (
        <Entry key={entry.id} entry={entry} at={at} onFocus={() => setCursor(at)} />
      ))}
    </ul>
  );
}

interface EntryProps {
  entry: AuditEntry;
  at: number;
  onFocus: () => void;
}

function Entry({ entry, at, onFocus }: EntryProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const who = entry.principal ?? t('audit:owner');
  return (
    <li>
      <RowToggle
        at={at}
        isOpen={open}
        controls={id}
        onFocus={onFocus}
        onToggle={() => setOpen(!open)}
        className="w-full flex-wrap gap-y-0.5 hover:bg-sunken/60"
      >
        <span className="min-w-0 flex-1 basis-52">
          <span className="block text-sm font-medium">
            {t(`audit:action.${entry.action}`, { defaultValue: entry.action })}
          </span>
          <span className="block truncate text-xs text-ink-faint">
            {who}
            {entry.subject !== null && ` · ${entry.subject}`}
          </span>
        </span>
        {entry.outcome !== 'done' && (
          <Badge tone={entry.outcome === 'begun' ? 'warn' : 'bad'}>
            {entry.outcome === 'begun' ? t('audit:begun') : entry.outcome}
          </Badge>
        )}
        <span className="text-xs text-ink-faint">
          <TimeAgo at={entry.at} />
        </span>
      </RowToggle>
      {open && <Details id={id} entry={entry} />}
    </li>
  );
}

function Details({ id, entry }: { id: string; entry: AuditEntry }) {
  const { t } = useTranslation();
  const facts: readonly [string, string | null][] = [
    ['subject', entry.subject],
    ['who', entry.principal],
    ['key', entry.key],
    ['app', entry.app],
    ['outcome', entry.outcome],
  ];
  const details = Object.entries(entry.detail).map(([name, value]) => {
    const told = typeof value === 'string' ? value : JSON.stringify(value);
    return [name, told] as const;
  });
  return (
    <dl id={id} className="grid gap-x-6 gap-y-1.5 bg-canvas py-3 ps-10 pe-3 text-xs sm:grid-cols-2">
      <div className="flex gap-3">
        <dt className="w-24 shrink-0 text-ink-faint">{t('audit:field.at')}</dt>
        <dd>
          <ExactTime at={entry.at} />
        </dd>
      </div>
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-3">
          <dt className="w-24 shrink-0 text-ink-faint">{t(`audit:field.${name}`)}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value ?? '–'}</dd>
        </div>
      ))}
      {details.map(([name, value]) => (
        <div key={name} className="flex min-w-0 gap-3">
          <dt className="w-24 shrink-0 font-mono text-ink-faint">{name}</dt>
          <dd className="min-w-0 font-mono [overflow-wrap:anywhere]">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
