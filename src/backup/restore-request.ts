import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RestoreRequest, restoreRequestSchema } from '../model/backups.js';
import { storeError } from '../store/sqlite/errors.js';

/** Of the data directory: what its next start restores. */
export const RESTORE_REQUEST = 'restore.json';

/** Null: nothing is asked for. What cannot be read is told as a restore that has failed. */
export function readRestoreRequest(data: string): RestoreRequest | null {
  const content = contentOf(join(data, RESTORE_REQUEST));
  if (content === undefined) return null;
  const read = restoreRequestSchema.safeParse(jsonOf(content));
  if (read.success) return read.data;
  const failed = `${RESTORE_REQUEST} in the data directory is damaged.`;
  return { name: RESTORE_REQUEST, asked_at: new Date(0).toISOString(), failed };
}

/** @throws TulvingError store_full, store_read_only */
export function writeRestoreRequest(data: string, request: RestoreRequest): void {
  const path = join(data, RESTORE_REQUEST);
  const beside = `${path}.part`;
  try {
    writeFileSync(beside, JSON.stringify(request), { mode: 0o600, flush: true });
    renameSync(beside, path);
  } catch (error) {
    throw storeError(error, `Writing ${path}`);
  }
}

export function dropRestoreRequest(data: string): void {
  rmSync(join(data, RESTORE_REQUEST), { force: true });
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function jsonOf(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
