import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { TimeAgo } from '@/components/time';
import type { ColumnName } from './column-names';
import type { MemoryRow } from './columns';

export type { ColumnName } from './column-names';

interface Column {
  /** Its name is `field.<label>` of the translations. */
  readonly label: string;
  /** Its part of `grid-template-columns`. */
  readonly width: string;
  readonly cell: (memory: MemoryRow, t: TFunction) => ReactNode;
}

type Texts = 'user_id' | 'app_id' | 'agent_id' | 'run_id' | 'cube';
type Times = 'occurred_at' | 'valid_from' | 'valid_to' | 'expires_at' | 'updated_at' | 'created_at';

const text = (label: string, field: Texts, width: string): Column => ({
  label,
  width,
  cell: (memory) => <span className="truncate">{memory[field] ?? '–'}</span>,
});
const time = (label: string, field: Times): Column => ({
  label,
  width: '7rem',
  cell: (memory) => {
    const at = memory[field];
    return at === null ? '–' : <TimeAgo at={at} />;
  },
});
const words = (label: string, field: 'categories' | 'tags'): Column => ({
  label,
  width: '9rem',
  cell: (memory) => <span className="truncate">{memory[field].join(', ') || '–'}</span>,
});

export const columnTable: Readonly<Record<ColumnName, Column>> = {
  user_id: text('user', 'user_id', '8rem'),
  app_id: text('app', 'app_id', '7rem'),
  agent_id: text('agent', 'agent_id', '7rem'),
  run_id: text('run', 'run_id', '7rem'),
  cube: text('cube', 'cube', '8rem'),
  kind: { label: 'kind', width: '6.5rem', cell: ({ kind }, t) => t(`value.kind.${kind}`) },
  categories: words('categories', 'categories'),
  tags: words('tags', 'tags'),
  trust: { label: 'trust', width: '7rem', cell: ({ trust }, t) => t(`value.trust.${trust}`) },
  importance: {
    label: 'importance',
    width: '6rem',
    cell: ({ importance }) => importance?.toFixed(2) ?? '–',
  },
  version: { label: 'version', width: '4.5rem', cell: ({ version }) => version },
  occurred_at: time('occurred', 'occurred_at'),
  valid_from: time('valid_from', 'valid_from'),
  valid_to: time('valid_to', 'valid_to'),
  expires_at: time('expires', 'expires_at'),
  updated_at: time('updated', 'updated_at'),
  created_at: time('added', 'created_at'),
};
