import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeenBy, useSeenCount } from '@/api/access';
import { MoreButton } from '@/components/more-button';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Checkbox, Field, Select } from '@/components/ui/field';
import { useRowSteps } from '@/components/use-row-steps';
import { NameInput } from './name-input';
import { partsOf, type SubjectKind, subjects } from './rule-draft';
import { SeenRow } from './seen-row';
import type { AccessSearch } from './search-params';
import { useIsBound, useNames } from './use-names';

interface ViewAsProps {
  search: AccessSearch;
  onChange: (change: Partial<AccessSearch>) => void;
}

/** Which memories somebody else sees, as the server answers that one. */
export function ViewAs({ search, onChange }: ViewAsProps) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-4 pt-4">
      <SubjectForm as={search.as} onChange={(as) => onChange({ as })} />
      {search.as === undefined ? (
        <EmptyState title={t('access:view.none')}>{t('access:view.none_text')}</EmptyState>
      ) : (
        <Seen key={search.as} subject={search.as} />
      )}
    </div>
  );
}

function SubjectForm({
  as,
  onChange,
}: {
  as: string | undefined;
  onChange: (as?: string) => void;
}) {
  const { t } = useTranslation();
  const names = useNames();
  const given = partsOf(as ?? 'app:');
  const [kind, setKind] = useState(given.kind as SubjectKind);
  const name = given.kind === kind ? (given.name ?? '') : '';
  const choices = names[kind] ?? [];
  const set = (next: string) => onChange(next.trim() === '' ? undefined : `${kind}:${next.trim()}`);
  return (
    <div className="grid max-w-xl items-start gap-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
      <Field label={t('access:view.as')}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={({ target }) => {
              setKind(target.value as SubjectKind);
              onChange(undefined);
            }}
          >
            {subjects.map((one) => (
              <option key={one} value={one}>
                {t(`access:kind.${one}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t(kind === 'key' ? 'access:key_id' : 'access:name')}>
        {(control) =>
          kind === 'key' ? (
            <Select {...control} value={name} onChange={({ target }) => set(target.value)}>
              <option value="">{t('access:view.choose')}</option>
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label ?? value}
                </option>
              ))}
            </Select>
          ) : (
            <NameInput
              {...control}
              choices={choices}
              defaultValue={name}
              key={kind}
              onChange={({ target }) => {
                // One that is chosen from the list counts at once; a new one when it is done.
                if (choices.some(({ value }) => value === target.value)) set(target.value);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Enter') set(event.currentTarget.value);
              }}
              onBlur={({ target }) => set(target.value)}
            />
          )
        }
      </Field>
    </div>
  );
}

function Seen({ subject }: { subject: string }) {
  const { t } = useTranslation();
  const bound = useIsBound(subject);
  const list = useSeenBy({ subject, bound });
  const { data: seen } = useSeenCount({ subject, bound });
  const [hiddenOnly, setHiddenOnly] = useState(false);
  useRowSteps();
  if (list.error !== null) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  if (list.data === undefined) return <LoadingLines lines={8} />;
  const rows = list.data.pages.flatMap((page) =>
    page.data.map((memory) => ({ memory, isSeen: page.seen.has(memory.id) })),
  );
  const shown = hiddenOnly ? rows.filter(({ isSeen }) => !isSeen) : rows;
  const total = list.data.pages[0]?.total ?? rows.length;
  return (
    <section className="panel min-w-0" aria-label={t('access:view.title')}>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line px-4 py-2.5">
        <h2 className="min-w-0 flex-1 basis-56 text-sm font-semibold" aria-live="polite">
          {seen !== undefined && t('access:view.count', { seen, total })}
        </h2>
        <label className="flex items-center gap-2 text-sm">
          <Checkbox checked={hiddenOnly} onChange={() => setHiddenOnly(!hiddenOnly)} />
          {t('access:view.hidden_only')}
        </label>
      </header>
      {shown.length === 0 ? (
        <EmptyState title={t(hiddenOnly ? 'access:view.nothing_hidden' : 'access:view.nothing')} />
      ) : (
        <ul aria-label={t('nav.memories')} className="divide-y divide-line">
          {shown.map(({ memory, isSeen }) => (
            <SeenRow key={memory.id} subject={subject} memory={memory} isSeen={isSeen} />
          ))}
        </ul>
      )}
      <MoreButton pages={list} />
    </section>
  );
}
