import { ArrowDownUp, Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcuts } from '@/components/shell/shortcuts';
import { Button, IconButton } from '@/components/ui/button';
import { Input } from '@/components/ui/field';
import { Kbd } from '@/components/ui/kbd';
import { Menu } from '@/components/ui/menu';
import { FilterMenu } from './filter-menu';
import { filterTable, useFilterText } from './filter-table';
import { type FilterChange, isRanked, namesOf, sortFields } from './search-params';

/** What is searched for, by what it is narrowed, and in which order it stands. */
export function FilterBar({ search, onChange }: FilterChange) {
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3 md:px-6">
      <SearchBox text={search.q ?? ''} onChange={(q) => onChange({ q })} />
      <FilterMenu search={search} onChange={onChange} />
      {!isRanked(search) && <SortMenu search={search} onChange={onChange} />}
      <Chips search={search} onChange={onChange} />
    </div>
  );
}

/** Asks while it is typed, a moment after the last key. */
function SearchBox({ text, onChange }: { text: string; onChange: (q?: string) => void }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (document.activeElement !== input.current) setTyped(text);
  }, [text]);
  useEffect(() => {
    if (typed.trim() === text) return;
    const timer = setTimeout(() => latest.current(typed.trim() || undefined), 140);
    return () => clearTimeout(timer);
  }, [typed, text]);
  useShortcuts('keys.list', [
    { keys: '/', label: 'keys.search', run: () => input.current?.focus() },
  ]);
  return (
    <div className="relative min-w-52 flex-1 md:max-w-md">
      <Search aria-hidden className="absolute start-2.5 top-2 size-4 text-ink-faint" />
      <Input
        ref={input}
        type="search"
        aria-label={t('memories:search')}
        placeholder={t('memories:search')}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          // By itself the browser would empty the field, and with it the list that j and k walk through.
          event.preventDefault();
          event.currentTarget.blur();
        }}
        className="ps-8 pe-8 [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="absolute end-1 top-0.5 flex h-7 items-center">
        {typed === '' ? (
          <span className="pe-1.5 max-md:hidden">
            <Kbd>/</Kbd>
          </span>
        ) : (
          <IconButton
            label={t('memories:clear_search')}
            size="small-icon"
            onClick={() => {
              setTyped('');
              onChange(undefined);
            }}
          >
            <X />
          </IconButton>
        )}
      </span>
    </div>
  );
}

function SortMenu({ search, onChange }: FilterChange) {
  const { t } = useTranslation();
  const current = search.sort ?? '-created_at';
  const items = sortFields.map((sort) => ({
    label: t(`memories:sort.${sort}`),
    checked: sort === current,
    onSelect: () => onChange({ sort: sort === '-created_at' ? undefined : sort }),
  }));
  return (
    <Menu items={items} align="start">
      <Button look="quiet">
        <ArrowDownUp />
        <span className="sr-only">{t('memories:sort.label')} </span>
        <span className="max-sm:sr-only">{t(`memories:sort.${current}`)}</span>
      </Button>
    </Menu>
  );
}

function Chips({ search, onChange }: FilterChange) {
  const { t } = useTranslation();
  const textOf = useFilterText();
  return filterTable.map((entry) => {
    const values = namesOf(search[entry.param]);
    if (values.length === 0) return null;
    const shown = values.map((value) => textOf(entry, value)).join(', ');
    const name = `${t(`memories:filters.${entry.param}`)}: ${shown}`;
    return (
      <button
        key={entry.param}
        type="button"
        aria-label={t('memories:remove_filter', { name })}
        title={t('memories:remove_filter', { name })}
        onClick={() => onChange({ [entry.param]: undefined })}
        className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full bg-accent-soft ps-2.5 pe-2 text-xs font-medium text-accent hover:brightness-95"
      >
        <span className="max-w-80 truncate">{name}</span>
        <X aria-hidden className="size-3.5 shrink-0" />
      </button>
    );
  });
}
