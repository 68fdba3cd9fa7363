import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRequest } from 'tulving/client';
import { Checkbox, Field, Input, Select } from '@/components/ui/field';

/** As `auto` would find out, or said by hand. */
const formats = [
  'auto',
  'jsonl',
  'markdown',
  'openmemory',
  'mem0',
  'server-memory',
  'chatgpt',
  'claude',
  'memos',
] as const;

interface ImportOptionsProps {
  request: ImportRequest;
  disabled: boolean;
  onChange: (request: ImportRequest) => void;
}

/** How a file is read, and whose it becomes. */
export function ImportOptions({ request, disabled, onChange }: ImportOptionsProps) {
  const { t } = useTranslation();
  const [user, setUser] = useState(request.user_id ?? '');
  const keepUser = () => {
    const { user_id: before, ...rest } = request;
    if (user.trim() === (before ?? '')) return;
    onChange(user.trim() === '' ? rest : { ...rest, user_id: user.trim() });
  };
  return (
    <fieldset disabled={disabled} className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
      <legend className="sr-only">{t('exchange:import.options')}</legend>
      <Field label={t('exchange:format')}>
        {(control) => (
          <Select
            {...control}
            value={request.format ?? 'auto'}
            onChange={({ target }) =>
              onChange({ ...request, format: target.value as (typeof formats)[number] })
            }
          >
            {formats.map((format) => (
              <option key={format} value={format}>
                {t(`exchange:formats.${format}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('exchange:import.user')} hint={t('exchange:import.user_hint')}>
        {(control) => (
          <Input
            {...control}
            value={user}
            onChange={({ target }) => setUser(target.value)}
            onBlur={keepUser}
            onKeyDown={({ key }) => key === 'Enter' && keepUser()}
          />
        )}
      </Field>
      <Field label={t('exchange:import.duplicates')}>
        {(control) => (
          <Select
            {...control}
            value={request.on_duplicate ?? 'skip'}
            onChange={({ target }) =>
              onChange({ ...request, on_duplicate: target.value as 'skip' | 'new' })
            }
          >
            {(['skip', 'new'] as const).map((rule) => (
              <option key={rule} value={rule}>
                {t(`exchange:duplicate.${rule}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <label className="flex items-center gap-2 self-center text-sm">
        <Checkbox
          checked={request.extract === true}
          onChange={({ target }) => onChange({ ...request, extract: target.checked })}
        />
        {t('exchange:import.extract')}
      </label>
    </fieldset>
  );
}
