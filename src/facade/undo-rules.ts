import { type AccessRules, mayManageRules } from '../access/rules.js';
import { undoNoteOf } from '../lifecycle/undo-note.js';
import type { Caller } from '../model/caller.js';
import type { StoredRule } from '../model/rules.js';
import type { StoredBatch } from '../store/batches.js';

/** What taking back a batch does to access rules. */
export interface RulePlan {
  /** Those that an import brought. */
  go: readonly StoredRule[];
  /** Those that an undo took away. */
  back: readonly StoredRule[];
  /** So many stay, since the caller may not manage them. */
  stay: number;
}

/** Access rules that came with an import go with it, and come back with it. */
export class UndoRules {
  readonly #rules: Pick<AccessRules, 'kept' | 'bringBack' | 'remove'>;

  constructor(rules: Pick<AccessRules, 'kept' | 'bringBack' | 'remove'>) {
    this.#rules = rules;
  }

  /** @param isWhole whether all of the batch is taken back */
  async plan(batch: StoredBatch, isWhole: boolean, caller: Caller): Promise<RulePlan> {
    const { rules = [], rulesGone: back = [] } = undoNoteOf(batch);
    if (!isWhole || rules.length === 0) return { go: [], back, stay: 0 };
    if (!mayManageRules(caller)) return { go: [], back, stay: rules.length };
    return { go: await this.#rules.kept(rules, caller), back, stay: 0 };
  }

  /**
   * Before the memories, so that nobody sees these in between.
   *
   * @throws TulvingError `forbidden` from who may not manage rules: the memories stay away, too
   */
  async bringBack({ back }: RulePlan, caller: Caller): Promise<void> {
    if (back.length > 0) await this.#rules.bringBack(back, caller);
  }

  async remove(gone: readonly StoredRule[], caller: Caller): Promise<void> {
    const there = await this.#rules.kept(
      gone.map(({ id }) => id),
      caller,
    );
    for (const { id } of there) await this.#rules.remove(id, caller);
  }
}
