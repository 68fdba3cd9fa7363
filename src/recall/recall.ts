import { TulvingError } from '../errors.js';
import { changesOf, everydayKinOf, kinOf } from '../language/kin/kin-words.js';
import { type Phrase, phrasesIn } from '../language/phrases.js';
import { analyseQuery, type AnalysedQuery } from '../language/terms/analyse.js';
import type { RerankNote, Trace } from '../model/trace.js';
import type { CubeState, Store, StoredMemory } from '../store/port.js';
import type { Neighbours } from '../vector/port.js';
import { closedAmong } from './explain/closed.js';
import { closedBy } from './explain/drops.js';
import { explain } from './explain/explain.js';
import { ASSISTANT, NOTE, type Outline } from './outline/outline.js';
import { Outlines } from './outline/outlines.js';
import { MOST_READ, readTexts } from './outline/texts.js';
import { anchored } from './plan/anchor.js';
import { isToldByEvent, slotsWithin } from './plan/dates.js';
import type { KnownVersion } from './plan/known.js';
import { namesOfRoles } from './plan/names.js';
import {
  isAnsweredBy,
  maskIn,
  type Plan,
  Planner,
  type PlannerParts,
  type RecallQuery,
} from './plan/plan.js';
import {
  besides,
  charactersOf,
  namesIn,
  type QueryTerm,
  speakersNamed,
  timedTerms,
  weighEveryday,
  weighTerms,
} from './plan/understand.js';
import { IndexReader, type IndexReaderParts } from './read/index-reader.js';
import {
  type Meaning,
  type MeaningNote,
  type Meanings,
  type Meant,
  scoreMeant,
} from './read/meaning.js';
import type { PhraseShares } from './read/phrases.js';
import type { Evidence } from './score/channels.js';
import { coverageOf } from './score/coverage.js';
import { lowerEnded } from './score/ended.js';
import {
  type Candidates,
  fuse,
  type AskedChannels,
  channelsAsked,
  gatherAll,
  rank,
  type Ranked,
  type WeightTable,
  weightTable,
} from './score/fuse.js';
import { scoreNear } from './score/near.js';
import { lowerLater, lowerOutside } from './score/outside.js';
import { readBest } from './score/readings.js';
import { SparseScores } from './score/sparse-scores.js';
import {
  newWordScores,
  scoreWords,
  type WantedScores,
  type WordStatistics,
} from './score/words.js';
import { Settler, type SettlerParts } from './settle/settle.js';
import type { Tuning } from './tuning.js';

export type { ChannelName } from './score/channels.js';

export interface RecallParts extends PlannerParts, IndexReaderParts, SettlerParts {
  store: Pick<Store, 'cubes' | 'words'> & {
    memories: Pick<Store['memories'], 'matching' | 'byNumbers' | 'texts'>;
    history: Pick<Store['history'], 'knownAt'>;
  };
  /** Limit of what is kept in memory about cubes, in bytes. */
  residentBytes: number;
  /** Nearness by the vectors of a model, where one is configured. */
  meaning?: Meaning | undefined;
}

/** What every search tells of itself, explained or not. */
export interface RecallNotes {
  /** Of the query. */
  terms: readonly string[];
  cubes: readonly CubeState[];
  candidates: number;
  coverage: number;
  /** What came of the model that is the embedder; missing where none is configured. */
  meaning?: MeaningNote | undefined;
}

export interface Recalled {
  ranked: { memory: number; score: number }[];
  notes: RecallNotes;
  /** For `knownAt`: how those of the ranked that changed since were then. */
  versions: ReadonlyMap<number, KnownVersion>;
  /** What came of the reranker, where one was asked. */
  reranked: RerankNote | undefined;
  /** Present when the query asked to explain. */
  trace?: (stored: readonly StoredMemory[]) => Trace;
}

/** In a wider search, others have their turn between the steps. */
const WIDE = 20_000;
/** In ms: for so long searches that follow each other may keep others waiting. */
const TURN = 10;
/** More than this would hold more outlines in memory than one search is worth. */
const MOST_CUBES = 64;

/** The read path in its order: plan → read → score → fuse → rank → settle; explain. */
export class Recall {
  readonly #parts: RecallParts;
  readonly #outlines: Outlines;
  readonly #planner: Planner;
  readonly #reader: IndexReader;
  readonly #settler: Settler;
  readonly #table: WeightTable;
  readonly #asked: (outlines: readonly Outline[]) => AskedChannels;
  /** Columns that no search scores in at present. */
  readonly #scratch: Scratch[] = [];
  /** When others last had their turn. */
  #turned = -Infinity;

