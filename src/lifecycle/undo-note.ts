import { z } from 'zod';
import type { StoredBatch } from '../store/batches.js';
import { linkKinds } from '../model/link.js';
import type { Evidence, LinkChange } from '../store/change-set.js';
import { trusts } from '../model/trust.js';

const instant = z.number();

/** What a memory had before, of what its history does not keep. */
const beforeSchema = z.object({
  expiresAt: instant.nullable().optional(),
  importance: z.number().nullable().optional(),
  trust: z.enum(trusts).optional(),
});

/**
 * What the note of a batch tells about undoing it: ids and numbers. `of`, `links` and `sources` are written by
 * what takes a batch back, so that it can be taken back itself; `before` by whatever changes such fields.
 */
const noteSchema = z.object({
  /** The batch that this one takes back. */
  of: z.string().optional(),
  /** Relations that it took away. */
  links: z
    .array(
      z.object({
        from: z.string(),
        to: z.string(),
        kind: z.enum(linkKinds),
        undo: z
          .object({
            validTo: z.object({ before: instant.nullable(), after: instant }).optional(),
            expiresAt: instant.nullable().optional(),
          })
          .nullable(),
      }),
    )
    .default([]),
  /** Evidence that it took away, by memory. */
  sources: z
    .record(z.string(), z.array(z.object({ episode: z.string(), start: z.int(), end: z.int() })))
    .default({}),
  /** By memory. */
  before: z.record(z.string(), beforeSchema).default({}),
});

export type Before = z.output<typeof beforeSchema>;

export interface UndoNote {
  of?: string | undefined;
  links: readonly LinkChange[];
  sources: Readonly<Record<string, readonly Evidence[]>>;
  before: Readonly<Record<string, Before>>;
}

/** A note of another shape tells nothing about undoing. */
export function undoNoteOf({ note }: Pick<StoredBatch, 'note'>): UndoNote {
  const read = noteSchema.safeParse(note);
  return read.success ? (read.data as UndoNote) : { links: [], sources: {}, before: {} };
}

/** The notes of the parts of one undo, together. */
export function joinNotes(one: UndoNote, other: UndoNote): UndoNote {
  return {
    of: one.of ?? other.of,
    links: [...one.links, ...other.links],
    sources: { ...one.sources, ...other.sources },
    before: { ...one.before, ...other.before },
  };
}
