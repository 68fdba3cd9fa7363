import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import type { ParsedTarEntry, TarPackController } from 'modern-tar';
import { TulvingError } from '../errors.js';
import type { Bytes } from './seal.js';

/** A file in an archive. */
export interface Part {
  name: string;
  size: number;
  bytes: Bytes;
}

/** Puts files one after the other into a tar, which no file has to fit into memory for. */
export async function* pack(parts: AsyncIterable<Part> | Iterable<Part>): Bytes {
  const { createTarPacker } = await import('modern-tar');
  const { readable, controller } = createTarPacker();
  // Its failure reaches the reader by `controller.error`.
  void feed(parts, controller);
  yield* Readable.fromWeb(readable as WebStream<Uint8Array>);
}

async function feed(
  parts: AsyncIterable<Part> | Iterable<Part>,
  controller: TarPackController,
): Promise<void> {
  try {
    for await (const { name, size, bytes } of parts) {
      const writer = controller.add({ name, size, mode: 0o600, type: 'file' }).getWriter();
      for await (const piece of bytes) await writer.write(piece);
      await writer.close();
    }
    controller.finalize();
  } catch (error) {
    controller.error(error);
  }
}

/**
 * The files of a tar in their order. Each must be read to its end before the next is asked for.
 *
 * @throws TulvingError archive_damaged
 */
export async function* unpack(bytes: Bytes): AsyncGenerator<Part> {
  const { createTarDecoder } = await import('modern-tar');
  const source = Readable.toWeb(Readable.from(bytes, { objectMode: false }));
  const decoder = createTarDecoder({ strict: true });
  const entries = (source as ReadableStream<Uint8Array>).pipeThrough(decoder);
  const found: AsyncIterable<ParsedTarEntry> = Readable.fromWeb(
    entries as WebStream<ParsedTarEntry>,
    { objectMode: true },
  );
  try {
    for await (const { header, body } of found) {
      const { name, size } = header;
      yield { name, size, bytes: Readable.fromWeb(body as WebStream<Uint8Array>) };
    }
  } catch (error) {
    if (isOwn(error)) throw error;
    const message = error instanceof Error ? error.message : String(error);
    throw new TulvingError('archive_damaged', `It cannot be read: ${message}`, { cause: error });
  }
}

/** What befell a file, and what was told already; all else is about the bytes. */
function isOwn(error: unknown): boolean {
  const { syscall } = error as NodeJS.ErrnoException;
  return TulvingError.isInstance(error) || syscall !== undefined;
}
