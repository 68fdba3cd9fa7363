import type { Caller } from '../model/caller.js';
import type { Clock, Instant } from '../model/time.js';
import type { PolicyStore } from '../store/policies.js';
import type { Soon } from './soon.js';

export interface RecallsParts {
  policies: Pick<PolicyStore, 'noteRecalled'>;
  clock: Clock;
  soon: Soon;
}

/** A write of so many takes some 5 ms. */
const SLICE = 500;

/** When searches last found each memory: that is what policies ask. */
export class Recalls {
  readonly #parts: RecallsParts;
  /** Numbers of memories. */
  #found = new Set<number>();

  constructor(parts: RecallsParts) {
    this.#parts = parts;
    parts.soon.add(() => this.#write());
  }

  note(memories: readonly number[], { viewing }: Caller): void {
    if (memories.length === 0 || viewing === true) return;
    for (const no of memories) this.#found.add(no);
    this.#parts.soon.ask();
  }

  async #write(): Promise<void> {
    // In the order of the table.
    const found = Int32Array.from(this.#found).sort();
    this.#found = new Set();
    const at: Instant = this.#parts.clock();
    for (let from = 0; from < found.length; from += SLICE) {
      await this.#parts.policies.noteRecalled([...found.subarray(from, from + SLICE)], at);
    }
  }
}
