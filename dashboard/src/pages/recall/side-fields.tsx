import { useTranslation } from 'react-i18next';
import { Field } from '@/components/ui/field';
import { KeptInput } from './kept-input';
import { type RecallSearch, type RecallSide, sideFields } from './recall-params';

interface SideFieldsProps {
  search: RecallSearch;
  side: RecallSide;
  onChange: (change: RecallSide) => void;
}

/** What B asks otherwise; empty: as A. Takes effect with Enter, or when it is left. */
export function SideFields({ search, side, onChange }: SideFieldsProps) {
  const { t } = useTranslation();
  return sideFields.map((name) => {
    const take = (typed: string) => {
      const value = typed.trim() || undefined;
      if (value !== side[name]) onChange({ [name]: value } as RecallSide);
    };
    return (
      <div key={name} className={name === 'q' ? 'col-span-full' : ''}>
        <Field label={t(`recall:side.${name}`)}>
          {(control) => (
            <KeptInput
              {...control}
              autoComplete="off"
              list={name === 'q' ? undefined : `recall-${name}`}
              kept={side[name] ?? ''}
              placeholder={search[name] ?? t('recall:side.same')}
              onBlur={({ target }) => take(target.value)}
              onKeyDown={({ key, currentTarget }) => {
                if (key === 'Enter') take(currentTarget.value);
              }}
            />
          )}
        </Field>
      </div>
    );
  });
}
