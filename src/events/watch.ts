import { setTimeout as sleep } from 'node:timers/promises';
import type { EventReads } from '../store/port.js';

/** How often the log is looked at while somebody waits, in ms: other processes write to it, too. */
const PAUSE = 200;

interface Waiter {
  seq: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Looks whether the log has grown: once for all who wait, and not at all while nobody does. */
export class Watch {
  readonly #log: Pick<EventReads, 'last'>;
  readonly #waiting = new Set<Waiter>();
  #seen = 0;
  #looking = false;

  constructor(log: Pick<EventReads, 'last'>) {
    this.#log = log;
  }

  /**
   * Resolves when there is an event after `seq`, or once the signal says so.
   *
   * @returns the number of the last event
   */
  async grownBeyond(seq: number, signal: AbortSignal): Promise<number> {
    if (this.#seen <= seq && !signal.aborted) await this.#wait(seq, signal);
    return this.#seen;
  }

  async #wait(seq: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = promiseWithResolvers();
    const waiter = { seq, resolve, reject };
    this.#waiting.add(waiter);
    signal.addEventListener('abort', resolve, { once: true });
    if (!this.#looking) void this.#look();
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', resolve);
      this.#waiting.delete(waiter);
    }
  }

  async #look(): Promise<void> {
    this.#looking = true;
    while (this.#waiting.size > 0) {
      try {
        this.#seen = await this.#log.last();
        for (const waiter of this.#waiting) if (waiter.seq < this.#seen) waiter.resolve();
      } catch (error) {
        for (const waiter of this.#waiting) waiter.reject(error);
      }
      await sleep(PAUSE);
    }
    this.#looking = false;
  }
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function promiseWithResolvers(): Omit<Waiter, 'seq'> & { promise: Promise<void> } {
  let resolve: Waiter['resolve'] = () => undefined;
  let reject: Waiter['reject'] = () => undefined;
  const promise = new Promise<void>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}
