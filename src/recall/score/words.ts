import { bm25Weight } from '../../language/bm25.js';
import type { Mask } from '../outline/mask.js';
import { ASSISTANT, NOTE, type Outline, PEERS } from '../outline/outline.js';
import { holdsTerm, type TermSlots } from '../outline/term-slots.js';
import { LIGHT_SHARE, type QueryTerm, speakersNamed, SPELT_SHARE } from '../plan/understand.js';
import { SparseScores } from './sparse-scores.js';

/** Over the searched cubes together. */
export interface WordStatistics {
  /** Of all memories, in terms. */
  totalLength: number;
  averageLength: number;
  /** With what neighbouring turns lend. */
  averageContextLength: number;
  averageSessionLength: number;
}

export interface WordScores {
  /** BM25 of the memory's own words. */
  words: SparseScores;
  /**
   * Query likelihood by a language model smoothed with that of the searched cubes (Jelinek-Mercer; Zhai &
   * Lafferty 2004, "A Study of Smoothing Methods for Language Models"), of what an assistant's log holds.
   */
  likelihood: SparseScores;
  /** BM25 over term frequencies that neighbouring turns have added to. */
  context: SparseScores;
  /** BM25 of the whole session, by session. */
  sessions: SparseScores;
  /** The most that `words` gives to any turn of a session, by session. */
  best: SparseScores;
  /** Sum of the idf of the query's terms that the memory holds; of guesses a part. */
  matched: SparseScores;
  /** Scratch: term frequencies of one term, lent ones included, and by session. */
  near: SparseScores;
  bySession: SparseScores;
}

/** Short turns: a second occurrence says little, and length even less. */
export const CONTEXT_BM25 = { k1: 0.8, b: 0.3 };
/**
 * What the name of a speaker counts as a word in talk between people: there it finds the turns of
 * the other, who uses it as an address. The `speaker` channel knows better who spoke.
 */
const NAME_SHARE = 0.25;
/** What the everyday words of a term count in a message of the user, all together. */
const EVERYDAY_LIKELIHOOD = 0.3;
/**
 * That a query is answered they tell less well than they find: at their whole weight, questions of somebody else's
 * memory were told less well from those with an answer; at none, nothing is found where no word is held at all.
 */
const EVERYDAY_MATCHED = 0.25;
/** A word in another spelling tells nearly as well that a query is answered (docs/evaluation.md). */
const GUESS_TOLD = 0.95;
const NO_SLOTS: Pick<TermSlots, 'slots' | 'frequencies'> = {
  slots: new Int32Array(),
  frequencies: new Uint8Array(),
};

/** A term with what it counts in talk between people. */
export interface WeighedTerm extends QueryTerm {
  amongPeers: number;
}

export function newWordScores(): WordScores {
  return {
    words: new SparseScores(),
    likelihood: new SparseScores(),
    context: new SparseScores(),
    sessions: new SparseScores(),
    best: new SparseScores(),
    matched: new SparseScores(),
    near: new SparseScores(),
    bySession: new SparseScores(),
  };
}

/** Rare terms first; without everyday words, which are scored together. */
export function inOrderOf(terms: readonly QueryTerm[], outline: Outline): WeighedTerm[] {
  const names = namesIn(terms, outline);
  return terms
    .filter(({ everyday }) => !everyday)
    .toSorted((a, b) => Number(a.frequent) - Number(b.frequent))
    .map((term) => ({ ...term, amongPeers: amongPeers(term, names) }));
}

function amongPeers({ term, idf, isLight }: QueryTerm, names: ReadonlySet<string>): number {
  if (names.has(term)) return NAME_SHARE * idf;
  return isLight ? idf / LIGHT_SHARE : idf;
}

/** Which of the scores are asked for: only talk between people and documents are weighed by all. */
export interface WantedScores {
  context: boolean;
  sessions: boolean;
  best: boolean;
}

/**
 * Scores one cube. Rare terms come first: frequent ones only add to what those have found. What is not
 * wanted is left empty.
 */
