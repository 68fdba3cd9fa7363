import { join } from 'node:path';
import { BACKUPS, readName } from '../backup/names.js';
import {
  dropRestoreRequest,
  readRestoreRequest,
  writeRestoreRequest,
} from '../backup/restore-request.js';
import { TulvingError } from '../errors.js';
import type { RestoreOptions, RestoreReport } from './restore.js';

export type RestoredAtStart = { name: string } & (
  | { report: RestoreReport }
  /** What was there goes on, and the request stays to tell why; no further start tries it again. */
  | { error: unknown }
);

/** Restores what was asked for while a server ran. Before anybody opens the store. */
export async function restoreAtStart({
  data,
  backupDirectory = join(data, BACKUPS),
  passphrase,
}: Pick<RestoreOptions, 'data' | 'backupDirectory' | 'passphrase'>): Promise<
  RestoredAtStart | undefined
> {
  const request = readRestoreRequest(data);
  if (request === null || request.failed !== null) return undefined;
  const { name } = request;
  try {
    if (!readName(name)) throw new TulvingError('not_found', `There is no backup ${name}.`);
    const { restoreBackup } = await import('./restore.js');
    const file = join(backupDirectory, name);
    const report = await restoreBackup({ file, data, backupDirectory, passphrase, replace: true });
    dropRestoreRequest(data);
    return { name, report };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    writeRestoreRequest(data, { ...request, failed });
    return { name, error };
  }
}
