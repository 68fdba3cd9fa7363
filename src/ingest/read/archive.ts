import { unzipSync } from 'fflate';
import type { ReadLimits } from './document.js';
import { broken, reasonOf, tooLarge } from './failures.js';

/** A part of an archive as its directory tells it. */
export interface Part {
  name: string;
  foldedBytes: number;
  unfoldedBytes: number;
}

/** What unfolds to less is no bomb, whatever its ratio: in bytes. */
export const MOST_UNSUSPECTED = 8 * 1024 * 1024;
const MOST_PARTS = 20_000;

/** What is in an archive; nothing is unfolded. */
export function partsOf(bytes: Uint8Array): Part[] {
  const parts: Part[] = [];
  unzip(bytes, ({ name, size, originalSize }) => {
    if (parts.length === MOST_PARTS) throw tooLarge(`It has more than ${MOST_PARTS} parts.`);
    parts.push({ name, foldedBytes: size, unfoldedBytes: originalSize });
    return false;
  });
  return parts;
}

/**
 * Parts of an archive by name, unfolded one by one. The sizes that its directory tells are counted
 * before anything is unfolded, and no part gets more room than it told: so lies only break a file.
 * An archive inside of it is a part that nobody asks for.
 */
export class Archive {
  readonly #bytes: Uint8Array;
  readonly #limits: ReadLimits;
  readonly #parts: ReadonlyMap<string, Part>;
  #unfolded = 0;

  constructor(bytes: Uint8Array, limits: ReadLimits) {
    this.#bytes = bytes;
    this.#limits = limits;
    this.#parts = new Map(partsOf(bytes).map((part) => [part.name, part]));
  }

  has(name: string): boolean {
    return this.#parts.has(name);
  }

  /** @throws TulvingError `document_broken` when it is missing, `document_too_large` */
  read(name: string): Uint8Array {
    const part = this.#parts.get(name);
    if (!part) throw broken(`Its part ${name} is missing.`);
    this.#account(part);
    const unfolded = unzip(this.#bytes, (file) => file.name === name)[name];
    if (!unfolded) throw broken(`Its part ${name} cannot be read.`);
    return unfolded;
  }

  #account({ name, foldedBytes, unfoldedBytes }: Part): void {
    const { unfoldedBytes: most, ratio } = this.#limits;
    this.#unfolded += unfoldedBytes;
    const isBomb = unfoldedBytes > MOST_UNSUSPECTED && unfoldedBytes > ratio * foldedBytes;
    if (!isBomb && this.#unfolded <= most) return;
    const megabytes = Math.ceil(this.#unfolded / 1_048_576);
    throw tooLarge(`Its part ${name} would unfold it to ${megabytes} MiB.`, {
      remedy: 'Split it, or save it anew: it holds far more than it seems to.',
    });
  }
}

type Chosen = Parameters<NonNullable<NonNullable<Parameters<typeof unzipSync>[1]>['filter']>>[0];

function unzip(bytes: Uint8Array, filter: (file: Chosen) => boolean): Record<string, Uint8Array> {
  let refused: unknown;
  try {
    return unzipSync(bytes, {
      filter: (file) => {
        try {
          return filter(file);
        } catch (error) {
          refused = error;
          throw error;
        }
      },
    });
  } catch (error) {
    if (error === refused) throw error;
    throw broken(`Its archive is damaged: ${reasonOf(error)}.`, { cause: error });
  }
}
