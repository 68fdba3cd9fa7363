import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../errors.js';
import { owns, requireScope, sees } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import { isId } from '../model/ids.js';
import type { Clock } from '../model/time.js';
import type { Receipt } from '../store/change-set.js';
import type { Store, StoredMemory } from '../store/port.js';
import { choresOf } from './chores.js';
import type { Plan, Reviser } from './revise.js';

export interface EditorParts {
  store: Pick<Store, 'commit' | 'memories'>;
  indexer: Reviser['indexer'];
  clock: Clock;
  timezone: string;
  /** How long what is deleted can be restored, in ms. */
  undoWindow: number;
  /** Whether a model makes vectors of what is kept, afterwards. */
  embeds?: boolean;
}

/** For how long a plan is made anew because somebody else was faster, in ms. */
const PATIENCE = 5_000;

/** Reads what a plan is about, and commits what was planned. */
export class Editor {
  readonly #parts: EditorParts;

  constructor(parts: EditorParts) {
    this.#parts = parts;
  }

  /**
   * @throws TulvingError `not_found`, also for what lies outside of the caller's reach, and for what
   * was deleted or has expired unless that is wanted; `forbidden` for what may only be read
   */
  async find(
    id: string,
    { tenant, access }: Caller,
    {
      deletedToo = false,
      toWrite = false,
      toDelete = false,
    }: { deletedToo?: boolean; toWrite?: boolean; toDelete?: boolean } = {},
  ): Promise<StoredMemory> {
    const { store, clock } = this.#parts;
    requireScope(access, toWrite || toDelete ? 'write' : 'read');
    const [found] = isId(id) ? await store.memories.byIds(tenant, [id]) : [];
    const seen = found && sees(access, found) ? found : undefined;
    const expired = seen !== undefined && seen.expiresAt !== null && seen.expiresAt <= clock();
    const gone = seen?.state === 'deleted' || expired;
    if (!seen || (gone && !deletedToo)) {
      throw new TulvingError('not_found', `There is no memory ${id}.`, {
        ...(gone && { remedy: 'It was deleted; restore it, if it is needed again.' }),
      });
    }
    const action = toDelete ? 'delete' : 'write';
    if ((toWrite || toDelete) && !owns(access, seen, action)) {
      throw new TulvingError('forbidden', `Memory ${id} may be read but not changed.`);
    }
    return seen;
  }

  /** Plans and commits; when somebody else was faster, plans again with what they left. */
  async commit(
    caller: Caller,
    plan: (reviser: Reviser) => Promise<Plan | undefined>,
    { patience = PATIENCE }: { patience?: number } = {},
  ): Promise<Receipt | undefined> {
    const { store, clock, indexer, timezone } = this.#parts;
    const { tenant, principal, app } = caller;
    const until = performance.now() + patience;
    for (let pause = 1; ; pause = Math.min(pause * 2, 50)) {
      const at = clock();
      const reviser = { indexer, timezone, at };
      const planned = await plan(reviser);
      if (!planned) return undefined;
      const jobs = [...(planned.jobs ?? []), ...(choresOf(planned, reviser, this.#parts) ?? [])];
      try {
        return await store.commit({ tenant, at, actor: { principal, app }, ...planned, jobs });
      } catch (error) {
        const conflict = TulvingError.isInstance(error) && error.code === 'version_conflict';
        if (!conflict || performance.now() >= until) throw error;
        await sleep(pause * Math.random());
      }
    }
  }
}
