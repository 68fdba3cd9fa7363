import { ChevronRight } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWholeScope } from '@/api/session';
import { useStats } from '@/api/stats';
import { type FilterEntry, type FilterParam, filterTable } from './filter-table';
import type { MemoriesSearch } from './search-params';

interface FilterMenuProps {
  search: MemoriesSearch;
  onChange: (change: Partial<MemoriesSearch>) => void;
  children: ReactNode;
}

const surface =
  'z-50 max-h-96 min-w-48 max-w-72 animate-appear overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-float';
const row =
  'flex h-8 cursor-default items-center gap-2 rounded px-2 text-sm outline-none select-none data-highlighted:bg-sunken data-disabled:text-ink-faint';

/** Fields, and beside each the values that there are, with how many memories have them. */
export function FilterMenu({ search, onChange, children }: FilterMenuProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content align="start" sideOffset={4} collisionPadding={8} className={surface}>
          {filterTable.map((entry) => (
            <DropdownMenu.Sub key={entry.param}>
              <DropdownMenu.SubTrigger className={row}>
                <entry.icon className="size-4 text-ink-faint" />
                <span className="flex-1">{t(`memories:filters.${entry.param}`)}</span>
                <ChevronRight className="size-4 text-ink-faint" />
              </DropdownMenu.SubTrigger>
              <DropdownMenu.Portal>
                <DropdownMenu.SubContent sideOffset={2} collisionPadding={8} className={surface}>
                  {open && <Options entry={entry} search={search} onChange={onChange} />}
                </DropdownMenu.SubContent>
              </DropdownMenu.Portal>
            </DropdownMenu.Sub>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Options({
  entry,
  search,
  onChange,
}: Omit<FilterMenuProps, 'children'> & { entry: FilterEntry }) {
  const { t, i18n } = useTranslation();
  const { data: stats } = useStats(useWholeScope());
  const textOf = useFilterText();
  const options = stats ? entry.optionsOf(stats) : [];
  if (options.length === 0) {
    return (
      <DropdownMenu.Item disabled className={row}>
        {t('memories:no_values')}
      </DropdownMenu.Item>
    );
  }
  return (
    <DropdownMenu.RadioGroup value={String(search[entry.param] ?? '')}>
      {options.map(({ value, memories }) => (
        <DropdownMenu.RadioItem
          key={value}
          value={String(value)}
          onSelect={() => onChange(changeOf(entry.param, value))}
          className={`${row} data-[state=checked]:font-semibold data-[state=checked]:text-accent`}
        >
          <span className="flex-1 truncate">{textOf(entry, value)}</span>
          {memories !== undefined && (
            <span className="text-xs text-ink-faint tabular-nums">
              {memories.toLocaleString(i18n.language)}
            </span>
          )}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

/** A value as people read it: words of ours are translated, names are as they are. */
export function useFilterText(): (entry: FilterEntry, value: unknown) => string {
  const { t } = useTranslation();
  return ({ param, isOurs }, value) =>
    isOurs ? t(`value.${param}.${String(value)}`) : String(value);
}

function changeOf(param: FilterParam, value: string | number): Partial<MemoriesSearch> {
  return { [param]: value };
}
