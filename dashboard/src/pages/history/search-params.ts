import type { Batch } from 'tulving/client';

export const batchKinds: readonly Batch['kind'][] = [
  'extract',
  'consolidate',
  'import',
  'feedback',
  'states',
  'undo',
];

export interface HistorySearch {
  kind?: Batch['kind'];
  /** The batch that is open. */
  batch?: string;
}

/** What the address of the page holds. */
export function readHistorySearch({ kind, batch }: Record<string, unknown>): HistorySearch {
  const known = batchKinds.find((name) => name === kind);
  return { ...(known && { kind: known }), ...(typeof batch === 'string' && { batch }) };
}