export function scoreWords(
  outline: Outline,
  terms: readonly QueryTerm[],
  mask: Mask,
  { statistics, wanted }: { statistics: WordStatistics; wanted: WantedScores },
  into: WordScores,
): void {
  for (const scores of [into.words, into.likelihood, into.context, into.matched])
    scores.reset(outline.count);
  into.sessions.reset(outline.sessionLengths.length);
  for (const term of inOrderOf(terms, outline)) {
    const slots = outline.term(term.term);
    if (!slots || slots.slots.length === 0) continue;
    const open = term.isName ? maskForName(outline, term, slots, mask) : mask;
    scoreOwnWords(outline, term, slots, open, statistics, into);
    if (wanted.context) scoreContext(outline, term, slots, open, statistics, into);
    if (wanted.sessions) scoreSessions(outline, term, slots, mask, statistics, into);
  }
  for (const words of everydayIn(terms)) {
    scoreEveryday(outline, words, mask, { statistics, wanted }, into);
  }
  into.best.reset(outline.sessionLengths.length);
  if (wanted.best) findBest(outline, into);
}

/** Where a name counts: in notes and the user's own messages that do not hold what it stands for. */
function maskForName(
  outline: Outline,
  { standsFor = '' }: WeighedTerm,
  { slots }: TermSlots,
  mask: Mask,
): Uint8Array {
  const { kinds, fromUser, count } = outline;
  const asked = outline.termsOf([standsFor]);
  const open = new Uint8Array(count);
  for (const slot of slots) {
    const counts = kinds[slot] === NOTE || (kinds[slot] === ASSISTANT && fromUser[slot] === 1);
    if (counts && !holdsTerm(asked, standsFor, slot)) open[slot] = mask?.[slot] ?? 1;
  }
  return open;
}

/** The everyday words of each term of the query. */
function everydayIn(terms: readonly QueryTerm[]): QueryTerm[][] {
  const byAsked = new Map<string, QueryTerm[]>();
  for (const term of terms) {
    const { standsFor, everyday } = term;
    if (!everyday || standsFor === undefined) continue;
    const others = byAsked.get(standsFor);
    if (others) others.push(term);
    else byAsked.set(standsFor, [term]);
  }
  return [...byAsked.values()];
}

/** What notes and the user's own messages hold of words that count as one, where they do not hold what is asked itself. */
function scoreEveryday(
  outline: Outline,
  terms: readonly QueryTerm[],
  mask: Mask,
  { statistics, wanted }: { statistics: WordStatistics; wanted: WantedScores },
  { words, context, likelihood, matched, near }: WordScores,
): void {
  const { kinds, fromUser, lengths } = outline;
  near.reset(outline.count);
  const [{ idf, standsFor = '' } = { idf: 0 }] = terms;
  const asked = outline.termsOf([standsFor]);
  for (const { term } of terms) {
    const { slots, frequencies } = outline.term(term) ?? NO_SLOTS;
    for (let index = 0; index < slots.length; index++) {
      const slot = slots[index] as number;
      if ((mask && mask[slot] === 0) || holdsTerm(asked, standsFor, slot)) continue;
      const counts = kinds[slot] === NOTE || (kinds[slot] === ASSISTANT && fromUser[slot] === 1);
      if (counts) near.add(slot, frequencies[index] as number);
    }
  }
  const occurrences = terms.reduce((sum, one) => sum + one.occurrences, 0);
  const expected = occurrences / statistics.totalLength;
  for (const slot of near.slots()) {
    const length = lengths[slot] as number;
    matched.add(slot, EVERYDAY_MATCHED * idf);
    if (kinds[slot] === ASSISTANT) {
      const share = near.at(slot) / Math.max(1, length);
      likelihood.add(slot, EVERYDAY_LIKELIHOOD * Math.log1p(share / expected));
      continue;
    }
    const score = idf * bm25Weight(near.at(slot), length, statistics.averageLength);
    words.add(slot, score);
    // Without it, a note in a cube that holds talk, too, would be no candidate.
    if (wanted.context) context.add(slot, score);
  }
}

