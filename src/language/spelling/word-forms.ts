import { stemmer as french } from '@orama/stemmers/french';
import { stemmer as italian } from '@orama/stemmers/italian';
import { stemmer as portuguese } from '@orama/stemmers/portuguese';
import { stemmer as spanish } from '@orama/stemmers/spanish';
import { onlyTermOf } from '../terms/analyse.js';
import { withoutClitics } from '../terms/clitics.js';
import { foldKeepingCase, lowerCase } from '../terms/fold.js';
import { koreanForms, koreanStem } from '../terms/inflections.js';
import { isOtherForm } from './spelling.js';

/** A word of a query that may be bent otherwise in what answers it. */
export interface BentWord {
  /** As the index would have it. */
  term: string;
  /** How else it may stand there, where that can be told. */
  forms?: readonly string[];
  /** Whether another term is a form of it. */
  isForm: (term: string) => boolean;
}

type Stem = (word: string) => string;
/** Whose verbs have more endings than the stemmer of the index knows, which is that of English. */
const stemmers = new Map<string, Stem>([
  ['es', spanish],
  ['fr', french],
  ['it', italian],
  ['pt', portuguese],
]);
/** Shorter stems are those of too many words. */
const SHORTEST_STEM = 3;
const WORD = /(?<![\p{L}\p{N}\p{M}'_.@+#&/:-])\p{L}{3,}(?!['_.@+#&/:-]*[\p{L}\p{N}\p{M}])/gu;
/** Before a noun, whose other gender is another word: mi hermana, las vecinas. */
const DETERMINER =
  /(?:^|[^\p{L}])(?:el|l[aeo]s?|un[aeo]?s?|mis?|[mts]us?|nuestr[ao]s?|il|gli|i|lo|[mts](?:on|a|es)|[mts]u[oae]i?|mi[aeo]i?|miei|nostr[aeio]|[oa]s?|n?um|n?uma|[nd][oa]s?|meus?|minhas?|teus?|seus?|d[ei]ll[aeo]) $/iu;
const HANGUL = /^\p{sc=Hangul}+$/u;

/**
 * The words of a query that have other forms: verbs of Romance languages, by the Snowball stemmer of the language that
 * it is in, and of Korean.
 *
 * @param languages as `analyseQuery` tells
 */
export function bentIn(query: string, languages: readonly string[]): BentWord[] {
  const folded = withoutClitics(foldKeepingCase(query));
  const known = languages.flatMap((one) => stemmers.get(one) ?? []);
  const bent: BentWord[] = [];
  for (const match of folded.matchAll(WORD)) {
    const word = lowerCase(match[0]);
    const made = HANGUL.test(word)
      ? bentKorean(word)
      : bentRomance(word, known, DETERMINER.test(folded.slice(0, match.index)));
    if (made) bent.push(made);
  }
  return bent;
}

function bentKorean(word: string): BentWord | undefined {
  const stem = koreanStem(word);
  if (!stem) return undefined;
  const forms = koreanForms(stem.slice(-2));
  return { term: stem.slice(-2), forms, isForm: (term) => forms.includes(term) };
}

function bentRomance(word: string, known: readonly Stem[], isNoun: boolean): BentWord | undefined {
  const term = known.length > 0 ? onlyTermOf(word) : undefined;
  if (term === undefined) return undefined;
  const asked = known.flatMap((stem) => stemsOf(word, stem).filter(isLongEnough));
  const isForm = (other: string) =>
    other !== term &&
    asked.some((stem) => other.startsWith(stem)) &&
    !(isNoun && isOtherForm(word, other)) &&
    known.some((stem) => stemsOf(other, stem).some((one) => asked.includes(one)));
  return { term, isForm };
}

function isLongEnough(stem: string): boolean {
  return stem.length >= SHORTEST_STEM;
}

/** The index has no accents, which a stemmer needs (vivía, achetée), and no s at the end. */
function stemsOf(word: string, stem: Stem): string[] {
  const accented = word.replace(/ia(?=s?$|n$|mos?$)/, 'ía').replace(/ee(?=s?$)/, 'ée');
  const written = new Set([word, `${word}s`, accented]);
  return [...new Set(Array.from(written, (one) => stem(one).replace(/(.)\1$/, '$1')))];
}
