import { TulvingError } from '../errors.js';
import type { Reach } from '../model/scope.js';
import type { Instant } from '../model/time.js';
import type { Trace } from '../model/trace.js';
import type { LocalEmbedder } from '../models/port.js';
import type { CubeState, Store, StoredMemory } from '../store/port.js';
import type { Neighbour, Space, VectorIndex } from '../vector/port.js';
import type { Evidence } from './channels.js';
import { drawTrace } from './explain.js';
import { fuse, gather, rank } from './fuse.js';
import { type Mask, maskOf } from './mask.js';
import type { Outline } from './outline.js';
import { Outlines } from './outlines.js';
import { newWordScores, scoreWords, type WordStatistics } from './score-words.js';
import { SparseScores } from './sparse-scores.js';
import { type QueryTerm, queryTerms, speakersNamed, weighTerms } from './understand.js';

export interface RecallParts {
  store: Pick<Store, 'cubes' | 'words'>;
  vectors: VectorIndex;
  embedder: LocalEmbedder;
  space: Space;
  /** Limit of what is kept in memory about cubes, in bytes. */
  residentBytes: number;
}

export interface RecallQuery {
  tenant: number;
  reach: Reach;
  query: string;
  limit: number;
  explain: boolean;
  at: Instant;
}

export interface Recalled {
  ranked: { memory: number; score: number }[];
  /** Present when the query asked to explain. */
  trace?: (stored: readonly StoredMemory[]) => Trace;
}

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

  constructor(parts: RecallParts) {
    this.#parts = parts;
    this.#outlines = new Outlines(parts.store.cubes, parts.residentBytes);
  }

  async search(query: RecallQuery): Promise<Recalled> {
    const timer = new Timer();
    const states = await this.#parts.store.cubes.states(query.tenant, query.reach.cubes);
    if (states.length > MOST_CUBES) throw tooWide(states.length);
    const outlines = await this.#read(states);
    timer.lap('outlines');
    const near = await this.#nearest(query, outlines);
    timer.lap('vectors');
    const terms = queryTerms(query.query);
    await this.#readPostings(outlines, terms);
    timer.lap('postings');
    // From here on nothing waits: another search could add to the outlines meanwhile.
    const weighed = weighTerms(terms, outlines);
    const evidence = outlines.map((outline, index) =>
      this.#score(outline, index, {
        query,
        terms: weighed,
        near,
        statistics: statisticsOf(outlines),
      }),
    );
    const candidates = evidence.map(gather);
    const coverage = coverageOf(evidence, weighed);
    const highest = fuse(candidates, coverage);
    const ranked = rank(candidates, query.limit);
    timer.lap('ranking');
    this.#outlines.trim();
    const answer: Recalled = { ranked: ranked.map(({ memory, score }) => ({ memory, score })) };
    if (query.explain) {
      const notes = {
        query: query.query,
        terms: weighed,
        cubes: states.map(({ name, live }) => ({ name, memories: live })),
        candidates,
        filtered: evidence.reduce((sum, { mask }) => sum + closedBy(mask), 0),
        coverage,
        highest,
        ranked,
        took: timer.laps,
      };
      answer.trace = (stored) => drawTrace(notes, stored);
    }
    return answer;
  }

  close(): void {
    this.#parts.vectors.close();
  }

  async #read(states: readonly CubeState[]): Promise<Outline[]> {
    const outlines = await Promise.all(states.map((state) => this.#outlines.of(state)));
    return outlines.filter(({ count }) => count > 0);
  }

  /** Reads the posting lists that the outlines do not hold; one that grew meanwhile has dropped its own. */
  async #readPostings(outlines: readonly Outline[], terms: readonly string[]): Promise<void> {
    for (let complete = false; !complete;) {
      complete = true;
      for (const outline of outlines) {
        const missing = terms.filter((term) => outline.term(term) === undefined);
        if (missing.length === 0) continue;
        complete = false;
        const lists = await this.#parts.store.words.postings(outline.state.no, missing);
        lists.forEach((list, index) => outline.keepTerm(missing[index] as string, list));
      }
    }
  }

  /** The memories near the query's vector, for each outline. */
  async #nearest(
    { query, limit, reach, at }: RecallQuery,
    outlines: readonly Outline[],
  ): Promise<Neighbour[][]> {
    const { embedder, vectors, space } = this.#parts;
    const vector = embedder.embedNow(query, 'query');
    return Promise.all(
      outlines.map((outline) => {
        const mask = maskOf(outline, reach, at);
        return vectors.nearest({
          space,
          cubes: [outline.state],
          vector,
          limit: Math.max(LEAST_NEIGHBOURS, limit),
          // Without a mask nothing is asked: what the outline does not know yet is left out below.
          ...(mask && { allows: (memory) => mask[outline.slotOf(memory) ?? -1] === 1 }),
        });
      }),
    );
  }

  #score(outline: Outline, index: number, asked: Asked): Evidence {
    const mask = maskOf(outline, asked.query.reach, asked.query.at);
    const scratch = (this.#scratch[index] ??= {
      words: newWordScores(),
      vectors: new SparseScores(),
    });
    scoreWords(outline, asked.terms, mask, asked.statistics, scratch.words);
    scratch.vectors.reset(outline.count);
    for (const { memory, cosine } of asked.near[index] ?? []) {
      const slot = outline.slotOf(memory);
      if (slot !== undefined) scratch.vectors.add(slot, cosine);
    }
    const terms = asked.terms.map(({ term }) => term);
    return { outline, mask, ...scratch, named: speakersNamed(terms, outline) };
  }
}

/** What scoring one cube needs to know of the whole search. */
interface Asked {
  query: RecallQuery;
  terms: readonly QueryTerm[];
  near: readonly Neighbour[][];
  statistics: WordStatistics;
}

function tooWide(cubes: number): TulvingError {
  const detail = `the search covers ${cubes} cubes; at most ${MOST_CUBES} are searched at once`;
  return new TulvingError('invalid_input', detail, {
    issues: [{ pointer: '/user_id', detail }],
    remedy: 'Name a user or a cube.',
  });
}

function closedBy(mask: Mask): number {
  return mask ? mask.reduce((closed, open) => closed + 1 - open, 0) : 0;
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
 * memory knows weigh most, or its cosine when that is higher.
 */
function coverageOf(evidence: readonly Evidence[], terms: readonly QueryTerm[]): number {
  const asked = terms.reduce((sum, { idf }) => sum + idf, 0);
  const matched = Math.max(0, ...evidence.map(({ words }) => words.matched.highest()));
  const cosine = Math.max(0, ...evidence.map(({ vectors }) => vectors.highest()));
  return Math.min(1, Math.max(asked === 0 ? 0 : matched / asked, cosine));
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
