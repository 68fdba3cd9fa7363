import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { exactTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import { Checkbox, Field, Select } from '@/components/ui/field';
import { KeptInput } from './kept-input';
import { choices, isValid, type RecallSettings, type Setting, settingTable } from './setting-table';

interface SettingsPanelProps {
  title: string;
  settings: RecallSettings;
  onChange: (change: RecallSettings) => void;
  /** One of two: it is open, and has no room for hints. */
  isOneOfTwo?: boolean;
  /** Before the settings. */
  children?: ReactNode;
}

/** How it is asked. Each change asks again. */
export function SettingsPanel({
  title,
  settings,
  onChange,
  isOneOfTwo = false,
  children,
}: SettingsPanelProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(isOneOfTwo);
  const { nameOf, valueOf } = useSettingText();
  const changed = settingTable.filter(({ name }) => settings[name] !== undefined);
  const reset = Object.fromEntries(settingTable.map(({ name }) => [name, undefined]));
  return (
    <section className="panel min-w-0">
      <h2>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-10 w-full flex-wrap items-center gap-2 px-4 py-1.5 text-start text-sm font-semibold"
        >
          <ChevronRight aria-hidden className={open ? 'size-4 rotate-90' : 'size-4'} />
          {title}
          <span className="min-w-0 truncate text-xs font-normal text-ink-soft">
            {changed.map((one) => `${nameOf(one)}: ${valueOf(one, settings)}`).join(' · ')}
          </span>
        </button>
      </h2>
      {open && (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] items-start gap-x-4 gap-y-3 px-4 pt-1 pb-4">
          {children}
          {settingTable.map((setting) => (
            <SettingField
              key={setting.name}
              {...{ setting, settings, onChange }}
              isShort={isOneOfTwo}
            />
          ))}
          {changed.length > 0 && (
            <Button
              look="quiet"
              size="small"
              className="justify-self-start"
              onClick={() => onChange(reset as RecallSettings)}
            >
              {t('recall:reset')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

interface SettingFieldProps extends Pick<SettingsPanelProps, 'settings' | 'onChange'> {
  setting: Setting;
  /** Without its hint. */
  isShort: boolean;
}

function SettingField({ setting, settings, onChange, isShort }: SettingFieldProps) {
  const { t } = useTranslation();
  const { name } = setting;
  const value = settings[name] ?? setting.default;
  const label = t(`recall:setting.${name}.name`);
  const hint = isShort ? undefined : t(`recall:setting.${name}.text`);
  const set = (next: unknown) =>
    onChange({ [name]: next === setting.default ? undefined : next } as RecallSettings);
  if (setting.type === 'switch') {
    return <SwitchField {...{ label, hint, set }} isOn={value === true} />;
  }
  if (setting.type === 'choice') return <ChoiceField {...{ label, hint, value, set }} />;
  const shown = setting.type === 'time' ? localMinute(value as string) : String(value);
  return <TypedField {...{ setting, label, hint, shown, set }} />;
}

interface SwitchFieldProps {
  label: string;
  hint: string | undefined;
  isOn: boolean;
  set: (value: boolean) => void;
}

function SwitchField({ label, hint, isOn, set }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className={hint === undefined ? '' : 'grid gap-1 pt-5'}>
      <label className="flex h-8 items-center gap-2 text-sm">
        <Checkbox checked={isOn} aria-describedby={hint && id} onChange={() => set(!isOn)} />
        {label}
      </label>
      {hint !== undefined && (
        <p id={id} className="text-xs text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface ChoiceFieldProps {
  label: string;
  hint: string | undefined;
  value: unknown;
  set: (value: boolean | undefined) => void;
}

function ChoiceField({ label, hint, value, set }: ChoiceFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={label} hint={hint}>
      {(control) => (
        <Select
          {...control}
          value={nameOfChoice(value)}
          onChange={({ target }) => set(choices.find(({ name }) => name === target.value)?.value)}
        >
          {choices.map(({ name }) => (
            <option key={name} value={name}>
              {t(`recall:choice.${name}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

interface TypedFieldProps {
  setting: Extract<Setting, { type: 'number' | 'time' }>;
  label: string;
  hint: string | undefined;
  shown: string;
  set: (value: unknown) => void;
}

/** Takes effect with Enter, or when it is left. */
function TypedField({ setting, label, hint, shown, set }: TypedFieldProps) {
  const { t } = useTranslation();
  const [error, setError] = useState<string>();
  function take(typed: string) {
    const value = valueTyped(setting, typed);
    const isRight = value === setting.default || isValid(setting, value);
    const { least = '', most = '' } = setting.type === 'number' ? setting : {};
    setError(isRight ? undefined : t('recall:out_of_range', { least, most }));
    if (isRight && typed !== shown) set(value);
  }
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <KeptInput
          {...control}
          {...(setting.type === 'number'
            ? { type: 'number', min: setting.least, max: setting.most, step: setting.step }
            : { type: 'datetime-local' })}
          kept={shown}
          onBlur={({ target }) => take(target.value)}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') take(currentTarget.value);
          }}
        />
      )}
    </Field>
  );
}

/** What a setting is called, and what it is set to: "Diversity", "0.3". */
export function useSettingText() {
  const { t, i18n } = useTranslation();
  return {
    nameOf: ({ name }: Setting) => t(`recall:setting.${name}.name`),
    valueOf: ({ name, type, default: usual }: Setting, settings: RecallSettings) => {
      const value = settings[name] ?? usual;
      if (type === 'choice') return t(`recall:choice.${nameOfChoice(value)}`);
      if (value === undefined) return t('recall:unset');
      if (type === 'switch') return t(value === true ? 'recall:on' : 'recall:off');
      if (type === 'time') return exactTime(String(value), i18n.language);
      return value.toLocaleString(i18n.language);
    },
  };
}

function nameOfChoice(value: unknown) {
  return choices.find((choice) => choice.value === value)?.name;
}

function valueTyped({ type, default: usual }: TypedFieldProps['setting'], typed: string): unknown {
  if (typed === '') return usual;
  return type === 'number' ? Number(typed) : new Date(typed).toISOString();
}

function localMinute(at: string | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
