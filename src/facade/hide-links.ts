import { isWhole, sees } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { Store, StoredMemory } from '../store/port.js';

/**
 * Takes out of memories what they tell of others that the caller may not see: what superseded them, what they
 * superseded, what was merged. What one agent or app wrote may have taken the place of another's.
 */
export async function hideLinks(
  store: { memories: Pick<Store['memories'], 'byIds'> },
  memories: readonly StoredMemory[],
  { tenant, access }: Caller,
): Promise<readonly StoredMemory[]> {
  if (isWhole(access)) return memories;
  const ids = new Set(memories.flatMap(linkedTo));
  if (ids.size === 0) return memories;
  const found = await store.memories.byIds(tenant, [...ids]);
  const seen = new Set(found.filter((one) => sees(access, one)).map(({ id }) => id));
  const ifSeen = (id: string | null) => (id !== null && seen.has(id) ? id : null);
  return memories.map((memory) => ({
    ...memory,
    supersededBy: ifSeen(memory.supersededBy),
    mergedInto: ifSeen(memory.mergedInto),
    supersedes: memory.supersedes.filter((id) => seen.has(id)),
    sources: memory.sources.filter(({ memory: of }) => of === memory.id || seen.has(of)),
  }));
}

function linkedTo({ id, supersededBy, mergedInto, supersedes, sources }: StoredMemory): string[] {
  const others = sources.map(({ memory }) => memory).filter((one) => one !== id);
  return [supersededBy, mergedInto, ...supersedes, ...others].filter((one) => one !== null);
}
