import type { ChangeSet } from '../change-set.js';

/** What a change set names, and so touches or needs. */
export interface Named {
  /** Cubes that something new goes into; made when they are missing. */
  newIn: string[];
  /** Those, and the ones that may lose their names. */
  cubes: string[];
  /** Memories and episodes that are there already. */
  memories: string[];
  episodes: string[];
  /** Whose quota is counted. */
  quota: string[];
  /** Events at most. */
  events: number;
}

/** Of all of them together. */
export function namedIn(changeSets: readonly ChangeSet[]): Named {
  const each = changeSets.map(named);
  const all = (what: keyof Omit<Named, 'events'>) => unique(each.flatMap((names) => names[what]));
  return {
    newIn: all('newIn'),
    cubes: all('cubes'),
    memories: all('memories'),
    episodes: all('episodes'),
    quota: all('quota'),
    events: each.reduce((sum, { events }) => sum + events, 0),
  };
}

function named(changes: ChangeSet): Named {
  const { episodes = [], memories = [], revisions = [], links = [], reindexed = [] } = changes;
  const { graph = [] } = changes;
  const { embedded = [], restated } = changes;
  const { erasure } = changes;
  const newIn = unique([...episodes, ...memories].map(({ scope }) => scope.cube));
  const evidence = [
    ...memories.flatMap(({ sources }) => sources),
    ...revisions.flatMap(({ addSources = [], removeSources = [] }) => [
      ...addSources,
      ...removeSources,
    ]),
    ...(erasure?.spans ?? []),
  ];
  const added = new Set(episodes.map(({ id }) => id));
  const cited = [...evidence.map(({ episode }) => episode), ...(erasure?.episodes ?? [])];
  return {
    newIn,
    cubes: unique([...newIn, ...(erasure?.cubes ?? [])]),
    memories: unique([
      ...revisions.flatMap(({ memory, mergedInto }) => [memory, mergedInto ?? memory]),
      ...links.flatMap(({ from, to }) => [from, to]),
      ...graph.map(({ memory }) => memory),
      ...[...reindexed, ...embedded].map(({ memory }) => memory),
      ...[...(restated?.memories ?? []), ...(erasure?.memories ?? [])].map(({ id }) => id),
    ]),
    episodes: unique(cited).filter((id) => !added.has(id)),
    quota: changes.quota ? [changes.quota.user] : [],
    events:
      episodes.length +
      memories.reduce((sum, { past }) => sum + (past?.versions.length ?? 1), 0) +
      revisions.length +
      (restated?.memories.length ?? 0) +
      (erasure ? erasure.memories.length + cited.length : 0),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
