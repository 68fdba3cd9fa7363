import type { LinkKind } from '../../model/link.js';

/** What was done, step by step, in ids and numbers. The note of the batch, which outlives what is erased. */
export interface Diary {
  /** Memories that were looked at. */
  looked_at: number;
  /** Ids: what became a part of what. */
  merged: { memory: string; into: string }[];
  /** Ids of summaries that were written; of older ones that these replace, and that ended without another. */
  summaries: string[];
  replaced: string[];
  ended: string[];
  /** Ids of memories that were found to be related. */
  related: { from: string; kind: LinkKind; to: string }[];
  /** Memories whose importance has faded. */
  faded: number;
  /** Importance that those had, by id, for undoing it: the history does not keep it. */
  before: Record<string, { importance: number | null }>;
  /** What a model said that was not taken, by the reason. */
  refused: Record<string, number>;
  /** Of the model; null where none was asked. Tokens that it did not tell are not counted. */
  model: { calls: number; input: number; output: number } | null;
  /** When it was begun: what came later is new to the next one. In ms. */
  began: number;
  finished: boolean;
  /** The change counter of the cube when it was finished. */
  change_seq: number | null;
}

export function newDiary(): Diary {
  return {
    looked_at: 0,
    merged: [],
    summaries: [],
    replaced: [],
    ended: [],
    related: [],
    faded: 0,
    before: {},
    refused: {},
    model: null,
    began: 0,
    finished: false,
    change_seq: null,
  };
}

/** The note of a batch as what this or an older version has written there. */
export function diaryOf(note: Readonly<Record<string, unknown>>): Diary {
  return { ...newDiary(), ...note };
}

export function countRefused(diary: Diary, counts: Readonly<Record<string, number>>): void {
  for (const [reason, count] of Object.entries(counts)) {
    diary.refused[reason] = (diary.refused[reason] ?? 0) + count;
  }
}
