import { join } from 'node:path';
import { BACKUPS, readName } from '../backup/names.js';
import { readRestoreRequest, writeRestoreRequest } from '../backup/restore-request.js';
import { TulvingError } from '../errors.js';
import type { RestoreOptions, RestoreReport } from './restore.js';

export type RestoredAtStart = { name: string } & (
  | { report: RestoreReport }
  /**
   * What was there goes on, and the request stays to tell why; no further start tries it again, unless
   * the store was open elsewhere.
   */
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
    // A start that is killed on the way is not followed by others that are.
    writeRestoreRequest(data, {
      ...request,
      failed: 'The start that was to restore it was killed.',
    });
    const { restoreBackup } = await import('./restore.js');
    const file = join(backupDirectory, name);
    const options = { file, data, backupDirectory, passphrase };
    const report = await restoreBackup({ ...options, replace: true, ownOnly: true });
    return { name, report };
  } catch (error) {
    const failed = error instanceof Error ? error.message : String(error);
    // Somebody else has the store open: a later start may find it alone.
    const isBusy = TulvingError.isInstance(error) && error.code === 'store_busy';
    writeRestoreRequest(data, isBusy ? request : { ...request, failed });
    return { name, error };
  }
}
