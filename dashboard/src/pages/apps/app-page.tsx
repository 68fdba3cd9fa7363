import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { App } from 'tulving/client';
import { useAccessed, useApp } from '@/api/apps';
import { Page } from '@/components/page';
import { ErrorState, LoadingLines } from '@/components/states';
import { Tabs } from '@/components/ui/tabs';
import { useRowSteps } from '@/components/use-row-steps';
import { BackLink } from '@/components/back-link';
import { AccessedList } from './accessed-list';
import { AppFacts } from './app-facts';
import { CreatedList } from './created-list';

/** One program: what it has added, what it was told, and whether it may go on. */
export function AppPage() {
  const { t } = useTranslation();
  const { name } = useParams({ from: '/shell/apps/$name' });
  const { data: app, error, refetch } = useApp(name);
  useRowSteps();
  return (
    <Page title={name} description={<BackLink to="/apps">{t('apps:all')}</BackLink>}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && app === undefined && <LoadingLines lines={8} />}
      {error === null && app && <OneApp app={app} />}
    </Page>
  );
}

function OneApp({ app }: { app: App }) {
  const { t, i18n } = useTranslation();
  const { tab } = useSearch({ from: '/shell/apps/$name' });
  const navigate = useNavigate({ from: '/apps/$name' });
  const { data } = useAccessed(app.name);
  const number = (count: number | undefined) => count?.toLocaleString(i18n.language) ?? '…';
  const label = (name: string, count: number | undefined) => (
    <>
      {name} <span className="text-ink-faint tabular-nums">{number(count)}</span>
    </>
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="panel min-w-0 self-start">
        <Tabs
          label={t('apps:memories')}
          value={tab ?? 'created'}
          onChange={(id) =>
            void navigate({ search: id === 'accessed' ? { tab: 'accessed' } : {}, replace: true })
          }
          tabs={[
            {
              id: 'created',
              label: label(t('apps:tab.created'), app.memories_created),
              content: <CreatedList app={app} />,
            },
            {
              id: 'accessed',
              label: label(t('apps:tab.accessed'), data?.pages[0]?.total),
              content: <AccessedList name={app.name} />,
            },
          ]}
        />
      </div>
      <aside aria-label={t('apps:about')} className="grid content-start gap-4">
        <AppFacts app={app} />
      </aside>
    </div>
  );
}
