import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../../errors.js';
import type { Connection } from './driver.js';
import { isBusy, storeError } from './errors.js';

/** How long a write waits for another process, in ms. */
const PATIENCE = 15_000;
/** Bounds how long one transaction keeps the event loop. */
const LONGEST_BATCH = 128;

/** A write: synchronous, so that nothing can slip in between BEGIN and COMMIT. */
type Work<Result> = (connection: Connection) => Result;

interface Waiting {
  /** Needs to be outside of any transaction, as VACUUM and a checkpoint do. */
  alone: boolean;
  /** How long it waits for another process, in ms. */
  patience: number;
  work: Work<unknown>;
  resolve: (result: unknown) => void;
  reject: (error: unknown) => void;
}

type Outcome = { result: unknown } | { error: unknown };

/**
 * Runs writes one transaction at a time. Writes that wait together share one transaction and so
 * one fsync; one that is refused does not take the others along.
 */
export class WriteQueue {
  readonly #connection: Connection;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  run<Result>(work: Work<Result>): Promise<Result> {
    return this.#add(work, { alone: false, patience: PATIENCE });
  }

  /** Runs something outside of a transaction, when no other write of this process is going on. */
  alone<Result>(work: Work<Result>, patience = PATIENCE): Promise<Result> {
    return this.#add(work, { alone: true, patience });
  }

  /** Resolves when nothing waits any more. */
  async settled(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    for (;;) {
      // Others have their turn, and whatever else it hands in joins the transaction.
      await new Promise(setImmediate);
      if (this.#waiting.length === 0) break;
      const first = this.#waiting[0] as Waiting;
      if (first.alone) {
        this.#waiting.shift();
        await this.#runAlone(first);
      } else {
        const next = this.#waiting.findIndex(({ alone }) => alone);
        const free = next === -1 ? this.#waiting.length : next;
        await this.#commit(this.#waiting.splice(0, Math.min(free, LONGEST_BATCH)));
      }
    }
    this.#draining = undefined;
  }

  #add<Result>(work: Work<Result>, how: Pick<Waiting, 'alone' | 'patience'>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as Waiting['resolve'], reject, ...how });
      this.#draining ??= this.#drain();
    });
  }

  async #runAlone({ work, patience, resolve, reject }: Waiting): Promise<void> {
    try {
      resolve(await whenFree(() => work(this.#connection), patience));
    } catch (error) {
      reject(storeError(error, 'Writing'));
    }
  }

  async #commit(batch: readonly Waiting[]): Promise<void> {
    try {
      await whenFree(() => this.#connection.exec('BEGIN IMMEDIATE'));
      const outcomes = this.#applyAll(batch);
      batch.forEach((waiting, index) => settle(waiting, outcomes[index] as Outcome));
    } catch (error) {
      if (batch.length > 1) {
        for (const one of batch) await this.#commit([one]);
        return;
      }
      batch[0]?.reject(storeError(error, 'Writing'));
    }
  }

  /** No await in here, so that nothing can slip in. */
  #applyAll(batch: readonly Waiting[]): Outcome[] {
    try {
      const outcomes =
        this.#applyTogether(batch) ?? batch.map(({ work }) => this.#applyApart(work));
      this.#connection.exec('COMMIT');
      return outcomes;
    } catch (error) {
      rollBack(this.#connection);
      throw error;
    }
  }

  /**
   * One savepoint for all, because at each of them FTS5 writes out what it has gathered.
   *
   * @returns nothing when one was refused; then nothing is done
   */
  #applyTogether(batch: readonly Waiting[]): Outcome[] | undefined {
    this.#connection.exec('SAVEPOINT all_together');
    try {
      return batch.map(({ work }) => ({ result: work(this.#connection) }));
    } catch (error) {
      if (!TulvingError.isInstance(error)) throw error;
      this.#connection.exec('ROLLBACK TO all_together');
      return undefined;
    }
  }

  /** With a savepoint of its own. A refusal is an answer; anything else ends the whole transaction. */
  #applyApart(work: Work<unknown>): Outcome {
    this.#connection.exec('SAVEPOINT one');
    try {
      const result = work(this.#connection);
      this.#connection.exec('RELEASE one');
      return { result };
    } catch (error) {
      if (!TulvingError.isInstance(error)) throw error;
      this.#connection.exec('ROLLBACK TO one');
      this.#connection.exec('RELEASE one');
      return { error };
    }
  }
}

/** After a full disk SQLite has rolled back by itself; then there is no transaction left. */
export function rollBack(connection: Connection): void {
  try {
    connection.exec('ROLLBACK');
  } catch (error) {
    if (!String(error).includes('no transaction is active')) throw error;
  }
}

/** SQLite's own busy handler would block the event loop, so the waiting is done here. */
async function whenFree<Result>(work: () => Result, patience = PATIENCE): Promise<Result> {
  const until = Date.now() + patience;
  for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || Date.now() > until) throw error;
      await sleep(pause * (0.5 + Math.random()));
    }
  }
}

function settle(waiting: Waiting, outcome: Outcome): void {
  if ('error' in outcome) waiting.reject(outcome.error);
  else waiting.resolve(outcome.result);
}
