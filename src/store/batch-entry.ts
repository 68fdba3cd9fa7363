import type { BatchKind } from '../model/batch.js';

/** Stands with the commit that it belongs to; of one id, the note of the last commit counts. */
export interface NewBatch {
  id: string;
  kind: BatchKind;
  cube: string | null;
  user: string | null;
  /** What was done, in ids and numbers. Never a text: it outlives what is erased. */
  note: Readonly<Record<string, unknown>>;
  /** When it takes back another batch: that one is marked. */
  undoes?: string | undefined;
  /** When it takes back what took back another batch: the mark of that one goes. */
  redoes?: string | undefined;
}
