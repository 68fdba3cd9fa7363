import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { useMemoryList } from '@/api/memories';
import { useWholeScope } from '@/api/session';
import { Happened } from '@/components/memory/happened';
import { SaidText } from '@/components/memory/said-text';
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
        {memories?.map((memory) => (
          <li key={memory.id}>
            <Link
              to="/memories/$id"
              params={{ id: memory.id }}
              className="block px-4 py-1.5 -outline-offset-2 hover:bg-sunken/60"
            >
              <span className="block truncate text-sm">
                <SaidText memory={memory} />
              </span>
              <About memory={memory} />
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function About({ memory }: { memory: Memory }) {
  const { user_id, app_id, created_at } = memory;
  return (
    <span className="flex gap-x-2 text-xs text-ink-faint">
      <span className="truncate">
        {[user_id, app_id].filter(Boolean).join(' · ')} · <TimeAgo at={created_at} />
      </span>
      <Happened memory={memory} beside={created_at} className="shrink-0" />
    </span>
  );
}
