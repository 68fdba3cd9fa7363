import { useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from 'tulving/client';
import { useShortcuts } from '@/components/shell/shortcuts';
import { dayOf } from '@/components/time';
import { classNames } from '@/components/ui/class-names';
import { EntryRow } from './entry-row';
import { rowsOf, type TimelineRow } from './rows';

interface EntryListProps {
  entries: readonly TimelineEntry[];
  isStale: boolean;
  hasMore: boolean;
  /** Asked for when the last rows come into sight. */
  onEnd: () => void;
}

const heights = { day: 36, entry: 74 };
/** How many rows before the end the next ones are asked for. */
const ahead = 30;

/** Days with what stands there; only the rows in sight are in the page. */
export function EntryList({ entries, isStale, hasMore, onEnd }: EntryListProps) {
  const { t, i18n } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => rowsOf(entries), [entries]);
  const [top, setTop] = useState(0);
  useEffect(() => setTop(offsetOf(list.current)), [rows]);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => document.getElementById('main'),
    estimateSize: (index) => (isDay(rows[index]) ? heights.day : heights.entry),
    getItemKey: (index) => rows[index]?.key ?? index,
    scrollMargin: top,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - ahead) onEnd();
  }, [last, rows.length, onEnd]);
  const cursor = useEntryKeys(rows, (index) => virtual.scrollToIndex(index), list);
  return (
    <>
      <div
        ref={list}
        role="list"
        aria-label={t('timeline:list')}
        className={classNames('relative', isStale && 'opacity-60')}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <div
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              role="listitem"
              className="absolute inset-x-0 top-0"
              style={{ transform: `translateY(${start - top}px)` }}
            >
              {'day' in row ? (
                <h2 className="pt-3 pb-1.5 text-sm font-semibold">
                  {dayOf(`${row.day}T12:00:00`, i18n.language)}
                </h2>
              ) : (
                <EntryRow
                  entry={row.entry}
                  place={row.place}
                  isCurrent={row.place === Math.max(cursor.at, 0)}
                  onFocus={cursor.set}
                />
              )}
            </div>
          );
        })}
      </div>
      {!hasMore && <p className="pt-3 text-xs text-ink-faint">{t('timeline:end')}</p>}
    </>
  );
}

/** j and k go from memory to memory, Enter opens one. */
function useEntryKeys(
  rows: readonly TimelineRow[],
  scrollTo: (index: number) => void,
  list: React.RefObject<HTMLDivElement | null>,
) {
  const [at, set] = useState(-1);
  const navigate = useNavigate();
  const places = useMemo(
    () => rows.flatMap((row, index) => ('day' in row ? [] : [{ index, id: row.key }])),
    [rows],
  );
  function move(by: number) {
    const next = Math.min(Math.max(at + by, 0), places.length - 1);
    set(next);
    scrollTo(places[next]?.index ?? 0);
    // The row may have come into the page just now.
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
    });
  }
  const down = () => move(1);
  const up = () => move(-1);
  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: down },
    { keys: 'ArrowDown', label: 'keys.down', run: down },
    { keys: 'k', label: 'keys.up', run: up },
    { keys: 'ArrowUp', label: 'keys.up', run: up },
    {
      keys: 'Enter',
      label: 'keys.open',
      run: () => {
        const id = places[at]?.id;
        if (id !== undefined) void navigate({ to: '/memories/$id', params: { id } });
      },
    },
  ]);
  return { at, set };
}

function isDay(row: TimelineRow | undefined): boolean {
  return row !== undefined && 'day' in row;
}

/** How far below the beginning of what scrolls. */
function offsetOf(element: HTMLElement | null): number {
  const scroller = document.getElementById('main');
  if (element === null || scroller === null) return 0;
  const from = scroller.getBoundingClientRect().top - scroller.scrollTop;
  return element.getBoundingClientRect().top - from;
}
