import { useParams } from '@tanstack/react-router';
import { useMemory } from '@/api/memories';
import { Page } from '@/components/page';
import { ErrorState, LoadingLines } from '@/components/states';

export function MemoryPage() {
  const { id } = useParams({ from: '/shell/memories/$id' });
  const { data: memory, error, refetch } = useMemory(id);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (memory === undefined) return <LoadingLines />;
  return <Page title={memory.text}>{memory.text}</Page>;
}
