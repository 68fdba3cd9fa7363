import { TulvingError } from '../errors.js';
import { narrowReach, requireOwned } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { Filter } from '../model/filter.js';
import type { DeleteReport } from '../model/requests.js';
import type { Scope } from '../model/scope.js';
import type { Clock } from '../model/time.js';
import type { Store, StoredMemory } from '../store/port.js';
import type { Editor } from './editor.js';
import { removalOf } from './eraser.js';
import { revisionOf } from './revise.js';

const BATCH = 200;
/** For how long a page of several is tried, in ms. */
const SHORT_PATIENCE = 200;

/** Takes all memories of a scope out of search. */
export class Deleter {
  readonly #memories: Store['memories'];
  readonly #editor: Editor;
  readonly #clock: Clock;

  constructor(memories: Store['memories'], editor: Editor, clock: Clock) {
    this.#memories = memories;
    this.#editor = editor;
    this.#clock = clock;
  }

  async scope(scope: Scope, filter: Filter | undefined, caller: Caller): Promise<DeleteReport> {
    const reach = narrowReach(caller.access, removalOf(scope));
    const { tenant } = caller;
    let deleted = 0;
    for (const state of ['active', 'paused', 'archived'] as const) {
      const ask = (limit: number, before?: number) =>
        this.#memories.page({ tenant, reach, state, limit, before, at: this.#clock(), filter });
      for (let page = await ask(BATCH); page.length > 0;) {
        deleted += await this.#delete(page, ask, caller, page);
        page = await ask(BATCH, page.at(-1)?.no);
      }
    }
    return { deleted };
  }

  /**
   * Beside somebody who writes without pause a large page would never go through: then by halves.
   *
   * @param fresh what was read of the page just now
   * @returns how many it deleted itself
   */
  async #delete(
    page: readonly StoredMemory[],
    ask: Ask,
    caller: Caller,
    fresh?: readonly StoredMemory[],
  ): Promise<number> {
    for (const { scope } of page) requireOwned(caller.access, scope);
    const ids = new Set(page.map(({ id }) => id));
    const first = page[0]?.no ?? 0;
    let deleted = 0;
    let read = fresh;
    try {
      await this.#editor.commit(
        caller,
        async (reviser) => {
          // Asked again for each try: somebody may have changed one so that it is no longer meant.
          const now = read ?? (await ask(2 * BATCH, first + 1));
          read = undefined;
          const meant = now.filter(({ id }) => ids.has(id));
          deleted = meant.length;
          // Oldest first: FTS5 writes out what it holds whenever a number is lower than the one before.
          return {
            revisions: meant
              .toReversed()
              .map((memory) => revisionOf(memory, 'deleted', reviser, { state: 'deleted' })),
          };
        },
        page.length > 1 ? { patience: SHORT_PATIENCE } : {},
      );
      return deleted;
    } catch (error) {
      const conflict = TulvingError.isInstance(error) && error.code === 'version_conflict';
      if (!conflict || page.length === 1) throw error;
      const middle = page.length >> 1;
      return (
        (await this.#delete(page.slice(0, middle), ask, caller)) +
        (await this.#delete(page.slice(middle), ask, caller))
      );
    }
  }
}

/** A page of what is meant, as it is now. */
type Ask = (limit: number, before?: number) => Promise<StoredMemory[]>;
