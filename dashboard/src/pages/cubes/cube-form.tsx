import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { CubeSettings, Stats } from 'tulving/client';
import { useSetCube } from '@/api/cubes';
import { faultOf } from '@/api/problem-text';
import { Failure } from '@/components/failure';
import { Panel } from '@/components/panel';
import { Button } from '@/components/ui/button';
import { Field, Textarea } from '@/components/ui/field';
import { OnOff } from '@/components/ui/on-off';
import { CategoryFields } from './category-fields';
import { type CubeDraft, draftOf, instructionFields, patchOf } from './cube-draft';

interface CubeFormProps {
  settings: CubeSettings;
  /** How many memories bear each category here. */
  counts: Stats['categories'];
}

export function CubeForm({ settings, counts }: CubeFormProps) {
  const { t } = useTranslation();
  const before = draftOf(settings);
  const [draft, setDraft] = useState(before);
  const { mutate, isPending, error } = useSetCube(settings.cube);
  const patch = patchOf(before, draft);
  const isChanged = Object.keys(patch).length > 0;
  const set = (change: Partial<CubeDraft>) => setDraft((now) => ({ ...now, ...change }));
  function submit(event: FormEvent) {
    event.preventDefault();
    mutate(patch, {
      onSuccess: (kept) => {
        setDraft(draftOf(kept));
        toast.success(t('cubes:saved'));
      },
    });
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Panel title={t('cubes:model.title')}>
        <div className="grid gap-4 px-4 pb-4">
          <OnOff
            label={t('cubes:extract')}
            hint={t('cubes:extract_text')}
            checked={draft.extract}
            onChange={(extract) => set({ extract })}
          />
          {instructionFields.map((name) => (
            <Field
              key={name}
              label={t(`cubes:${name}`)}
              hint={t(`cubes:${name}_text`)}
              error={faultOf(error, name)}
            >
              {(control) => (
                <Textarea
                  {...control}
                  value={draft[name]}
                  onChange={({ target }) => set({ [name]: target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      </Panel>
      <Panel title={t('cubes:categories.title')}>
        <CategoryFields draft={draft} counts={counts} onChange={set} />
      </Panel>
      <Panel title={t('cubes:log.title')}>
        <div className="px-4 pb-4">
          <OnOff
            label={t('cubes:access_log')}
            hint={t('cubes:access_log_text')}
            checked={draft.access_log}
            onChange={(access_log) => set({ access_log })}
          />
        </div>
      </Panel>
      {error !== null && <Failure error={error} />}
      <div className="sticky bottom-0 flex flex-wrap justify-end gap-2 border-t border-line bg-canvas py-3">
        <Button look="quiet" disabled={!isChanged} onClick={() => setDraft(before)}>
          {t('cubes:discard')}
        </Button>
        <Button look="primary" type="submit" disabled={!isChanged || isPending}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
