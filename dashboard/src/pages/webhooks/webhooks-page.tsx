import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from 'tulving/client';
import { useWebhooks } from '@/api/webhooks';
import { AdminOnly, useMayOperate } from '@/components/operate/admin-only';
import { Page } from '@/components/page';
import { useShortcuts } from '@/components/shell/shortcuts';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { DeleteDialog } from './delete-dialog';
import { DeliveriesDialog } from './deliveries-dialog';
import { SecretDialog } from './secret-dialog';
import { WebhookCard } from './webhook-card';
import { WebhookDialog } from './webhook-dialog';

export type Opened =
  | { what: 'create' }
  | { what: 'edit' | 'deliveries' | 'delete'; webhook: Webhook }
  | { what: 'secret'; secret: string };

/** Addresses that are told what happens. */
export function WebhooksPage() {
  const { t } = useTranslation();
  const mayOperate = useMayOperate() === true;
  const [open, setOpen] = useState<Opened>();
  const create = () => mayOperate && setOpen({ what: 'create' });
  // A dialog that closes for another one must not close that, too.
  const closer =
    (...what: readonly Opened['what'][]) =>
    () =>
      setOpen((now) => (now && what.includes(now.what) ? undefined : now));
  useShortcuts('keys.list', [{ keys: 'n', label: 'webhooks:new', run: create }]);
  const of = (what: 'edit' | 'deliveries' | 'delete') =>
    open?.what === what && 'webhook' in open ? open.webhook : undefined;
  return (
    <Page
      title={t('nav.webhooks')}
      description={t('webhooks:text')}
      actions={
        mayOperate && (
          <Button look="primary" onClick={create}>
            <Plus />
            {t('webhooks:new')}
          </Button>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        <AdminOnly>
          <Results onOpen={setOpen} onCreate={create} />
        </AdminOnly>
      </div>
      <WebhookDialog
        open={open?.what === 'create' || open?.what === 'edit'}
        webhook={of('edit')}
        onSecret={(secret) => setOpen({ what: 'secret', secret })}
        onClose={closer('create', 'edit')}
      />
      <DeliveriesDialog webhook={of('deliveries')} onClose={closer('deliveries')} />
      <DeleteDialog webhook={of('delete')} onClose={closer('delete')} />
      <SecretDialog
        secret={open?.what === 'secret' ? open.secret : undefined}
        onClose={closer('secret')}
      />
    </Page>
  );
}

function Results({ onOpen, onCreate }: { onOpen: (open: Opened) => void; onCreate: () => void }) {
  const { t } = useTranslation();
  const { data: webhooks, error, refetch } = useWebhooks(true);
  if (webhooks === undefined) {
    if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return <LoadingLines lines={6} />;
  }
  if (webhooks.length === 0) {
    return (
      <EmptyState
        title={t('webhooks:empty')}
        action={
          <Button look="primary" onClick={onCreate}>
            <Plus />
            {t('webhooks:first')}
          </Button>
        }
      >
        {t('webhooks:empty_text')}
      </EmptyState>
    );
  }
  return (
    <ul aria-label={t('nav.webhooks')} className="grid gap-3">
      {webhooks.map((webhook) => (
        <WebhookCard key={webhook.id} webhook={webhook} onOpen={onOpen} />
      ))}
    </ul>
  );
}
