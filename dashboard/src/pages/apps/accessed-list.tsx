import { useTranslation } from 'react-i18next';
import { useAccessed } from '@/api/apps';
import { MemoryCard } from '@/components/memory/memory-card';
import { MoreButton } from '@/components/more-button';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';

/** What it was told, most often first. */
export function AccessedList({ name }: { name: string }) {
  const { t } = useTranslation();
  const list = useAccessed(name);
  if (list.error !== null) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.data === undefined) return <LoadingLines lines={6} />;
  const accessed = list.data.pages.flatMap(({ data }) => data);
  if (accessed.length === 0) {
    return <EmptyState title={t('apps:none_accessed')}>{t('apps:none_accessed_text')}</EmptyState>;
  }
  return (
    <>
      <ul aria-label={t('apps:tab.accessed')}>
        {accessed.map(({ memory, times, last_at }) => (
          <MemoryCard key={memory.id} memory={memory}>
            <Badge tone="accent">{t('apps:times', { count: times })}</Badge>
            <span>
              {t('apps:last_time')} <TimeAgo at={last_at} />
            </span>
          </MemoryCard>
        ))}
      </ul>
      <MoreButton pages={list} />
    </>
  );
}
