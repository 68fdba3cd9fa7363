import { useNavigate, useParams } from '@tanstack/react-router';
import { Download, Ellipsis, Eraser, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/api/session';
import { useStats } from '@/api/stats';
import { Facts } from '@/components/facts';
import { listed } from '@/components/listed';
import { Page } from '@/components/page';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';
import { Button, IconButton } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import { useRowSteps } from '@/components/use-row-steps';
import { BackLink } from '@/components/back-link';
import { DeleteDialog } from './delete-dialog';
import { EraseDialog } from './erase-dialog';
import { LatestMemories } from './latest-memories';
import { ProfilePanel } from './profile-panel';
import { useExport } from './use-export';

/** One user: what is known, who that is, and how to take it along or away. */
export function UserPage() {
  const { t } = useTranslation();
  const { user } = useParams({ from: '/shell/users/$user' });
  const navigate = useNavigate();
  const [open, setOpen] = useState<'delete' | 'erase'>();
  const close = () => setOpen(undefined);
  useRowSteps();
  return (
    <Page
      title={user}
      description={<BackLink to="/users">{t('users:all')}</BackLink>}
      actions={<Actions user={user} onOpen={setOpen} />}
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid min-w-0 content-start gap-4">
          <ProfilePanel user={user} />
          <LatestMemories user={user} />
        </div>
        <aside aria-label={t('users:counts')} className="grid content-start gap-4">
          <Counts user={user} />
        </aside>
      </div>
      <DeleteDialog open={open === 'delete'} user={user} onClose={close} />
      <EraseDialog
        open={open === 'erase'}
        user={user}
        onClose={close}
        onErased={() => void navigate({ to: '/users' })}
      />
    </Page>
  );
}

interface ActionsProps {
  user: string;
  onOpen: (what: 'delete' | 'erase') => void;
}

function Actions({ user, onOpen }: ActionsProps) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const { save, isPending } = useExport(user);
  const may = (scope: 'write' | 'admin') => session?.scopes.includes(scope) === true;
  const items = [
    ...(may('write')
      ? [
          {
            label: t('users:delete.open'),
            icon: Trash2,
            danger: true,
            onSelect: () => onOpen('delete'),
          },
        ]
      : []),
    ...(may('admin')
      ? [
          {
            label: t('users:erase.open'),
            icon: Eraser,
            danger: true,
            onSelect: () => onOpen('erase'),
          },
        ]
      : []),
  ];
  return (
    <>
      <Button disabled={isPending} onClick={save}>
        <Download />
        {t('users:export')}
      </Button>
      {items.length > 0 && (
        <Menu items={items}>
          <IconButton label={t('users:actions')} look="plain">
            <Ellipsis />
          </IconButton>
        </Menu>
      )}
    </>
  );
}

function Counts({ user }: { user: string }) {
  const { t, i18n } = useTranslation();
  const { data: stats, error, refetch } = useStats({ user_id: user });
  const number = (count: number) => count.toLocaleString(i18n.language);
  const time = (at: string | null) => at && <TimeAgo at={at} />;
  return (
    <Panel title={t('users:counts')}>
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && stats === undefined && <LoadingLines lines={5} />}
      {stats && (
        <Facts
          rows={[
            ...Object.entries(stats.states).map(
              ([state, count]) => [t(`value.state.${state}`), number(count)] as const,
            ),
            [t('users:episodes'), number(stats.episodes)],
            [t('users:first'), time(stats.first_at)],
            [t('users:last'), time(stats.last_at)],
            [t('field.cube'), stats.cubes.join(', ') || null],
            [t('field.app'), listed(stats.apps, stats.app_count) || null],
          ]}
        />
      )}
    </Panel>
  );
}
