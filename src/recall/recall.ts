import { TulvingError } from '../errors.js';
import { asksForPast } from '../language/dates-asking.js';
import { fold } from '../language/fold.js';
import { type Phrase, phrasesIn } from '../language/phrases.js';
import { type Filter, matches } from '../model/filter.js';
import type { Metadata } from '../model/memory.js';
import type { Reach } from '../model/scope.js';
import type { Instant } from '../model/time.js';
import type { Trace } from '../model/trace.js';
import { holdsAt } from '../model/validity.js';
import type { LocalEmbedder } from '../models/port.js';
import type { IndexEntry } from '../store/change-set.js';
import type { CubeState, KnownMemory, Store, StoredMemory } from '../store/port.js';
import type { Neighbour, Space, VectorIndex } from '../vector/port.js';
import { calibrate, type Calibrated } from './calibrate.js';
import type { Evidence } from './channels.js';
import { type AskedTime, askedTimes, slotsWithin } from './dates.js';
import { diversify } from './diversify.js';
import { closedBy, dropped } from './drops.js';
import { drawTrace } from './explain.js';
import { filterableOf } from './filterable.js';
import { type Candidates, fuse, gather, raise, rank, type Ranked } from './fuse.js';
import { hops } from './hops.js';
import { indexKnown, type KnownPart, type KnownVersion, nearestKnown } from './known.js';
import { type Mask, maskOf, type Moment } from './mask.js';
import { ORDERED, putNewestFirst, rivalsAmong } from './newest-first.js';
import type { Outline } from './outline.js';
import { Outlines } from './outlines.js';
import { behindHolders, findPhrases, type PhraseShares } from './phrases.js';
import { nameOf, rerank, type Reranking, type RerankNote } from './rerank.js';
import { newWordScores, scoreWords, type WordStatistics } from './score-words.js';
import { SparseScores } from './sparse-scores.js';
import {
  charactersOf,
  type QueryTerm,
  queryTerms,
  speakersNamed,
  weighTerms,
} from './understand.js';

export interface RecallParts {
  store: Pick<Store, 'cubes' | 'words'> & {
    memories: Pick<Store['memories'], 'matching' | 'byNumbers' | 'texts'>;
    history: Pick<Store['history'], 'knownAt'>;
  };
  vectors: VectorIndex;
  embedder: LocalEmbedder;
  indexer: { index(text: string, metadata: Metadata): IndexEntry };
  space: Space;
  /** Limit of what is kept in memory about cubes, in bytes. */
  residentBytes: number;
  /** What puts the best in order anew, if anything does. */
  reranking?: Reranking | undefined;
}

export interface RecallQuery {
  tenant: number;
  reach: Reach;
  query: string;
  limit: number;
  /** What scores less is left out; from 0 to 1. */
  minScore: number;
  /** How much a memory loses for saying what a better one says; from 0 to 1. */
  diversity: number;
  explain: boolean;
  /** Now. */
  at: Instant;
  /** When the question is asked: what "yesterday" in it is counted from. */
  reference: Instant;
  /** IANA name, in which the days of the query are read. */
  timezone: string;
  /** What held then, in place of now. */
  asOf?: Instant | undefined;
  /** What the store knew then. */
  knownAt?: Instant | undefined;
  includeSuperseded: boolean;
  /** Whether a reranker is asked, where there is one. */
  rerank: boolean;
  filter?: Filter | undefined;
}

/** What every search tells of itself, explained or not. */
export interface RecallNotes {
  /** Of the query. */
  terms: readonly string[];
  cubes: readonly CubeState[];
  candidates: number;
  coverage: number;
}

export interface Recalled {
  ranked: { memory: number; score: number }[];
  notes: RecallNotes;
  /** For `knownAt`: how those of the ranked that changed since were then. */
  versions: ReadonlyMap<number, KnownVersion>;
  /** Present when the query asked to explain. */
  trace?: (stored: readonly StoredMemory[]) => Trace;
}

/** What of a search does not change while it goes on. */
interface Plan {
  query: RecallQuery;
  moment: Moment;
  vector: Float32Array;
  /** What the query says of when. */
  times: readonly AskedTime[];
  /** The parts of cubes that are searched. */
  outlines: readonly Outline[];
  /** Memories as they were known; empty unless `knownAt` asks for them. */
  known: readonly KnownPart[];
  /** Numbers of memories that the indexes know otherwise than the moment asked about did. */
  changed: ReadonlySet<number>;
  /** By number of cube, the memories for which the filter holds; undefined without a filter. */
  allowed: ReadonlyMap<number, Int32Array> | undefined;
}

