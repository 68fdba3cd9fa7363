import { TulvingError } from '../errors.js';
import type { Caller } from '../model/caller.js';
import { isId } from '../model/ids.js';
import type { Clock } from '../model/time.js';
import type { IndexEntry, Receipt } from '../store/change-set.js';
import type { Store, StoredMemory } from '../store/port.js';
import type { Plan, Reviser } from './revise.js';

export interface EditorParts {
  store: Pick<Store, 'commit' | 'memories'>;
  indexer: { index(text: string): IndexEntry };
  clock: Clock;
  timezone: string;
}

/** How often a plan is made anew because somebody else was faster. */
const TRIES = 3;

/** Reads what a plan is about, and commits what was planned. */
export class Editor {
  readonly #parts: EditorParts;

  constructor(parts: EditorParts) {
    this.#parts = parts;
  }

  /** @throws TulvingError `not_found`, also for what was deleted or has expired unless that is wanted */
  async find(
    id: string,
    { tenant }: Caller,
    { deletedToo = false }: { deletedToo?: boolean } = {},
  ): Promise<StoredMemory> {
    const { store, clock } = this.#parts;
    const [found] = isId(id) ? await store.memories.byIds(tenant, [id]) : [];
    const expired = found !== undefined && found.expiresAt !== null && found.expiresAt <= clock();
    const gone = found?.state === 'deleted' || expired;
    if (!found || (gone && !deletedToo)) {
      throw new TulvingError('not_found', `There is no memory ${id}.`, {
        ...(gone && { remedy: 'It was deleted; restore it, if it is needed again.' }),
      });
    }
    return found;
  }

  /** Plans and commits; when somebody else was faster, plans again with what they left. */
  async commit(
    caller: Caller,
    plan: (reviser: Reviser) => Promise<Plan | undefined>,
    tries = TRIES,
  ): Promise<Receipt | undefined> {
    const { store, clock, indexer, timezone } = this.#parts;
    const { tenant, principal, app } = caller;
    for (let left = tries; ; left--) {
      const at = clock();
      const planned = await plan({ indexer, timezone, at });
      if (!planned) return undefined;
      try {
        return await store.commit({ ...planned, tenant, at, actor: { principal, app } });
      } catch (error) {
        const conflict = TulvingError.isInstance(error) && error.code === 'version_conflict';
        if (!conflict || left === 1) throw error;
      }
    }
  }
}