  constructor(parts: RecallParts) {
    this.#parts = parts;
    this.#outlines = new Outlines(parts.store.cubes, parts.residentBytes);
    this.#planner = new Planner(parts, this.#outlines);
    this.#reader = new IndexReader(parts);
    this.#settler = new Settler(parts, this.#reader);
    this.#table = weightTable(parts.tuning.weights);
    this.#asked = channelsAsked(this.#table, parts.tuning.observe !== undefined);
  }

  async search(query: RecallQuery): Promise<Recalled> {
    const { store, tuning } = this.#parts;
    const find = (event: RecallQuery) => this.#search(event);
    return this.#search(await anchored(query, { find, memories: store.memories }), tuning.observe);
  }

  async #search(query: RecallQuery, observe?: Tuning['observe']): Promise<Recalled> {
    const timer = new Timer();
    const states = await this.#parts.store.cubes.states(query.tenant, query.reach.cubes);
    if (states.length > MOST_CUBES) throw tooWide();
    const { meaning, space } = this.#parts;
    const meantBy = meaning?.begin(query.query);
    const analysed = analyseQuery(query.query);
    const { terms } = analysed;
    const phrases = phrasesIn(query.query);
    const plan = await this.#planner.plan(query, states);
    timer.lap('outlines');
    const near = await this.#reader.nearest(plan);
    timer.lap('vectors');
    const meanings = await meantBy?.(plan, space);
    if (meanings) timer.lap('meaning');
    await this.#breathe(plan);
    const held = await this.#reader.phrases(plan, phrases, terms);
    const { beside, everyday } = await this.#lookBeside(plan, analysed, phrases);
    await this.#breathe(plan);
    const { weighed, statistics, ...gathered } = await this.#reader.postings(
      plan.outlines,
      [...terms, ...beside.map(({ term }) => term), ...[...everyday.values()].flat()],
      () => {
        timer.lap('postings');
        return this.#score(plan, { terms, beside, everyday, near, held, meanings });
      },
    );
    await this.#breathe(plan);
    const { candidates, coverage, filtered } = this.#gather(plan, weighed, gathered);
    await this.#breathe(plan);
    const versions = new Map(plan.known.flatMap((part) => [...part.versions]));
    const textsOf = (hits: readonly Ranked[]) => this.#textsOf(hits, versions);
    const order = () => this.#order(candidates, coverage, plan);
    let { highest, ranked } = order();
    timer.lap('ranking');
    await this.#breathe(plan);
    const asked = { query: query.query, weights: this.#parts.tuning.weights };
    if (await readBest(ranked, asked, textsOf)) ({ highest, ranked } = order());
    observe?.({ query: query.query, candidates, highest });
    timer.lap('pairs');
    const search = { ...plan, terms: weighed, versions, textsOf, coverage };
    const { scored, kept, covered, reranked } = await this.#settler.settle(ranked, search);
    timer.lap('settling');
    this.#outlines.trim();
    const answer: Recalled = {
      ranked: kept.map(({ memory, score }) => ({ memory, score })),
      notes: {
        terms,
        cubes: states,
        candidates: candidates.reduce((sum, { slots }) => sum + slots.length, 0),
        coverage,
        meaning: meanings?.note,
      },
      versions,
      reranked,
    };
    if (!query.explain) return answer;
    const found = { candidates, terms: weighed, statistics, highest };
    const parts = { planner: this.#planner, reader: this.#reader };
    const notes = {
      ...found,
      scored,
      kept,
      covered,
      minScore: query.minScore,
      closed: await closedAmong({ plan, states, ...found }, parts),
      query: query.query,
      moment: query,
      preferredAt: plan.preferredAt,
      phrases: phrases.map(({ text }) => text),
      times: plan.times,
      asks: plan.asks,
      isAboutPast: plan.isAboutPast,
      cubes: states.map((state) => cubeOf(state, plan)),
      filtered,
      coverage,
      table: this.#table,
      reranked,
      meaning: meanings?.note,
      took: timer.laps,
    };
    const trace = await explain(notes, this.#parts.store.memories);
    this.#outlines.trim();
    timer.lap('explaining');
    return { ...answer, trace };
  }

  get reranker(): Settler['reranker'] {
    return this.#settler.reranker;
  }

  get meaning(): Meaning | undefined {
    return this.#parts.meaning;
  }

  close(): void {
    this.#parts.vectors.close();
  }

  /**
   * Reading SQLite waits for nothing: without this, a search of a large scope would be one block of the event
   * loop, and so would all searches of somebody who asks one after the other.
   */
  async #breathe({ outlines }: Plan): Promise<void> {
    const memories = outlines.reduce((sum, { count }) => sum + count, 0);
    if (memories <= WIDE && performance.now() - this.#turned < TURN) return;
    await new Promise(setImmediate);
    this.#turned = performance.now();
  }

  /** What is looked for beside the terms of a query: characters, forms and spellings, kin and everyday words. */
  async #lookBeside(plan: Plan, analysed: AnalysedQuery, phrases: readonly Phrase[]) {
    const { outlines, relation } = plan;
    const { terms } = analysed;
    const kin = kinOf(terms);
    const characters = await this.#reader.postings(outlines, terms, () =>
      charactersOf(terms, (pair) => isHeld(pair, outlines), plan.query.query),
    );
    const bent = await this.#reader.bentOtherwise(plan, analysed);
    const meant = new Set([...phrases.flatMap((phrase) => phrase.terms), ...bent.values()]);
    const others = terms.filter((term) => !meant.has(term));
    const spelt = await this.#reader.speltOtherwise(plan, { ...analysed, terms: others });
    const called = await this.#namesOf(plan, terms);
    const beside = besides(characters, kin, { bent, spelt, called });
    if (this.#parts.tuning.without.has('everyday') || !outlines.some(countsEveryday)) {
      return { beside, everyday: NONE };
    }
    const changes = relation ? changesOf(relation, analysed) : NONE;
    return { beside, everyday: everydayKinOf(analysed, kin.keys(), changes) };
  }

  /** How notes name those whom the query calls by what they are to somebody: "my sister". */
  async #namesOf(plan: Plan, terms: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const outlines = plan.outlines.filter(countsEveryday);
    if (outlines.length === 0 || this.#parts.tuning.without.has('names')) return NOBODY;
    return namesOfRoles(plan.query.query, terms, {
      outlines,
      isOpen: (outline, slot) => (maskIn(plan, outline)?.[slot] ?? 1) === 1,
      read: (words) =>
        this.#reader.postings(outlines, words, () => outlines.map((one) => one.termsOf(words))),
      textsOf: (placed) => readTexts(this.#parts.store.memories, placed),
    });
  }

  /** Nothing waits in here: another search could add to the outlines meanwhile. */
  #score(plan: Plan, { terms, beside, everyday, near, held, meanings }: Read) {
    const { outlines, query } = plan;
    const named = weighTerms(terms, outlines, beside, namesIn(query.query));
    const asIs = timedTerms(named, plan);
    const isFound = (term: string) => outlines.some((one) => isAnsweredBy(plan, one, term));
    const weighed = [...asIs, ...weighEveryday(asIs, outlines, everyday, isFound)];
    const statistics = statisticsOf(outlines);
    const asked = this.#asked(outlines);
    const { context, session: sessions, best } = asked;
    const wanted = { context, sessions, best };
    const evidence = outlines.map((outline, index) =>
      this.#scorePart(plan, {
        outline,
        terms: weighed,
        near: near[index] as Neighbours,
        held: held[index],
        meant: meanings?.parts?.[index],
        statistics,
        wanted,
      }),
    );
    return { weighed, statistics, evidence, asked };
  }

  /** Candidates have columns of their own: another search may have the scratch then. */
  #gather({ query, moment }: Plan, weighed: readonly QueryTerm[], { evidence, asked }: Scored) {
    const candidates = gatherAll(evidence, asked);
    const coverage = coverageOf(evidence, weighed, query.query);
    const filtered = query.explain ? closedBy(evidence, query.reach, moment) : NOTHING_FILTERED;
    for (const { words, vectors, meanings = new SparseScores() } of evidence) {
      if (this.#scratch.length < MOST_FREE) this.#scratch.push({ words, vectors, meanings });
    }
    return { candidates, coverage, filtered };
  }

  /** Best first. Asked again when a channel has found more. */
  #order(candidates: readonly Candidates[], coverage: number, plan: Plan) {
    const { query, preferredAt } = plan;
    const highest = fuse(candidates, this.#table, coverage);
    const { times } = plan;
    if (plan.asksForAll || isToldByEvent(times)) lowerOutside(candidates, times);
    if (preferredAt !== undefined) lowerEnded(candidates, preferredAt);
    if (query.asOf !== undefined) lowerLater(candidates, query.asOf);
    const ranked = rank(candidates, Math.max(query.limit, this.#settler.depth));
    return { highest, ranked };
  }

  /** As they were known, where that is asked. */
  async #textsOf(
    hits: readonly Ranked[],
    versions: ReadonlyMap<number, KnownVersion>,
  ): Promise<(memory: number) => string | undefined> {
    const placed = hits.map(({ among, memory }) => ({ outline: among.evidence.outline, memory }));
    const texts = await readTexts(this.#parts.store.memories, placed);
    return (memory) => versions.get(memory)?.text.slice(0, MOST_READ) ?? texts.get(memory);
  }

  #scorePart(plan: Plan, asked: Asked): Evidence {
    const { outline, terms, near, held: shares, meant } = asked;
    const mask = maskIn(plan, outline);
    const scratch = this.#scratch.pop() ?? newScratch();
    scoreWords(outline, terms, mask, asked, scratch.words);
    const alike = scoreNear(outline, mask, near, scratch.vectors);
    if (meant) alike.push(...scoreMeant(outline, mask, meant, scratch));
    const meanings = meant && scratch.meanings;
    const named = speakersNamed(
      terms.map(({ term }) => term),
      outline,
    );
    const { times, asksForReply } = plan;
    const phrases = sharesBySlot(shares, outline);
    const { without } = this.#parts.tuning;
    const dated = without.has('dated') ? [] : slotsWithin(times, outline, mask);
    const { count } = outline;
    const held = outline.termsOf(terms.map(({ term }) => term));
    const { words, vectors } = scratch;
    const found = { words, vectors, meanings, alike, phrases, named, times, dated, asksForReply };
    return { outline, count, terms: held, mask, ...found };
  }
}