/** What held once counts so much against what holds, where both are asked for. */
const ENDED_SHARE = 0.8;
/** A day that was asked for, and has something: half of an answer. */
const DATED_COVERAGE = 0.5;
/** More than this would hold more outlines in memory than one search is worth. */
const MOST_CUBES = 64;
/** How many neighbours by vector become candidates, at least. */
const LEAST_NEIGHBOURS = 50;

/** The read path in its order: understand → channels → fuse → rank; explain. */
export class Recall {
  readonly #parts: RecallParts;
  readonly #outlines: Outlines;
  /** Reused by every search, since scoring never waits; one for each cube of the search. */
  readonly #scratch: Pick<Evidence, 'words' | 'vectors'>[] = [];

  #reranked: RerankNote | undefined;

  constructor(parts: RecallParts) {
    this.#parts = parts;
    this.#outlines = new Outlines(parts.store.cubes, parts.residentBytes);
  }

  async search(query: RecallQuery): Promise<Recalled> {
    const timer = new Timer();
    const states = await this.#parts.store.cubes.states(query.tenant, query.reach.cubes);
    if (states.length > MOST_CUBES) throw tooWide();
    const terms = queryTerms(query.query);
    const phrases = phrasesIn(query.query);
    const quoted = phrases.flatMap((phrase) => phrase.terms);
    const plan = await this.#plan(query, states, [...terms, ...charactersOf(terms), ...quoted]);
    timer.lap('outlines');
    const near = await this.#nearest(plan);
    timer.lap('vectors');
    const held = await this.#phrases(plan, phrases, terms);
    await this.#readPostings(plan.outlines, terms);
    const characters = charactersOf(terms, (pair) => isHeld(pair, plan.outlines));
    if (characters.length > 0) {
      await this.#readPostings(plan.outlines, [...terms, ...characters]);
    }
    timer.lap('postings');
    // From here on nothing waits: another search could add to the outlines meanwhile.
    const weighed = weighTerms(terms, plan.outlines, characters);
    const statistics = statisticsOf(plan.outlines);
    const evidence = plan.outlines.map((outline, index) =>
      this.#score(plan, {
        outline,
        index,
        terms: weighed,
        near: near[index] ?? [],
        held: held[index],
        statistics,
      }),
    );
    const candidates = evidence.map(gather);
    const coverage = coverageOf(evidence, weighed);
    const highest = fuse(candidates, coverage);
    if (query.includeSuperseded) lowerEnded(candidates, plan.moment.held);
    const reranking = query.rerank ? this.#parts.reranking : undefined;
    const ranked = rank(candidates, Math.max(query.limit, ORDERED, reranking?.top ?? 0));
    timer.lap('ranking');
    const versions = new Map(plan.known.flatMap((part) => [...part.versions]));
    const slots = await this.#newestFirst(ranked, { query: query.query, terms: weighed, versions });
    for (const hop of await this.#hops(ranked, weighed)) raise(ranked, behindHolders(hop, ranked));
    timer.lap('order');
    const asked = { query: query.query, slots, versions };
    const reranked = reranking && (await this.#rerank(ranked, asked, reranking));
    if (reranked) timer.lap('rerank');
    const scored = calibrate(ranked, coverage);
    const wanted = scored.filter(({ score }) => score >= query.minScore);
    const found = await this.#diversify(wanted, { query, versions });
    const kept = found.slice(0, query.limit);
    this.#outlines.trim();
    const answer: Recalled = {
      ranked: kept.map(({ memory, score }) => ({ memory, score })),
      notes: {
        terms,
        cubes: states,
        candidates: candidates.reduce((sum, { slots: found }) => sum + found.length, 0),
        coverage,
      },
      versions,
    };
    if (query.explain) {
      const notes = {
        query: query.query,
        moment: query,
        terms: weighed,
        phrases: phrases.map(({ text }) => text),
        times: plan.times,
        cubes: states.map(({ name, live }) => ({ name, memories: live })),
        candidates,
        filtered: closedBy(evidence, query.reach, plan.moment),
        coverage,
        highest,
        ranked: kept,
        reranked,
        drops: await dropped(scored, kept, query, this.#parts.store.memories),
        took: timer.laps,
      };
      answer.trace = (stored) => drawTrace(notes, stored);
    }
    return answer;
  }

  /** The reranker, and what came of it last. */
  get reranker(): { model: string; last: RerankNote | undefined } | undefined {
    const { reranking } = this.#parts;
    return reranking && { model: nameOf(reranking.reranker), last: this.#reranked };
  }

  close(): void {
    this.#parts.vectors.close();
  }

  /** Reads the parts that the moments of the query ask for. */
  async #plan(
    query: RecallQuery,
    states: readonly CubeState[],
    terms: readonly string[],
  ): Promise<Plan> {
    const { at, asOf, knownAt, includeSuperseded } = query;
    const inPast = asOf !== undefined || knownAt !== undefined || includeSuperseded;
    const partitions = inPast ? (['live', 'past'] as const) : (['live'] as const);
    const read = await Promise.all(
      states.flatMap((state) => partitions.map((partition) => this.#outlines.of(state, partition))),
    );
    const { known, changed } = await this.#known(query, states, terms);
    const outlines = [...read, ...known.map(({ outline }) => outline)];
    return {
      query,
      moment: { held: asOf ?? knownAt ?? at, known: knownAt ?? at, ended: includeSuperseded },
      vector: this.#parts.embedder.embedNow(query.query, 'query'),
      times: askedTimes(query.query, query.reference, query.timezone),
      outlines: outlines.filter(({ count }) => count > 0),
      known: known.filter(({ outline }) => outline.count > 0),
      changed,
      allowed: await this.#allowed(query, states),
    };
  }

  /** Of those that say another thing of the same, what was said last comes first. */
  async #newestFirst(
    ranked: Ranked[],
    { query, terms, versions }: Pick<Recalled, 'versions'> & { query: string; terms: QueryTerm[] },
  ): Promise<number[][]> {
    const rivals = rivalsAmong(ranked, terms);
    if (rivals.length === 0) return [];
    const numbers = rivals.flatMap(({ hits }) => hits.map(({ memory }) => memory));
    const texts = await this.#parts.store.memories.texts(numbers);
    const textOf = (memory: number) => versions.get(memory)?.text ?? texts.get(memory);
    return putNewestFirst(ranked, rivals, textOf, asksForPast(query));
  }

  /** Whatever a model says, what was said last stays before what it replaced. */
  async #rerank(
    ranked: Ranked[],
    { query, slots, versions }: Pick<Recalled, 'versions'> & { query: string; slots: number[][] },
    reranking: Reranking,
  ): Promise<RerankNote | undefined> {
    const numbers = ranked.slice(0, reranking.top).map(({ memory }) => memory);
    const stored = await this.#parts.store.memories.byNumbers(numbers);
    // One that went meanwhile has no text to be judged by.
    if (numbers.length < 2 || stored.length < numbers.length) return undefined;
    const texts = stored.map(({ no, text }) => versions.get(no)?.text ?? text);
    const settled = [...slots, ...successionsAmong(stored)];
    this.#reranked = await rerank(ranked, { query, texts, settled }, reranking);
    return this.#reranked;
  }

  async #diversify(
    found: Calibrated[],
    { query, versions }: Pick<Recalled, 'versions'> & { query: RecallQuery },
  ): Promise<Calibrated[]> {
    if (query.diversity === 0) return found;
    const texts = await this.#parts.store.memories.texts(found.map(({ memory }) => memory));
    const textOf = (memory: number) => versions.get(memory)?.text ?? texts.get(memory);
    return diversify(found, textOf, query.diversity);
  }

  /** What the best lead on to, where the query asks for more than they say. */
  #hops(ranked: readonly Ranked[], terms: readonly QueryTerm[]): Promise<Ranked[]> {
    const { memories } = this.#parts.store;
    return hops(ranked, {
      terms,
      textOf: async (memory) => (await memories.texts([memory])).get(memory),
      read: (outline, more) => this.#readPostings([outline], more),
      allows: ({ evidence: { mask } }, slot) => mask === null || mask[slot] === 1,
    });
  }

  /** Asked of the store before anything is scored: the filter goes into the mask. */
  async #allowed({ filter }: RecallQuery, states: readonly CubeState[]): Promise<Plan['allowed']> {
    if (!filter) return undefined;
    const { memories } = this.#parts.store;
    const lists = await Promise.all(
      states.map(async ({ no }) => [no, await memories.matching(no, filter)] as const),
    );
    return new Map(lists);
  }

  async #known(
    { knownAt, filter }: RecallQuery,
    states: readonly CubeState[],
    terms: readonly string[],
  ): Promise<Pick<Plan, 'known' | 'changed'>> {
    if (knownAt === undefined) return { known: [], changed: new Set() };
    const { store } = this.#parts;
    const lists = await Promise.all(states.map(({ no }) => store.history.knownAt(no, knownAt)));
    const wanted = await Promise.all(
      lists.map(async (list) => (filter ? this.#filterKnown(list, filter) : list)),
    );
    return {
      known: wanted.map((list, index) =>
        indexKnown(states[index] as CubeState, list, terms, this.#parts),
      ),
      changed: new Set(lists.flat().map(({ memory }) => memory)),
    };
  }

  /** The store's tables tell of today, so that what was known is asked one by one. */
  async #filterKnown(list: readonly KnownMemory[], filter: Filter): Promise<KnownMemory[]> {
    const numbers = list.map(({ memory }) => memory);
    const stored = await this.#parts.store.memories.byNumbers(numbers);
    const today = new Map(stored.map((memory) => [memory.no, memory]));
    return list.filter(({ memory, was }) => {
      const now = today.get(memory);
      return now && was && matches(filter, filterableOf({ ...now, ...was }), fold);
    });
  }

  /** Reads the posting lists that the outlines do not hold; one that grew meanwhile has dropped its own. */
  async #readPostings(outlines: readonly Outline[], terms: readonly string[]): Promise<void> {
    for (let complete = false; !complete;) {
      complete = true;
      for (const outline of outlines) {
        const missing = terms.filter((term) => outline.term(term) === undefined);
        if (missing.length === 0) continue;
        complete = false;
        // What was known once had all its terms kept when it was made.
        if (outline.partition === 'known') throw new Error('a part without an index lost terms');
        const { partition, state } = outline;
        const lists = await this.#parts.store.words.postings(state.no, partition, missing);
        lists.forEach((list, index) => outline.keepTerm(missing[index] as string, list));
      }
    }
  }

  /** The memories near the query's vector, for each outline. */
  #nearest(plan: Plan): Promise<Neighbour[][]> {
    const { vectors, space } = this.#parts;
    const limit = Math.max(LEAST_NEIGHBOURS, plan.query.limit);
    return Promise.all(
      plan.outlines.map(async (outline) => {
        const { partition, state } = outline;
        if (partition === 'known') {
          const part = plan.known.find((one) => one.outline === outline);
          const mask = maskIn(plan, outline);
          const allows = (memory: number) => allowsIn(outline, mask, memory);
          return part ? nearestKnown(part, plan.vector, { space, limit, allows }) : [];
        }
        const mask = maskIn(plan, outline);
        // The past holds vectors of what no search reads, so that there the outline is always asked.
        const asks = mask !== null || partition === 'past';
        return vectors.nearest({
          space,
          cubes: [state],
          partition,
          vector: plan.vector,
          limit,
          ...(asks && { allows: (memory) => allowsIn(outline, mask, memory) }),
        });
      }),
    );
  }

  /** For each outline who holds the phrases of the query; costs nothing where it has none. */
  async #phrases(
    plan: Plan,
    phrases: readonly Phrase[],
    terms: readonly string[],
  ): Promise<PhraseShares[]> {
    if (phrases.length === 0) return [];
    const { memories } = this.#parts.store;
    await this.#readPostings(plan.outlines, [...terms, ...phrases.flatMap((one) => one.terms)]);
    return Promise.all(
      plan.outlines.map((outline) => {
        const part = plan.known.find((one) => one.outline === outline);
        const known = part && new Map(Array.from(part.versions, ([no, { text }]) => [no, text]));
        const textsOf = async (numbers: readonly number[]) => known ?? memories.texts(numbers);
        return findPhrases(outline, maskIn(plan, outline), { phrases, terms, textsOf });
      }),
    );
  }

  #score(plan: Plan, { outline, index, terms, near, held, statistics }: Asked): Evidence {
    const mask = maskIn(plan, outline);
    const scratch = (this.#scratch[index] ??= {
      words: newWordScores(),
      vectors: new SparseScores(),
    });
    scoreWords(outline, terms, mask, statistics, scratch.words);
    scratch.vectors.reset(outline.count);
    for (const { memory, cosine } of near) {
      // The outline may have grown since the neighbours were asked for.
      if (!allowsIn(outline, mask, memory)) continue;
      scratch.vectors.add(outline.slotOf(memory) as number, cosine);
    }
    const named = speakersNamed(
      terms.map(({ term }) => term),
      outline,
    );
    const { times } = plan;
    const phrases = sharesBySlot(held, outline);
    const dated = slotsWithin(times, outline, mask);
    return { outline, mask, ...scratch, phrases, named, times, dated };
  }
}

