import { Gatherer } from '../gatherer.js';
import type { Caller } from '../model/caller.js';
import type { Clock } from '../model/time.js';
import type { PolicyStore } from '../store/policies.js';

export interface RecallsParts {
  policies: Pick<PolicyStore, 'noteRecalled'>;
  clock: Clock;
}

/** A write of so many takes some 5 ms. */
const SLICE = 500;
/** What waits while the store is slow. */
const MOST_WAITING = 50_000;

/** When searches last found each memory: that is what policies ask. */
export class Recalls {
  /** Numbers of memories. */
  readonly noted = new Gatherer<number>({
    write: (some) => this.#write(some),
    slice: SLICE,
    most: MOST_WAITING,
    lost: (count) => `When searches found ${count} memories was not kept`,
  });
  readonly #parts: RecallsParts;

  constructor(parts: RecallsParts) {
    this.#parts = parts;
  }

  note(memories: readonly number[], { viewing }: Caller): void {
    if (viewing === true) return;
    for (const no of memories) this.noted.add(no);
  }

  async #write(found: readonly number[]): Promise<void> {
    const { policies, clock } = this.#parts;
    await policies.noteRecalled([...new Set(found)], clock());
  }
}
