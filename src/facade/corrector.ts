import {
  planDelete,
  planMerge,
  planRestore,
  planRevert,
  planUpdate,
  type Reviser,
} from '../lifecycle/revise.js';
import type { Redactor } from '../ingest/redact-request.js';
import type { Editor } from '../lifecycle/editor.js';
import { requireOwned, requirePerson, requireScope } from '../model/access.js';
import { type RevertRequest, revertSchema } from '../model/browsing.js';
import type { Caller } from '../model/caller.js';
import {
  type MergeRequest,
  mergeSchema,
  type UpdateRequest,
  updateSchema,
} from '../model/requests.js';
import { reasonSchema, type Why } from '../model/states.js';
import { validate } from '../model/validate.js';
import type { Store } from '../store/port.js';
import { checkAndRedact } from './adder.js';

export interface CorrectorParts {
  store: Pick<Store, 'memories' | 'history' | 'reviews'>;
  editor: Editor;
  redactor: Redactor;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
}

/** The way of what is changed, one memory at a time. */
export class Corrector {
  readonly #parts: CorrectorParts;

  constructor(parts: CorrectorParts) {
    this.#parts = parts;
  }

  async update(id: string, request: UpdateRequest, caller: Caller): Promise<void> {
    requireScope(caller.access, 'write');
    const { request: input } = checkAndRedact(updateSchema, request, this.#parts.redactor);
    const plan = async (reviser: Reviser) => {
      const memory = await this.#parts.editor.find(id, caller, { toWrite: true });
      const { if_version: expected = memory.version } = input;
      const plan = planUpdate({ ...memory, version: expected }, input, reviser);
      return plan && { ...plan, quota: this.#quotaOf(memory.scope.user) };
    };
    await this.#parts.editor.commit(caller, plan, {
      ...(input.if_version !== undefined && { patience: 0 }),
    });
  }

  async revert(id: string, request: RevertRequest, caller: Caller): Promise<void> {
    requireScope(caller.access, 'write');
    const { version, if_version: expected } = validate(revertSchema, request);
    const plan = async (reviser: Reviser) => {
      const memory = await this.#parts.editor.find(id, caller, { toWrite: true });
      const history = await this.#parts.store.history.of(memory.no);
      const found = { ...memory, version: expected ?? memory.version };
      return planRevert(found, history, version, reviser);
    };
    await this.#parts.editor.commit(caller, plan, {
      ...(expected !== undefined && { patience: 0 }),
    });
  }

  async delete(id: string, why: Why, caller: Caller): Promise<void> {
    const { request: given } = checkAndRedact(reasonSchema, why, this.#parts.redactor);
    await this.#parts.editor.commit(caller, async (reviser) =>
      planDelete(await this.#parts.editor.find(id, caller, { toDelete: true }), reviser, given),
    );
  }

  async restore(id: string, caller: Caller): Promise<void> {
    const { memories, history } = this.#parts.store;
    await this.#parts.editor.commit(caller, async (reviser) => {
      const memory = await this.#parts.editor.find(id, caller, { deletedToo: true, toWrite: true });
      const [merged, superseded] = await Promise.all([
        history.link(id, 'merged_into', 'from'),
        history.link(id, 'supersedes', 'to'),
      ]);
      const others = [merged, superseded].flatMap((link) => (link ? [link.other] : []));
      for (const other of await memories.byIds(caller.tenant, others)) {
        requireOwned(caller.access, other);
      }
      const held = await this.#parts.store.reviews.heldBack([memory.no]);
      if (held.size > 0) requirePerson(caller.access);
      const plan = planRestore(memory, { merged, superseded }, reviser);
      return plan && { ...plan, quota: this.#quotaOf(memory.scope.user) };
    });
  }

  /** @returns the id of the memory that stays */
  async merge(id: string, request: MergeRequest, caller: Caller): Promise<string> {
    requireScope(caller.access, 'write');
    const { into } = validate(mergeSchema, request);
    await this.#parts.editor.commit(caller, async (reviser) =>
      planMerge(
        await this.#parts.editor.find(id, caller, { toWrite: true }),
        await this.#parts.editor.find(into, caller, { toWrite: true }),
        reviser,
      ),
    );
    return into;
  }

  #quotaOf(user: string | null): { user: string; most: number } | undefined {
    const { quota } = this.#parts;
    return quota > 0 && user !== null ? { user, most: quota } : undefined;
  }
}
