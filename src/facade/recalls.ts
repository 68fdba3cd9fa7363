import type { Caller } from '../model/caller.js';
import type { Clock, Instant } from '../model/time.js';
import type { PolicyStore } from '../store/policies.js';
import type { Soon } from './soon.js';

export interface RecallsParts {
  policies: Pick<PolicyStore, 'noteRecalled'>;
  clock: Clock;
  soon: Soon;
}

/** When searches last found each memory: that is what policies ask. */
export class Recalls {
  readonly #parts: RecallsParts;
  /** Ids by tenant. */
  #found = new Map<number, Set<string>>();

  constructor(parts: RecallsParts) {
    this.#parts = parts;
    parts.soon.add(() => this.#write());
  }

  note(memories: readonly string[], { tenant, viewing }: Caller): void {
    if (memories.length === 0 || viewing === true) return;
    const found = this.#found.get(tenant) ?? new Set();
    for (const id of memories) found.add(id);
    this.#found.set(tenant, found);
    this.#parts.soon.ask();
  }

  async #write(): Promise<void> {
    const found = this.#found;
    this.#found = new Map();
    const at: Instant = this.#parts.clock();
    for (const [tenant, ids] of found) {
      await this.#parts.policies.noteRecalled(tenant, [...ids], at);
    }
  }
}
