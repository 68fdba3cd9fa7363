import { useTranslation } from 'react-i18next';
import { Button } from '@/components/ui/button';
import { Field, Input, Select } from '@/components/ui/field';
import { type AuditSearch, groups } from './search-params';

interface AuditFiltersProps {
  search: AuditSearch;
  onChange: (search: AuditSearch) => void;
}

export function AuditFilters({ search, onChange }: AuditFiltersProps) {
  const { t } = useTranslation();
  /** Empty takes it out of the address. */
  const set = (name: keyof AuditSearch, value: string) => {
    const { [name]: _, ...rest } = search;
    onChange(value === '' ? rest : { ...rest, [name]: value });
  };
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="min-w-44 flex-1 sm:flex-none">
        <Field label={t('audit:about')}>
          {(control) => (
            <Select
              {...control}
              value={search.group ?? ''}
              onChange={({ target }) => set('group', target.value)}
            >
              <option value="">{t('audit:everything')}</option>
              {groups.map((group) => (
                <option key={group} value={group}>
                  {t(`audit:group.${group}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {(['since', 'until'] as const).map((name) => (
        <Field key={name} label={t(`audit:${name}`)}>
          {(control) => (
            <Input
              {...control}
              type="date"
              value={search[name] ?? ''}
              onChange={({ target }) => set(name, target.value)}
            />
          )}
        </Field>
      ))}
      {Object.keys(search).length > 0 && (
        <Button look="quiet" onClick={() => onChange({})}>
          {t('audit:clear')}
        </Button>
      )}
    </div>
  );
}
