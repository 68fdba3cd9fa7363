import { idf } from '../../language/bm25.js';
import { isWordIn } from '../../language/han-words.js';
import { asksWhetherStill } from '../../language/asking/endings.js';
import { isLight } from '../../language/kin/light-words.js';
import { analyse, analyseQuery } from '../../language/terms/analyse.js';
import type { Outline } from '../outline/outline.js';
import { type AskedTime, wordsOfTime } from './dates.js';

export interface QueryTerm {
  term: string;
  /** Memories of the searched cubes that hold it, whoever asks. */
  documents: number;
  /** How often it stands in them. */
  occurrences: number;
  idf: number;
  /**
   * So frequent in a large scope that it only adds to memories that a rarer term has found:
   * scoring it everywhere would cost more than it tells.
   */
  frequent: boolean;
  /** The term of the query in whose place it may tell the answer. */
  standsFor?: string;
  /** One of the everyday words of `standsFor`, which count together as one: in notes and what a user says. */
  everyday?: true;
  /** Whether it is the same word, bent or spelt otherwise. */
  isSame?: boolean;
  /** Of "last week": when a note was made in which it means the same week; of "happened": when that was. */
  sameSaid?: { from: number; to: number };
  /** Whether it belongs to the words of a time: "the beginning of October". */
  tellsTime?: true;
  /** Whether that is only likely, by its letters. */
  isGuess?: boolean;
  /** Whether it is the name of whom the query calls `standsFor`: it counts where that word does not stand itself. */
  isName?: boolean;
  /** Whether it says little, so that it counts `LIGHT_SHARE` of its weight. */
  isLight?: boolean;
}

/** What is looked for beside the terms of a query, and what it counts against them. */
interface Beside {
  term: string;
  share: number;
  standsFor?: string;
  /** Whether it is the same word: then what is asked for is not missing. */
  isSame?: boolean;
  isGuess?: boolean;
  isName?: boolean;
}

/** Below this many memories every term is scored everywhere. */
const LARGE_SCOPE = 4_000;
const FREQUENT_SHARE = 0.1;

const PAIR = /^\p{Script=Han}{2}$/u;
/** Whether a term is two characters of a text without spaces. */
export const isPair = (term: string): boolean => PAIR.test(term);

/** Who it is about tells more than what they do: chosen on FactConsolidation, without effect on talk. */
const NAME_WEIGHT = 1.3;
/**
 * What a word counts that says little, in notes and logs: chosen on notes of our own and LoCoMo's observations. In talk
 * between people it counts in full (recall@10 of LoCoMo's turns is 0.2 less otherwise).
 */
export const LIGHT_SHARE = 0.6;
/** What a character of a pair counts against a word. */
const CHARACTER_SHARE = 0.5;
/** What a word of the same relation counts. */
const KIN_SHARE = 0.5;
/** What the everyday words of a term count in a note, all together. */
export const EVERYDAY_SHARE = 0.8;
/** In a large scope, the part above which an everyday word finds anything, and costs most of the time. */
const MOST_EVERYDAY = { share: 0.02, memories: 200 };
/** What a word counts that is another spelling of one that no memory within reach holds. */
export const SPELT_SHARE = 0.7;

/**
 * Characters of the pairs that no memory holds: 猫叫 of 猫叫什么 is no word, but 猫 is. Of one pair alone those of
 * two words only: 护照, which nothing holds, is not answered by 护士.
 */
export function charactersOf(
  terms: readonly string[],
  isHeld: (pair: string) => boolean,
  query: string,
): string[] {
  const pairs = terms.filter((term) => PAIR.test(term));
  const [only] = pairs;
  if (terms.length < 2 && (only === undefined || isHeld(only) || isWordIn(only, query))) return [];
  const known = new Set([...terms, ...pairs.filter(isHeld).join('')]);
  return [...new Set(pairs.join(''))].filter((character) => !known.has(character));
}

/** What `charactersOf`, `kinOf`, `IndexReader` and `namesOfRoles` gave for the terms of a query. */
export function besides(
  characters: readonly string[],
  kin: ReadonlyMap<string, string>,
  {
    bent,
    spelt,
    called,
  }: Readonly<Record<'bent' | 'spelt' | 'called', ReadonlyMap<string, string>>>,
): readonly Beside[] {
  const same = new Set([...bent.keys(), ...spelt.keys(), ...called.keys()]);
  const others = [...kin].filter(([term]) => !characters.includes(term) && !same.has(term));
  const sameFor = (found: ReadonlyMap<string, string>, isGuess: boolean) =>
    Array.from(found, ([term, standsFor]) => ({
      term,
      share: SPELT_SHARE,
      standsFor,
      isSame: true,
      isGuess,
    }));
  return [
    ...characters.map((term) => ({ term, share: CHARACTER_SHARE })),
    ...others.map(([term, standsFor]) => ({ term, share: KIN_SHARE, standsFor })),
    ...sameFor(bent, false),
    ...sameFor(spelt, true),
    ...Array.from(called, ([term, standsFor]) => ({
      term,
      share: NAME_WEIGHT,
      standsFor,
      isName: true,
    })),
  ];
}

