import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessEntry } from 'tulving/client';
import { useTexts } from '@/api/memory-texts';
import { AccessKind } from '@/components/access/access-kind';
import { Who } from '@/components/access/who';
import { ExactTime, TimeAgo } from '@/components/time';
import { classNames } from '@/components/ui/class-names';

/** One visit; opened, the memories of the answer with rank and score. */
export function LogRow({ entry }: { entry: AccessEntry }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { at, kind, query, user_id, memories } = entry;
  return (
    <li>
      <button
        type="button"
        data-row
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-start -outline-offset-2 hover:bg-sunken/60"
      >
        <ChevronRight
          aria-hidden
          className={classNames('size-4 text-ink-faint transition-transform', open && 'rotate-90')}
        />
        <span className="flex sm:w-24">
          <AccessKind kind={kind} />
        </span>
        <Who entry={entry} />
        <span className="min-w-0 flex-1 basis-40 truncate text-sm text-ink-soft">
          {query !== null && `“${query}”`}
        </span>
        <span className="text-xs text-ink-faint tabular-nums">
          {user_id !== null && `${user_id} · `}
          {t('access:log.memories', { count: memories.length })} · <TimeAgo at={at} />
        </span>
      </button>
      {open && <Opened entry={entry} />}
    </li>
  );
}

function Opened({ entry: { at, memories } }: { entry: AccessEntry }) {
  const { t, i18n } = useTranslation();
  const { data: texts } = useTexts(memories.map(({ memory_id }) => memory_id));
  return (
    <div className="grid gap-2 bg-sunken/50 px-4 py-3">
      <p className="text-xs text-ink-faint">
        <ExactTime at={at} />
      </p>
      {memories.length === 0 && (
        <p className="text-sm text-ink-soft">{t('access:log.no_memories')}</p>
      )}
      <ol className="grid gap-1.5">
        {memories.map(({ memory_id: id, rank, score }) => (
          <li key={`${id} ${rank}`} className="flex items-baseline gap-3 text-sm">
            <span className="w-7 shrink-0 text-end text-xs text-ink-faint tabular-nums">
              {rank}.
            </span>
            <Link
              to="/memories/$id"
              params={{ id }}
              className="line-clamp-2 min-w-0 flex-1 [overflow-wrap:anywhere] hover:underline"
            >
              {texts?.get(id) ?? <code className="text-xs">{id}</code>}
            </Link>
            {score !== null && (
              <span className="text-xs text-ink-soft tabular-nums">
                {t('field.score')}{' '}
                {score.toLocaleString(i18n.language, { maximumFractionDigits: 3 })}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
