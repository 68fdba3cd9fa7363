import { TulvingError } from './errors.js';

export interface GathererParts<One> {
  /** Writes some of what has gathered, in order. */
  write: (some: readonly One[]) => Promise<void>;
  /** Called when all that waited has been written. Never rejects. */
  after?: () => Promise<void>;
  /** So many are written at once: bounds how long one write keeps the event loop. */
  slice: number;
  /** What waits while the store is slow; of more, the oldest are let go. From half of it on, nothing waits for the clock. */
  most: number;
  /** Says of so many that they are lost, without a full stop. */
  lost: (count: number) => string;
}

/** How long what is noted waits to be written, in ms. */
const PAUSE = 1_000;

/**
 * Gathers what is noted beside requests, and writes it together, about once a second: no request waits for it, and
 * requests that follow each other do not make a write each. The best that can be done and no more: what cannot be
 * written is told and let go.
 */
export class Gatherer<One> {
  /** Told of what was lost, once for all that waited together. */
  onError: (error: Error) => void = (error) => process.emitWarning(error);
  readonly #parts: GathererParts<One>;
  #waiting: One[] = [];
  #letGo = 0;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(parts: GathererParts<One>) {
    this.#parts = parts;
  }

  add(one: One): void {
    const { most } = this.#parts;
    this.#waiting.push(one);
    if (this.#waiting.length > most) {
      this.#waiting.shift();
      this.#letGo += 1;
    }
    if (this.#waiting.length >= most / 2 && !this.#writing) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), PAUSE).unref();
  }

  /** Writes what waits, what was added while it wrote too. Never throws: `onError` is told. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing) await this.#writing;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  /** What is added meanwhile waits for the next time. */
  async #write(): Promise<void> {
    const { write, after, slice } = this.#parts;
    const all = this.#waiting;
    let lost = this.#letGo;
    let failure: unknown = lost > 0 ? new Error('more came than could be written') : undefined;
    this.#waiting = [];
    this.#letGo = 0;
    for (let from = 0; from < all.length; from += slice) {
      if (from > 0) await new Promise(setImmediate);
      const some = all.slice(from, from + slice);
      try {
        await write(some);
      } catch (error) {
        failure ??= error;
        // Each slice would wait for the other process anew, and whoever closes the store for all of them.
        const isBusy = TulvingError.isInstance(error) && error.code === 'store_busy';
        lost += isBusy ? all.length - from : some.length;
        if (isBusy) break;
      }
    }
    if (lost > 0) this.onError(this.#errorOf(lost, failure));
    await after?.();
  }

  #errorOf(lost: number, failure: unknown): Error {
    const cause = failure instanceof Error ? failure.message : String(failure);
    return new Error(`${this.#parts.lost(lost)}: ${cause}`, { cause: failure });
  }
}
