import { type ErrorCode, TulvingError } from '../../errors.js';

/** Readers do not know the name of the file; whoever asked them puts it before the message. */
function failure(code: ErrorCode) {
  return (detail: string, options: { remedy?: string; cause?: unknown } = {}) =>
    new TulvingError(code, detail, options);
}

export const broken = failure('document_broken');
export const locked = failure('document_locked');
export const tooLarge = failure('document_too_large');
export const unsupported = failure('document_unsupported');
export const readerMissing = failure('document_reader_missing');

export function tooLong(milliseconds: number): TulvingError {
  return tooLarge(`Reading it takes longer than ${Math.round(milliseconds / 1000)} s.`, {
    remedy: 'Split it, or save it anew in a simpler form.',
  });
}

/** Text that says why, of anything that was thrown. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