function findBest(outline: Outline, { words, best }: WordScores): void {
  for (const slot of words.slots()) {
    const session = outline.sessions[slot] as number;
    if (session < 0) continue;
    const more = words.at(slot) - best.at(session);
    if (more > 0) best.add(session, more);
  }
}

/** The terms that name speakers. */
function namesIn(terms: readonly QueryTerm[], outline: Outline): Set<string> {
  const named = speakersNamed(
    terms.map(({ term }) => term),
    outline,
  );
  return new Set(Array.from(named, (speaker) => outline.speakerNames.get(speaker) ?? []).flat());
}

function scoreOwnWords(
  outline: Outline,
  { idf, amongPeers, frequent, occurrences, isSame, isGuess, sameSaid }: WeighedTerm,
  { slots, frequencies }: TermSlots,
  mask: Mask,
  { averageLength, totalLength }: WordStatistics,
  { words, matched, likelihood }: WordScores,
): void {
  const expected = occurrences / totalLength;
  const told = isSame ? ((isGuess ? GUESS_TOLD : 1) * idf) / SPELT_SHARE : idf;
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index] as number;
    if (mask && mask[slot] === 0) continue;
    if (frequent && words.at(slot) === 0) continue;
    if (sameSaid && meansAnother(outline, slot, sameSaid)) continue;
    const length = outline.lengths[slot] as number;
    const weight = outline.kinds[slot] === PEERS ? amongPeers : idf;
    words.add(slot, weight * bm25Weight(frequencies[index] as number, length, averageLength));
    matched.add(slot, told);
    if (outline.kinds[slot] !== ASSISTANT) continue;
    const share = (frequencies[index] as number) / Math.max(1, length);
    likelihood.add(slot, Math.log1p(share / expected));
  }
}

/** Whether a note was made when the words of a time mean another: its "last week" is that before its own date. */
function meansAnother(
  { kinds, times }: Outline,
  slot: number,
  { from, to }: NonNullable<QueryTerm['sameSaid']>,
): boolean {
  const at = times[slot] as number;
  return kinds[slot] === NOTE && (at < from || at > to);
}

/**
 * Context inside term frequency: a turn counts the words of its neighbours too, each less the
 * further away it stands. Better than adding up the scores of neighbours (docs/design.md, "Fusion").
 */
function scoreContext(
  outline: Outline,
  { idf, amongPeers, frequent }: WeighedTerm,
  { slots, frequencies }: TermSlots,
  mask: Mask,
  { averageContextLength }: WordStatistics,
  { context, near }: WordScores,
): void {
  near.reset(outline.count);
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index] as number;
    if (mask && mask[slot] === 0) continue;
    const frequency = frequencies[index] as number;
    near.add(slot, frequency);
    if (outline.kinds[slot] !== PEERS) continue;
    outline.eachNeighbour(slot, (other, share) => {
      if (!mask || mask[other] === 1) near.add(other, share * frequency);
    });
  }
  for (const slot of near.slots()) {
    if (frequent && context.at(slot) === 0) continue;
    const length = outline.contextLengths[slot] as number;
    const weight = outline.kinds[slot] === PEERS ? amongPeers : idf;
    context.add(
      slot,
      weight * bm25Weight(near.at(slot), length, averageContextLength, CONTEXT_BM25),
    );
  }
}

function scoreSessions(
  outline: Outline,
  { amongPeers, frequent }: WeighedTerm,
  { slots, frequencies }: TermSlots,
  mask: Mask,
  { averageSessionLength }: WordStatistics,
  { sessions, bySession }: WordScores,
): void {
  if (frequent) return;
  bySession.reset(outline.sessionLengths.length);
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index] as number;
    const session = outline.sessions[slot] as number;
    if (session < 0 || (mask && mask[slot] === 0)) continue;
    bySession.add(session, frequencies[index] as number);
  }
  for (const session of bySession.slots()) {
    const length = outline.sessionLengths[session] ?? 0;
    sessions.add(
      session,
      amongPeers * bm25Weight(bySession.at(session), length, averageSessionLength),
    );
  }
}
