import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApps } from '@/api/apps';
import { ChoicePills } from '@/components/choice-pills';
import { Page } from '@/components/page';
import { SearchField } from '@/components/search-field';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Select } from '@/components/ui/field';
import { useRowSteps } from '@/components/use-row-steps';
import { AppCard } from './app-card';
import { type AppSort, appSorts, type AppsSearch, shownApps } from './search-params';

/** The programs that read and write: who they are, what they have done, and whether they may go on. */
export function AppsPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/apps' });
  const navigate = useNavigate({ from: '/apps' });
  const { data, error, refetch } = useApps();
  useRowSteps();
  const change = (next: Partial<AppsSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  return (
    <Page title={t('nav.apps')} description={t('apps:text')}>
      {data !== undefined && data.data.length > 0 && <Bar search={search} onChange={change} />}
      <div className="px-4 md:px-6">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <LoadingLines lines={8} />}
        {error === null && data && <Cards apps={data.data} search={search} />}
        {data?.unlisted && <p className="pt-3 text-xs text-ink-faint">{t('apps:unlisted')}</p>}
      </div>
    </Page>
  );
}

interface BarProps {
  search: AppsSearch;
  onChange: (change: Partial<AppsSearch>) => void;
}

function Bar({ search, onChange }: BarProps) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-6">
      <SearchField
        label={t('apps:search')}
        value={search.q ?? ''}
        onChange={(q) => onChange({ q: q === '' ? undefined : q })}
      />
      <ChoicePills
        label={t('apps:by_state')}
        value={search.state}
        onChange={(state) => onChange({ state })}
        choices={[
          { value: undefined, label: t('apps:state.all') },
          { value: 'active', label: t('apps:state.active') },
          { value: 'paused', label: t('apps:state.paused') },
        ]}
      />
      <span className="flex-1" />
      <Select
        aria-label={t('apps:sort.label')}
        value={search.sort ?? 'seen'}
        onChange={({ target }) => onChange({ sort: target.value as AppSort })}
      >
        {appSorts.map((sort) => (
          <option key={sort} value={sort}>
            {t(`apps:sort.${sort}`)}
          </option>
        ))}
      </Select>
    </div>
  );
}

function Cards({ apps, search }: { apps: Parameters<typeof shownApps>[0]; search: AppsSearch }) {
  const { t } = useTranslation();
  if (apps.length === 0) {
    return <EmptyState title={t('apps:empty')}>{t('apps:empty_text')}</EmptyState>;
  }
  const shown = shownApps(apps, search);
  if (shown.length === 0) return <EmptyState title={t('apps:nothing')} />;
  return (
    <ul
      aria-label={t('nav.apps')}
      className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,18rem),1fr))] gap-3"
    >
      {shown.map((app) => (
        <AppCard key={app.name} app={app} />
      ))}
    </ul>
  );
}