/** What scoring one part of a cube needs to know of the whole search. */
interface Asked {
  outline: Outline;
  index: number;
  terms: readonly QueryTerm[];
  near: readonly Neighbour[];
  held: PhraseShares | undefined;
  statistics: WordStatistics;
}

/** Which memories of a part may be answered and may lend score to others. */
function maskIn({ query, moment, changed, allowed }: Plan, outline: Outline): Mask {
  const scoped = maskOf(outline, query.reach, moment);
  if (outline.partition === 'known') return scoped;
  const mask = allowed ? keepOnly(scoped, outline, allowed.get(outline.state.no)) : scoped;
  if (changed.size === 0) return mask;
  const open = mask ?? new Uint8Array(outline.count).fill(1);
  for (const memory of changed) {
    const slot = outline.slotOf(memory);
    if (slot !== undefined) open[slot] = 0;
  }
  return open;
}

function allowsIn(outline: Outline, mask: Mask, memory: number): boolean {
  const slot = outline.slotOf(memory);
  return slot !== undefined && (mask === null || mask[slot] === 1);
}

function sharesBySlot(held: PhraseShares | undefined, outline: Outline): Map<number, number> {
  return new Map(
    Array.from(held ?? [], ([memory, share]) => [outline.slotOf(memory) ?? -1, share]),
  );
}

