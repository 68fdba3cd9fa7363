import type { Instant } from '../../model/time.js';
import type { Store, StoredMemory } from '../../store/port.js';
import type { Cluster } from './clusters.js';
import { stands } from './members.js';

/** A summary that holds, with what it sums up. */
export interface KnownSummary {
  memory: StoredMemory;
  parts: StoredMemory[];
  /** Whether a part does not hold any more or says something else by now. */
  isOutdated: boolean;
}

/** A cluster to be summed up, and the summaries that the new one takes the place of. */
export interface DueCluster {
  cluster: Cluster;
  replaces: KnownSummary[];
}

/** A summary that tells so much of a cluster is enough. */
const ENOUGH = 0.75;

export async function knownSummaries(
  { history }: Pick<Store, 'history'>,
  summaries: readonly StoredMemory[],
  at: Instant,
): Promise<KnownSummary[]> {
  const known: KnownSummary[] = [];
  for (const memory of summaries) {
    const linked = await history.linked(memory.no, ['summarises']);
    const parts = linked.filter(({ end }) => end === 'to').map((link) => link.memory);
    // What no link leads from was written by somebody else, or told of parts that went.
    if (parts.length === 0) continue;
    const changed = await Promise.all(
      parts.map((part) => isChanged(part, memory, { history }, at)),
    );
    known.push({ memory, parts, isOutdated: changed.includes(true) });
  }
  return known;
}

async function isChanged(
  part: StoredMemory,
  { createdAt }: StoredMemory,
  { history }: Pick<Store, 'history'>,
  at: Instant,
): Promise<boolean> {
  // What it was merged into says the same.
  if (part.mergedInto === null ? !stands(part, at) : part.state !== 'active') return true;
  if (part.updatedAt <= createdAt) return false;
  const entries = await history.of(part.no);
  const then = entries.findLast(({ at: when }) => Date.parse(when) <= createdAt);
  return then !== undefined && then.text !== part.text;
}

/** What is worth a call: clusters with something new in them, or whose summary is outdated. */
export function dueClusters(
  clusters: readonly Cluster[],
  summaries: readonly KnownSummary[],
  isFresh: (memory: StoredMemory) => boolean,
): DueCluster[] {
  return clusters.flatMap((cluster) => {
    const ids = new Set(cluster.members.map(({ id }) => id));
    const shared = ({ parts }: KnownSummary) => parts.filter(({ id }) => ids.has(id)).length;
    const told = (summary: KnownSummary) =>
      !summary.isOutdated && shared(summary) >= ids.size * ENOUGH;
    if (summaries.some(told)) return [];
    const replaces = summaries.filter((one) => shared(one) * 2 >= one.parts.length);
    const isDue = cluster.members.some(isFresh) || replaces.some(({ isOutdated }) => isOutdated);
    return isDue ? [{ cluster, replaces }] : [];
  });
}
