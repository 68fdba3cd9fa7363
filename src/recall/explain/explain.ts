import { asWritten } from '../../language/terms/analyse.js';
import { localTime } from '../../model/local-time.js';
import { formatInstant, type Instant } from '../../model/time.js';
import { type ChannelTrace, type RerankNote, timesAsked, type Trace } from '../../model/trace.js';
import type { Store, StoredMemory } from '../../store/port.js';
import { sourceKinds } from '../outline/outline.js';
import type { AskedTime } from '../plan/dates.js';
import type { Plan } from '../plan/plan.js';
import type { QueryTerm } from '../plan/understand.js';
import type { MeaningNote } from '../read/meaning.js';
import { type Calibrated, kindOf } from '../score/calibrate.js';
import { channelNames } from '../score/channels.js';
import { ENDED_SHARE, hasEnded } from '../score/ended.js';
import { type Candidates, type ChannelShare, sharesOf, type WeightTable } from '../score/fuse.js';
import type { WordStatistics } from '../score/words.js';
import { bestsOf, type ChannelBests, kindsAmong } from './channel-bests.js';
import type { Closed } from './closed.js';
import { type Drop, dropsOf, type Sifted } from './drops.js';
import { type Lent, lendersOf } from './lent.js';

/** What a search leaves behind for `explain`. */
export interface SearchNotes extends Sifted {
  query: string;
  /** The moments asked about, where the query named any, and the zone whose days it names. */
  moment: { asOf?: Instant | undefined; knownAt?: Instant | undefined; timezone: string };
  /** When what comes first has to hold, where what held once is read too. */
  preferredAt: Instant | undefined;
  terms: readonly QueryTerm[];
  statistics: WordStatistics;
  /** What the query has in quotation marks. */
  phrases: readonly string[];
  times: readonly AskedTime[];
  asks: Plan['asks'];
  isAboutPast: boolean;
  cubes: Trace['cubes'];
  candidates: readonly Candidates[];
  filtered: NonNullable<Trace['filtered_by']>;
  coverage: number;
  highest: Float32Array;
  table: WeightTable;
  reranked: RerankNote | undefined;
  meaning: MeaningNote | undefined;
  closed: readonly Closed[];
  took: Record<string, number>;
}

/** What is told of memories, which are numbers until their ids are read. */
interface Told {
  hits: readonly { hit: Calibrated; shares: readonly LentShare[] }[];
  bests: readonly (ChannelBests & { weights: Record<string, number> })[];
  drops: readonly Drop[];
}

type LentShare = ChannelShare & { lent: Lent | undefined };

/**
 * Reads the ids of what is told of beside the answer.
 *
 * @returns draws the trace, by the memories that were read for the answer
 */
export async function explain(
  notes: SearchNotes,
  memories: Pick<Store['memories'], 'byNumbers'>,
): Promise<(answered: readonly StoredMemory[]) => Trace> {
  const { kept, highest, table, closed } = notes;
  const lentTo = lendersOf(kept, notes);
  const hits = kept.map((hit) => {
    const shares = sharesOf(hit, highest, table);
    return { hit, shares: shares.map((one) => ({ ...one, lent: lentTo(hit, one) })) };
  });
  const told = { hits, bests: weighedBests(notes), drops: dropsOf(notes) };
  const numbers = [
    ...hits.flatMap(({ hit: { put } }) => [put?.before, put?.after, put?.from]),
    ...hits.flatMap(({ shares }) => shares.flatMap(({ lent }) => lent?.by ?? [])),
    ...told.bests.flatMap(({ best }) => best.map(({ memory }) => memory)),
    ...[...told.drops, ...closed].map(({ memory }) => memory),
  ];
  const wanted = new Set(numbers.filter((no) => no !== undefined));
  const read = await memories.byNumbers([...wanted]);
  return (answered) => drawTrace(notes, told, { read, answered });
}

function drawTrace(
  notes: SearchNotes,
  { hits, bests, drops }: Told,
  { read, answered }: Record<'read' | 'answered', readonly StoredMemory[]>,
): Trace {
  const ids = new Map([...read, ...answered].map(({ no, id }) => [no, id]));
  const present = new Set(answered.map(({ no }) => no));
  const named = withIds(ids);
  return {
    query: queryOf(notes),
    cubes: notes.cubes,
    candidates: notes.candidates.reduce((sum, { slots }) => sum + slots.length, 0),
    filtered: Object.values(notes.filtered).reduce((sum, count) => sum + count, 0),
    filtered_by: notes.filtered,
    coverage: round(notes.coverage),
    hits: hits
      .filter(({ hit }) => present.has(hit.memory))
      .map(({ hit, shares }) => ({
        memory_id: ids.get(hit.memory) ?? '',
        score: hit.score,
        fused: round(hit.fused),
        source: kindOf(hit),
        via: hit.via ?? 'channels',
        ...putOf(hit, ids),
        ...boostsOf(hit, notes),
        channels: shares.map((share) => channelOf(share, notes.candidates, ids)),
      })),
    channels: bests.map(({ channel, weights, found, best }) => ({
      channel,
      found,
      divided_by: round(notes.highest[channelNames.indexOf(channel)] as number),
      weights,
      best: named(best, ({ rank, score }) => ({ rank, score: round(score) })),
    })),
    ...(notes.meaning && { meaning: notes.meaning }),
    ...(notes.reranked && { rerank: notes.reranked }),
    drops: named(drops, ({ score, reason }) => ({ score, reason })),
    closed: closedOf(notes.closed, ids, answered),
    took_ms: notes.took,
  };
}