function isHeld(term: string, outlines: readonly Outline[]): boolean {
  return outlines.some((outline) => (outline.term(term)?.slots.length ?? 0) > 0);
}

function keepOnly(mask: Mask, outline: Outline, allowed: Int32Array | undefined): Mask {
  const kept = new Uint8Array(outline.count);
  for (const memory of allowed ?? []) {
    const slot = outline.slotOf(memory);
    if (slot !== undefined) kept[slot] = mask ? (mask[slot] as number) : 1;
  }
  return kept;
}

/** What holds comes before what held once and says the same. */
function lowerEnded(candidates: readonly Candidates[], held: Instant): void {
  for (const { evidence, slots, scores } of candidates) {
    const { bounded } = evidence.outline;
    if (bounded.size === 0) continue;
    for (let at = 0; at < slots.length; at++) {
      const bounds = bounded.get(slots[at] as number);
      const ended = bounds && !holdsAt({ validFrom: bounds.from, validTo: bounds.to }, held);
      if (ended) scores[at] = (scores[at] as number) * ENDED_SHARE;
    }
  }
}

/** Each with those that it superseded. */
function successionsAmong(stored: readonly StoredMemory[]): number[][] {
  const numbers = new Map(stored.map(({ id, no }) => [id, no]));
  return stored.flatMap(({ no, supersededBy }) => {
    const newer = numbers.get(supersededBy ?? '');
    return newer === undefined ? [] : [[no, newer]];
  });
}

