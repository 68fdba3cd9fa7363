import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OwnReadsBox } from '@/components/access/own-reads-box';
import { Button } from '@/components/ui/button';
import { Field, Input, Select } from '@/components/ui/field';
import { NameInput } from './name-input';
import type { AccessSearch } from './search-params';
import { useNames } from './use-names';

interface LogFiltersProps {
  search: AccessSearch;
  onChange: (change: Partial<AccessSearch>) => void;
}

const reads = ['search', 'context', 'list', 'get', 'history', 'related', 'export'] as const;
const writes = ['created', 'updated', 'deleted', 'restored', 'erased'] as const;
const fields = ['app', 'user', 'kind', 'query', 'from', 'to'] as const;

export function LogFilters({ search, onChange }: LogFiltersProps) {
  const { t } = useTranslation();
  const names = useNames();
  const isNarrowed = fields.some((name) => search[name] !== undefined);
  const set = (name: (typeof fields)[number]) => (value: string) =>
    onChange({ [name]: value === '' ? undefined : value });
  return (
    <div className="grid grid-cols-2 items-end gap-3 md:grid-cols-6">
      <Typed label={t('field.app')} value={search.app} onChange={set('app')} names={names['app']} />
      <Typed
        label={t('field.user')}
        value={search.user}
        onChange={set('user')}
        names={names['user']}
      />
      <Field label={t('access:log.kind')}>
        {(control) => (
          <Select
            {...control}
            value={search.kind ?? ''}
            onChange={({ target }) => set('kind')(target.value)}
          >
            <option value="">{t('access:log.any')}</option>
            <option value="reads">{t('access:log.reads')}</option>
            <option value="writes">{t('access:log.writes')}</option>
            <optgroup label={t('access:log.reads')}>
              {reads.map((kind) => (
                <option key={kind} value={kind}>
                  {t(`access_kind.${kind}`)}
                </option>
              ))}
            </optgroup>
            <optgroup label={t('access:log.writes')}>
              {writes.map((kind) => (
                <option key={kind} value={`memory.${kind}`}>
                  {t(`access_kind.${kind}`)}
                </option>
              ))}
            </optgroup>
          </Select>
        )}
      </Field>
      <Typed label={t('access:log.query')} value={search.query} onChange={set('query')} />
      <Day label={t('access:log.from')} value={search.from} onChange={set('from')} />
      <Day label={t('access:log.to')} value={search.to} onChange={set('to')} />
      <div className="col-span-full flex flex-wrap items-center gap-4">
        <OwnReadsBox
          checked={search.own === true}
          onChange={(own) => onChange({ own: own || undefined })}
        />
        {isNarrowed && (
          <Button
            size="small"
            look="quiet"
            onClick={() => onChange(Object.fromEntries(fields.map((name) => [name, undefined])))}
          >
            {t('access:log.clear')}
          </Button>
        )}
      </div>
    </div>
  );
}

interface TypedProps {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
  names?: Parameters<typeof NameInput>[0]['choices'];
}

/** Asks a moment after the last key. */
function Typed({ label, value = '', onChange, names }: TypedProps) {
  const [typed, setTyped] = useState(value);
  const [before, setBefore] = useState(value);
  // Cleared from elsewhere, the field follows.
  if (before !== value) {
    setBefore(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), 250);
    return () => clearTimeout(timer);
  });
  return (
    <Field label={label}>
      {(control) => (
        <NameInput
          {...control}
          choices={names}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
      )}
    </Field>
  );
}

function Day({ label, value, onChange }: Omit<TypedProps, 'names'>) {
  return (
    <Field label={label}>
      {(control) => (
        <Input
          {...control}
          type="date"
          value={value ?? ''}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
