export interface GathererParts<One> {
  /** Writes some of what has gathered, in order. */
  write: (some: readonly One[]) => Promise<void>;
  /** Called when all that waited has been written. */
  after?: () => Promise<void>;
  /** So many are written at once: bounds how long one write keeps the event loop. */
  slice: number;
  /** What waits while the store is slow; older ones are let go. From half of it on, nothing waits for the clock. */
  most: number;
  /** Told of what could not be written and is let go, once for all that waited together. */
  onLost: (error: unknown, lost: readonly One[]) => void;
}

/** How long what is noted waits to be written, in ms. */
const PAUSE = 1_000;

/**
 * Gathers what is noted beside requests, and writes it together, about once a second: no request waits for it, and
 * requests that follow each other do not make a write each.
 */
export class Gatherer<One> {
  readonly #parts: GathererParts<One>;
  #waiting: One[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  constructor(parts: GathererParts<One>) {
    this.#parts = parts;
  }

  add(one: One): void {
    const { most } = this.#parts;
    this.#waiting.push(one);
    if (this.#waiting.length > most) this.#waiting.shift();
    if (this.#waiting.length >= most / 2 && !this.#writing) void this.flush();
    else this.#timer ??= setTimeout(() => void this.flush(), PAUSE).unref();
  }

  /** Writes what waits, what was added while it wrote too. Never throws: `onLost` is told. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#writing) await this.#writing;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  /** What is added meanwhile waits for the next time. */
  async #write(): Promise<void> {
    const { write, after, slice, onLost } = this.#parts;
    const all = this.#waiting;
    this.#waiting = [];
    const lost: One[] = [];
    const failures: unknown[] = [];
    for (let from = 0; from < all.length; from += slice) {
      if (from > 0) await new Promise(setImmediate);
      const some = all.slice(from, from + slice);
      try {
        await write(some);
      } catch (error) {
        failures.push(error);
        lost.push(...some);
      }
    }
    await after?.().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) onLost(failures[0], lost);
  }
}
