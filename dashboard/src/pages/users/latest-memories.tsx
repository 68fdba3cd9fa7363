import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMemoryList } from '@/api/memories';
import { MemoryCard } from '@/components/memory/memory-card';
import { Panel } from '@/components/panel';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { buttonStyle } from '@/components/ui/button';

/** The newest; the rest stands on the page of memories. */
export function LatestMemories({ user }: { user: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useMemoryList({ user_id: user }, true, 10);
  const [page] = data?.pages ?? [];
  return (
    <Panel
      title={t('users:latest')}
      aside={
        <Link
          to="/memories"
          search={{ user }}
          className={buttonStyle({ look: 'quiet', size: 'small' })}
        >
          {t('users:see_all', { count: page?.total ?? 0 })}
        </Link>
      }
    >
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && page === undefined && <LoadingLines lines={6} />}
      {page?.data.length === 0 && (
        <EmptyState title={t('users:none')}>{t('users:none_text')}</EmptyState>
      )}
      <ul aria-label={t('users:latest')}>
        {page?.data.map((memory) => (
          <MemoryCard key={memory.id} memory={memory} />
        ))}
      </ul>
    </Panel>
  );
}
