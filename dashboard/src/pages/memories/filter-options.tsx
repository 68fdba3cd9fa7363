import { Check, ChevronRight } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { useWholeScope } from '@/api/session';
import { useStats } from '@/api/stats';
import { menuRow, MenuSurface, menuSurface } from '@/components/ui/menu-surface';
import { type FilterEntry, filterTable, useFilterText } from './filter-table';
import { type FilterChange, namesOf } from './search-params';

export function FilterOptions({ onClose, ...change }: FilterChange & { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <MenuSurface align="start" onClose={onClose}>
      {filterTable.map((entry) => (
        <DropdownMenu.Sub key={entry.param}>
          <DropdownMenu.SubTrigger className={menuRow}>
            <entry.icon className="size-4 text-ink-faint" />
            <span className="flex-1">{t(`memories:filters.${entry.param}`)}</span>
            <ChevronRight className="size-4 text-ink-faint" />
          </DropdownMenu.SubTrigger>
          <DropdownMenu.Portal>
            <DropdownMenu.SubContent sideOffset={2} collisionPadding={8} className={menuSurface}>
              <Values entry={entry} {...change} />
            </DropdownMenu.SubContent>
          </DropdownMenu.Portal>
        </DropdownMenu.Sub>
      ))}
    </MenuSurface>
  );
}

function Values({ entry, search, onChange }: FilterChange & { entry: FilterEntry }) {
  const { t, i18n } = useTranslation();
  const { data: stats } = useStats(useWholeScope());
  const textOf = useFilterText();
  const options = stats ? entry.optionsOf(stats) : [];
  if (options.length === 0) {
    return (
      <DropdownMenu.Item disabled className={menuRow}>
        {t('memories:no_values')}
      </DropdownMenu.Item>
    );
  }
  const chosen = new Set(namesOf(search[entry.param]));
  return (
    <DropdownMenu.Group>
      {options.map(({ value, memories }) => (
        <DropdownMenu.CheckboxItem
          key={value}
          checked={chosen.has(String(value))}
          onSelect={(event) => {
            // Further ones are chosen while the menu is open.
            if (entry.isSeveral) event.preventDefault();
            onChange({ [entry.param]: nextOf(entry, chosen, value) });
          }}
          className={`${menuRow} data-[state=checked]:font-semibold data-[state=checked]:text-accent`}
        >
          {entry.isSeveral && (
            <span
              aria-hidden
              className="flex size-4 items-center justify-center rounded border border-line-strong"
            >
              {chosen.has(String(value)) && <Check className="size-3" />}
            </span>
          )}
          <span className="flex-1 truncate">{textOf(entry, value)}</span>
          {memories !== undefined && (
            <span className="text-xs text-ink-faint tabular-nums">
              {memories.toLocaleString(i18n.language)}
            </span>
          )}
        </DropdownMenu.CheckboxItem>
      ))}
    </DropdownMenu.Group>
  );
}

/** Of several each comes and goes by itself; of one the new one stands for the old. */
function nextOf(
  { isSeveral }: FilterEntry,
  chosen: ReadonlySet<string>,
  value: string | number,
): string | number | string[] | undefined {
  if (!isSeveral) return value;
  const name = String(value);
  const names = chosen.has(name) ? [...chosen].filter((one) => one !== name) : [...chosen, name];
  return names.length === 0 ? undefined : names;
}
