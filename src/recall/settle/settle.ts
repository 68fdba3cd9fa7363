import {
  asksForEnd,
  asksWhetherStill,
  asksWhyEnded,
  tellsEndOf,
  tellsEndOrMendingOf,
} from '../../language/asking/endings.js';
import { asksForOutcome } from '../../language/asking/outcome.js';
import { isWithoutTense, type TimeAsked } from '../../language/asking/time.js';
import type { RerankNote } from '../../model/trace.js';
import type { Store, StoredMemory } from '../../store/port.js';
import { isWithin } from '../plan/dates.js';
import type { KnownVersion } from '../plan/known.js';
import type { Plan } from '../plan/plan.js';
import { NEVER, type QueryTerm } from '../plan/understand.js';
import type { IndexReader } from '../read/index-reader.js';
import { behindHolders } from '../read/phrases.js';
import { calibrate, type Calibrated, kindOf, raiseTold } from '../score/calibrate.js';
import { raise, type Ranked } from '../score/fuse.js';
import type { Tuning } from '../tuning.js';
import { type ChangesAsked, LOOKED_AT as READ_FOR_CHANGES, putChangesInOrder } from './changes.js';
import { coveredAmong } from './covered.js';
import { diversify } from './diversify.js';
import { hops } from './hops.js';
import { ORDERED, putNewestFirst, rivalsAmong } from './newest-first.js';
import { othersBy } from './persons.js';
import { putPreviousFirst } from './previous.js';
import { notesAmong, putRelationInOrder } from './relations.js';
import { putReplacementsFirst, type ReplacedOptions } from './replaced.js';
import { nameOf, rerank, type Reranking } from './rerank.js';
import { putLastOfCaseFirst } from './same-case.js';
import { LOOKED_AT, putSupersededFirst, type Succession } from './superseded-first.js';

export interface SettlerParts {
  store: { memories: Pick<Store['memories'], 'byNumbers' | 'texts'> };
  /** What puts the best in order anew, if anything does. */
  reranking?: Reranking | undefined;
  tuning: Tuning;
}

/** What the last steps need to know of the whole search. */
export interface Search extends Pick<
  Plan,
  'query' | 'asks' | 'occasion' | 'until' | 'times' | 'asksForAll' | 'relation'
> {
  terms: readonly QueryTerm[];
  versions: ReadonlyMap<number, KnownVersion>;
  /** Reads texts as they were then. */
  textsOf: (hits: readonly Ranked[]) => Promise<(memory: number) => string | undefined>;
  coverage: number;
}

export interface Settled {
  /** With scores that mean a chance of being right. */
  scored: Calibrated[];
  /** Of these, what is answered. */
  kept: Calibrated[];
  /** Of these, what others before them say. */
  covered: ReadonlySet<number>;
  reranked: RerankNote | undefined;
}

/**
 * The last steps of the read path, where texts are looked at: what was said last comes first, what the
 * best lead on to, the reranker, what is too low, what says the same.
 */
export class Settler {
  readonly #parts: SettlerParts;
  readonly #reader: IndexReader;
  #reranked: RerankNote | undefined;

  constructor(parts: SettlerParts, reader: IndexReader) {
    this.#parts = parts;
    this.#reader = reader;
  }

