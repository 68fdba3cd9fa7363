import { useTranslation } from 'react-i18next';
import { faultOf } from '@/api/problem-text';
import { Checkbox, Field, Select } from '@/components/ui/field';
import { NameInput } from './name-input';
import {
  type Action,
  actions,
  type ObjectKind,
  objects,
  type RuleDraft,
  type SubjectKind,
  subjects,
} from './rule-draft';
import { useNames } from './use-names';

interface RuleFieldsProps {
  draft: RuleDraft;
  error: unknown;
  onChange: (change: Partial<RuleDraft>) => void;
}

/** Whom, whether, what and on what. */
export function RuleFields(props: RuleFieldsProps) {
  return (
    <>
      <Subject {...props} />
      <Effect {...props} />
      <ObjectFields {...props} />
    </>
  );
}

function Subject({ draft, error, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <div className="grid items-start gap-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Field label={t('access:subject')}>
        {(control) => (
          <Select
            {...control}
            data-autofocus
            value={draft.subjectKind}
            onChange={({ target }) =>
              onChange({ subjectKind: target.value as SubjectKind, subject: '' })
            }
          >
            {subjects.map((kind) => (
              <option key={kind} value={kind}>
                {t(`access:kind.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="grid gap-2">
        <Field
          label={t(draft.subjectKind === 'key' ? 'access:key_id' : 'access:name')}
          error={faultOf(error, 'subject')}
        >
          {(control) => (
            <NameInput
              {...control}
              choices={names[draft.subjectKind]}
              disabled={draft.each}
              value={draft.each ? '' : draft.subject}
              onChange={({ target }) => onChange({ subject: target.value })}
            />
          )}
        </Field>
        <label className="flex items-center gap-2 text-sm">
          <Checkbox checked={draft.each} onChange={() => onChange({ each: !draft.each })} />
          {t(`access:each.${draft.subjectKind}`)}
        </label>
      </div>
    </div>
  );
}

function Effect({ draft, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  const toggle = (action: Action) =>
    onChange({
      actions: draft.actions.includes(action)
        ? draft.actions.filter((one) => one !== action)
        : [...draft.actions, action],
    });
  return (
    <div className="grid items-start gap-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Field label={t('access:whether')}>
        {(control) => (
          <Select
            {...control}
            value={draft.effect}
            onChange={({ target }) => onChange({ effect: target.value as RuleDraft['effect'] })}
          >
            <option value="deny">{t('access:effect.deny')}</option>
            <option value="allow">{t('access:effect.allow')}</option>
          </Select>
        )}
      </Field>
      <fieldset className="grid gap-1">
        <legend className="pb-1 text-xs font-medium text-ink-soft">{t('access:actions')}</legend>
        <div className="flex h-8 flex-wrap items-center gap-x-4 gap-y-1">
          {actions.map((action) => (
            <label key={action} className="flex items-center gap-2 text-sm">
              <Checkbox checked={draft.actions.includes(action)} onChange={() => toggle(action)} />
              {t(`access:action.${action}`)}
            </label>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

function ObjectFields({ draft, error, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <div className="grid items-start gap-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Field label={t('access:object')}>
        {(control) => (
          <Select
            {...control}
            value={draft.objectKind}
            onChange={({ target }) =>
              onChange({ objectKind: target.value as ObjectKind, object: '' })
            }
          >
            {objects.map((kind) => (
              <option key={kind} value={kind}>
                {t(`access:object_kind.${kind}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.objectKind !== 'all' && (
        <Field
          label={t(draft.objectKind === 'memory' ? 'access:memory_id' : 'access:object_name')}
          error={faultOf(error, 'object')}
        >
          {(control) => (
            <NameInput
              {...control}
              choices={names[draft.objectKind]}
              value={draft.object}
              onChange={({ target }) => onChange({ object: target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}
