import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { KeptTrace } from 'tulving/client';
import { percentFormat } from '@/components/recall/why';
import { TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';

export function SearchRow({ trace }: { trace: KeptTrace }) {
  const { t, i18n } = useTranslation();
  const { id, kind, at, request, results, coverage } = trace;
  return (
    <li className="border-t border-line first:border-0">
      <Link
        to="/recall/searches/$id"
        params={{ id }}
        data-row
        className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-sunken/60 md:grid-cols-[minmax(0,1fr)_auto] md:items-center"
      >
        <span className="line-clamp-2 min-w-0">{String(request['query'])}</span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1 text-xs text-ink-faint tabular-nums">
          {kind === 'context' && <Badge tone="outline">{t('searches:kind.context')}</Badge>}
          <span>{whoOf(trace)}</span>
          <span>{t('recall:found.count', { count: results.length })}</span>
          <span>
            {t('searches:coverage', { percent: percentFormat(i18n.language).format(coverage) })}
          </span>
          <TimeAgo at={at} />
        </span>
      </Link>
    </li>
  );
}

/** Which program asked, about whom. */
export function whoOf({ app, principal, request }: KeptTrace): string {
  const user = request['user_id'];
  const asker = app ?? principal;
  return [asker, typeof user === 'string' ? user : null]
    .filter((name) => name !== null)
    .join(' → ');
}
