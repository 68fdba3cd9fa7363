import { type DatedText, differencesOf } from '../../language/differences.js';
import { fold } from '../../language/terms/fold.js';
import type { Instant } from '../../model/time.js';
import type { Store, StoredMemory } from '../../store/port.js';
import { type About, clustersOf, FEWEST } from './clusters.js';
import { type Duplicate, mayMerge, sameWords } from './duplicates.js';
import { drawnKinds, type Group, isEvidence, membersOf } from './members.js';
import { nearPairs, type Pair } from './nearness.js';
import { type DueCluster, dueClusters, knownSummaries, type KnownSummary } from './summaries.js';

export interface SurveyParts {
  store: Pick<Store, 'memories' | 'graph' | 'history' | 'vectors'>;
  /** The space of the built-in embedder, in which every memory has a vector at once. */
  space: number;
  /** In which dates in texts are read. */
  timezone: string;
}

export interface Outlook {
  at: Instant;
  /** When the group was put in order last; 0: never. */
  since: Instant;
  /** Whether a model is asked: without one nothing is summed up. */
  withModel: boolean;
  signal?: AbortSignal | undefined;
}

/** Cosine of the built-in embedder from which two short texts may say the same, and may be about the same. */
const [MAY_BE_SAME, MAY_BELONG] = [0.75, 0.5];
/** From which a person is asked, whose time is dearer; and about how many pairs in one run. */
const [SEEMS_SAME, MOST_UNSURE] = [0.9, 50];
/** A model is asked about so many pairs and clusters in one run; the rest have their turn in the next. */
const [MOST_PAIRS, MOST_CLUSTERS] = [200, 40];
const CHUNK = 500;
const MOST_SUMMARIES = 500;
/** What no entity holds together is compared with each other. */
const MOST_UNNAMED = 1_000;

export interface DuplicateSurvey {
  lookedAt: number;
  /** Sure without a model. */
  same: Duplicate[];
  /** For a model to judge. */
  near: Pair[];
  /** For a person to judge, where there is no model: only what is nearer still. */
  unsure: Pair[];
}

export async function surveyDuplicates(
  group: Group,
  { store, space, timezone }: SurveyParts,
  { at, since, withModel, signal }: Outlook,
): Promise<DuplicateSurvey> {
  const drawn = await membersOf(store.memories, group, { kinds: drawnKinds, at });
  const said = await membersOf(store.memories, group, { kinds: ['statement'], at });
  const same = [...sameWords(drawn), ...sameWords(said)].filter(
    ({ memory, into }) => memory.createdAt > since || into.createdAt > since,
  );
  const survey = { lookedAt: drawn.length + said.length, same };
  const going = new Set(same.map(({ memory }) => memory.no));
  const left = drawn.filter(({ no }) => !going.has(no));
  const least = withModel ? MAY_BE_SAME : SEEMS_SAME;
  const near = await nearIn(left, { store, space }, { least, since, signal });
  const open = near.filter(
    ({ one, other }) =>
      mayMerge(one, other) &&
      differencesOf(dated(one, timezone), dated(other, timezone)).length === 0,
  );
  return withModel
    ? { ...survey, near: open.slice(0, MOST_PAIRS), unsure: [] }
    : { ...survey, near: [], unsure: open.slice(0, MOST_UNSURE) };
}

function dated({ text, occurredAt }: StoredMemory, timezone: string): DatedText {
  return { text, reference: occurredAt, timezone };
}

export interface ClusterSurvey {
  due: DueCluster[];
  /** Summaries that are outdated, and that no new one takes the place of. */
  outdated: KnownSummary[];
}

export async function surveyClusters(
  group: Group,
  { store, space }: Pick<SurveyParts, 'store' | 'space'>,
  { at, since, withModel, signal }: Outlook,
): Promise<ClusterSurvey> {
  const kinds = ['summary'] as const;
  const most = MOST_SUMMARIES;
  const written = await membersOf(store.memories, group, { kinds, at, most });
  const summaries = await knownSummaries(store, written, at);
  const outdated = summaries.filter(({ isOutdated }) => isOutdated);
  if (!withModel) return { due: [], outdated };
  const drawn = await membersOf(store.memories, group, { kinds: drawnKinds, at });
  const members = drawn.filter(isEvidence);
  const abouts = await aboutsOf(members, store);
  const named = new Set(abouts.flatMap(({ memories }) => memories));
  const rest = members.filter((memory) => !named.has(memory)).slice(0, MOST_UNNAMED);
  const near = await nearIn(rest, { store, space }, { least: MAY_BELONG, since: 0, signal });
  const clusters = clustersOf(abouts, members, near);
  const isFresh = ({ createdAt }: StoredMemory) => createdAt > since;
  const due = dueClusters(clusters, summaries, isFresh).slice(0, MOST_CLUSTERS);
  const replaced = new Set(due.flatMap(({ replaces }) => replaces));
  return { due, outdated: outdated.filter((one) => !replaced.has(one)) };
}

async function nearIn(
  members: readonly StoredMemory[],
  { store, space }: Pick<SurveyParts, 'store' | 'space'>,
  { least, since, signal }: { least: number; since: Instant; signal: AbortSignal | undefined },
): Promise<Pair[]> {
  const vectors: (Float32Array | undefined)[] = [];
  for (let from = 0; from < members.length; from += CHUNK) {
    const numbers = members.slice(from, from + CHUNK).map(({ no }) => no);
    vectors.push(...(await store.vectors.exact(space, numbers)));
  }
  const isFresh = ({ createdAt }: StoredMemory) => createdAt > since;
  return nearPairs(members, vectors, { least, isFresh, signal });
}

/** Entities of which enough is said, each with the memories that name it. */
async function aboutsOf(
  members: readonly StoredMemory[],
  { graph }: Pick<Store, 'graph'>,
): Promise<About[]> {
  const known = new Map(members.map((memory) => [memory.no, memory]));
  const naming = new Map<number, Set<StoredMemory>>();
  const numbers = [...known.keys()];
  for (let from = 0; from < numbers.length; from += CHUNK) {
    for (const { entity, memory } of await graph.mentionedIn(numbers.slice(from, from + CHUNK))) {
      const found = known.get(memory.no);
      if (found) naming.set(entity, (naming.get(entity) ?? new Set()).add(found));
    }
  }
  const entities = await graph.byNumbers([...naming.keys()]);
  return entities.flatMap(({ no, name }) => {
    const memories = [...(naming.get(no) ?? [])];
    if (memories.length < FEWEST) return [];
    // A name that others have given it is none of theirs, and would outlast what gave it.
    const isTheirs = memories.some(({ text }) => fold(text).includes(fold(name)));
    return [{ title: isTheirs ? name : undefined, memories }];
  });
}