type Ids = ReadonlyMap<number, string>;

/** Without those that went meanwhile. */
function withIds(ids: Ids) {
  return <One extends { memory: number }, Fields>(some: readonly One[], of: (one: One) => Fields) =>
    some.flatMap((one) => {
      const id = ids.get(one.memory);
      return id === undefined ? [] : [{ memory_id: id, ...of(one) }];
    });
}

function queryOf(notes: SearchNotes): Trace['query'] {
  const { query, terms, phrases, times, moment, asks } = notes;
  const written = asWritten(query);
  return {
    text: query,
    terms: terms.map(({ term, documents, idf, standsFor }) => {
      const word = standsFor === undefined ? written(term) : undefined;
      return {
        term,
        documents,
        idf: round(idf),
        ...(word !== undefined && { word }),
        ...(standsFor !== undefined && { stands_for: standsFor }),
      };
    }),
    phrases: [...phrases],
    times: times.map(({ text, from, to, event }) => ({
      text,
      from: presentBound(from),
      to: presentBound(to),
      first_day: presentDay(from, moment.timezone),
      last_day: presentDay(to - 1, moment.timezone),
      ...(event !== undefined && { event }),
    })),
    asks: timesAskedBy(notes),
    ...(asks.before !== undefined && { before: asks.before }),
    as_of: presentInstant(moment.asOf),
    known_at: presentInstant(moment.knownAt),
  };
}

function timesAskedBy({ asks, isAboutPast }: SearchNotes): (typeof timesAsked)[number][] {
  const read = {
    now: asks.now,
    past: isAboutPast,
    first: asks.first,
    previous: asks.previous,
    whether: isAboutPast && asks.whether,
  };
  return timesAsked.filter((time) => read[time]);
}

/** What put it there may have been undone by a later step. */
function putOf({ via, put }: Calibrated, ids: Ids): Pick<Trace['hits'][number], 'put'> {
  if (!put || (via !== 'order' && via !== 'hop')) return {};
  const [before, after, from] = [put.before, put.after, put.from].map((no) => ids.get(no ?? -1));
  return {
    put: {
      ...(put.first && { first: put.first }),
      ...(before !== undefined && { before }),
      ...(after !== undefined && { after }),
      ...(from !== undefined && { from }),
    },
  };
}

function boostsOf(
  { among, at }: Calibrated,
  { preferredAt }: SearchNotes,
): Pick<Trace['hits'][number], 'boosts'> {
  const { outline } = among.evidence;
  if (preferredAt === undefined || !hasEnded(outline, among.slots[at] as number, preferredAt)) {
    return {};
  }
  return { boosts: [{ reason: 'ended', factor: ENDED_SHARE }] };
}

function channelOf(
  { channel, weight, score, share, lent }: LentShare,
  candidates: readonly Candidates[],
  ids: Ids,
): ChannelTrace {
  return {
    channel,
    weight: round(weight),
    rank: placeOf(score, candidates, channelNames.indexOf(channel)),
    score: round(score),
    share: round(share),
    ...(lent && {
      lent: {
        score: round(lent.score),
        share: round((share * lent.score) / score),
        by: lent.by.flatMap((no) => ids.get(no) ?? []),
      },
    }),
  };
}

/** What counts for any of the candidates; a channel that is asked for the sake of others tells of these. */
function weighedBests({ candidates, table }: SearchNotes): Told['bests'] {
  const kinds = kindsAmong(candidates);
  return bestsOf(candidates).flatMap((bests) => {
    const index = channelNames.indexOf(bests.channel);
    const weighed = kinds.flatMap((kind) => {
      const weight = table[sourceKinds.indexOf(kind)]?.[index] ?? 0;
      return weight === 0 ? [] : [[kind, round(weight)] as const];
    });
    const isTold = weighed.length > 0 || bests.channel === 'words';
    return isTold ? [{ ...bests, weights: Object.fromEntries(weighed) }] : [];
  });
}

/** Who took its place is told where it was answered itself, with links that the caller may see. */
function closedOf(
  closed: readonly Closed[],
  ids: Ids,
  answered: readonly StoredMemory[],
): NonNullable<Trace['closed']> {
  const newer = new Map(
    answered.flatMap(({ id, supersedes }) => supersedes.map((old) => [old, id])),
  );
  return withIds(ids)(closed, ({ memory, words, reason }) => {
    const by = newer.get(ids.get(memory) ?? '');
    return { words: round(words), reason, ...(by !== undefined && { superseded_by: by }) };
  });
}

/** Place by raw score among the candidates that the channel found; equals share a place. */
function placeOf(score: number, candidates: readonly Candidates[], channel: number): number | null {
  if (score <= 0) return null;
  let better = 0;
  for (const { values } of candidates) {
    for (const value of values[channel] ?? []) if (value > score) better += 1;
  }
  return better + 1;
}

function presentInstant(at: Instant | undefined): string | null {
  return at === undefined ? null : formatInstant(at);
}

function presentBound(at: number): string | null {
  return Number.isFinite(at) ? formatInstant(at) : null;
}

function presentDay(at: number, timezone: string): string | null {
  return Number.isFinite(at) ? localTime(at, timezone).day : null;
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