/**
 * Weighs the terms by the statistics of the searched cubes together.
 *
 * @param beside what `besides` gave for the terms
 * @param names what `namesIn` gave for the query
 */
export function weighTerms(
  terms: readonly string[],
  outlines: readonly Outline[],
  beside: readonly Beside[] = [],
  names: ReadonlySet<string> = new Set(),
): QueryTerm[] {
  const memories = outlines.reduce((sum, { count }) => sum + count, 0);
  const asked: readonly Beside[] = terms.map((term) => ({ term, share: 1 }));
  const weighed = [...asked, ...beside].map(
    ({ term, share, standsFor, isSame, isGuess, isName }): QueryTerm => {
      const { documents, occurrences } = countOf(term, outlines);
      const isNamed = names.has(standsFor ?? term);
      const name = isNamed ? NAME_WEIGHT : 1;
      // Go is a language, where it is written so.
      const saysLittle = !isNamed && isLight(standsFor ?? term);
      const light = saysLittle ? LIGHT_SHARE : 1;
      return {
        term,
        documents,
        occurrences,
        idf: name * light * share * idf(memories, documents),
        frequent: false,
        ...(standsFor !== undefined && { standsFor }),
        ...(isSame && { isSame }),
        ...(isGuess && { isGuess }),
        ...(isName && { isName }),
        ...(saysLittle && { isLight: true }),
      };
    },
  );
  for (const { term, share, standsFor, isSame } of beside) {
    const asked = isSame && weighed.find((one) => one.term === standsFor);
    const meant = weighed.find((one) => one.term === term && one.standsFor === standsFor);
    if (asked && meant) asked.idf = Math.min(asked.idf, meant.idf / share);
  }
  const found = weighed.filter(({ documents }) => documents > 0);
  found.sort((a, b) => a.documents - b.documents);
  const rarest = found.find(({ standsFor }) => standsFor === undefined);
  const isFrequent = ({ documents }: QueryTerm) => documents > memories * FREQUENT_SHARE;
  if (memories >= LARGE_SCOPE && rarest && !isFrequent(rarest)) {
    for (const term of found) term.frequent = isFrequent(term);
  }
  return weighed.filter(({ standsFor, documents }) => standsFor === undefined || documents > 0);
}

/** When the query asks about, and whether for whatever there was then. */
interface Timed {
  query: { query: string };
  times: readonly AskedTime[];
  asksForAll: boolean;
  asks: { previous: boolean };
  occasion: { words: string } | undefined;
}

/** No note means the same by a word on its own: the 3 of "Q3 2025", the "two weeks" before a trip, the "old" job. */
export const NEVER = { from: Infinity, to: -Infinity };
/** Of the words that tell which occasion is asked for, not what it was an occasion of. */
const ORDINALS =
  /last|latest|recent(?:ly)?|first|zuletzt|letzte\w*|erste\w*|dernier\w*|premiere|ultim[oa]|primera|上次|上一次|最近|最后|最後|第一次|前回|初めて|마지막으로|지난번|처음으로/u;
/** Of a question whether something goes on: "still a bit high" answers nothing. */
const STILL: ReadonlySet<string> = new Set(analyse('still noch encore toujours todavía aún sigo'));
const PART_OF_DATE = /^\p{N}{1,2}$/u;

/**
 * The terms that only tell a time which is counted from the moment of asking know when they mean the same in a
 * note: "last week" in one of another year is another week. So do those that only ask what happened then, and a
 * part of a date on its own never does.
 */
