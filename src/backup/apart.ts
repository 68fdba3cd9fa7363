import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { TulvingError } from '../errors.js';
import type { BackupTask, Done } from './make.js';
import type { WorkerAnswer } from './worker.js';

/**
 * Has it done in a thread of its own: copying a database and making a key out of a passphrase block
 * theirs for seconds.
 *
 * @param signal ends it; what had come about is taken away by the next one
 */
export async function performApart(task: BackupTask, signal?: AbortSignal): Promise<Done> {
  const worker = new Worker(workerFile(), { workerData: task, env: {}, execArgv: [] });
  try {
    const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('The thread of the backup has ended.')));
    });
    if ('done' in answer) return answer.done;
    const { code, message, remedy } = answer.failure;
    throw new TulvingError(code, message, { remedy });
  } finally {
    await worker.terminate();
  }
}

/** By the package's own name for it, which is the built one also where sources are run. */
function workerFile(): URL {
  return pathToFileURL(createRequire(import.meta.url).resolve('#backup-worker'));
}
