import { type ErrorCode, TulvingError } from '../../errors.js';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const SQLITE_BUSY = 5;
const SQLITE_LOCKED = 6;
const READONLY_DBMOVED = 1032;
const codes = new Map<number, ErrorCode>([
  [SQLITE_BUSY, 'store_busy'],
  [SQLITE_LOCKED, 'store_busy'],
  [8, 'store_read_only'],
  [11, 'store_damaged'],
  [13, 'store_full'],
  [14, 'store_read_only'],
  [26, 'store_damaged'],
]);

export function isBusy(error: unknown): boolean {
  const code = primaryCode(error);
  return code === SQLITE_BUSY || code === SQLITE_LOCKED;
}

/** Another database has taken the place of the one that is open. */
export function hasMoved(error: unknown): boolean {
  return error instanceof Error && (error as { errcode?: unknown }).errcode === READONLY_DBMOVED;
}

/** Turns an error of the driver or of the file system into one with a code and a remedy. */
export function storeError(error: unknown, doing: string): TulvingError {
  if (TulvingError.isInstance(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = codes.get(primaryCode(error) ?? -1) ?? fileSystemCode(error) ?? 'store_failed';
  return new TulvingError(code, `${doing}: ${message}`, { cause: error });
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const { errcode } = error as { errcode?: unknown };
  if (typeof errcode === 'number') return errcode & 0xff;
  const named = /SQLITE_(\w+)/.exec(String((error as { code?: unknown }).code));
  if (named?.[1] === 'BUSY') return SQLITE_BUSY;
  return undefined;
}

function fileSystemCode(error: unknown): ErrorCode | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'store_full';
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return 'store_read_only';
  if (code === 'ENOTDIR' || code === 'EEXIST' || code === 'ENOENT') return 'store_read_only';
  return undefined;
}