export function timedTerms(
  terms: readonly QueryTerm[],
  { query: { query }, times, asksForAll, asks, occasion }: Timed,
): readonly QueryTerm[] {
  const goesOn = asksWhetherStill(query);
  if (times.length === 0 && !asks.previous && !occasion && !goesOn) return terms;
  const termsOf = (text: string) => analyseQuery(text).terms;
  const rest = (text: string, time: AskedTime) => text.replaceAll(time.text, time.happened ?? '\n');
  const asked = new Set(termsOf(times.reduce(rest, query)));
  const meant = new Map<string, { from: number; to: number }>();
  if (asks.previous) meant.set('old', NEVER);
  for (const term of goesOn ? STILL : []) meant.set(term, NEVER);
  for (const term of occasion ? termsOf(ORDINALS.exec(occasion.words)?.[0] ?? '') : [])
    meant.set(term, NEVER);
  const timing = new Set<string>();
  for (const time of times) {
    for (const term of termsOf(wordsOfTime(time)).filter((one) => !asked.has(one))) {
      timing.add(term);
      const isPart = time.happened !== undefined || PART_OF_DATE.test(term);
      const same = isPart ? NEVER : time.sameSaid;
      if (same) meant.set(term, same);
    }
  }
  const all = asksForAll ? spanOf(times) : undefined;
  return terms.map((term) => {
    const word = term.standsFor ?? term.term;
    // What starts is no beginning of October.
    if (timing.has(word) && term.standsFor !== undefined && !term.isSame)
      return { ...term, sameSaid: NEVER };
    // Characters of its pairs are no words of the query: 生 of 发生, which stands in 医生, too.
    const same = asked.has(word) ? (all ?? meant.get(word)) : (meant.get(word) ?? all);
    const timed = timing.has(word) ? { ...term, tellsTime: true as const } : term;
    return same ? { ...timed, sameSaid: same } : timed;
  });
}

function spanOf(times: readonly AskedTime[]): { from: number; to: number } {
  return {
    from: Math.min(...times.map(({ from }) => from)),
    to: Math.max(...times.map(({ to }) => to)),
  };
}

function countOf(term: string, outlines: readonly Outline[]) {
  const held = outlines.flatMap((outline) => outline.term(term) ?? []);
  return {
    documents: held.reduce((sum, { slots }) => sum + slots.length, 0),
    occurrences: held.reduce((sum, one) => sum + one.occurrences, 0),
  };
}

/**
 * The everyday words of the terms count together as one word, which is as rare as all of them (a synonym operator,
 * as in Pirkola 1998, "The Effects of Query Structure and Dictionary Setups in Dictionary-Based Cross-Language
 * Information Retrieval"): else a relation of many words would count for more than what was asked. In a large scope
 * the frequent ones are left out, unless there is nothing else to find, and a memory that holds two is counted twice.
 *
 * @param weighed what `weighTerms` gave
 * @param kin what `everydayKinOf` gave
 * @param isFound whether anything that may be answered holds a term: what others hold must not be told by what is missing
 */
export function weighEveryday(
  weighed: readonly QueryTerm[],
  outlines: readonly Outline[],
  kin: ReadonlyMap<string, readonly string[]>,
  isFound: (term: string) => boolean,
): QueryTerm[] {
  const memories = outlines.reduce((sum, { count }) => sum + count, 0);
  const known = new Set(weighed.map(({ term }) => term));
  const isLarge = memories >= LARGE_SCOPE && weighed.some(({ term }) => isFound(term));
  const most = isLarge
    ? Math.min(memories * MOST_EVERYDAY.share, MOST_EVERYDAY.memories)
    : Infinity;
  return weighed.flatMap(({ term: standsFor, documents: asked, standsFor: isKin, tellsTime }) => {
    if (isKin !== undefined || tellsTime) return [];
    const held = (kin.get(standsFor) ?? [])
      .filter((term) => !known.has(term))
      .map((term) => ({ term, ...countOf(term, outlines) }))
      .filter(({ documents }) => documents > 0 && documents <= most);
    const together =
      memories < LARGE_SCOPE
        ? holdersOf([standsFor, ...held.map(({ term }) => term)], outlines)
        : held.reduce((sum, { documents }) => sum + documents, asked);
    const weight = EVERYDAY_SHARE * idf(memories, Math.min(memories, together));
    return held.map((one) => ({
      ...one,
      idf: weight,
      frequent: false,
      standsFor,
      everyday: true as const,
    }));
  });
}

/** How many memories hold any of the terms. */
function holdersOf(terms: readonly string[], outlines: readonly Outline[]): number {
  return outlines.reduce((sum, outline) => {
    const slots = terms.flatMap((term) => [...(outline.term(term)?.slots ?? [])]);
    return sum + new Set(slots).size;
  }, 0);
}

const NAME = /(?<=[\p{L}\p{N},] )\p{Lu}\p{Ll}[\p{L}'-]*/gu;

/** The terms of words that a query writes with a capital inside a sentence. */
export function namesIn(query: string): Set<string> {
  return new Set((query.match(NAME) ?? []).flatMap((name) => analyseQuery(name).terms));
}

/** The speakers whose whole name stands in the query. */
export function speakersNamed(terms: readonly string[], outline: Outline): Set<number> {
  const asked = new Set(terms);
  const named = new Set<number>();
  for (const [speaker, name] of outline.speakerNames) {
    if (name.length > 0 && name.every((term) => asked.has(term))) named.add(speaker);
  }
  return named;
}
