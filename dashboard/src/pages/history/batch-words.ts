import type { Batch, Memory } from 'tulving/client';

const states: readonly Memory['state'][] = ['active', 'paused', 'archived', 'deleted'];

/** What a batch made of the memories that it changed; undefined where it is not about their state. */
export function stateMade({
  kind,
  note,
}: Pick<Batch, 'kind' | 'note'>): Memory['state'] | undefined {
  return kind === 'states' ? states.find((state) => state === note['state']) : undefined;
}

/** The id of the memory that it changed, where there is but one. */
export function onlyMemory({ note }: Pick<Batch, 'note'>): string | undefined {
  const { memories } = note;
  const [id, ...more]: unknown[] = Array.isArray(memories) ? memories : [];
  return typeof id === 'string' && more.length === 0 ? id : undefined;
}

/** The id of the batch that it took back. */
export function batchUndone({ kind, note }: Pick<Batch, 'kind' | 'note'>): string | undefined {
  return kind === 'undo' && typeof note['of'] === 'string' ? note['of'] : undefined;
}
