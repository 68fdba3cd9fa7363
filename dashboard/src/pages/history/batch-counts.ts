import type { Batch } from 'tulving/client';

/** Told of a batch, where its note has them: a number, or a list of which the length counts. */
const told = [
  'memories',
  'changed',
  'same',
  'superseded',
  'merged',
  'summaries',
  'replaced',
  'ended',
  'related',
  'faded',
  'contradicts',
  'quarantined',
] as const;

export type BatchCount = { name: (typeof told)[number]; count: number };

/** What a batch did, in numbers; nothing of which there was none. */
export function countsOf({ note }: Pick<Batch, 'note'>): BatchCount[] {
  return told.flatMap((name) => {
    // Feedback lists the memories that it changed, and counts them beside it.
    if (name === 'memories' && 'changed' in note) return [];
    const value = note[name];
    const count = Array.isArray(value) ? value.length : value;
    return typeof count === 'number' && count > 0 ? [{ name, count }] : [];
  });
}
