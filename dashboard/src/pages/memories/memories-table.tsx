import { type RowSelectionState, useTable } from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { Checkbox } from '@/components/ui/field';
import { classNames } from '@/components/ui/class-names';
import { useMediaQuery } from '@/components/use-media-query';
import { BulkBar } from './bulk-bar';
import { columnsFor, features, type MemoryRow } from './columns';
import { useRowKeys } from './use-row-keys';

interface MemoriesTableProps {
  memories: readonly MemoryRow[];
  total: number | undefined;
  isStale: boolean;
  /** Asked for when the last rows come into sight. */
  onEnd: () => void;
  onEdit: (memory: Memory) => void;
  onCreate: () => void;
}

const rowHeights = { wide: 42, narrow: 74 };

/** Only the rows in sight are in the page, however many there are. */
export function MemoriesTable(props: MemoriesTableProps) {
  const { memories, total, isStale, onEnd, onEdit, onCreate } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const wide = useMediaQuery('(min-width: 48rem)');
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const ranked = memories[0] !== undefined && 'score' in memories[0];
  const columns = useMemo(() => columnsFor(t, ranked, onEdit), [t, ranked, onEdit]);
  const table = useTable({
    features,
    columns,
    data: memories,
    getRowId: ({ id }) => id,
    state: { rowSelection },
    onRowSelectionChange: setRowSelection,
  });
  const { rows } = table.getRowModel();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (wide ? rowHeights.wide : rowHeights.narrow),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [virtual, wide]);
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - 20) onEnd();
  }, [last, rows.length, onEnd]);

  const selected = rows.filter((row) => rowSelection[row.id]).map((row) => row.original);
  const clear = () => setRowSelection({});
  const { cursor, setCursor } = useRowKeys({
    memories,
    selected,
    onMove: (index) => {
      virtual.scrollToIndex(index);
      // The row may have come into the page just now.
      requestAnimationFrame(() => {
        scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus();
      });
    },
    onToggle: ({ id }) => table.getRow(id).toggleSelected(),
    onClear: clear,
    onEdit,
    onCreate,
  });

  const shown = table.getAllColumns().filter(({ columnDef }) => wide || !columnDef.meta?.isWide);
  const template = ['2.25rem', ...shown.map(({ columnDef }) => columnDef.meta?.width)].join(' ');
  const isShown = (id: string) => shown.some((column) => column.id === id);
  const rowClass = 'grid items-center gap-x-3 ps-4 pe-2 md:ps-6 md:pe-4';

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="grid"
        aria-label={t('nav.memories')}
        aria-rowcount={(total ?? rows.length) + 1}
        aria-multiselectable
        className="h-full overflow-y-auto border-t border-line bg-surface [scrollbar-gutter:stable]"
      >
        <div role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface">
          <div
            role="row"
            aria-rowindex={1}
            className={classNames(rowClass, 'h-8 text-xs font-medium text-ink-faint')}
            style={{ gridTemplateColumns: template }}
          >
            <span role="columnheader" className="flex">
              <Checkbox
                aria-label={t('memories:select_all')}
                checked={table.getIsAllRowsSelected()}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </span>
            {table.getHeaderGroups().map(({ headers }) =>
              headers
                .filter(({ column }) => isShown(column.id))
                .map((header) => (
                  <span key={header.id} role="columnheader" className="truncate">
                    <table.FlexRender header={header} />
                  </span>
                )),
            )}
          </div>
        </div>
        <div
          role="rowgroup"
          className={classNames('relative', isStale && 'opacity-60')}
          style={{ height: virtual.getTotalSize() }}
        >
          {items.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const isSelected = rowSelection[row.id] === true;
            return (
              <div
                key={item.key}
                role="row"
                data-row={item.index}
                aria-rowindex={item.index + 2}
                aria-selected={isSelected}
                tabIndex={item.index === Math.max(cursor, 0) ? 0 : -1}
                onFocus={() => setCursor(item.index)}
                className={classNames(
                  rowClass,
                  'absolute inset-x-0 top-0 border-b border-line/70 text-sm -outline-offset-2',
                  isSelected ? 'bg-accent-soft' : 'hover:bg-sunken/60 focus:bg-sunken/60',
                )}
                style={{
                  gridTemplateColumns: template,
                  height: item.size,
                  transform: `translateY(${item.start}px)`,
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
                      className={classNames(
                        'min-w-0 truncate',
                        cell.column.id !== 'text' && 'text-ink-soft',
                      )}
                    >
                      <table.FlexRender cell={cell} />
                    </span>
                  ))}
              </div>
            );
          })}
        </div>
      </div>
      <BulkBar selected={selected} onClear={clear} />
    </div>
  );
}
