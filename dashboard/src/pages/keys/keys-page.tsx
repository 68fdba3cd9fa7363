import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Key } from 'tulving/client';
import { lifeOf, useKeys } from '@/api/keys';
import { useSession } from '@/api/session';
import { Page } from '@/components/page';
import { useShortcuts } from '@/components/shell/shortcuts';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { KeyList } from './key-list';
import { NewKeyDialog } from './new-key-dialog';
import { NoAdmin } from './no-admin';
import { RevokeDialog } from './revoke-dialog';
import { RotateDialog } from './rotate-dialog';

type Open = { what: 'create' } | { what: 'revoke' | 'rotate'; key: Key } | undefined;

/** Who may do what here, and until when. */
export function KeysPage() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const mayManage = session?.scopes.includes('admin') === true;
  const { data: keys, error, refetch } = useKeys(mayManage);
  const [open, setOpen] = useState<Open>();
  const create = () => mayManage && setOpen({ what: 'create' });
  const close = () => setOpen(undefined);
  const isOwn = open !== undefined && 'key' in open && open.key.id === session?.key?.id;
  useShortcuts('keys.list', [{ keys: 'n', label: 'keys:new', run: create }]);
  return (
    <Page
      title={t('nav.keys')}
      description={t('keys:text')}
      actions={
        mayManage && (
          <Button look="primary" onClick={create}>
            <Plus />
            {t('keys:new')}
          </Button>
        )
      }
    >
      <div className="mx-4 md:mx-6">
        {session && !mayManage && <NoAdmin session={session} />}
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {keys === undefined && error === null && (mayManage || !session) && (
          <LoadingLines lines={6} />
        )}
        {error === null && keys?.length === 0 && (
          <EmptyState
            title={t('keys:empty')}
            action={
              <Button look="primary" onClick={create}>
                <Plus />
                {t('keys:first')}
              </Button>
            }
          >
            {t('keys:empty_text')}
          </EmptyState>
        )}
        {error === null && keys && keys.length > 0 && (
          <KeyList
            keys={keys}
            own={session?.key?.id}
            onRevoke={(key) => setOpen({ what: 'revoke', key })}
            onRotate={(key) => setOpen({ what: 'rotate', key })}
          />
        )}
      </div>
      <NewKeyDialog open={open?.what === 'create'} isFirst={keys?.length === 0} onClose={close} />
      <RevokeDialog
        shown={open?.what === 'revoke' ? open.key : undefined}
        isOwn={isOwn}
        isLastAdmin={open?.what === 'revoke' && isLastAdmin(open.key, keys)}
        onClose={close}
      />
      <RotateDialog
        shown={open?.what === 'rotate' ? open.key : undefined}
        isOwn={isOwn}
        onClose={close}
      />
    </Page>
  );
}

function isLastAdmin(key: Key, keys: readonly Key[] = []): boolean {
  const admins = keys.filter((one) => lifeOf(one) === 'good' && one.scopes.includes('admin'));
  return admins.length === 1 && admins[0]?.id === key.id;
}
