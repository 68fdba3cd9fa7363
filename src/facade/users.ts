import { narrowReach, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { KeptUserPage, ListNamesRequest } from '../model/kept-names.js';
import { formatInstant } from '../model/time.js';
import type { KeptName } from '../store/kept-names.js';
import type { Store } from '../store/port.js';
import { pageOfNames } from './name-pages.js';

/** Whom memories are about. */
export class Users {
  readonly #store: Pick<Store, 'memories'>;

  constructor({ store }: { store: Pick<Store, 'memories'> }) {
    this.#store = store;
  }

  /** The last changed first. A narrow key sees those that it reaches. */
  async list(
    request: ListNamesRequest = {},
    { tenant, access }: Caller = LOCAL,
  ): Promise<KeptUserPage> {
    requireScope(access, 'read');
    const reach = narrowReach(access, { cubes: 'all' });
    const found = await this.#store.memories.keptNames(tenant, reach, 'user');
    const { page, next_cursor } = pageOfNames(found, (kept) => ({ ...kept, rank: 0 }), request);
    const data = page.map(({ name, ...counts }) => ({ user_id: name, ...presentKept(counts) }));
    return { data, next_cursor };
  }
}

export function presentKept({ memories, active, first, last }: Omit<KeptName, 'name'>) {
  return { memories, active, first_at: formatInstant(first), last_at: formatInstant(last) };
}
