import {
  createColumnHelper,
  metaHelper,
  rowSelectionFeature,
  tableFeatures,
} from '@tanstack/react-table';
import type { MouseEvent } from 'react';
import type { Hit, Memory } from 'tulving/client';
import { Happened } from '@/components/memory/happened';
import { SaidText } from '@/components/memory/said-text';
import { KindBadge, LifeBadge } from '@/components/memory/state-badge';
import { TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { type ColumnName, columnTable } from './column-table';
import { type RowActions, RowMenu } from './row-menu';

interface ColumnMeta {
  /** Its part of `grid-template-columns`. */
  width: string;
  /** Where there is room for two columns only, what it holds stands below the text. */
  isWide?: boolean;
}

export type MemoryRow = Memory | Hit;

export const features = tableFeatures({
  rowSelectionFeature,
  columnMeta: metaHelper<ColumnMeta>(),
});

const helper = createColumnHelper<typeof features, MemoryRow>();

export function columnsFor(ranked: boolean, chosen: readonly ColumnName[], actions: RowActions) {
  const { t } = actions;
  const hasDay = chosen.includes('occurred_at');
  return helper.columns([
    helper.accessor('text', {
      header: t('field.memory'),
      meta: { width: 'minmax(0, 1fr)' },
      cell: ({ row }) => <TextCell memory={row.original} hasDay={hasDay} onOpen={actions.onOpen} />,
    }),
    ...(ranked
      ? [
          helper.accessor((memory) => ('score' in memory ? memory.score : 0), {
            id: 'score',
            header: t('field.score'),
            meta: { width: '5.5rem', isWide: true },
            cell: ({ getValue }) => <Score value={getValue()} />,
          }),
        ]
      : []),
    ...chosen.map((name) =>
      helper.display({
        id: name,
        header: t(`field.${columnTable[name].label}`),
        meta: { width: columnTable[name].width, isWide: true },
        cell: ({ row }) => columnTable[name].cell(row.original, t),
      }),
    ),
    helper.display({
      id: 'menu',
      header: () => <span className="sr-only">{t('memories:actions')}</span>,
      meta: { width: '2rem' },
      cell: ({ row }) => <RowMenu memory={row.original} actions={actions} />,
    }),
  ]);
}

interface TextCellProps extends Pick<RowActions, 'onOpen'> {
  memory: MemoryRow;
  /** Whether a column tells when it happened, where there is room for columns. */
  hasDay: boolean;
}

function TextCell({ memory, hasDay, onOpen }: TextCellProps) {
  const { id, kind, categories, tags, user_id, created_at } = memory;
  const labels = [...categories, ...tags];
  return (
    <div className="flex min-w-0 flex-col gap-0.5 md:flex-row md:items-center md:gap-2">
      <a
        href={`/memories/${id}`}
        tabIndex={-1}
        onClick={(event) => openHere(event, () => onOpen(id))}
        className="line-clamp-2 min-w-0 hover:underline md:line-clamp-1"
      >
        <SaidText memory={memory} />
      </a>
      <span className="flex min-w-0 shrink-0 items-center gap-1.5 text-xs text-ink-faint">
        <LifeBadge memory={memory} />
        {kind !== 'statement' && <KindBadge kind={kind} />}
        {labels.slice(0, 2).map((label) => (
          <Badge key={label} className="max-w-28 max-sm:hidden">
            <span className="truncate">{label}</span>
          </Badge>
        ))}
        {labels.length > 2 && <span className="max-sm:hidden">+{labels.length - 2}</span>}
        <Happened memory={memory} beside={created_at} className={hasDay ? 'md:hidden' : ''} />
        <span className="truncate md:hidden">
          {user_id ?? '–'} · <TimeAgo at={created_at} />
        </span>
      </span>
    </div>
  );
}

/** A click that asks for another tab or window is left to the browser. A `Link` in each row would cost too much. */
function openHere(event: MouseEvent, open: () => void): void {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  open();
}

function Score({ value }: { value: number }) {
  return (
    <span className="flex items-center gap-2 tabular-nums">
      <span aria-hidden className="h-1 w-9 overflow-hidden rounded-full bg-line">
        <span className="block h-full bg-accent" style={{ width: `${value * 100}%` }} />
      </span>
      {value.toFixed(2)}
    </span>
  );
}
