import { useNavigate, useSearch } from '@tanstack/react-router';
import { CirclePause } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useJobs } from '@/api/jobs';
import { useSession } from '@/api/session';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { jobKinds } from './job-kinds';
import { JobList } from './job-list';
import { PauseDialog } from './pause-dialog';
import { QueueNotes } from './queue-notes';
import { readJobsSearch } from './search-params';
import { StateTabs } from './state-tabs';

/** Work in the background: what it does, how far it is, and why it failed. */
export function JobsPage() {
  const { t } = useTranslation();
  const search = readJobsSearch(useSearch({ from: '/shell/jobs' }));
  const { state, kind } = search;
  const [isPausing, setPausing] = useState(false);
  const navigate = useNavigate({ from: '/jobs' });
  const { data: session } = useSession();
  const mayChange = session?.scopes.includes('admin') === true;
  return (
    <Page
      title={t('nav.jobs')}
      description={t('jobs:text')}
      actions={
        mayChange && (
          <Button onClick={() => setPausing(true)}>
            <CirclePause />
            {t('jobs:pause.open')}
          </Button>
        )
      }
    >
      <div className="flex flex-wrap items-start justify-between">
        <StateTabs
          state={state}
          onChange={(next) => void navigate({ search: readJobsSearch({ ...search, state: next }) })}
        />
        <KindSelect
          kind={kind}
          onChange={(next) => void navigate({ search: readJobsSearch({ ...search, kind: next }) })}
        />
      </div>
      <QueueNotes mayChange={mayChange} showsParked={state === 'parked'} />
      <section aria-label={t('nav.jobs')} className="mx-4 md:mx-6">
        <Results request={search} mayChange={mayChange} />
        {session && !mayChange && (
          <p className="px-1 pt-3 text-xs text-ink-faint">{t('jobs:no_admin')}</p>
        )}
      </section>
      <PauseDialog open={isPausing} onClose={() => setPausing(false)} />
    </Page>
  );
}

function KindSelect(props: { kind: string | undefined; onChange: (kind: string) => void }) {
  const { t } = useTranslation();
  const { kind = '', onChange } = props;
  return (
    <div className="w-64 max-w-full px-4 pb-3 md:px-6">
      <Select
        aria-label={t('jobs:narrow')}
        value={kind}
        onChange={({ target }) => onChange(target.value)}
      >
        <option value="">{t('jobs:any_kind')}</option>
        {jobKinds.map((one) => (
          <option key={one} value={one}>
            {t(`jobs:kind.${one}`)}
          </option>
        ))}
      </Select>
    </div>
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
