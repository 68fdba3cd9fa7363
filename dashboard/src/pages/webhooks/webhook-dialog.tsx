import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Webhook } from 'tulving/client';
import { faultOf } from '@/api/problem-text';
import { useChangeWebhook, useMakeWebhook } from '@/api/webhooks';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { draftOf, kinds, requestOf, type WebhookDraft } from './webhook-draft';

interface WebhookDialogProps {
  open: boolean;
  /** Undefined: a new one is made. */
  webhook: Webhook | undefined;
  onSecret: (secret: string) => void;
  onClose: () => void;
}

export function WebhookDialog({ open, ...props }: WebhookDialogProps) {
  const { t } = useTranslation();
  const title = t(props.webhook ? 'webhooks:edit' : 'webhooks:new');
  return (
    <Dialog open={open} onClose={props.onClose} title={title}>
      {open && <Form {...props} />}
    </Dialog>
  );
}

function Form({ webhook, onSecret, onClose }: Omit<WebhookDialogProps, 'open'>) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(webhook));
  const make = useMakeWebhook();
  const change = useChangeWebhook();
  const set = (more: Partial<WebhookDraft>) => setDraft({ ...draft, ...more });
  function save() {
    const request = requestOf(draft, webhook);
    if (webhook === undefined) {
      return make.mutate(request, { onSuccess: ({ secret }) => onSecret(secret) });
    }
    const onSuccess = () => {
      toast.success(t('webhooks:changed'));
      onClose();
    };
    return change.mutate({ id: webhook.id, change: request }, { onSuccess });
  }
  const error = make.error ?? change.error;
  const fault = faultOf(error, 'url');
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <DialogBody>
        <Field label={t('webhooks:form.url')} hint={t('webhooks:form.url_hint')} error={fault}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              required
              type="url"
              placeholder="https://example.org/tulving"
              value={draft.url}
              onChange={({ target }) => set({ url: target.value })}
            />
          )}
        </Field>
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={t('webhooks:form.name')} hint={t('webhooks:form.name_hint')}>
            {(control) => (
              <Input
                {...control}
                value={draft.name}
                onChange={({ target }) => set({ name: target.value })}
              />
            )}
          </Field>
          <Field label={t('webhooks:form.format')}>
            {(control) => (
              <Select
                {...control}
                value={draft.format}
                onChange={({ target }) => set({ format: target.value as WebhookDraft['format'] })}
              >
                <option value="tulving">Tulving</option>
                <option value="mem0">mem0</option>
              </Select>
            )}
          </Field>
        </div>
        <Kinds chosen={draft.kinds} onChange={(chosen) => set({ kinds: chosen })} />
        <div className="grid gap-3 sm:grid-cols-3">
          {(['users', 'cubes', 'apps'] as const).map((field) => (
            <Field key={field} label={t(`webhooks:form.${field}`)} hint={t('webhooks:form.any')}>
              {(control) => (
                <Input
                  {...control}
                  value={draft[field]}
                  onChange={({ target }) => set({ [field]: target.value })}
                />
              )}
            </Field>
          ))}
        </div>
        <label className="flex items-start gap-2 text-sm">
          <Checkbox
            className="mt-0.5"
            checked={draft.withMemory}
            onChange={({ target }) => set({ withMemory: target.checked })}
          />
          <span>
            {t('webhooks:form.memory')}
            <span className="block text-xs text-ink-faint">{t('webhooks:form.memory_hint')}</span>
          </span>
        </label>
        {error !== null && fault === undefined && <Failure error={error} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button look="primary" type="submit" disabled={make.isPending || change.isPending}>
          {t(webhook ? 'save' : 'webhooks:form.go')}
        </Button>
      </DialogFooter>
    </form>
  );
}

function Kinds(props: { chosen: readonly string[]; onChange: (chosen: string[]) => void }) {
  const { t } = useTranslation();
  const { chosen, onChange } = props;
  const shown = [...new Set<string>([...kinds, ...chosen])];
  return (
    <fieldset className="grid gap-1.5">
      <legend className="pb-1 text-xs font-medium text-ink-soft">{t('webhooks:form.kinds')}</legend>
      <div className="grid gap-1.5 sm:grid-cols-2">
        {shown.map((kind) => (
          <label key={kind} className="flex items-center gap-2 text-sm">
            <Checkbox
              checked={chosen.includes(kind)}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...chosen, kind] : chosen.filter((other) => other !== kind),
                )
              }
            />
            <code className="text-xs">{kind}</code>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
