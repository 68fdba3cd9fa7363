import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultOf } from '@/api/problem-text';
import { useSession } from '@/api/session';
import { Field, Input, Select } from '@/components/ui/field';
import { type KeyDraft, spans } from './key-draft';

interface KeyFieldsProps {
  draft: KeyDraft;
  error: unknown;
  onChange: (change: Partial<KeyDraft>) => void;
}

export function KeyFields({ draft, error, onChange }: KeyFieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field label={t('keys:name')} hint={t('keys:name_hint')} error={faultOf(error, 'name')}>
        {(control) => (
          <Input
            {...control}
            data-autofocus
            required
            value={draft.name}
            onChange={({ target }) => onChange({ name: target.value })}
          />
        )}
      </Field>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        <Field label={t('keys:scope')} hint={t(`keys:may_hint.${draft.may}`)}>
          {(control) => (
            <Select
              {...control}
              value={draft.may}
              onChange={({ target }) => onChange({ may: target.value as KeyDraft['may'] })}
            >
              {(['read', 'write', 'admin'] as const).map((may) => (
                <option key={may} value={may}>
                  {t(`keys:may.${may}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Expiry draft={draft} error={error} onChange={onChange} />
      </div>
      <FixedFields draft={draft} error={error} onChange={onChange} />
    </>
  );
}

function Expiry({ draft, error, onChange }: KeyFieldsProps) {
  const { t } = useTranslation();
  // As the input writes it: year, month, day.
  const [today] = useState(() => new Date().toLocaleDateString('sv'));
  return (
    <div className="grid gap-2">
      <Field label={t('keys:lasts')} error={faultOf(error, 'expires_at')}>
        {(control) => (
          <Select
            {...control}
            value={draft.lasts}
            onChange={({ target }) => onChange({ lasts: target.value as KeyDraft['lasts'] })}
          >
            {spans.map((span) => (
              <option key={span} value={span}>
                {t(`keys:span.${span}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.lasts === 'date' && (
        <Input
          type="date"
          aria-label={t('keys:until')}
          required
          min={today}
          value={draft.until}
          onChange={({ target }) => onChange({ until: target.value })}
        />
      )}
    </div>
  );
}

/** By the name that the request has for it; the session's own key fixes it for those that it makes. */
const fixedTable = [
  { name: 'user', field: 'user_id' },
  { name: 'app', field: 'app_id' },
  { name: 'agent', field: 'agent_id' },
  { name: 'cubes', field: 'cubes' },
  { name: 'principal', field: 'principal' },
] as const;

function FixedFields({ draft, error, onChange }: KeyFieldsProps) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  return (
    <fieldset className="grid gap-3 rounded-md border border-line p-3">
      <legend className="px-1 text-xs font-medium text-ink-soft">{t('keys:fixes')}</legend>
      <p className="text-xs text-ink-faint">{t('keys:fixes_text')}</p>
      <div className="grid items-start gap-3 sm:grid-cols-2">
        {fixedTable.map(({ name, field }) => (
          <Field
            key={name}
            label={t(`keys:fixed.${field}`)}
            hint={t(`keys:fixed_hint.${field}`)}
            error={faultOf(error, field)}
          >
            {(control) => (
              <Input
                {...control}
                value={draft[name]}
                placeholder={String(session?.key?.[field] ?? t('keys:any'))}
                onChange={({ target }) => onChange({ [name]: target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
