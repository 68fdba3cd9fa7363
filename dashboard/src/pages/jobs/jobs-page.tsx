import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useJobs } from '@/api/jobs';
import { useSession } from '@/api/session';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { JobList } from './job-list';
import { readJobsSearch } from './search-params';
import { StateTabs } from './state-tabs';

/** Work in the background: what it does, how far it is, and why it failed. */
export function JobsPage() {
  const { t } = useTranslation();
  const { state } = readJobsSearch(useSearch({ from: '/shell/jobs' }));
  const navigate = useNavigate({ from: '/jobs' });
  const { data: session } = useSession();
  const mayChange = session?.scopes.includes('admin') === true;
  return (
    <Page title={t('nav.jobs')} description={t('jobs:text')}>
      <StateTabs
        state={state}
        onChange={(next) => void navigate({ search: next === undefined ? {} : { state: next } })}
      />
      <section aria-label={t('nav.jobs')} className="mx-4 md:mx-6">
        <Results request={state === undefined ? {} : { state }} mayChange={mayChange} />
        {session && !mayChange && (
          <p className="px-1 pt-3 text-xs text-ink-faint">{t('jobs:no_admin')}</p>
        )}
      </section>
    </Page>
  );
}

interface ResultsProps {
  request: Parameters<typeof useJobs>[0];
  mayChange: boolean;
}

function Results({ request, mayChange }: ResultsProps) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useJobs(request);
  // What is shown already stays, also when the next question goes wrong.
  if (data === undefined) {
    if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return <LoadingLines lines={8} />;
  }
  const jobs = data.pages.flatMap((page) => page.data);
  if (jobs.length === 0) {
    return <EmptyState title={t('jobs:empty')}>{t('jobs:empty_text')}</EmptyState>;
  }
  return (
    <>
      <JobList jobs={jobs} mayChange={mayChange} />
      {hasNextPage && (
        <div className="grid justify-center pt-3">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('jobs:more')}
          </Button>
        </div>
      )}
    </>
  );
}
