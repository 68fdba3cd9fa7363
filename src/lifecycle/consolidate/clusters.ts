import type { StoredMemory } from '../../store/port.js';
import type { Pair } from './nearness.js';

/** What belongs together and could be told in a few sentences. */
export interface Cluster {
  /** What it is about, where that has a name. */
  title: string | undefined;
  /** The most important first. */
  members: StoredMemory[];
}

/** Fewer say it themselves; more do not fit into one look of a small model. */
export const [FEWEST, MOST_MEMBERS] = [4, 30];
/** Of a cluster that others have used up so far that less is left, nothing new would be told. */
const LEAST_LEFT = 0.5;

export interface About {
  title: string | undefined;
  memories: readonly StoredMemory[];
}

/** What is said about the same entity; of the rest, what lies near each other. */
export function clustersOf(
  abouts: readonly About[],
  members: readonly StoredMemory[],
  near: readonly Pair[],
): Cluster[] {
  const used = new Set<number>();
  const clusters: Cluster[] = [];
  const take = (title: string | undefined, memories: readonly StoredMemory[]) => {
    if (memories.length < FEWEST) return;
    const left = memories.filter(({ no }) => !used.has(no));
    if (left.length < memories.length * LEAST_LEFT) return;
    const chosen = memories.toSorted(byImportance).slice(0, MOST_MEMBERS);
    for (const { no } of chosen) used.add(no);
    clusters.push({ title, members: chosen });
  };
  const bySize = abouts.toSorted(
    (a, b) => b.memories.length - a.memories.length || byName(a.title, b.title),
  );
  for (const { title, memories } of bySize) take(title, memories);
  const rest = members.filter(({ no }) => !used.has(no));
  for (const star of starsOf(rest, near)) take(undefined, star);
  return clusters;
}

/**
 * Star clustering: who has most neighbours takes them along, then the next of those that are left. Unlike
 * chains of neighbours, no star joins what lies far apart.
 */
function starsOf(members: readonly StoredMemory[], near: readonly Pair[]): StoredMemory[][] {
  const known = new Map(members.map((memory) => [memory.no, memory]));
  const neighbours = new Map<number, Set<number>>();
  for (const { one, other } of near) {
    if (!known.has(one.no) || !known.has(other.no)) continue;
    for (const [from, to] of [
      [one.no, other.no],
      [other.no, one.no],
    ] as const) {
      neighbours.set(from, (neighbours.get(from) ?? new Set()).add(to));
    }
  }
  const stars: StoredMemory[][] = [];
  const byDegree = [...neighbours].toSorted(
    ([a, some], [b, others]) => others.size - some.size || a - b,
  );
  for (const [centre, around] of byDegree) {
    if (!known.has(centre)) continue;
    const star = [centre, ...around].filter((no) => known.has(no));
    if (star.length < FEWEST) continue;
    stars.push(star.map((no) => known.get(no) as StoredMemory));
    for (const no of star) known.delete(no);
  }
  return stars;
}

function byImportance(one: StoredMemory, other: StoredMemory): number {
  return (other.importance ?? 0.5) - (one.importance ?? 0.5) || other.no - one.no;
}

function byName(one = '', other = ''): number {
  return one < other ? -1 : Number(one > other);
}
