import { otherSpellings } from '../../language/spelling/other-spellings.js';
import { beginningsOf } from '../../language/spelling/spelling.js';
import type { WordList } from '../../language/spelling/word-list.js';
import { onlyTermOf } from '../../language/terms/analyse.js';
import { foldKeepingCase, lowerCase } from '../../language/terms/fold.js';
import type { KnownWords } from '../../models/port.js';

/** A word of a query that no memory within reach holds, and that may be spelt otherwise there. */
export interface DoubtfulWord {
  /** Folded and in lower case. */
  word: string;
  term: string;
  /** Written with a capital. */
  isName: boolean;
  /** Not a word of a language that is known, and long enough to tell what is meant: it may be misspelt. */
  isUnknown: boolean;
}

/** Letters alone: what has digits, marks or capitals inside is a code or an address, and meant as it stands. */
const PLAIN_WORD =
  /(?<![\p{L}\p{N}\p{M}'_.@+#&/:-])\p{Lu}?\p{Ll}{3,}(?:'s?)?(?!['_.@+#&/:-]*[\p{L}\p{N}\p{M}])/gu;
const POSSESSIVE = /'s?$/;
/** Shorter words have too many neighbours. */
const SHORTEST_MISSPELT = 5;
/** Where more are unknown, the language is: nobody misspells every other word, and each takes a third of a search. */
const MOST_UNKNOWN = { ofAny: 2, ofEnglish: 3 };
const MOST_KNOWN = 12;
/** In UTF-16 units: a query as long as a letter has words enough. */
const MOST_READ = 2_000;
/** Of one word, so many stand in its place. */
export const MOST_NEAR = 3;

/**
 * The words behind some of a query's terms.
 *
 * @param isEnglish whether its words of grammar are, whose other words are known
 */
export function doubtfulIn(
  query: string,
  terms: ReadonlySet<string>,
  known: KnownWords | undefined,
  isEnglish = false,
): DoubtfulWord[] {
  if (terms.size === 0) return [];
  const doubtful = new Map<string, DoubtfulWord>();
  const folded = foldKeepingCase(query.slice(0, MOST_READ));
  for (const found of new Set(folded.match(PLAIN_WORD))) {
    const written = found.replace(POSSESSIVE, '');
    const word = lowerCase(written);
    const term = onlyTermOf(word);
    if (term === undefined || !terms.has(term)) continue;
    const isUnknown = word.length >= SHORTEST_MISSPELT && !known?.has(word);
    doubtful.set(term, { word, term, isName: word !== written, isUnknown });
  }
  const unknown = [...doubtful.values()].filter((one) => one.isUnknown);
  const others = [...doubtful.values()].filter((one) => !one.isUnknown);
  const most = isEnglish ? MOST_UNKNOWN.ofEnglish : MOST_UNKNOWN.ofAny;
  return [...(unknown.length > most ? [] : unknown), ...others.slice(0, MOST_KNOWN)];
}

/** The terms of other spellings of the same; of a word that is known, only those that are known, too. */
export function spellingsOf(
  { word, term, isName, isUnknown }: DoubtfulWord,
  known: KnownWords | undefined,
): string[] {
  return termsOf(
    otherSpellings(word, isName).filter((other) => isUnknown || known?.has(other)),
    term,
  );
}

/** The terms of known words that are spelt alike, by how many letters they are apart. */
export function likeKnown({ word, term }: DoubtfulWord, known: KnownWords | undefined): string[][] {
  const lists = beginningsOf(word).flatMap((letters) => known?.beginning(letters) ?? []);
  return nearestFirst(word, lists).map((words) => termsOf(words, term));
}

function termsOf(words: readonly string[], without: string): string[] {
  const terms = new Set(words.flatMap((word) => onlyTermOf(word) ?? []));
  terms.delete(without);
  return [...terms];
}

/**
 * The words that are near enough to one to be meant, by how many letters they are apart. All of them: whether
 * anybody who asks may know of the nearest is told later, and what is closed must not hide the next.
 */
export function nearestFirst(word: string, lists: readonly WordList[]): string[][] {
  const byDistance: Set<string>[] = [];
  for (const list of lists) {
    for (const [at, words] of list.near(word).entries()) {
      byDistance[at] ??= new Set();
      for (const other of words) byDistance[at].add(other);
    }
  }
  return byDistance.map((words) => [...words]);
}
