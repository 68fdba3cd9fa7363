import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Webhook, WebhookDelivery } from 'tulving/client';
import { useDeliveries, useReplay } from '@/api/webhooks';
import { ChoicePills } from '@/components/choice-pills';
import { Failure } from '@/components/failure';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';

const states = ['waiting', 'delivered', 'dead'] as const;
type State = (typeof states)[number];
const tones: Readonly<Record<State, BadgeTone>> = {
  waiting: 'neutral',
  delivered: 'good',
  dead: 'bad',
};

interface DeliveriesDialogProps {
  webhook: Webhook | undefined;
  onClose: () => void;
}

/** What was sent and what became of it; what was given up can be sent again. */
export function DeliveriesDialog({ webhook, onClose }: DeliveriesDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      wide
      open={webhook !== undefined}
      onClose={onClose}
      title={t('webhooks:deliveries')}
      description={webhook?.name}
    >
      {webhook && <Deliveries webhook={webhook} onClose={onClose} />}
    </Dialog>
  );
}

function Deliveries({ webhook: { id, dead }, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useDeliveries(id, state);
  const replay = useReplay();
  const again = (deliveries?: string[]) =>
    replay.mutate(
      { id, ...(deliveries && { deliveries }) },
      {
        onSuccess: ({ replayed }) =>
          void toast.success(t('webhooks:replayed', { count: replayed })),
      },
    );
  const shown = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <>
      <DialogBody>
        <ChoicePills<State>
          label={t('webhooks:by_state')}
          value={state}
          onChange={setState}
          choices={[
            { value: undefined, label: t('webhooks:delivery.all') },
            ...states.map((one) => ({ value: one, label: t(`webhooks:delivery.${one}`) })),
          ]}
        />
        {replay.error !== null && <Failure error={replay.error} />}
        {data === undefined && error !== null && (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )}
        {data === undefined && error === null && <LoadingLines lines={4} />}
        {data && shown.length === 0 && (
          <EmptyState title={t('webhooks:no_delivery')}>
            {t('webhooks:no_delivery_text')}
          </EmptyState>
        )}
        {shown.length > 0 && (
          <ul className="divide-y divide-line rounded-md border border-line">
            {shown.map((delivery) => (
              <Delivery
                key={delivery.id}
                delivery={delivery}
                onAgain={() => again([delivery.id])}
                isBusy={replay.isPending}
              />
            ))}
          </ul>
        )}
        {hasNextPage && (
          <span>
            <Button size="small" onClick={() => void fetchNextPage()}>
              {t('webhooks:older')}
            </Button>
          </span>
        )}
      </DialogBody>
      <DialogFooter>
        <Button disabled={dead === 0 || replay.isPending} onClick={() => again()}>
          <RotateCcw />
          {t('webhooks:replay_dead', { count: dead })}
        </Button>
        <Button look="primary" data-autofocus onClick={onClose}>
          {t('close')}
        </Button>
      </DialogFooter>
    </>
  );
}

interface DeliveryProps {
  delivery: WebhookDelivery;
  onAgain: () => void;
  isBusy: boolean;
}

function Delivery({ delivery, onAgain, isBusy }: DeliveryProps) {
  const { t } = useTranslation();
  const { type, subject, state, tries, status, error, at, next_try_at: next } = delivery;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <Badge tone={tones[state]}>{t(`webhooks:delivery.${state}`)}</Badge>
      <span className="min-w-0 flex-1 basis-56">
        <span className="font-medium">{type}</span>{' '}
        <code className="text-2xs text-ink-faint [overflow-wrap:anywhere]">{subject}</code>
        <span className="block text-xs text-ink-faint">
          <TimeAgo at={at} /> · {t('webhooks:tries', { count: tries })}
          {status !== null && ` · HTTP ${status}`}
          {next !== null && (
            <>
              {' '}
              · {t('webhooks:next_try')} <TimeAgo at={next} />
            </>
          )}
        </span>
        {error !== null && (
          <span className="block text-xs text-bad [overflow-wrap:anywhere]">{error}</span>
        )}
      </span>
      {state !== 'waiting' && (
        <Button size="small" disabled={isBusy} onClick={onAgain}>
          {t('webhooks:again')}
        </Button>
      )}
    </li>
  );
}
