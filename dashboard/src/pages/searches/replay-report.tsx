import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ReplayReport } from 'tulving/client';
import { Panel } from '@/components/panel';
import { percentFormat } from '@/components/recall/why';
import { TimeAgo } from '@/components/time';
import { VerdictBadge } from './verdict';

const verdicts = ['same', 'scores', 'order', 'changed', 'failed'] as const;

/** What the newest questions are answered now. */
export function ReplayReportPanel({ report }: { report: ReplayReport }) {
  const { t, i18n } = useTranslation();
  const { replayed, counts, rbo, outcomes } = report;
  const others = outcomes.filter(({ verdict }) => verdict !== 'same');
  return (
    <Panel
      title={t('searches:report', { count: replayed })}
      aside={
        <span className="text-xs text-ink-faint tabular-nums">
          {t('searches:measure.rbo.name')} {percentFormat(i18n.language).format(rbo)}
        </span>
      }
    >
      <div role="status" className="grid gap-2 pb-2">
        <ul className="flex flex-wrap gap-x-4 gap-y-1 px-4 text-sm">
          {verdicts
            .filter((verdict) => counts[verdict] > 0)
            .map((verdict) => (
              <li key={verdict} className="flex items-center gap-1.5">
                <b className="tabular-nums">{counts[verdict]}</b>
                <VerdictBadge verdict={verdict} />
              </li>
            ))}
        </ul>
        <ul>
          {others.map(({ id, at, request, verdict, gone, new: come, moved }) => (
            <li key={id ?? at} className="border-t border-line first:border-0">
              <Link
                to="/recall/searches/$id"
                params={{ id: id ?? '' }}
                className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm -outline-offset-2 hover:bg-sunken/60"
              >
                <VerdictBadge verdict={verdict} />
                <span className="min-w-40 flex-1 truncate">{String(request['query'])}</span>
                <span className="text-xs text-ink-faint tabular-nums">
                  {t('searches:report_row', {
                    gone: gone.length,
                    come: come.length,
                    moved: moved.length,
                  })}{' '}
                  · <TimeAgo at={at} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  );
}
