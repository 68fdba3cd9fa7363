import type { Answer } from './answer.js';
import { endedBy } from './fault.js';

/** Questions in a row that no reply was got for: then the model is not there. */
const PATIENCE = 5;

/** Lets a few answers be on their way at the same time, while what is next is searched for. */
export class AnswerQueue {
  readonly #places: number;
  readonly #onTheWay = new Set<Promise<void>>();
  #failedInARow = 0;
  #stopped: Error | undefined;

  constructor(places: number) {
    this.#places = places;
  }

  /**
   * Waits for a place, then hands the work in.
   *
   * @throws TulvingError with the code of the last failure when the last answers failed one after
   *   another, and what earlier work threw
   */
  async add(work: () => Promise<Answer>, then: (answer: Answer) => Promise<void>): Promise<void> {
    while (this.#onTheWay.size >= this.#places) await Promise.race(this.#onTheWay);
    this.#check();
    const task = this.#run(work, then).finally(() => this.#onTheWay.delete(task));
    this.#onTheWay.add(task);
  }

  /** Until all is done that was handed in. Throws as `add` does. */
  async done(): Promise<void> {
    await this.settle();
    this.#check();
  }

  /** Likewise, whatever came of it. */
  async settle(): Promise<void> {
    while (this.#onTheWay.size > 0) await Promise.race(this.#onTheWay);
  }

  /** Never rejects: what goes wrong is told to whoever hands in the next. */
  async #run(work: () => Promise<Answer>, then: (answer: Answer) => Promise<void>): Promise<void> {
    try {
      const answer = await work();
      await then(answer);
      this.#count(answer);
    } catch (error) {
      this.#stopped ??= error instanceof Error ? error : new Error(String(error));
    }
  }

  #count(answer: Answer): void {
    this.#failedInARow = answer.status === 'failed' ? this.#failedInARow + 1 : 0;
    if (answer.status === 'judged' || this.#failedInARow < PATIENCE) return;
    this.#stopped ??= endedBy(answer, `${PATIENCE} questions in a row`);
  }

  #check(): void {
    if (this.#stopped) throw this.#stopped;
  }
}
