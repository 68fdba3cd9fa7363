import { useTranslation } from 'react-i18next';
import type { Stats } from 'tulving/client';
import { useWholeScope } from '@/api/session';
import { useStats } from '@/api/stats';
import { Page } from '@/components/page';
import { Panel } from '@/components/panel';
import { ErrorState } from '@/components/states';
import { Skeleton } from '@/components/ui/skeleton';
import { ActivityChart } from './activity-chart';
import { ConnectPanel } from './connect-panel';
import { Counts } from './counts';
import { FirstSteps } from './first-steps';
import { LatestMemories } from './latest-memories';
import { SampleNotice } from './sample-notice';
import { ThreeQuestions } from './three-questions';

export function HomePage() {
  const { t } = useTranslation();
  const { data: stats, error, refetch } = useStats(useWholeScope());
  return (
    <Page title={t('nav.home')} description={t('home:text')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && (stats ? <Overview stats={stats} /> : <Placeholder />)}
        <ConnectPanel />
      </div>
    </Page>
  );
}

function Overview({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const count = Object.values(stats.states).reduce((sum, memories) => sum + memories, 0);
  if (count === 0) return <FirstSteps />;
  return (
    <>
      <SampleNotice stats={stats} />
      <ThreeQuestions stats={stats} />
      <Counts stats={stats} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel title={t('home:activity')}>
          <ActivityChart days={stats.days} />
        </Panel>
        <LatestMemories />
      </div>
    </>
  );
}

/** As high as what will stand there, so that nothing jumps. */
function Placeholder() {
  return (
    <>
      <div className="grid gap-3 lg:grid-cols-3">
        {['x', 'y', 'z'].map((name) => (
          <Skeleton key={name} className="h-36" />
        ))}
      </div>
      <div className="grid grid-cols-2 gap-3 md:grid-cols-4">
        {['a', 'b', 'c', 'd'].map((name) => (
          <Skeleton key={name} className="h-[84px]" />
        ))}
      </div>
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Skeleton className="h-[282px]" />
        <Skeleton className="h-[282px]" />
      </div>
    </>
  );
}
