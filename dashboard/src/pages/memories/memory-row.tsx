import { FlexRender, type Row } from '@tanstack/react-table';
import type { VirtualItem } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import { classNames } from '@/components/ui/class-names';
import { Checkbox } from '@/components/ui/field';
import type { features, MemoryRow as Data } from './columns';

/** The padding and gaps of the head and of each row. */
export const rowStyle = 'grid items-center gap-x-3 ps-4 pe-2 md:ps-6 md:pe-4';

interface MemoryRowProps {
  row: Row<typeof features, Data>;
  place: VirtualItem;
  isSelected: boolean;
  /** Whether Tab leads to it; j and k lead to the others. */
  isCurrent: boolean;
  /** `grid-template-columns`, and which columns there is room for. */
  template: string;
  isShown: (column: string) => boolean;
  onFocus: () => void;
}

export function MemoryRow(props: MemoryRowProps) {
  const { row, place, isSelected, isCurrent, template, isShown, onFocus } = props;
  const { t } = useTranslation();
  return (
    <div
      role="row"
      data-row={place.index}
      aria-rowindex={place.index + 2}
      aria-selected={isSelected}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      className={classNames(
        rowStyle,
        'absolute inset-x-0 top-0 border-b border-line/70 text-sm -outline-offset-2',
        isSelected ? 'bg-accent-soft' : 'hover:bg-sunken/60 focus:bg-sunken/60',
      )}
      style={{
        gridTemplateColumns: template,
        height: place.size,
        transform: `translateY(${place.start}px)`,
      }}
    >
      <span role="gridcell" className="flex">
        <Checkbox
          aria-label={t('memories:select')}
          tabIndex={-1}
          checked={isSelected}
          onChange={row.getToggleSelectedHandler()}
        />
      </span>
      {row
        .getAllCells()
        .filter(({ column }) => isShown(column.id))
        .map((cell) => (
          <span
            key={cell.id}
            role="gridcell"
            className={cell.column.id === 'text' ? 'min-w-0' : 'min-w-0 truncate text-ink-soft'}
          >
            <FlexRender cell={cell} />
          </span>
        ))}
    </div>
  );
}
