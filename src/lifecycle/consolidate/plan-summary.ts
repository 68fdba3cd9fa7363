import type { Metadata } from '../../model/memory.js';
import { leastOf } from '../../model/trust.js';
import type { Evidence, NewMemory } from '../../store/change-set.js';
import type { StoredMemory } from '../../store/port.js';
import { type Plan, planSupersede, type Reviser } from '../revise.js';
import type { Cited } from './cited.js';
import type { Group } from './members.js';
import type { DueCluster } from './summaries.js';

export interface SummaryToBe {
  id: string;
  group: Group;
  due: DueCluster;
  sentences: readonly Cited[];
}

/**
 * A summary as a memory of its own. It rests on the words of everything that the model was shown, cited or
 * not, so that it goes when any of them is erased.
 */
export function planSummary(
  { id, group, due, sentences }: SummaryToBe,
  reviser: Reviser,
): Required<Pick<Plan, 'memories' | 'revisions' | 'links'>> {
  const { members, title } = due.cluster;
  const scope = { cube: group.cube, user: group.user, ...sharedScope(members), run: null };
  const text = sentences.map((sentence) => sentence.text).join(' ');
  const metadata: Metadata = {
    ...(title !== undefined && { title }),
    summary: { sentences: sentences.map(({ memories }) => memories.map((memory) => memory.id)) },
  };
  const validFrom = due.replaces.length > 0 ? reviser.at : null;
  const older = due.replaces.map(({ memory }) => memory);
  const { revisions, links } = planSupersede({ id, scope, validFrom }, older, reviser);
  const importances = members.flatMap(({ importance }) => importance ?? []);
  const expiries = members.flatMap(({ expiresAt }) => expiresAt ?? []);
  const summary: NewMemory = {
    id,
    scope,
    kind: 'summary',
    text,
    metadata,
    categories: sharedCategories(members),
    tags: [],
    occurredAt: Math.max(...members.map(({ occurredAt }) => occurredAt)),
    validFrom,
    validTo: null,
    expiresAt: expiries.length > 0 ? Math.min(...expiries) : null,
    sources: evidenceOf(members),
    index: reviser.indexer.index(text, metadata),
    trust: leastOf(members.map(({ trust }) => trust)),
    ...(importances.length > 0 && { importance: Math.max(...importances) }),
    unlessSame: false,
  };
  const parts = members.map((part) => ({
    from: id,
    to: part.id,
    kind: 'summarises' as const,
    undo: {},
  }));
  return { memories: [summary], revisions, links: [...links, ...parts] };
}

/** Takes a summary out for good, and nothing that it rests on. */
export function planEraseAlone({ id, version, sources }: StoredMemory): Plan {
  return {
    erasure: {
      spans: [],
      memories: [{ id, version, sources: sources.length, fingerprints: [] }],
      episodes: [],
      cubes: [],
      traces: { said: [], named: [], pauseUntil: null },
    },
  };
}

/** Each span once. */
function evidenceOf(members: readonly StoredMemory[]): Evidence[] {
  const spans = members.flatMap(({ sources }) =>
    sources.map(
      ({ episode, start, end }) => [`${episode}/${start}/${end}`, { episode, start, end }] as const,
    ),
  );
  return [...new Map(spans).values()];
}

/** Agent and app where all parts have the same: else whoever is for one of them must not read it. */
function sharedScope(members: readonly StoredMemory[]): {
  agent: string | null;
  app: string | null;
} {
  const shared = (field: 'agent' | 'app') => {
    const values = new Set(members.map(({ scope }) => scope[field]));
    const [only = null] = values;
    return values.size === 1 ? only : null;
  };
  return { agent: shared('agent'), app: shared('app') };
}

/** What at least half of the parts bear. */
function sharedCategories(members: readonly StoredMemory[]): string[] {
  const counts = new Map<string, number>();
  for (const { categories } of members) {
    for (const category of categories) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts].flatMap(([category, count]) =>
    count * 2 >= members.length ? [category] : [],
  );
}
