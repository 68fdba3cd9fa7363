import { hanAndKana, korean } from './words-eastern.js';
import { english, french, german, spanish } from './words-western.js';
import type { Words } from './words.js';

export interface Meaning {
  code: string;
  value: number;
}

/** A phrase of a language whose words are parted: what follows the word that it is listed under. */
export interface Phrase {
  rest: readonly string[];
  meanings: readonly Meaning[];
}

/** A word of running text, listed under its first character. */
export interface Run {
  form: string;
  meanings: readonly Meaning[];
}

/** Longest first. */
type Lexicon<Entry> = ReadonlyMap<string, readonly Entry[]>;

const western = { english, german, french, spanish };
export type Language = keyof typeof western;
export const languages = Object.keys(western) as Language[];

export const phrases = Object.fromEntries(
  languages.map((language) => [language, phraseLexicon(western[language])]),
) as Readonly<Record<Language, Lexicon<Phrase>>>;
export const hanAndKanaRuns = runLexicon(hanAndKana);
export const koreanRuns = runLexicon(korean);

/** Words that tell a language; the words above count as well. */
const everydayWords = {
  english: 'i you he she it we they is are was the and that with what who my your do did to of',
  german:
    'ich du er sie es wir ihr ist sind war und das die der nicht mit was wer wie mein dein habe schon',
  french: 'je tu il elle on nous vous est et que qui ne pas avec quoi mon ton fais j qu chats ou',
  spanish:
    'yo tu el ella nos vosotros es son y que quien con mi su estoy corro aqui donde hice fui',
};

/** In which languages a word stands, as bits in the order of `languages`. */
export const languagesOf: ReadonlyMap<string, number> = wordsByLanguage();

function meaningsOf(notation: string): Meaning[] {
  return notation.split(' ').map((part) => ({
    code: part.slice(0, 1),
    value: Number(part.slice(1) || 0),
  }));
}

function phraseLexicon(words: Words): Lexicon<Phrase> {
  return grouped(words, (form, meanings) => {
    const [first = '', ...rest] = form.split(/[ ']/);
    return [first, { rest, meanings }, rest.length];
  });
}

function runLexicon(words: Words): Lexicon<Run> {
  return grouped(words, (form, meanings) => [form.charAt(0), { form, meanings }, form.length]);
}

function grouped<Entry>(
  words: Words,
  entryOf: (form: string, meanings: readonly Meaning[]) => [string, Entry, number],
): Lexicon<Entry> {
  const all: [string, Entry, number][] = [];
  for (const [notation, forms] of Object.entries(words)) {
    const meanings = meaningsOf(notation);
    for (const form of forms.split('|')) all.push(entryOf(form, meanings));
  }
  all.sort(([, , one], [, , other]) => other - one);
  const lexicon = new Map<string, Entry[]>();
  for (const [key, entry] of all) lexicon.set(key, [...(lexicon.get(key) ?? []), entry]);
  return lexicon;
}

function wordsByLanguage(): Map<string, number> {
  const bits = new Map<string, number>();
  for (const [at, language] of languages.entries()) {
    const words = [...phrases[language].keys(), ...everydayWords[language].split(' ')];
    for (const word of words) bits.set(word, (bits.get(word) ?? 0) | (1 << at));
  }
  return bits;
}
