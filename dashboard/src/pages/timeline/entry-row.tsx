import { Link } from '@tanstack/react-router';
import { CornerDownRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Memory, TimelineEntry } from 'tulving/client';
import { Happened } from '@/components/memory/happened';
import { SaidText } from '@/components/memory/said-text';
import { KindBadge } from '@/components/memory/state-badge';
import { dayOf } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { classNames } from '@/components/ui/class-names';
import { localeOf } from '@/i18n/languages';

interface EntryRowProps {
  entry: TimelineEntry;
  place: number;
  /** Whether Tab leads to it; j and k lead to the others. */
  isCurrent: boolean;
  onFocus: (place: number) => void;
}

/** One memory where it stands in time; what no longer holds leads to what replaced it. */
export function EntryRow({ entry, place, isCurrent, onFocus }: EntryRowProps) {
  const { t, i18n } = useTranslation();
  const { memory, replaced_by: newer } = entry;
  const isPast = memory.valid_to !== null;
  return (
    <div
      className={classNames(
        'grid min-w-0 gap-1 border-s-2 py-1.5 ps-3',
        isPast ? 'border-line-strong' : 'border-accent',
      )}
    >
      <Link
        to="/memories/$id"
        params={{ id: memory.id }}
        data-row={place}
        tabIndex={isCurrent ? 0 : -1}
        onFocus={() => onFocus(place)}
        className={classNames(
          'line-clamp-3 rounded-sm text-sm [overflow-wrap:anywhere] hover:underline',
          isPast && 'text-ink-soft',
        )}
      >
        <SaidText memory={memory} />
      </Link>
      <p className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-faint">
        {isPast && (
          <Badge tone="warn">
            {t(newer || memory.superseded_by ? 'life.superseded' : 'life.ended')}
          </Badge>
        )}
        {memory.kind !== 'statement' && <KindBadge kind={memory.kind} />}
        <span className="truncate">
          {[memory.user_id, memory.app_id].filter(Boolean).join(' · ')}
        </span>
        <Validity memory={memory} />
        {memory.valid_from === null && <Happened memory={memory} beside={entry.at} />}
        {memory.supersedes.length > 0 && (
          <span>{t('timeline:replaces', { count: memory.supersedes.length })}</span>
        )}
        <time dateTime={entry.at}>{clockOf(entry.at, i18n.language)}</time>
      </p>
      {newer && (
        <p className="flex min-w-0 items-baseline gap-1.5 text-xs">
          <CornerDownRight aria-hidden className="size-3.5 shrink-0 self-center text-ink-faint" />
          <span className="shrink-0 text-ink-faint">{t('timeline:replaced_by')}</span>
          <Link
            to="/memories/$id"
            params={{ id: newer.id }}
            className="truncate text-accent hover:underline"
          >
            {newer.text}
          </Link>
        </p>
      )}
    </div>
  );
}

function Validity({ memory: { valid_from, valid_to } }: { memory: Memory }) {
  const { t, i18n } = useTranslation();
  const day = (at: string) => dayOf(at, i18n.language);
  if (valid_from === null && valid_to === null) return null;
  return (
    <span>
      {[
        ...(valid_from === null ? [] : [t('timeline:since', { day: day(valid_from) })]),
        ...(valid_to === null ? [] : [t('timeline:to', { day: day(valid_to) })]),
      ].join(' ')}
    </span>
  );
}

function clockOf(at: string, language: string): string {
  return new Date(at).toLocaleTimeString(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
  });
}
