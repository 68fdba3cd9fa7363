import { useTranslation } from 'react-i18next';
import { useModels } from '@/api/models';
import { useServerSettings } from '@/api/settings';
import { AdminOnly, useMayOperate } from '@/components/operate/admin-only';
import { RestartNotice } from '@/components/operate/restart-notice';
import { Page } from '@/components/page';
import { ErrorState, LoadingLines } from '@/components/states';
import { ModelUsage } from '../status/model-usage';
import { IndexPanel } from './index-panel';
import { ModelCard } from './model-card';

/** The models of the server: which, whether they answer, what they were asked. */
export function ModelsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('nav.models')} description={t('models:text')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        <AdminOnly>
          <Models />
        </AdminOnly>
      </div>
    </Page>
  );
}

function Models() {
  const mayOperate = useMayOperate() === true;
  const { data: models, error, refetch } = useModels(mayOperate);
  const { data: settings } = useServerSettings(mayOperate);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (models === undefined) return <LoadingLines lines={10} />;
  return (
    <>
      {settings?.restart_required === true && <RestartNotice configFile={settings.config_file} />}
      <div className="grid items-stretch gap-4 lg:grid-cols-3">
        {models.data.map((model) => (
          <ModelCard
            key={model.kind}
            model={model}
            providers={models.providers}
            settings={settings?.data ?? []}
          />
        ))}
      </div>
      <IndexPanel vectors={models.vectors} />
      <ModelUsage />
    </>
  );
}
