import { useNavigate, useSearch } from '@tanstack/react-router';
import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerSettings } from 'tulving/client';
import { useServerSettings } from '@/api/settings';
import { AdminOnly, useMayOperate } from '@/components/operate/admin-only';
import { RestartNotice } from '@/components/operate/restart-notice';
import { Page } from '@/components/page';
import { ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Tabs } from '@/components/ui/tabs';
import { JsonView } from './json-view';
import { ResetDialog } from './reset-dialog';
import { SettingGroups } from './setting-groups';

const views = ['form', 'json'] as const;
type View = (typeof views)[number];

/** How the server is set up: each value, where it comes from, what it does. */
export function SettingsPage() {
  const { t } = useTranslation();
  const mayOperate = useMayOperate() === true;
  const { data, error, refetch } = useServerSettings(mayOperate);
  const [isResetting, setResetting] = useState(false);
  const changed = data?.data.filter(isKept) ?? [];
  return (
    <Page
      title={t('nav.settings')}
      description={t('settings:text')}
      actions={
        mayOperate && (
          <Button disabled={changed.length === 0} onClick={() => setResetting(true)}>
            <RotateCcw />
            {t('settings:reset.open')}
          </Button>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        <AdminOnly>
          {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
          {error === null && data === undefined && <LoadingLines lines={10} />}
          {error === null && data && <Views settings={data} />}
        </AdminOnly>
      </div>
      <ResetDialog open={isResetting} changed={changed} onClose={() => setResetting(false)} />
    </Page>
  );
}

/** What a file says, and what may be taken out of it here. */
function isKept({ origin, next, fixed }: ServerSettings['data'][number]): boolean {
  if (fixed !== null) return false;
  return next === null ? origin === 'config' || origin === 'secrets' : next.set;
}

function Views({ settings }: { settings: ServerSettings }) {
  const { t } = useTranslation();
  const search: Record<string, unknown> = useSearch({ from: '/shell/settings' });
  const navigate = useNavigate({ from: '/settings' });
  const view = views.find((one) => one === search['view']) ?? 'form';
  const tabs = [
    {
      id: 'form',
      label: t('settings:view.form'),
      content: (
        <SettingGroups
          settings={settings.data}
          group={typeof search['group'] === 'string' ? search['group'] : undefined}
          onGroup={(group) => void navigate({ search: group === undefined ? {} : { group } })}
        />
      ),
    },
    { id: 'json', label: t('settings:view.json'), content: <JsonView settings={settings} /> },
  ];
  return (
    <>
      {settings.restart_required && <RestartNotice configFile={settings.config_file} />}
      <Tabs
        label={t('settings:view.label')}
        tabs={tabs}
        value={view}
        onChange={(id) =>
          void navigate({ search: (id as View) === 'json' ? { view: 'json' } : {} })
        }
      />
    </>
  );
}