type Scratch = Pick<Evidence, 'words' | 'vectors'> & { meanings: SparseScores };

function newScratch(): Scratch {
  return { words: newWordScores(), vectors: new SparseScores(), meanings: new SparseScores() };
}

/** More are for searches that run at once. */
const MOST_FREE = 8;

/** What was read of the indexes, beside posting lists. */
interface Read {
  terms: readonly string[];
  beside: ReturnType<typeof besides>;
  everyday: ReadonlyMap<string, readonly string[]>;
  near: readonly Neighbours[];
  held: readonly PhraseShares[];
  meanings: Meanings | undefined;
}

const NONE: ReadonlyMap<string, readonly string[]> = new Map();
const NOBODY: ReadonlyMap<string, string> = new Map();

const NOTHING_FILTERED = { scope: 0, validity: 0, filter: 0 };

/** What scoring one part of a cube needs to know of the whole search. */
interface Asked {
  outline: Outline;
  terms: readonly QueryTerm[];
  near: Neighbours;
  held: PhraseShares | undefined;
  meant: Meant | undefined;
  statistics: WordStatistics;
  wanted: WantedScores;
}

/** What the channels read, and which of them are asked. */
interface Scored {
  evidence: Evidence[];
  asked: AskedChannels;
}

function sharesBySlot(held: PhraseShares | undefined, outline: Outline): Map<number, number> {
  return new Map(
    Array.from(held ?? [], ([memory, share]) => [outline.slotOf(memory) ?? -1, share]),
  );
}

