import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { TulvingError } from '../../errors.js';
import type { DocumentType } from '../../model/documents.js';
import { detectType } from './detect.js';
import { type ReadDocument, readLimits } from './document.js';
import { broken, tooLarge, tooLong } from './failures.js';
import type { WorkerAnswer, WorkerTask } from './worker.js';

export interface FileToRead {
  bytes: Uint8Array;
  name?: string | undefined;
  /** What it is said to be; its content is believed before. */
  type?: DocumentType | undefined;
}

export interface ReadFile extends ReadDocument {
  type: DocumentType;
}

export interface DocumentReaderOptions {
  mostBytes: number;
  /** For one file, in ms. */
  deadline?: number;
  /**
   * For the objects of a reader, which the thread itself counts, and for all that the process grows
   * by meanwhile: buffers are counted nowhere else. Default: 1024.
   */
  mostMegabytes?: number;
}

const DEADLINE = 60_000;
const AT_ONCE = 2;
const MEGABYTES = 1024;

/**
 * Makes text of files. Each is read in a thread of its own, which is ended when it takes too long or
 * too much memory; two at once, so that nobody's files keep the others waiting for ever.
 */
export class DocumentReader {
  readonly #options: Required<DocumentReaderOptions>;
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(options: DocumentReaderOptions) {
    this.#options = { deadline: DEADLINE, mostMegabytes: MEGABYTES, ...options };
  }

  get mostBytes(): number {
    return this.#options.mostBytes;
  }

  /**
   * @throws TulvingError `document_unsupported`, `document_broken`, `document_locked`,
   * `document_too_large`, `document_reader_missing`
   */
  async read(file: FileToRead): Promise<ReadFile> {
    const { bytes, name } = file;
    try {
      if (bytes.length === 0) throw broken('It is empty.', { remedy: 'Look where it came from.' });
      if (bytes.length > this.mostBytes) throw tooManyBytes(this.mostBytes);
      const type = detectType(bytes, file);
      const document = await this.#inTurn(() => this.#readApart({ bytes, type }));
      const isEmpty = document.sections.every(({ text }) => text.trim() === '');
      if (isEmpty)
        throw broken('It holds no text.', { remedy: 'Look whether it is the right one.' });
      return { ...document, type };
    } catch (error) {
      throw named(name, error);
    }
  }

  async #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#running >= AT_ONCE) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#running -= 1;
    }
  }

  async #readApart(task: Omit<WorkerTask, 'limits'>): Promise<ReadDocument> {
    const { deadline, mostMegabytes } = this.#options;
    const worker = new Worker(workerFile(), {
      workerData: { ...task, limits: readLimits } satisfies WorkerTask,
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
      // What libraries print belongs to nobody; standard output belongs to MCP.
      stdout: true,
      stderr: true,
      env: {},
      execArgv: [],
    });
    const before = process.memoryUsage.rss();
    let timer: NodeJS.Timeout | undefined;
    let watch: NodeJS.Timeout | undefined;
    try {
      const answer = await new Promise<WorkerAnswer>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', (error) => reject(ofWorker(error, mostMegabytes)));
        worker.once('exit', () => reject(broken('It cannot be read: its reader ended.')));
        timer = setTimeout(() => reject(tooLong(deadline)), deadline);
        watch = setInterval(() => {
          if (process.memoryUsage.rss() - before > mostMegabytes * 1_048_576)
            reject(tooMuchMemory(mostMegabytes));
        }, 50);
      });
      if ('document' in answer) return answer.document;
      const { code, message, remedy } = answer.failure;
      throw new TulvingError(code, message, { remedy });
    } finally {
      clearTimeout(timer);
      clearInterval(watch);
      await worker.terminate();
    }
  }
}

/** By the package's own name for it, which is the built one also where sources are run. */
function workerFile(): URL {
  return pathToFileURL(createRequire(import.meta.url).resolve('#document-worker'));
}

function ofWorker(error: Error, mostMegabytes: number): TulvingError {
  if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
    return tooMuchMemory(mostMegabytes, error);
  return broken(`It cannot be read: ${error.message}`, { cause: error });
}

function tooMuchMemory(most: number, cause?: unknown): TulvingError {
  return tooLarge(`Reading it takes more than ${most} MiB of memory.`, { cause });
}

export function tooManyBytes(most: number): TulvingError {
  return tooLarge(`It is larger than ${Math.floor(most / 1_048_576)} MiB.`, {
    remedy: 'Split it, or raise TULVING_FILE_MB.',
  });
}

function named(name: string | undefined, error: unknown): unknown {
  if (!TulvingError.isInstance(error) || name === undefined) return error;
  const { code, message, remedy, cause } = error;
  return new TulvingError(code, `${name}: ${message}`, { remedy, cause });
}
