import { parentPort, workerData } from 'node:worker_threads';
import { TulvingError } from '../../errors.js';
import type { DocumentType } from '../../model/documents.js';
import type { ReadDocument, ReadLimits } from './document.js';
import { broken, reasonOf } from './failures.js';
import { typeTable } from './types.js';

export interface WorkerTask {
  bytes: Uint8Array;
  type: DocumentType;
  limits: ReadLimits;
}

export type WorkerAnswer =
  | { document: ReadDocument }
  | { failure: Pick<TulvingError, 'code' | 'message' | 'remedy'> };

/** Reads one file, away from whatever else is done meanwhile, and ends. */
async function answerTo({ bytes, type, limits }: WorkerTask): Promise<WorkerAnswer> {
  try {
    const reader = await typeTable[type].load();
    return { document: await reader(bytes, limits) };
  } catch (error) {
    const known = TulvingError.isInstance(error)
      ? error
      : broken(`It cannot be read: ${reasonOf(error)}`);
    const { code, message, remedy } = known;
    return { failure: { code, message, remedy } };
  }
}

parentPort?.postMessage(await answerTo(workerData as WorkerTask));
