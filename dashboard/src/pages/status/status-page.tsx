import { useTranslation } from 'react-i18next';
import type { DetailedHealth } from 'tulving/client';
import { useHealth, useStatus } from '@/api/status';
import { Page } from '@/components/page';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';
import { Facts } from './facts';
import { HealthBanner } from './health-banner';
import { Kept } from './kept';
import { LookFurther } from './look-further';
import { ModelUsage } from './model-usage';
import { partsOf } from './parts';
import { PartRow } from './part-row';

/** Whether all is well, and what there is to do where it is not. */
export function StatusPage() {
  const { t } = useTranslation();
  const { data: health, error, refetch } = useHealth();
  return (
    <Page title={t('nav.status')} description={t('status:text')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        {/* What was answered last says nothing once the server answers no more. */}
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && (health ? <Healthy health={health} /> : <LoadingLines lines={10} />)}
        <LookFurther />
        {/* Last: it is asked for by itself, and would push aside what stands below it. */}
        <ModelUsage />
      </div>
    </Page>
  );
}

function Healthy({ health }: { health: DetailedHealth }) {
  const { t } = useTranslation();
  const { data: status, error, refetch } = useStatus();
  return (
    <>
      <HealthBanner health={health} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel title={t('status:parts')}>
          <ul className="divide-y divide-line border-t border-line">
            {partsOf(health.components).map((part) => (
              <PartRow key={part.name} {...part} />
            ))}
          </ul>
        </Panel>
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && !status && <LoadingLines lines={6} />}
        {error === null && status && (
          <div className="grid gap-4">
            <Kept status={status} />
            <Facts status={status} health={health} />
          </div>
        )}
      </div>
    </>
  );
}
