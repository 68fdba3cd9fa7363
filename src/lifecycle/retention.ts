import { FULL } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { Clock, Instant } from '../model/time.js';
import type { Store, StoredMemory } from '../store/port.js';
import { type Chore, chore } from './chores.js';
import type { Editor } from './editor.js';
import type { Eraser } from './eraser.js';
import { revisionOf } from './revise.js';

/** How many memories go in one commit. */
const BATCH = 200;

export interface RetentionParts {
  store: Pick<Store, 'memories' | 'removals' | 'jobs'>;
  editor: Editor;
  eraser: Eraser;
  clock: Clock;
  /** How long a deleted memory can be restored, in ms. */
  undoWindow: number;
}

/** What a chore reports; it goes on where it was when it is run again. */
export interface RetentionReport {
  /** Memories that were deleted because they had expired, or erased because they were deleted long ago. */
  memories: number;
}

type Progress = (done: number) => void;

/** Deletes what has expired, and erases what was deleted longer ago than it can be undone. */
export class Retention {
  readonly #parts: RetentionParts;

  constructor(parts: RetentionParts) {
    this.#parts = parts;
  }

  async expire(tenant: number, signal: AbortSignal, progress: Progress): Promise<RetentionReport> {
    const { store, editor, clock } = this.#parts;
    const caller = callerOf(tenant, 'expire');
    const memories = await inBatches(
      () => store.removals.expiredBy(tenant, clock(), BATCH),
      async (batch) => {
        const ids = batch.map(({ id }) => id);
        let expired = 0;
        await editor.commit(caller, async (reviser) => {
          // Read again for each try: somebody may have given one more time meanwhile.
          const fresh = await store.memories.byIds(tenant, ids);
          const due = fresh.filter(({ state, expiresAt }) => {
            return state !== 'deleted' && expiresAt !== null && expiresAt <= reviser.at;
          });
          expired = due.length;
          return {
            revisions: due.map((memory) =>
              revisionOf(memory, 'expired', reviser, { state: 'deleted' }),
            ),
          };
        });
        return expired;
      },
      signal,
      progress,
    );
    const { nextExpiry } = await store.removals.retention(tenant);
    if (nextExpiry !== null) await this.#next(tenant, 'expire', nextExpiry);
    return { memories };
  }

  async purge(tenant: number, signal: AbortSignal, progress: Progress): Promise<RetentionReport> {
    const { store, eraser, clock, undoWindow } = this.#parts;
    const caller = callerOf(tenant, 'purge');
    const memories = await inBatches(
      () => store.removals.deletedBefore(tenant, clock() - undoWindow, BATCH),
      async (batch) => {
        const overdue = ({ deletedAt }: StoredMemory) =>
          deletedAt !== null && deletedAt <= clock() - undoWindow;
        return (await eraser.memories(batch, caller, overdue)).memories;
      },
      signal,
      progress,
    );
    const { oldestDeletion } = await store.removals.retention(tenant);
    if (oldestDeletion !== null) await this.#next(tenant, 'purge', oldestDeletion + undoWindow);
    return { memories };
  }

  async #next(tenant: number, kind: Chore, dueAt: Instant): Promise<void> {
    const { store, clock } = this.#parts;
    await store.jobs.enqueue({ ...chore(kind, dueAt), tenant }, clock());
  }
}

async function inBatches(
  read: () => Promise<StoredMemory[]>,
  work: (batch: readonly StoredMemory[]) => Promise<number>,
  signal: AbortSignal,
  progress: Progress,
): Promise<number> {
  for (let done = 0; ;) {
    signal.throwIfAborted();
    const batch = await read();
    if (batch.length === 0) return done;
    // What others did meanwhile is theirs.
    done += await work(batch);
    progress(done);
  }
}

function callerOf(tenant: number, kind: Chore): Caller {
  return { tenant, principal: `job:${kind}`, app: null, access: FULL, key: null };
}
