import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useCubeSettings } from '@/api/cubes';
import { useStats } from '@/api/stats';
import { useWholeScope } from '@/api/session';
import { Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';
import { BackLink } from '@/components/back-link';
import { CubeForm } from './cube-form';

/** One cube: what holds in it, and what it holds. */
export function CubePage() {
  const { t } = useTranslation();
  const { cube } = useParams({ from: '/shell/cubes/$cube' });
  const { data: settings, error, refetch } = useCubeSettings(cube);
  const { data: stats } = useStats({ ...useWholeScope(), cube });
  return (
    <Page title={cube} description={<BackLink to="/cubes">{t('cubes:all')}</BackLink>}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="min-w-0">
          {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
          {error === null && settings === undefined && <LoadingLines lines={8} />}
          {error === null && settings && (
            <CubeForm key={cube} settings={settings} counts={stats?.categories ?? []} />
          )}
        </div>
        <aside aria-label={t('cubes:counts')} className="grid content-start gap-4">
          <Counts stats={stats} />
        </aside>
      </div>
    </Page>
  );
}

function Counts({ stats }: { stats: ReturnType<typeof useStats>['data'] }) {
  const { t, i18n } = useTranslation();
  const number = (count: number) => count.toLocaleString(i18n.language);
  const time = (at: string | null) => at && <TimeAgo at={at} />;
  return (
    <Panel title={t('cubes:counts')}>
      {stats === undefined ? (
        <LoadingLines lines={5} />
      ) : (
        <Facts
          rows={[
            ...Object.entries(stats.states).map(
              ([state, count]) => [t(`value.state.${state}`), number(count)] as const,
            ),
            [t('cubes:users'), number(stats.users)],
            [t('cubes:episodes'), number(stats.episodes)],
            [t('cubes:first'), time(stats.first_at)],
            [t('cubes:last'), time(stats.last_at)],
          ]}
        />
      )}
    </Panel>
  );
}