  async settle(ranked: Ranked[], search: Search): Promise<Settled> {
    const { query } = search;
    const slots = await this.#putInTime(ranked, search);
    for (const hop of await this.#hops(ranked, search)) raise(ranked, behindHolders(hop, ranked));
    const reranked = query.rerank ? await this.#rerank(ranked, slots, search) : undefined;
    const scored = scoresOf(ranked, search);
    const wanted = scored.filter(({ score }) => score >= query.minScore);
    const covered = await coveredAmong(wanted, query.limit, this.#parts.store.memories);
    const open = covered.size === 0 ? wanted : wanted.filter(({ memory }) => !covered.has(memory));
    const found = await this.#diversify(open, search);
    return { scored, kept: found.slice(0, query.limit), covered, reranked };
  }

  /** How many of the best these steps look at, at least. */
  get depth(): number {
    return Math.max(ORDERED, this.#parts.reranking?.top ?? 0);
  }

  /** The reranker, and what came of it last. */
  get reranker(): { model: string; last: RerankNote | undefined } | undefined {
    const { reranking } = this.#parts;
    return reranking && { model: nameOf(reranking.reranker), last: this.#reranked };
  }

  /** Of those that say another thing of the same: what holds now first, or what is asked for. */
  async #putInTime(ranked: Ranked[], search: Search): Promise<number[][]> {
    const { asks } = search;
    const terms = askedAmong(search.terms);
    const slots = await this.#newestFirst(ranked, search);
    const related = await this.#relationFirst(ranked, search);
    const isSettled = related !== undefined && related.length > 0;
    if (related) slots.push(...related);
    const changes = !isSettled && changesAsked(search, { isTold: related !== undefined });
    if (changes) slots.push(...(await this.#putChangesInOrder(ranked, changes, search)));
    if (changes ? !changes.first : asksForItsEnd(search)) {
      slots.push(...(await this.#replacements(ranked, search)));
    }
    if (asksForOutcome(search.query.query)) {
      const { until, textsOf } = search;
      slots.push(...(await putLastOfCaseFirst(ranked, { until, textsOf, ...this.#reading() })));
    }
    if (asks.previous && !isSettled) {
      slots.push(...putPreviousFirst(ranked, terms, asks.before));
    }
    if (asks.past && !asks.now && !asks.whether) {
      slots.push(...putSupersededFirst(ranked, await this.#successions(ranked), asks.first));
    }
    return slots;
  }

  /** Texts are read where there is anything to put in order at all. */
  async #putChangesInOrder(ranked: Ranked[], changes: ChangesAsked, search: Search) {
    const terms = askedAmong(search.terms);
    if (putChangesInOrder([...ranked], terms, changes).length === 0) return [];
    const notes = ranked.slice(0, READ_FOR_CHANGES).filter((hit) => kindOf(hit) === 'note');
    const isOfAnother = othersOf(search)(await search.textsOf(notes));
    return putChangesInOrder(ranked, terms, { ...changes, isOfAnother });
  }

  /** Among the best; nothing is read where none of them lies in the past. */
  async #successions(ranked: readonly Ranked[]): Promise<Succession[]> {
    const best = ranked.slice(0, LOOKED_AT);
    if (best.every(({ among }) => among.evidence.outline.partition !== 'past')) return [];
    const numbers = best.map(({ memory }) => memory);
    return successionsAmong(await this.#parts.store.memories.byNumbers(numbers));
  }

  /** Of those that say another thing of the same, what was said last comes first. */
  async #newestFirst(ranked: Ranked[], search: Search): Promise<number[][]> {
    const { asks, terms, textsOf, until, occasion } = search;
    if (this.#parts.tuning.without.has('newest-first')) return [];
    const asked = askedAmong(terms).filter(({ sameSaid }) => sameSaid !== NEVER);
    const rivals = rivalsAmong(ranked, asked).filter(
      ({ hits }) => !occasion || hits.every((hit) => kindOf(hit) === 'note'),
    );
    if (rivals.length === 0) return [];
    const textOf = await textsOf(rivals.flatMap(({ hits }) => hits));
    const isOfAnother = othersOf(search)(textOf);
    const oldest = occasion ? occasion.which === 'first' : asks.past && !asks.now && !asks.whether;
    const occasions = occasion !== undefined;
    return putNewestFirst(ranked, rivals, textOf, { oldest, until, isOfAnother, occasions });
  }

  /** Where the question asks where somebody lives, and the like: in whatever words it was told. */
  async #relationFirst(ranked: Ranked[], { asks, relation, textsOf, until }: Search) {
    const which = whichAsked(asks);
    if (!relation || !which || this.#parts.tuning.without.has('newest-first')) return undefined;
    const notes = notesAmong(ranked);
    if (notes.length < 2) return undefined;
    const { before } = asks;
    return putRelationInOrder(ranked, await textsOf(notes), relation, { which, before, until });
  }

  async #replacements(ranked: Ranked[], search: Search): Promise<number[][]> {
    if (this.#parts.tuning.without.has('newest-first')) return [];
    const { query, terms, until, textsOf } = search;
    const asked = new Set(askedAmong(terms).map(({ term }) => term));
    return putReplacementsFirst(ranked, {
      isMeant: meantBy(query.query, asked),
      tellsEnd: asksWhetherStill(query.query) ? tellsEndOrMendingOf : tellsEndOf,
      until,
      textsOf,
      ...this.#reading(),
    });
  }

  /** Reads beside what was found. */
  #reading(): Pick<ReplacedOptions, 'read' | 'allows'> {
    return {
      read: (outline, more) => this.#reader.postings([outline], more, () => outline.termsOf(more)),
      allows: ({ evidence: { mask, count } }, slot) =>
        slot < count && (mask === null || mask[slot] === 1),
    };
  }

  /** Whatever a model says, what was said last stays before what it replaced. */
  async #rerank(
    ranked: Ranked[],
    slots: readonly number[][],
    { query, versions }: Search,
  ): Promise<RerankNote | undefined> {
    const { reranking } = this.#parts;
    if (!reranking) return undefined;
    const numbers = ranked.slice(0, reranking.top).map(({ memory }) => memory);
    const stored = await this.#parts.store.memories.byNumbers(numbers);
    // One that went meanwhile has no text to be judged by.
    if (numbers.length < 2 || stored.length < numbers.length) return undefined;
    const texts = stored.map(({ no, text }) => versions.get(no)?.text ?? text);
    const settled = [...slots, ...successionsAmong(stored)];
    const note = await rerank(ranked, { query: query.query, texts, settled }, reranking);
    if (note.outcome !== 'resting') this.#reranked = note;
    return note;
  }

  async #diversify(found: Calibrated[], { query, textsOf }: Search): Promise<Calibrated[]> {
    if (query.diversity === 0) return found;
    const textOf = await textsOf(found);
    return diversify(found, textOf, query.diversity);
  }

  /** What the best lead on to, where the query asks for more than they say. */
  async #hops(ranked: readonly Ranked[], { terms }: Search): Promise<Ranked[]> {
    if (this.#parts.tuning.without.has('hops')) return [];
    const { memories } = this.#parts.store;
    return hops(ranked, {
      terms: askedAmong(terms),
      textOf: async (memory) => (await memories.texts([memory])).get(memory),
      ...this.#reading(),
    });
  }
}

const othersOf =
  ({ query: { query, reach } }: Search) =>
  (textOf: (memory: number) => string | undefined) =>
    othersBy({ query, user: reach.user?.id }, textOf);

const asksForItsEnd = ({ query: { query } }: Search) =>
  asksForEnd(query) || asksWhetherStill(query) || asksWhyEnded(query);

/** Of the terms of a note, those whose end answers: in "why did we drop Prisma?" what is asked about, else what it is called. */
function meantBy(query: string, asked: ReadonlySet<string>): (term: string) => boolean {
  if (asksWhyEnded(query)) return (term) => asked.has(term);
  if (asksWhetherStill(query)) return () => true;
  return (term) => !asked.has(term);
}

/** Where all of a time is asked for, a note of it is an answer; of talk, only its words tell. */
function scoresOf(
  ranked: readonly Ranked[],
  { asksForAll, times, coverage }: Search,
): Calibrated[] {
  const scored = calibrate(ranked, coverage);
  if (!asksForAll) return scored;
  return raiseTold(scored, (one) => {
    const { outline } = one.among.evidence;
    const slot = one.among.slots[one.at] as number;
    return kindOf(one) === 'note' && isWithin(times, outline.times[slot] as number);
  });
}

/** None where it asks for what happened; in other words where nothing is known to tell of what is asked. */
function changesAsked(
  { query, asks, terms, until }: Search,
  { isTold }: { isTold: boolean },
): ChangesAsked | undefined {
  if (!asks.first && !asks.mayBeNow) return undefined;
  const inPairs = isWithoutTense(query.query);
  const inOtherWords = asks.first || inPairs || isTold ? [] : inOtherWordsAmong(terms);
  const sure = asks.first || inPairs || asks.now;
  return { first: asks.first, sure, inPairs, inOtherWords, until };
}

/** None where it asks for what happened. */
function whichAsked(asks: TimeAsked): 'newest' | 'oldest' | 'previous' | undefined {
  if (asks.first) return 'oldest';
  if (asks.past && !asks.now && !asks.whether) return 'previous';
  return asks.mayBeNow ? 'newest' : undefined;
}

/** What may stand in the place of what is asked, as heavy as that. */
function inOtherWordsAmong(terms: readonly QueryTerm[]): QueryTerm[] {
  const asked = new Map(terms.map((one) => [one.term, one.idf]));
  return terms.flatMap((one) => {
    if (one.standsFor === undefined || one.isSame) return [];
    return [{ ...one, idf: asked.get(one.standsFor) ?? one.idf }];
  });
}

/** Without what may stand in their place, but with what is the same word for it. */
function askedAmong(terms: readonly QueryTerm[]): readonly QueryTerm[] {
  const meant = new Map<string | undefined, QueryTerm>();
  for (const one of terms) {
    if (one.isSame && !meant.has(one.standsFor)) meant.set(one.standsFor, one);
  }
  return terms
    .filter(({ standsFor }) => standsFor === undefined)
    .map((asked) => ({ ...(meant.get(asked.term) ?? asked), idf: asked.idf }));
}

function successionsAmong(stored: readonly StoredMemory[]): Succession[] {
  const numbers = new Map(stored.map(({ id, no }) => [id, no]));
  return stored.flatMap(({ no, supersededBy }): Succession[] => {
    const newer = numbers.get(supersededBy ?? '');
    return newer === undefined ? [] : [[no, newer]];
  });
}
