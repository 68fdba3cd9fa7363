import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { NeedsAdmin } from '@/components/needs-admin';
import { Page } from '@/components/page';
import { LoadingLines } from '@/components/states';
import { Tabs } from '@/components/ui/tabs';
import { AccessLog } from './access-log';
import { Rules } from './rules';
import type { AccessSearch, AccessTab } from './search-params';
import { ViewAs } from './view-as';

/** Who may see and change what, what that comes to for somebody, and who did. */
export function AccessPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/access' });
  const navigate = useNavigate({ from: '/access' });
  const { data: session } = useSession();
  const change = (next: Partial<AccessSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const forAdmins = (content: React.ReactNode) =>
    session === undefined ? (
      <LoadingLines lines={6} />
    ) : session.scopes.includes('admin') ? (
      content
    ) : (
      <NeedsAdmin title={t('access:no_admin')} />
    );
  return (
    <Page title={t('nav.access')} description={t('access:text')}>
      <div className="px-4 md:px-6">
        <Tabs
          label={t('access:parts')}
          value={search.tab ?? 'rules'}
          onChange={(id) => change({ tab: id === 'rules' ? undefined : (id as AccessTab) })}
          tabs={[
            {
              id: 'rules',
              label: t('access:tab.rules'),
              content: forAdmins(<Rules />),
            },
            {
              id: 'view',
              label: t('access:tab.view'),
              content: forAdmins(<ViewAs search={search} onChange={change} />),
            },
            {
              id: 'log',
              label: t('access:tab.log'),
              content: <AccessLog search={search} onChange={change} />,
            },
          ]}
        />
      </div>
    </Page>
  );
}
