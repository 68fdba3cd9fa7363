import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { zipped } from '../../exchange/writers/zip.js';
import type { ImportFile } from '../../exchange/source.js';

/** A server takes one file at a time: several are sent as a zip. */
export async function oneFile(files: readonly ImportFile[]): Promise<Blob> {
  const [only] = files;
  const pieces =
    files.length === 1 && only
      ? only.open()
      : zipped(files.map(({ name, open }) => ({ name, content: open() })));
  return new Blob([await buffer(Readable.from(pieces, { objectMode: false }))]);
}
