import { Download } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ExportRequest } from 'tulving/client';
import { useExport, useExportSize } from '@/api/exchange';
import { Failure } from '@/components/failure';
import { BusyBar } from '@/components/operate/busy-bar';
import { sizeOf } from '@/components/size';
import { Button } from '@/components/ui/button';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';
import { type ExportDraft, endings, requestOf } from './export-draft';

const formats = ['jsonl', 'markdown', 'openmemory', 'mem0', 'server-memory'] as const;

/** Which memories, in which format, and how many that are. */
export function ExportForm() {
  const { t, i18n } = useTranslation();
  const [draft, setDraft] = useState<ExportDraft>({
    format: 'jsonl',
    user: '',
    cube: '',
    history: true,
  });
  const [bytes, setBytes] = useState(0);
  const { mutate, isPending, error } = useExport(setBytes);
  const { request, lacks } = requestOf(draft);
  const set = (change: Partial<ExportDraft>) => setDraft({ ...draft, ...change });
  const save = () =>
    mutate(
      { request, name: `tulving-export.${endings[draft.format]}` },
      {
        onSuccess: (size) =>
          void toast.success(t('exchange:export.done', { size: sizeOf(size, i18n.language) })),
      },
    );
  return (
    <form
      className="grid max-w-2xl gap-4 pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Field label={t('exchange:format')} hint={t(`exchange:about.${draft.format}`)}>
        {(control) => (
          <Select
            {...control}
            value={draft.format}
            onChange={({ target }) => set({ format: target.value as ExportDraft['format'] })}
          >
            {formats.map((format) => (
              <option key={format} value={format}>
                {t(`exchange:formats.${format}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field
          label={t('exchange:export.user')}
          hint={t('exchange:export.user_hint')}
          error={lacks ? t('exchange:export.lacks') : undefined}
        >
          {(control) => (
            <Input
              {...control}
              value={draft.user}
              onChange={({ target }) => set({ user: target.value })}
            />
          )}
        </Field>
        <Field label={t('field.cube')} hint={t('exchange:export.cube_hint')}>
          {(control) => (
            <Input
              {...control}
              value={draft.cube}
              onChange={({ target }) => set({ cube: target.value })}
            />
          )}
        </Field>
      </div>
      {draft.format === 'jsonl' && (
        <label className="flex items-center gap-2 text-sm">
          <Checkbox
            checked={draft.history}
            onChange={({ target }) => set({ history: target.checked })}
          />
          {t('exchange:export.history')}
        </label>
      )}
      <Size request={request} />
      {isPending && (
        <div role="status">
          <BusyBar label={t('exchange:export.writing', { size: sizeOf(bytes, i18n.language) })} />
        </div>
      )}
      {error !== null && <Failure error={error} />}
      <div>
        <Button look="primary" type="submit" disabled={isPending || lacks}>
          <Download />
          {t('exchange:export.go')}
        </Button>
      </div>
    </form>
  );
}

function Size({ request }: { request: ExportRequest }) {
  const { t } = useTranslation();
  const { data: count } = useExportSize(useDeferredValue(request));
  return (
    <p role="status" className="panel px-4 py-3 text-sm">
      {count === undefined ? t('loading') : t('exchange:export.size', { count })}
      <span className="block text-xs text-ink-faint">{t('exchange:export.too')}</span>
    </p>
  );
}
