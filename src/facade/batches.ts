import { TulvingError } from '../errors.js';
import { type UndoNote, undoNoteOf } from '../lifecycle/undo-note.js';
import { type Access, isWhole, narrowName, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { isId } from '../model/ids.js';
import { limits } from '../model/requests.js';
import { formatInstant } from '../model/time.js';
import {
  type Batch,
  type BatchDetail,
  type ListBatchesRequest,
  type ListBatchesResult,
  listBatchesSchema,
} from '../model/undo.js';
import { seenPage } from '../model/seen-page.js';
import { validate } from '../model/validate.js';
import type { BatchReads, StoredBatch } from '../store/batches.js';

/** What was done together: by jobs that draw and tidy up, by imports, by feedback, by undoing. */
export class Batches {
  readonly #batches: BatchReads;

  constructor(batches: BatchReads) {
    this.#batches = batches;
  }

  /** Newest first, in pages. */
  async list(
    request: ListBatchesRequest = {},
    { tenant, access }: Caller = LOCAL,
  ): Promise<ListBatchesResult> {
    requireScope(access, 'read');
    const { limit = 50, kind, cube, cursor, ...asked } = validate(listBatchesSchema, request);
    const user = narrowName('user_id', asked.user_id, access.user);
    if (seesNone(access)) return { data: [], next_cursor: null };
    const { app, cubes } = access;
    const query = { tenant, kind, cube, user, app: app ?? undefined, cubes: cubes ?? undefined };
    return seenPage(
      { limit, cursor },
      (most, before) => this.#batches.page({ ...query, limit: most, before }),
      (batches) => batches.filter((batch) => seesBatch(access, batch)).map(presentBatch),
    );
  }

  async get(id: string, caller: Caller = LOCAL): Promise<BatchDetail> {
    requireScope(caller.access, 'read');
    const batch = await this.find(id, caller);
    const changes = await this.#batches.changes(caller.tenant, id);
    return {
      ...presentBatch(batch),
      changes: changes.slice(0, limits.page).map(({ memory, event, version, at }) => ({
        memory_id: memory,
        event,
        version,
        at: formatInstant(at),
      })),
    };
  }

  /** @throws TulvingError `not_found`, also for what lies outside of the caller's reach */
  async find(id: string, { tenant, access }: Caller): Promise<StoredBatch> {
    const batch = isId(id) ? await this.#batches.get(tenant, id) : undefined;
    if (batch && seesBatch(access, batch)) return batch;
    throw new TulvingError('not_found', `There is no batch ${id}.`, {
      remedy: 'List what exists with `tulving batches`.',
    });
  }
}

/** A batch about several users or cubes is seen by whoever reaches all of them. */
export function seesBatch(access: Access, { cube, user, app }: StoredBatch): boolean {
  if (isWhole(access)) return true;
  return (
    !seesNone(access) &&
    (access.user === null || access.user === user) &&
    (access.app === null || access.app === app) &&
    (access.cubes === null || (cube !== null && access.cubes.includes(cube)))
  );
}

/** A batch tells neither whose agent's memories it changed nor which ones. */
function seesNone({ agent, bounds }: Access): boolean {
  return agent !== null || bounds !== undefined;
}

function presentBatch(batch: StoredBatch): Batch {
  const { id, kind, cube, user, actor, app, at, undoneAt, note } = batch;
  const { of } = undoNoteOf(batch);
  return {
    id,
    kind,
    cube,
    user_id: user,
    actor,
    app,
    at: formatInstant(at),
    undone_at: undoneAt === null ? null : formatInstant(undoneAt),
    // What it takes to undo it is long, and of no use to anybody else.
    note: kind === 'undo' ? { of } : withoutUndo(note),
  };
}

const undoFields: readonly (keyof UndoNote)[] = ['before', 'links', 'sources'];

function withoutUndo(note: StoredBatch['note']): Batch['note'] {
  const isShown = ([name]: [string, unknown]) => !(undoFields as readonly string[]).includes(name);
  return Object.fromEntries(Object.entries(note).filter(isShown));
}
