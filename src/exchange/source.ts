import type { ImportFormat } from '../model/exchange.js';

/** Bytes as they come from a file or a request. */
export type ByteStream = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A file to read from, as often as it takes. */
export interface ImportFile {
  /** With `/` between folders. */
  name: string;
  /** In bytes, where it is known. */
  size?: number | undefined;
  /** Where it is known, it is not looked for in the file. */
  format?: ImportFormat | undefined;
  open(): ByteStream;
}

/** Parts of an archive by name; sizes are guarded where it is made. */
export interface Parts {
  names: readonly string[];
  read(name: string): Uint8Array;
}

export interface ReadContext {
  timezone: string;
  at: number;
  /** Told of what has no place here, once for each. */
  notKept: (what: string) => void;
  unzip: (bytes: Uint8Array) => Parts;
  /** Whose it becomes, where the import says so. */
  user?: string | undefined;
}

export async function bytesOf(file: ImportFile, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of file.open()) {
    size += piece.length;
    if (size > most) throw new RangeError(`${file.name} is larger than ${most >> 20} MiB`);
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

export async function textOf(file: ImportFile, most: number): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await bytesOf(file, most));
}
