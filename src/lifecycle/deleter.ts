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
      for (let before: number | undefined; ;) {
        const at = this.#clock();
        const page = await this.#memories.page({
          tenant,
          reach,
          state,
          limit: BATCH,
          before,
          at,
          filter,
        });
        if (page.length === 0) break;
        await this.#delete(page, caller);
        deleted += page.length;
        before = page.at(-1)?.no;
      }
    }
    return { deleted };
  }

  /** Beside somebody who writes without pause a large page would never go through: then by halves. */
  async #delete(page: readonly StoredMemory[], caller: Caller): Promise<void> {
    for (const { scope } of page) requireOwned(caller.access, scope);
    const ids = page.map(({ id }) => id);
    try {
      await this.#editor.commit(
        caller,
        async (reviser) => {
          // Read again for each try: somebody may have changed one meanwhile.
          const fresh = await this.#memories.byIds(caller.tenant, ids);
          const live = fresh.filter(({ state }) => state !== 'deleted');
          return {
            revisions: live.map((memory) =>
              revisionOf(memory, 'deleted', reviser, { state: 'deleted' }),
            ),
          };
        },
        page.length > 1 ? { patience: SHORT_PATIENCE } : {},
      );
    } catch (error) {
      const conflict = TulvingError.isInstance(error) && error.code === 'version_conflict';
      if (!conflict || page.length === 1) throw error;
      const middle = page.length >> 1;
      await this.#delete(page.slice(0, middle), caller);
      await this.#delete(page.slice(middle), caller);
    }
  }
}
