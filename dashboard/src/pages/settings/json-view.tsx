import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ServerSettings } from 'tulving/client';
import { useChangeSettings } from '@/api/settings';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';
import { changesOf, editableOf } from './json-values';

/** What may be changed here, as one text to look at, copy and change. */
export function JsonView({ settings }: { settings: ServerSettings }) {
  const { t } = useTranslation();
  const before = editableOf(settings.data);
  const [draft, setDraft] = useState<string>();
  const { mutate, isPending, error } = useChangeSettings();
  const text = draft ?? JSON.stringify(before, null, 2);
  const changes = changesOf(before, text);
  const isBroken = changes === undefined;
  const count = isBroken ? 0 : Object.keys(changes).length;
  const save = () =>
    mutate(changes ?? {}, {
      onSuccess: () => {
        setDraft(undefined);
        toast.success(t('settings:kept'));
      },
    });
  return (
    <div className="grid gap-3 pt-4">
      <Field
        label={t('settings:json.label')}
        hint={t('settings:json.hint')}
        error={isBroken ? t('settings:json.broken') : undefined}
      >
        {(control) => (
          <Textarea
            {...control}
            spellCheck={false}
            value={text}
            onChange={({ target }) => setDraft(target.value)}
            className="min-h-96 font-mono text-xs"
          />
        )}
      </Field>
      {error !== null && <Failure error={error} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" disabled={count === 0 || isPending} onClick={save}>
          {t('save')}
        </Button>
        <Button look="quiet" disabled={draft === undefined} onClick={() => setDraft(undefined)}>
          {t('cancel')}
        </Button>
        {!isBroken && (
          <span className="text-xs text-ink-faint">{t('settings:json.changes', { count })}</span>
        )}
      </div>
    </div>
  );
}
