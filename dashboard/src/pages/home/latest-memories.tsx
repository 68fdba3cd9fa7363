import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMemoryList } from '@/api/memories';
import { useWholeScope } from '@/api/session';
import { Panel } from '@/components/panel';
import { TimeAgo } from '@/components/time';
import { Skeleton } from '@/components/ui/skeleton';

const shown = 5;

export function LatestMemories() {
  const { t } = useTranslation();
  const { data } = useMemoryList(useWholeScope());
  const memories = data?.pages[0]?.data.slice(0, shown);
  return (
    <Panel
      title={t('home:latest')}
      aside={
        <Link to="/memories" className="text-xs font-medium text-accent hover:underline">
          {t('home:all')}
        </Link>
      }
    >
      <ul className="min-h-56 pb-2">
        {memories === undefined && <Skeleton className="mx-4 h-48" />}
        {memories?.map(({ id, text, user_id, app_id, created_at }) => (
          <li key={id}>
            <Link
              to="/memories/$id"
              params={{ id }}
              className="block px-4 py-1.5 -outline-offset-2 hover:bg-sunken/60"
            >
              <span className="block truncate text-sm">{text}</span>
              <span className="block truncate text-xs text-ink-faint">
                {[user_id, app_id].filter(Boolean).join(' · ')} · <TimeAgo at={created_at} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
