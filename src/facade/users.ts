import { narrowReach, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { KeptUser } from '../model/kept-names.js';
import { formatInstant } from '../model/time.js';
import type { KeptName } from '../store/kept-names.js';
import type { Store } from '../store/port.js';

/** Whom memories are about. */
export class Users {
  readonly #store: Pick<Store, 'memories'>;

  constructor({ store }: { store: Pick<Store, 'memories'> }) {
    this.#store = store;
  }

  /** The last changed first. A narrow key sees those that it reaches. */
  async list({ tenant, access }: Caller = LOCAL): Promise<KeptUser[]> {
    requireScope(access, 'read');
    const reach = narrowReach(access, { cubes: 'all' });
    const found = await this.#store.memories.keptNames(tenant, reach, 'user');
    return found.map(({ name, ...counts }) => ({ user_id: name, ...presentKept(counts) }));
  }
}

export function presentKept({ memories, active, first, last }: Omit<KeptName, 'name'>) {
  return { memories, active, first_at: formatInstant(first), last_at: formatInstant(last) };
}
