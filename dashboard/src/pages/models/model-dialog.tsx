import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ConfiguredModel, ModelList, ServerSetting } from 'tulving/client';
import { faultOf } from '@/api/problem-text';
import { useChangeSettings } from '@/api/settings';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field, Input, Select } from '@/components/ui/field';
import { type ModelDraft, draftOf, valuesOf } from './model-draft';

interface ModelDialogProps {
  open: boolean;
  model: ConfiguredModel;
  providers: ModelList['providers'];
  settings: readonly ServerSetting[];
  onClose: () => void;
}

/** Chooses a model for the next start. */
export function ModelDialog({ open, ...props }: ModelDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={props.onClose}
      title={t(`models:kind.${props.model.kind}`)}
      description={t('models:form.text')}
    >
      {open && <Form {...props} />}
    </Dialog>
  );
}

function Form({ model, providers, settings, onClose }: Omit<ModelDialogProps, 'open'>) {
  const { t } = useTranslation();
  const { kind, next } = model;
  const fixed = settings.find(({ name }) => name === kind)?.fixed ?? null;
  const [draft, setDraft] = useState<ModelDraft>(() => draftOf(kind, next, settings));
  const { mutate, isPending, error } = useChangeSettings();
  const able = providers.filter(({ uses }) => uses.includes(kind));
  const provider = able.find(({ id }) => id === draft.provider);
  const set = (change: Partial<ModelDraft>) => setDraft({ ...draft, ...change });
  const save = (wanted: ModelDraft) =>
    mutate(valuesOf(kind, wanted), {
      onSuccess: () => {
        toast.success(t('models:form.kept'));
        onClose();
      },
    });
  const faults = [kind, `${kind}Url`, `${kind}ApiKey`].map((name) => faultOf(error, name));
  const [modelFault, urlFault, keyFault] = faults;
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        save(draft);
      }}
    >
      <DialogBody>
        {fixed !== null && <p className="text-sm text-warn">{t('models:form.fixed')}</p>}
        <Field label={t('models:form.provider')}>
          {(control) => (
            <Select
              {...control}
              value={draft.provider}
              onChange={({ target }) => set({ provider: target.value })}
            >
              <option value="">{t('models:form.nobody')}</option>
              {able.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('models:form.model')} hint={t('models:form.model_hint')} error={modelFault}>
          {(control) => (
            <Input
              {...control}
              required={draft.provider !== ''}
              disabled={draft.provider === ''}
              value={draft.model}
              onChange={({ target }) => set({ model: target.value })}
            />
          )}
        </Field>
        <Field
          label={t('models:form.url')}
          hint={t('models:form.url_hint', { url: provider?.url ?? '–' })}
          error={urlFault}
        >
          {(control) => (
            <Input
              {...control}
              type="url"
              disabled={draft.provider === ''}
              placeholder={provider?.url ?? ''}
              value={draft.url}
              onChange={({ target }) => set({ url: target.value })}
            />
          )}
        </Field>
        <Field
          label={t('models:form.key')}
          hint={
            provider?.keys.length === 0
              ? t('models:form.no_key')
              : t('models:form.key_hint', { name: provider?.keys[0] ?? '…' })
          }
          error={keyFault}
        >
          {(control) => (
            <Input
              {...control}
              type="password"
              autoComplete="off"
              disabled={draft.provider === ''}
              placeholder={model.key === 'set' ? '••••••••' : ''}
              value={draft.key}
              onChange={({ target }) => set({ key: target.value })}
            />
          )}
        </Field>
        {error !== null && faults.every((fault) => fault === undefined) && (
          <Failure error={error} />
        )}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button look="primary" type="submit" disabled={isPending || fixed !== null}>
          {t('save')}
        </Button>
      </DialogFooter>
    </form>
  );
}
