import { type RowSelectionState, useTable } from '@tanstack/react-table';
import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { useMemoryActions } from '@/components/memory/use-memory-actions';
import { classNames } from '@/components/ui/class-names';
import { Checkbox } from '@/components/ui/field';
import { useMediaQuery } from '@/components/use-media-query';
import { BulkBar } from './bulk-bar';
import { useChosenColumns } from './use-chosen-columns';
import { leastWidth } from './least-width';
import { columnsFor, features, type MemoryRow as Data } from './columns';
import { MemoryRow, rowStyle } from './memory-row';
import type { MeantByFilter } from './search-params';
import { useRowKeys } from './use-row-keys';

interface MemoriesTableProps {
  memories: readonly Data[];
  total: number | undefined;
  /** All of them as a request, also those that are not in the page. */
  matching: (() => MeantByFilter | undefined) | undefined;
  isStale: boolean;
  /** Asked for when the last rows come into sight. */
  onEnd: () => void;
  onEdit: (memory: Memory) => void;
  onCreate: () => void;
}

const rowHeights = { wide: 42, narrow: 74 };
/** How many rows before the end the next ones are asked for. */
const ahead = 40;

/** Only the rows in sight are in the page, however many there are. */
export function MemoriesTable(props: MemoriesTableProps) {
  const { memories, total, matching, isStale, onEnd, onEdit, onCreate } = props;
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const wide = useMediaQuery('(min-width: 48rem)');
  const { table, rows, selected, clear } = useMemoryTable(memories, onEdit);
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
    if (last >= rows.length - ahead) onEnd();
  }, [last, rows.length, onEnd]);
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
  const columns = table.getAllColumns();
  const layout = useMemo(() => {
    const shown = columns.filter(({ columnDef }) => wide || !columnDef.meta?.isWide);
    return {
      minWidth: leastWidth(shown.map(({ columnDef }) => columnDef.meta?.width)),
      template: ['2.25rem', ...shown.map(({ columnDef }) => columnDef.meta?.width)].join(' '),
      columns: new Set(shown.map(({ id }) => id)),
      selectLabel: t('memories:select'),
    };
  }, [columns, wide, t]);

  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        role="grid"
        aria-label={t('nav.memories')}
        aria-rowcount={(total ?? rows.length) + 1}
        aria-multiselectable
        className="h-full overflow-auto border-t border-line bg-surface"
      >
        <div
          role="rowgroup"
          className="sticky top-0 z-10 border-b border-line bg-surface"
          style={{ minWidth: layout.minWidth }}
        >
          <div
            role="row"
            aria-rowindex={1}
            className={classNames(rowStyle, 'h-8 text-xs font-medium text-ink-faint')}
            style={{ gridTemplateColumns: layout.template }}
          >
            <span role="columnheader" className="flex">
              <Checkbox
                aria-label={t('memories:select_all')}
                checked={table.getIsAllRowsSelected()}
                onChange={table.getToggleAllRowsSelectedHandler()}
              />
            </span>
            {table
              .getFlatHeaders()
              .filter(({ column }) => layout.columns.has(column.id))
              .map((header) => (
                <span key={header.id} role="columnheader" className="truncate">
                  <table.FlexRender header={header} />
                </span>
              ))}
          </div>
        </div>
        <div
          role="rowgroup"
          className={classNames('relative', isStale && 'opacity-60')}
          style={{ height: virtual.getTotalSize(), minWidth: layout.minWidth }}
        >
          {items.map((place) => {
            const row = rows[place.index];
            return (
              row && (
                <MemoryRow
                  key={place.key}
                  row={row}
                  place={place}
                  isSelected={row.getIsSelected()}
                  isCurrent={place.index === Math.max(cursor, 0)}
                  layout={layout}
                  onFocus={setCursor}
                />
              )
            );
          })}
        </div>
      </div>
      <BulkBar selected={selected} total={total} matching={matching} onClear={clear} />
    </div>
  );
}

function useMemoryTable(memories: readonly Data[], onEdit: (memory: Memory) => void) {
  const { t } = useTranslation();
  const [rowSelection, setRowSelection] = useState<RowSelectionState>({});
  const ranked = memories[0] !== undefined && 'score' in memories[0];
  const chosen = useChosenColumns();
  const navigate = useNavigate();
  const act = useMemoryActions();
  const columns = useMemo(
    () =>
      columnsFor(ranked, chosen, {
        t,
        act,
        onEdit,
        onOpen: (id) => void navigate({ to: '/memories/$id', params: { id } }),
      }),
    [t, ranked, chosen, act, onEdit, navigate],
  );
  const table = useTable({
    features,
    columns,
    data: memories,
    getRowId: ({ id }) => id,
    state: { rowSelection },
    onRowSelectionChange: setRowSelection,
  });
  const { rows } = table.getRowModel();
  return {
    table,
    rows,
    // What has left the list is no longer selected.
    selected: rows.filter((row) => row.getIsSelected()).map((row) => row.original),
    clear: () => setRowSelection({}),
  };
}
