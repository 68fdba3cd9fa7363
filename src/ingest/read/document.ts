import { MOST_DOCUMENT_CHARACTERS } from '../../model/documents.js';
import type { Instant } from '../../model/time.js';

/** Where in a file a part of its text stands: kept in the metadata of each memory. */
export interface FilePlace {
  /** From 1, as `slide`. */
  readonly page?: number;
  /** Where it ends, when that is another page. */
  readonly last_page?: number;
  readonly slide?: number;
  readonly sheet?: string;
}

/** A stretch of Markdown, or of plain text, that stands in one place of the file. */
export interface Section {
  place: FilePlace;
  text: string;
}

/** What a reader makes of a file. */
export interface ReadDocument {
  format: 'markdown' | 'text';
  sections: Section[];
  /** As the file itself has it. */
  title?: string | undefined;
  /** When it was last changed, as the file itself has it, in ms. */
  changedAt?: Instant | undefined;
}

/** What a file may hold. Beyond, it is refused: half a document would pass for the whole. */
export interface ReadLimits {
  /** Of the text that is read, in UTF-16 units. */
  characters: number;
  pages: number;
  cells: number;
  /** Of all parts of an archive that are read, unfolded. */
  unfoldedBytes: number;
  /** Unfolded to folded, of one part of an archive that unfolds to more than `MOST_UNSUSPECTED`. */
  ratio: number;
}

export const readLimits: ReadLimits = {
  characters: MOST_DOCUMENT_CHARACTERS,
  pages: 5_000,
  cells: 500_000,
  unfoldedBytes: 256 * 1024 * 1024,
  ratio: 200,
};

/** Makes text of the bytes of one type of file. */
export type Reader = (
  bytes: Uint8Array,
  limits: ReadLimits,
) => ReadDocument | Promise<ReadDocument>;
