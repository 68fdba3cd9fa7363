import { Search, X } from 'lucide-react';
import type { FormEvent, KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stats } from 'tulving/client';
import { useWholeScope } from '@/api/session';
import { useStats } from '@/api/stats';
import { exactTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import { Kbd } from '@/components/ui/kbd';
import { KeptInput } from './kept-input';
import { type RecallSearch, type ScopeField, scopeNames } from './recall-params';

interface QueryFormProps {
  search: RecallSearch;
  /** Whom it is about where nobody is named. */
  usual: string | undefined;
  onAsk: (change: Partial<RecallSearch>) => void;
}

/** Of the field, which `/` goes to. */
export const questionId = 'recall-question';

/** The question, and the scope in which it is asked. */
export function QueryForm({ search, usual, onAsk }: QueryFormProps) {
  const { t } = useTranslation();
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    onAsk(changesIn(new FormData(event.currentTarget), search));
  }
  return (
    <form onSubmit={submit} className="grid gap-3">
      <div className="flex gap-2">
        <div className="relative flex-1">
          <Search aria-hidden className="absolute start-3 top-3 size-4 text-ink-faint" />
          <KeptInput
            id={questionId}
            name="q"
            type="search"
            autoComplete="off"
            kept={search.q ?? ''}
            onKeyDown={leaveOnEscape}
            aria-label={t('recall:question')}
            placeholder={t('recall:question_example')}
            className="h-10 ps-9 pe-9 text-base [&::-webkit-search-cancel-button]:hidden"
          />
          <span className="absolute end-2.5 top-2.5 max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        </div>
        <Button type="submit" look="primary" className="h-10">
          {t('recall:ask')}
        </Button>
      </div>
      <ScopeFields search={search} usual={usual} />
      <Extras search={search} onAsk={onAsk} />
    </form>
  );
}

function ScopeFields({ search, usual }: Omit<QueryFormProps, 'onAsk'>) {
  const { t } = useTranslation();
  const { data: stats } = useStats(useWholeScope());
  const [first, ...others] = scopeNames.map((name) => (
    <label key={name} className="flex min-w-0 items-center gap-2 text-xs font-medium text-ink-soft">
      <span className="shrink-0">{t(`recall:scope.${name}`)}</span>
      <KeptInput
        name={name}
        kept={search[name] ?? ''}
        list={`recall-${name}`}
        autoComplete="off"
        placeholder={name === 'user' ? usual : undefined}
        className="max-w-44 font-normal"
      />
      <datalist id={`recall-${name}`}>
        {stats && namesOf(name, stats).map((value) => <option key={value} value={value} />)}
      </datalist>
    </label>
  ));
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      {first}
      <span className="text-xs text-ink-faint">{t('recall:scope.everybody')}</span>
      <details
        className="min-w-0"
        open={others.some(({ key }) => key && search[key as ScopeField])}
      >
        <summary className="text-xs font-medium text-ink-soft hover:text-ink">
          {t('recall:scope.more')}
        </summary>
        <div className="mt-2 flex flex-wrap gap-x-4 gap-y-2">{others}</div>
      </details>
    </div>
  );
}

/** What comes with a search of the past and has no field of its own. */
function Extras({ search, onAsk }: Pick<QueryFormProps, 'search' | 'onAsk'>) {
  const { t, i18n } = useTranslation();
  const { asked, filters } = search;
  const extras = [
    ...(asked === undefined
      ? []
      : [
          { name: 'asked', told: t('recall:scope.asked', { at: exactTime(asked, i18n.language) }) },
        ]),
    ...(filters === undefined
      ? []
      : [
          { name: 'filters', told: t('recall:scope.filters', { filter: JSON.stringify(filters) }) },
        ]),
  ];
  if (extras.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-2">
      {extras.map(({ name, told }) => (
        <button
          key={name}
          type="button"
          title={t('recall:scope.remove', { name: told })}
          aria-label={t('recall:scope.remove', { name: told })}
          onClick={() => onAsk({ [name]: undefined })}
          className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft ps-2.5 pe-2 text-xs font-medium text-accent hover:brightness-95"
        >
          <span className="truncate">{told}</span>
          <X aria-hidden className="size-3.5 shrink-0" />
        </button>
      ))}
    </div>
  );
}

/** By itself Escape would empty the field, which then says another thing than the answer below. */
function leaveOnEscape(event: KeyboardEvent<HTMLInputElement>): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.currentTarget.blur();
}

/** What the form holds otherwise than the address. */
function changesIn(form: FormData, search: RecallSearch): Partial<RecallSearch> {
  return Object.fromEntries(
    (['q', ...scopeNames] as const).flatMap((name) => {
      const typed = form.get(name);
      const value = (typeof typed === 'string' && typed.trim()) || undefined;
      return value === search[name] ? [] : [[name, value]];
    }),
  );
}

function namesOf(field: ScopeField, stats: Stats): string[] {
  const named = (list: Stats['apps']) => list.map(({ name }) => name);
  const lists: Record<ScopeField, string[]> = {
    user: ['*', ...named(stats.user_ids)],
    agent: named(stats.agents),
    app: named(stats.apps),
    run: [],
    cube: stats.cubes,
  };
  return lists[field];
}