function tooWide(): TulvingError {
  const detail = `the search covers more than the ${MOST_CUBES} cubes that are searched at once`;
  return new TulvingError('invalid_input', detail, {
    issues: [{ pointer: '/user_id', detail }],
    remedy: 'Name a user or a cube.',
  });
}

function statisticsOf(outlines: readonly Outline[]) {
  const sum = (of: (outline: Outline) => number) =>
    outlines.reduce((total, outline) => total + of(outline), 0);
  const length = sum(({ totalLength }) => totalLength);
  const sessions = sum(({ sessionLengths }) => sessionLengths.length);
  return {
    averageLength:
      length /
      Math.max(
        1,
        sum(({ count }) => count),
      ),
    averageSessionLength: length / Math.max(1, sessions),
  };
}

/**
 * How much of the query the best match holds: its share of the query's idf, where words that no
 * memory knows weigh most, or its cosine when that is higher, or that it happened when the query asks, or
 * its share of the phrases.
 */
function coverageOf(evidence: readonly Evidence[], terms: readonly QueryTerm[]): number {
  const asked = terms.reduce((sum, { idf }) => sum + idf, 0);
  const matched = Math.max(0, ...evidence.map(({ words }) => words.matched.highest()));
  const cosine = Math.max(0, ...evidence.map(({ vectors }) => vectors.highest()));
  const dated = evidence.some((one) => one.dated.length > 0) ? DATED_COVERAGE : 0;
  const quoted = Math.max(0, ...evidence.flatMap(({ phrases }) => [...phrases.values()]));
  return Math.min(1, Math.max(asked === 0 ? 0 : matched / asked, cosine, dated, quoted));
}

/** Times of the steps in ms, for the trace. */
class Timer {
  readonly laps: Record<string, number> = {};
  #since = performance.now();

  lap(step: string): void {
    const now = performance.now();
    this.laps[step] = Math.round((now - this.#since) * 1000) / 1000;
    this.#since = now;
  }
}
