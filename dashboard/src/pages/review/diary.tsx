import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBatches } from '@/api/batches';
import { useSession } from '@/api/session';
import { MoreButton } from '@/components/more-button';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { BatchList } from '../history/batch-list';

interface DiaryProps {
  open: string | undefined;
  onOpen: (open: { batch?: string }) => void;
}

/** What was merged, summed up and related by itself; each run can be undone. */
export function Diary({ open, onOpen }: DiaryProps) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const { data, error, refetch, ...more } = useBatches({ kind: 'consolidate' });
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingLines lines={6} />;
  const batches = data.pages.flatMap((page) => page.data);
  if (batches.length === 0) {
    return (
      <EmptyState title={t('review:diary.none')} action={<code>tulving consolidate</code>}>
        {t('review:diary.none_text')}
      </EmptyState>
    );
  }
  return (
    <>
      <p className="pb-2 text-sm text-ink-soft">
        {t('review:diary.text')}{' '}
        <Link to="/history" className="text-accent underline">
          {t('review:diary.all')}
        </Link>
      </p>
      <BatchList
        batches={batches}
        open={open}
        mayUndo={session?.scopes.includes('write') === true}
        onOpen={onOpen}
      />
      <MoreButton pages={more} />
    </>
  );
}
