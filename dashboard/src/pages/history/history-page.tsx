import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useBatches } from '@/api/batches';
import { useSession } from '@/api/session';
import { ChoicePills } from '@/components/choice-pills';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button, buttonStyle } from '@/components/ui/button';
import { BatchList } from './batch-list';
import { batchKinds, type HistorySearch } from './search-params';

/** The diary: what was done together, and how it is taken back. */
export function HistoryPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/history' });
  const navigate = useNavigate({ from: '/history' });
  const show = (next: HistorySearch) => void navigate({ search: next });
  return (
    <Page title={t('nav.history')} description={t('history:text')}>
      <div className="px-4 pb-3 md:px-6">
        <ChoicePills
          label={t('history:by_kind')}
          value={search.kind}
          choices={[undefined, ...batchKinds].map((value) => ({
            value,
            label: t(`history:kinds.${value ?? 'all'}`),
          }))}
          onChange={(kind) => show(kind ? { kind } : {})}
        />
      </div>
      <section aria-label={t('nav.history')} className="mx-4 md:mx-6">
        <Results search={search} onOpen={(batch) => show({ ...search, ...batch })} />
      </section>
    </Page>
  );
}

interface ResultsProps {
  search: HistorySearch;
  onOpen: (open: Pick<HistorySearch, 'batch'>) => void;
}

function Results({ search: { kind, batch }, onOpen }: ResultsProps) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const { data, error, refetch, ...more } = useBatches(kind === undefined ? {} : { kind });
  if (data === undefined) {
    if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return <LoadingLines lines={8} />;
  }
  const batches = data.pages.flatMap((page) => page.data);
  if (batches.length === 0 && !more.hasNextPage) {
    return (
      <EmptyState
        title={t('history:empty')}
        action={
          <Link to="/access" search={{ tab: 'log', kind: 'writes' }} className={buttonStyle({})}>
            {t('history:single')}
          </Link>
        }
      >
        {t('history:empty_text')}
      </EmptyState>
    );
  }
  return (
    <>
      <BatchList
        batches={batches}
        open={batch}
        mayUndo={session?.scopes.includes('write') === true}
        onOpen={onOpen}
      />
      {more.hasNextPage && (
        <div className="grid justify-center pt-3">
          <Button disabled={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
            {t('history:more')}
          </Button>
        </div>
      )}
    </>
  );
}