/** Talk between people and documents were not measured to gain by them. */
function countsEveryday(outline: Outline): boolean {
  return outline.holds(NOTE) || outline.holds(ASSISTANT);
}

/** What of a cube was looked through. */
function cubeOf({ no, name, live }: CubeState, { outlines }: Plan): Trace['cubes'][number] {
  const past = outlines
    .filter(({ state, partition }) => state.no === no && partition === 'past')
    .reduce((sum, { count }) => sum + count, 0);
  return { name, memories: live, ...(past > 0 && { past }) };
}

function isHeld(term: string, outlines: readonly Outline[]): boolean {
  return outlines.some((outline) => (outline.term(term)?.slots.length ?? 0) > 0);
}

function tooWide(): TulvingError {
  const detail = `the search covers more than the ${MOST_CUBES} cubes that are searched at once`;
  return new TulvingError('invalid_input', detail, {
    issues: [{ pointer: '/user_id', detail }],
    remedy: 'Name a user or a cube.',
  });
}

function statisticsOf(outlines: readonly Outline[]): WordStatistics {
  const sum = (of: (outline: Outline) => number) =>
    outlines.reduce((total, outline) => total + of(outline), 0);
  const length = sum(({ totalLength }) => totalLength);
  const memories = Math.max(
    1,
    sum(({ count }) => count),
  );
  const sessions = Math.max(
    1,
    sum(({ sessionLengths }) => sessionLengths.length),
  );
  return {
    totalLength: Math.max(1, length),
    averageLength: length / memories,
    averageContextLength: sum(({ totalContextLength }) => totalContextLength) / memories,
    averageSessionLength: length / sessions,
  };
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
