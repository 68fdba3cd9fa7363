import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { faultOf } from '@/api/problem-text';
import { useSession } from '@/api/session';
import { Failure } from '../failure';
import { Button } from '../ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '../ui/dialog';
import { Field, Input, Select, Textarea } from '../ui/field';
import { draftOf, emptyDraft, kinds, type MemoryDraft, metadataOf } from './memory-form';
import { useSave } from './use-save';

interface MemoryDialogProps {
  open: boolean;
  onClose: () => void;
  /** To edit; without it a new one is made. */
  memory?: Memory | undefined;
}

export function MemoryDialog({ open, onClose, memory }: MemoryDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t(memory ? 'form.edit' : 'form.create')}
      description={t(memory ? 'form.edit_text' : 'form.create_text')}
    >
      {open && <MemoryForm memory={memory} onClose={onClose} />}
    </Dialog>
  );
}

function MemoryForm({ memory, onClose }: Omit<MemoryDialogProps, 'open'>) {
  const { t } = useTranslation();
  const [before] = useState(() => (memory ? draftOf(memory) : emptyDraft));
  const [draft, setDraft] = useState(before);
  const { save, isPending, error } = useSave(memory, before, onClose);
  const badMetadata = isMetadata(draft.metadata) ? undefined : t('form.bad_metadata');
  const set = (change: Partial<MemoryDraft>) => setDraft((now) => ({ ...now, ...change }));
  function submit(event: FormEvent) {
    event.preventDefault();
    if (draft.text.trim() !== '' && badMetadata === undefined) void save(draft);
  }
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogBody>
        <Field label={t('field.text')} error={faultOf(error, 'text')}>
          {(control) => (
            <Textarea
              {...control}
              data-autofocus
              required
              value={draft.text}
              placeholder={t('form.text_example')}
              onChange={({ target }) => set({ text: target.value })}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) submit(event);
              }}
            />
          )}
        </Field>
        <Labels draft={draft} set={set} isNew={memory === undefined} />
        <Details draft={draft} set={set} badMetadata={badMetadata} />
        {error !== null && <Failure error={error} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button look="primary" type="submit" disabled={isPending || draft.text.trim() === ''}>
          {t(memory ? 'save' : 'form.add')}
        </Button>
      </DialogFooter>
    </form>
  );
}

interface PartProps {
  draft: MemoryDraft;
  set: (change: Partial<MemoryDraft>) => void;
}

function Labels({ draft, set, isNew }: PartProps & { isNew: boolean }) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {isNew && (
        <>
          <Field label={t('field.kind')}>
            {(control) => (
              <Select
                {...control}
                value={draft.kind}
                onChange={({ target }) => set({ kind: target.value as MemoryDraft['kind'] })}
              >
                {kinds.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`value.kind.${kind}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('field.user')}>
            {(control) => (
              <Input
                {...control}
                value={draft.user}
                placeholder={session?.key?.user_id ?? session?.default_user}
                disabled={Boolean(session?.key?.user_id)}
                onChange={({ target }) => set({ user: target.value })}
              />
            )}
          </Field>
        </>
      )}
      <Field label={t('field.categories')} hint={t('form.commas')}>
        {(control) => (
          <Input
            {...control}
            value={draft.categories}
            onChange={({ target }) => set({ categories: target.value })}
          />
        )}
      </Field>
      <Field label={t('field.tags')} hint={t('form.commas')}>
        {(control) => (
          <Input
            {...control}
            value={draft.tags}
            onChange={({ target }) => set({ tags: target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function Details({ draft, set, badMetadata }: PartProps & { badMetadata: string | undefined }) {
  const { t } = useTranslation();
  const times = [
    ['occurred', 'field.occurred'],
    ['validFrom', 'field.valid_from'],
    ['validTo', 'field.valid_to'],
  ] as const;
  return (
    <details className="grid gap-3">
      <summary className="text-sm font-medium text-ink-soft">{t('form.more')}</summary>
      <div className="mt-3 grid gap-3 sm:grid-cols-2">
        {times.map(([name, label]) => (
          <Field key={name} label={t(label)}>
            {(control) => (
              <Input
                {...control}
                type="datetime-local"
                value={draft[name]}
                onChange={({ target }) => set({ [name]: target.value })}
              />
            )}
          </Field>
        ))}
        <div className="sm:col-span-2">
          <Field label={t('field.metadata')} hint={t('form.json')} error={badMetadata}>
            {(control) => (
              <Textarea
                {...control}
                spellCheck={false}
                className="font-mono text-xs"
                value={draft.metadata}
                onChange={({ target }) => set({ metadata: target.value })}
              />
            )}
          </Field>
        </div>
      </div>
    </details>
  );
}

function isMetadata(text: string): boolean {
  try {
    metadataOf(text);
    return true;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
