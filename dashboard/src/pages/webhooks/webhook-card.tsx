import {
  CirclePause,
  CirclePlay,
  Ellipsis,
  KeyRound,
  ListChecks,
  Pencil,
  Send,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Webhook } from 'tulving/client';
import { problemText } from '@/api/problem-text';
import { useChangeWebhook, useRotateWebhook, useTestWebhook } from '@/api/webhooks';
import { TimeAgo } from '@/components/time';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button, IconButton } from '@/components/ui/button';
import { Menu } from '@/components/ui/menu';
import type { Opened } from './webhooks-page';

const tones: Readonly<Record<Webhook['state'], BadgeTone>> = {
  ok: 'good',
  failing: 'warn',
  disabled: 'outline',
};

interface WebhookCardProps {
  webhook: Webhook;
  onOpen: (open: Opened) => void;
}

/** One address: what it hears of, how it fares, what can be done. */
export function WebhookCard({ webhook, onOpen }: WebhookCardProps) {
  const { t } = useTranslation();
  const { name, url, state, note, filters, waiting, dead, delivered_at: last } = webhook;
  const kinds = filters.kinds ?? filters.mem0_events ?? ['memory.*'];
  return (
    <li className="panel grid gap-3 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="flex flex-wrap items-center gap-2 text-sm font-semibold">
            {name}
            <Badge tone={tones[state]}>{t(`webhooks:state.${state}`)}</Badge>
            {webhook.format === 'mem0' && <Badge>mem0</Badge>}
          </h2>
          <p className="font-mono text-xs text-ink-soft [overflow-wrap:anywhere]">{url}</p>
        </div>
        <Actions webhook={webhook} onOpen={onOpen} />
      </div>
      {note !== null && <p className="text-sm text-warn [overflow-wrap:anywhere]">{note}</p>}
      <p className="flex flex-wrap gap-1.5">
        {kinds.map((kind) => (
          <Badge key={kind}>{kind}</Badge>
        ))}
        {(['users', 'cubes', 'apps'] as const).flatMap((field) =>
          (filters[field] ?? []).map((value) => (
            <Badge key={`${field} ${value}`} tone="outline">
              {t(`webhooks:of.${field}`, { name: value })}
            </Badge>
          )),
        )}
        {webhook.include.length > 0 && <Badge tone="accent">{t('webhooks:with_memory')}</Badge>}
      </p>
      <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs text-ink-faint">
        <span>
          {last === null ? t('webhooks:never') : t('webhooks:last')}{' '}
          {last !== null && <TimeAgo at={last} />}
        </span>
        <span>{t('webhooks:waiting', { count: waiting })}</span>
        <span className={dead > 0 ? 'font-medium text-bad' : ''}>
          {t('webhooks:dead', { count: dead })}
        </span>
      </p>
    </li>
  );
}

function Actions({ webhook, onOpen }: WebhookCardProps) {
  const { t } = useTranslation();
  const { id, enabled } = webhook;
  const test = useTestWebhook();
  const change = useChangeWebhook();
  const rotate = useRotateWebhook();
  const tell = (error: unknown) => {
    const { title, detail, remedy } = problemText(error, t);
    toast.error(title, { description: `${detail} ${remedy}` });
  };
  const send = () =>
    test.mutate(id, {
      onSuccess: ({ delivered, status, error, took_ms: ms }) =>
        delivered
          ? toast.success(t('webhooks:tested', { status, ms }))
          : toast.error(t('webhooks:test_failed'), { description: error ?? String(status ?? '') }),
      onError: tell,
    });
  const turn = (on: boolean, isUndo = false) =>
    change.mutate(
      { id, change: { enabled: on } },
      {
        onSuccess: () =>
          toast.success(t(on ? 'webhooks:resumed' : 'webhooks:was_paused'), {
            ...(!isUndo && { action: { label: t('undo'), onClick: () => turn(!on, true) } }),
          }),
        onError: tell,
      },
    );
  const renew = () =>
    rotate.mutate(id, {
      onSuccess: ({ secret }) => onOpen({ what: 'secret', secret }),
      onError: tell,
    });
  return (
    <span className="flex flex-wrap gap-1.5">
      <Button size="small" disabled={test.isPending} onClick={send}>
        <Send />
        {t('webhooks:test')}
      </Button>
      <Button size="small" onClick={() => onOpen({ what: 'deliveries', webhook })}>
        <ListChecks />
        {t('webhooks:deliveries')}
      </Button>
      <Button size="small" disabled={change.isPending} onClick={() => turn(!enabled)}>
        {enabled ? <CirclePause /> : <CirclePlay />}
        {t(enabled ? 'webhooks:pause' : 'webhooks:resume')}
      </Button>
      <Menu
        items={[
          {
            label: t('webhooks:edit'),
            icon: Pencil,
            onSelect: () => onOpen({ what: 'edit', webhook }),
          },
          { label: t('webhooks:rotate'), icon: KeyRound, onSelect: renew },
          'line',
          {
            label: t('webhooks:delete.go'),
            icon: Trash2,
            danger: true,
            onSelect: () => onOpen({ what: 'delete', webhook }),
          },
        ]}
      >
        <IconButton size="small-icon" label={t('webhooks:more', { name: webhook.name })}>
          <Ellipsis />
        </IconButton>
      </Menu>
    </span>
  );
}
