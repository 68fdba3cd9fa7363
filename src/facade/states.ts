import type { Editor } from '../lifecycle/editor.js';
import { removalOf } from '../lifecycle/eraser.js';
import type { StateChange, StateChanger, StateProgress } from '../lifecycle/state-changer.js';
import { narrowReach, narrowScope, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { Filter } from '../model/filter.js';
import type { NewId } from '../model/ids.js';
import type { MemoryState } from '../model/memory.js';
import { ANY_USER, type Reach, type Scope } from '../model/scope.js';
import { type SetStateRequest, type SetStateResult, setStateSchema } from '../model/states.js';
import { invalidInput } from '../model/validate.js';
import type { NewBatch } from '../store/batch-entry.js';
import type { ReviewReads } from '../store/reviews.js';
import type { Redactor } from '../ingest/redact-request.js';
import { checkAndRedact } from './adder.js';
import type { Batches } from './batches.js';
import { filterOf } from './finder.js';

export interface StatesParts {
  editor: Editor;
  changer: StateChanger;
  batches: Pick<Batches, 'find'>;
  reviews: Pick<ReviewReads, 'heldBack'>;
  redactor: Redactor;
  newId: NewId;
  timezone: string;
}

/** Which states each one is taken from, where nothing says so: what is deleted comes back by name only. */
const taken: Readonly<Record<MemoryState, readonly MemoryState[]>> = {
  active: ['paused', 'archived'],
  paused: ['active'],
  archived: ['active', 'paused'],
  deleted: ['active', 'paused', 'archived'],
};

/** How many earlier requests of the batch have changed. */
interface Before {
  before: number;
}

type Asked = ReturnType<typeof setStateSchema.parse>;

/** Changes the state of several memories at once; all of it can be undone together. */
export class States {
  readonly #parts: StatesParts;

  constructor(parts: StatesParts) {
    this.#parts = parts;
  }

  async set(
    request: SetStateRequest,
    caller: Caller = LOCAL,
    progress?: StateProgress,
  ): Promise<SetStateResult> {
    requireScope(caller.access, 'write');
    const { changer } = this.#parts;
    const { request: asked } = checkAndRedact(setStateSchema, request, this.#parts.redactor);
    const { state: to, reason, dry_run: isDry = false } = asked;
    const meant = await this.#meant(asked, request.filters, caller);
    const { before, ...batch } = await this.#batchOf(asked, caller);
    const heldBack = new Set<number>();
    const change: StateChange = {
      to,
      meant,
      from: asked.from?.filter((state) => state !== to) ?? startsOf(asked),
      reason,
      batch: (changed, last) => ({ ...batch, note: noteOf(to, before + changed, last) }),
      // They wait for somebody who has read them.
      ...(to === 'active' && {
        only: async (portion) => {
          const held = await this.#parts.reviews.heldBack(portion.map(({ no }) => no));
          for (const no of held) heldBack.add(no);
          return portion.filter(({ no }) => !held.has(no));
        },
      }),
    };
    const { changed, more } = isDry
      ? { changed: await changer.count(change, caller), more: false }
      : await changer.run(change, caller, { progress, limit: asked.limit });
    const isKept = !isDry && before + changed > 0;
    return {
      state: to,
      changed,
      held_back: heldBack.size,
      batch_id: isKept ? batch.id : null,
      more,
      dry_run: isDry,
    };
  }

  async #batchOf(asked: Asked, caller: Caller): Promise<Omit<NewBatch, 'note'> & Before> {
    const { batches, newId } = this.#parts;
    if (asked.batch_id !== undefined) {
      const { id, kind, cube, user, note } = await batches.find(asked.batch_id, caller);
      if (kind === 'states') return { id, kind, cube, user, before: Number(note['changed'] ?? 0) };
      throw invalidInput([{ pointer: '/batch_id', detail: 'is no batch of changed states' }]);
    }
    const { cube, user_id: user } = narrowScope<Scope>(caller.access, scopeOf(asked));
    return { id: newId(), kind: 'states', cube: cube ?? null, user: user ?? null, before: 0 };
  }

  async #meant(
    asked: Asked,
    filters: SetStateRequest['filters'],
    caller: Caller,
  ): Promise<StateChange['meant']> {
    const { ids, category } = asked;
    const action = asked.state === 'deleted' ? 'delete' : 'write';
    const scope = scopeOf(asked);
    const isNamed = Object.keys(scope).length > 0;
    if (ids) {
      if (isNamed || category !== undefined || filters !== undefined || asked.user_id) {
        throw invalidInput([
          { pointer: '/ids', detail: 'stands alone: leave out what else chooses' },
        ]);
      }
      // All of them are looked for before any is changed.
      const how = { deletedToo: true, [action === 'delete' ? 'toDelete' : 'toWrite']: true };
      for (const id of ids) {
        await this.#parts.editor.find(id, caller, how);
      }
      return { ids };
    }
    const filter = allOf(
      category === undefined ? undefined : filterOf({ categories: category }, this.#parts.timezone),
      filterOf(filters, this.#parts.timezone),
    );
    const reach: Reach = isNamed || !filter ? removalOf(scope) : { cubes: 'all' };
    return { reach: narrowReach(caller.access, reach, action), filter };
  }
}

/** A single memory is named: who looks at the batch wants to know which one. */
function noteOf(
  state: MemoryState,
  changed: number,
  last: readonly { id: string }[],
): NewBatch['note'] {
  return { state, changed, ...(changed === 1 && { memories: last.map(({ id }) => id) }) };
}

function startsOf({ ids, state: to }: Asked): readonly MemoryState[] {
  if (!ids) return taken[to];
  return (['active', 'paused', 'archived', 'deleted'] as const).filter((state) => state !== to);
}

/** What is named; every user of the tenant is nobody in particular. */
function scopeOf({ cube, user_id: user, agent_id, app_id, run_id }: Asked): Scope {
  const named = { cube, user_id: user === ANY_USER ? undefined : user, agent_id, app_id, run_id };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function allOf(...given: readonly (Filter | undefined)[]): Filter | undefined {
  const of = given.filter((filter) => filter !== undefined);
  return of.length === 0 ? undefined : { op: 'and', of };
}
