import { narrowReach } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { Filter } from '../model/filter.js';
import type { DeleteReport } from '../model/requests.js';
import type { Scope } from '../model/scope.js';
import { removalOf } from './eraser.js';
import type { StateChanger } from './state-changer.js';

/** Takes all memories of a scope out of search. */
export class Deleter {
  readonly #states: StateChanger;

  constructor(states: StateChanger) {
    this.#states = states;
  }

  async scope(scope: Scope, filter: Filter | undefined, caller: Caller): Promise<DeleteReport> {
    const meant = { reach: narrowReach(caller.access, removalOf(scope), 'delete'), filter };
    const from = ['active', 'paused', 'archived'] as const;
    const { changed } = await this.#states.run({ to: 'deleted', from, meant }, caller);
    return { deleted: changed };
  }
}
