import { Readable } from 'node:stream';
import type { ReadableStream as WebStream } from 'node:stream/web';
import { TulvingError } from '../errors.js';

/** A file, piece by piece. */
export type Bytes = AsyncIterable<Uint8Array>;

/** How every file of age begins (https://age-encryption.org/v1). */
const HEADER = 'age-encryption.org/v1\n';

/**
 * Encrypts with a passphrase as `age -p` does: scrypt (N = 2^18, 256 MiB), then ChaCha20-Poly1305 in pieces
 * of 64 KiB. The key takes a second or two of the thread that asks for it.
 */
export async function* seal(bytes: Bytes, passphrase: string): Bytes {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  yield* piecesOf(await encrypter.encrypt(streamOf(bytes)));
}

/**
 * Decrypts what `seal` or `age -p` made. Each piece is authentic; that the end is missing shows only at
 * the end.
 *
 * @throws TulvingError archive_locked, archive_damaged
 */
export async function* unseal(bytes: Bytes, passphrase: string | undefined): Bytes {
  if (passphrase === undefined) {
    throw new TulvingError('archive_locked', 'It is encrypted, and no passphrase was given.');
  }
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  try {
    yield* piecesOf(await decrypter.decrypt(streamOf(bytes)));
  } catch (error) {
    throw reasonOf(error);
  }
}

/** Whether a file that begins so is encrypted. */
export function isSealed(start: Uint8Array): boolean {
  return Buffer.from(start.subarray(0, HEADER.length)).toString('latin1') === HEADER;
}

function streamOf(bytes: Bytes): ReadableStream<Uint8Array> {
  return Readable.toWeb(Readable.from(bytes, { objectMode: false })) as ReadableStream<Uint8Array>;
}

function piecesOf(stream: ReadableStream<Uint8Array>): Bytes {
  return Readable.fromWeb(stream as WebStream<Uint8Array>);
}

/** What befell the file that was read is told as it is; all else is about what stands in it. */
function reasonOf(error: unknown): unknown {
  if (!(error instanceof Error) || TulvingError.isInstance(error)) return error;
  if ((error as NodeJS.ErrnoException).syscall !== undefined) return error;
  if (error.message.includes('no identity matched')) {
    return new TulvingError('archive_locked', 'The passphrase does not open it.', { cause: error });
  }
  const detail = `It cannot be decrypted: ${error.message}.`;
  return new TulvingError('archive_damaged', detail, { cause: error });
}
