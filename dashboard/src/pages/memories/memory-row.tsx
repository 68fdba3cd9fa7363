import { FlexRender, type Row } from '@tanstack/react-table';
import type { VirtualItem } from '@tanstack/react-virtual';
import { memo } from 'react';
import { classNames } from '@/components/ui/class-names';
import { Checkbox } from '@/components/ui/field';
import type { features, MemoryRow as Data } from './columns';

/** The padding and gaps of the head and of each row. */
export const rowStyle = 'grid items-center gap-x-3 ps-4 pe-2 md:ps-6 md:pe-4';

/** The same object for all rows, so that only rows that change are drawn again. */
export interface RowLayout {
  /** `grid-template-columns`. */
  template: string;
  /** For which columns there is room. */
  columns: ReadonlySet<string>;
  /** The name of each row's checkbox. */
  selectLabel: string;
}

interface MemoryRowProps {
  row: Row<typeof features, Data>;
  place: VirtualItem;
  isSelected: boolean;
  /** Whether Tab leads to it; j and k lead to the others. */
  isCurrent: boolean;
  layout: RowLayout;
  onFocus: (index: number) => void;
}

export const MemoryRow = memo(function MemoryRow(props: MemoryRowProps) {
  const { row, place, isSelected, isCurrent, layout, onFocus } = props;
  return (
    <div
      role="row"
      data-row={place.index}
      aria-rowindex={place.index + 2}
      aria-selected={isSelected}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onFocus(place.index)}
      className={classNames(
        rowStyle,
        'absolute inset-x-0 top-0 border-b border-line/70 text-sm -outline-offset-2',
        isSelected ? 'bg-accent-soft' : 'hover:bg-sunken/60 focus:bg-sunken/60',
      )}
      style={{
        gridTemplateColumns: layout.template,
        height: place.size,
        transform: `translateY(${place.start}px)`,
      }}
    >
      <span role="gridcell" className="flex">
        <Checkbox
          aria-label={layout.selectLabel}
          tabIndex={-1}
          checked={isSelected}
          onChange={row.getToggleSelectedHandler()}
        />
      </span>
      {row
        .getAllCells()
        .filter(({ column }) => layout.columns.has(column.id))
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
});
