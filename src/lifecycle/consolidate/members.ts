import type { Filter } from '../../model/filter.js';
import type { MemoryKind } from '../../model/memory.js';
import type { Reach } from '../../model/scope.js';
import type { Instant } from '../../model/time.js';
import { isAtLeast } from '../../model/trust.js';
import { holdsAt } from '../../model/validity.js';
import type { Store, StoredMemory } from '../../store/port.js';

/** Whose memories are put in order together: those of one user, or about nobody, in one cube. */
export interface Group {
  tenant: number;
  cube: string;
  user: string | null;
}

/** So many of the newest of a kind are looked at in one go. */
export const MOST_MEMBERS = 2_000;
const PAGE = 500;

export const drawnKinds: readonly MemoryKind[] = ['fact', 'preference', 'procedure'];

/** The newest memories of a group that search would read now, and that stand alone. */
export async function membersOf(
  memories: Pick<Store['memories'], 'page'>,
  { tenant, cube, user }: Group,
  { kinds, at, most = MOST_MEMBERS }: { kinds: readonly MemoryKind[]; at: Instant; most?: number },
): Promise<StoredMemory[]> {
  const ofKind: Filter = { field: { kind: 'enum', name: 'kind' }, op: 'in', values: kinds };
  const aboutNobody: Filter = {
    field: { kind: 'name', name: 'user_id' },
    op: 'exists',
    value: false,
  };
  const reach: Reach = {
    cubes: [cube],
    ...(user !== null && { user: { id: user, orNone: false } }),
  };
  const filter: Filter = { op: 'and', of: user === null ? [ofKind, aboutNobody] : [ofKind] };
  const found: StoredMemory[] = [];
  let before: number | undefined;
  for (let looked = 0; looked < most;) {
    const limit = Math.min(PAGE, most - looked);
    const query = { tenant, reach, state: 'active' as const, at, filter, limit, before };
    const page = await memories.page(query);
    found.push(...page.filter((memory) => stands(memory, at)));
    looked += page.length;
    before = page.at(-1)?.no;
    if (page.length < limit) break;
  }
  return found;
}

/** Whether search reads it at that moment. */
export function stands(memory: StoredMemory, at: Instant): boolean {
  const { state, mergedInto, expiresAt } = memory;
  const expired = expiresAt !== null && expiresAt <= at;
  return state === 'active' && mergedInto === null && !expired && holdsAt(memory, at);
}

/** Summaries, profiles and what relates memories rest on what a person said, and on nothing else. */
export function isEvidence({ trust }: StoredMemory): boolean {
  return isAtLeast(trust, 'user');
}
