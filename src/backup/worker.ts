import { parentPort, workerData } from 'node:worker_threads';
import { TulvingError } from '../errors.js';
import { type BackupTask, type Done, perform } from './make.js';

export type WorkerAnswer =
  | { done: Done }
  | { failure: Pick<TulvingError, 'code' | 'message' | 'remedy'> };

async function answerTo(task: BackupTask): Promise<WorkerAnswer> {
  try {
    return { done: await perform(task) };
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    const { code, message, remedy } = error;
    return { failure: { code, message, remedy } };
  }
}

parentPort?.postMessage(await answerTo(workerData as BackupTask));
