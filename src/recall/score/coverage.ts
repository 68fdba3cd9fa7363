import { adverbsIn } from '../../language/asking/adverbs.js';
import { isLight } from '../../language/kin/light-words.js';
import { analyseQuery } from '../../language/terms/analyse.js';
import { ASSISTANT } from '../outline/outline.js';
import { wordsOfTime } from '../plan/dates.js';
import { EVERYDAY_SHARE, isPair, type QueryTerm } from '../plan/understand.js';
import type { Evidence } from './channels.js';

/** A day that was asked for, and has something: half of an answer. */
const DATED_COVERAGE = 0.5;
/** What words tell of whether a query is answered; nearness tells the rest. */
const WORDS_SHARE = 0.6;
/** What a pair of characters that no memory knows counts against a word. */
const UNKNOWN_PAIR = 0.3;

/**
 * How much of the query the best match holds: its share of the query's idf, where words that no
 * memory knows weigh most, and its cosine; or that it happened when the query asks, or its share of the
 * phrases. Words and nearness are averaged, since an embedder that knows meanings finds something half as near
 * for any question: the higher of the two told those with an answer from the others less well, on four sets.
 */
export function coverageOf(
  evidence: readonly Evidence[],
  terms: readonly QueryTerm[],
  query: string,
): number {
  const asked = askedWeight(evidence, terms, query);
  const matched = Math.max(0, ...evidence.map(({ words }) => words.matched.highest()));
  const cosine = Math.max(0, ...evidence.map(nearestOf));
  const dated = evidence.some((one) => one.dated.length > 0) ? DATED_COVERAGE : 0;
  const quoted = Math.max(0, ...evidence.flatMap(({ phrases }) => [...phrases.values()]));
  const words = asked === 0 ? 0 : Math.min(1, matched / asked);
  // Where nothing is near at all, the embedder knows none of the words: then nearness tells nothing, but of a guess.
  const isUntold = cosine === 0 && !terms.some(({ isGuess }) => isGuess);
  const held = isUntold ? words : WORDS_SHARE * words + (1 - WORDS_SHARE) * cosine;
  return Math.min(1, Math.max(held, dated, quoted));
}

/**
 * What the query asks for, by weight. Who speaks need not be named in what they say, nor when, nor that it holds still;
 * and a pair of characters that no memory knows is as often the end of one word and the beginning of the next: where
 * its characters are looked for, it is they that count.
 */
function askedWeight(
  evidence: readonly Evidence[],
  terms: readonly QueryTerm[],
  query: string,
): number {
  const speaking = new Set(
    evidence.flatMap(({ named, outline }) =>
      [...named].flatMap((speaker) => outline.speakerNames.get(speaker) ?? []),
    ),
  );
  const [first] = evidence;
  // Words of what happened, by which a time is told, are asked for like all others.
  const dated = new Set(first?.times.flatMap((time) => analyseQuery(wordsOfTime(time)).terms));
  const lasting = adverbsIn(query);
  const known = new Set(terms.flatMap(({ term, standsFor }) => (standsFor ? [] : term)));
  const shareOf = ({ term, documents, standsFor }: QueryTerm) => {
    if (standsFor !== undefined) return 0;
    if (documents > 0) return 1;
    if (speaking.has(term) || dated.has(term) || lasting.has(term) || isLight(term)) return 0;
    if (!isPair(term)) return 1;
    return [...term].some((character) => known.has(character)) ? 0 : UNKNOWN_PAIR;
  };
  const kin = new Map<string, number>();
  // In a log it told questions of somebody else's less well from those with an answer.
  const isLog = evidence.some(({ outline }) => outline.holds(ASSISTANT));
  for (const { everyday, standsFor, idf } of isLog ? [] : terms) {
    if (everyday && standsFor !== undefined) kin.set(standsFor, idf / EVERYDAY_SHARE);
  }
  // A word that only its everyday words stand for is as rare as all of them together.
  const weightOf = ({ term, documents, idf }: QueryTerm) =>
    documents > 0 ? idf : Math.min(idf, kin.get(term) ?? idf);
  return terms.reduce((sum, term) => sum + shareOf(term) * weightOf(term), 0);
}

function nearestOf({ alike, vectors, meanings }: Evidence): number {
  let nearest = 0;
  for (const slot of alike) nearest = Math.max(nearest, vectors.at(slot), meanings?.at(slot) ?? 0);
  return nearest;
}
