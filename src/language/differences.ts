import { spansIn } from './dates/dates.js';
import { fold, foldKeepingCase, lowerCase } from './terms/fold.js';
import { stopWords } from './terms/stop-words.js';
import { slotOf, wordingOf } from './wording.js';

/** A text with the moment and the time zone that its dates are seen from. */
export interface DatedText {
  text: string;
  /** In ms since 1970-01-01 UTC. */
  reference: number;
  timezone: string;
}

export interface Difference {
  kind: 'date' | 'number' | 'negation' | 'name';
  /** Whether each says something of its own there; else one says more than the other. */
  swapped: boolean;
}

/**
 * In what two texts differ that are never the same: a number, a date, a negation, a name. "3 May" and
 * "4 May" are close in every vector, and so are "likes" and "does not like". None means that nothing of the
 * kind was seen, not that they are the same.
 */
export function differencesOf(one: DatedText, other: DatedText): Difference[] {
  const [a, b] = [read(one), read(other)];
  return [
    ...apart('date', a.dates, b.dates),
    ...apart('number', a.numbers, b.numbers),
    ...(a.negations === b.negations ? [] : [{ kind: 'negation', swapped: true } as const]),
    ...apart('name', without(a.names, b.words), without(b.names, a.words)),
    ...otherFilling(one.text, other.text),
  ];
}

interface Read {
  dates: Set<string>;
  numbers: Set<string>;
  negations: number;
  names: Set<string>;
  /** All words, folded. */
  words: Set<string>;
}

function read({ text, reference, timezone }: DatedText): Read {
  const spans = spansIn(text, reference, timezone);
  const rest = spans.reduce((left, span) => left.replace(span.text, ' '), text);
  return {
    dates: new Set(spans.map(({ from, to, bound }) => `${bound} ${from}-${to}`)),
    numbers: numbersIn(fold(rest)),
    negations: negationsIn(fold(text)),
    names: namesIn(rest),
    words: new Set(wordsIn(foldKeepingCase(text)).map(bare)),
  };
}

const DIGITS = /\p{N}+(?:[.,]\p{N}+)*/gu;
const list = (words: string): string[] => words.trim().split(/\s+/);
const NUMBER_WORDS: ReadonlyMap<string, string> = new Map(
  list(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen',
  ).map((word, number) => [word, String(number)]),
);
/** 一 stands in too many words that count nothing. */
const HAN_NUMBERS: ReadonlyMap<string, string> = new Map([
  ...[...'二三四五六七八九'].map((number, index) => [number, String(index + 2)] as const),
  ['两', '2'],
  ['兩', '2'],
  ['十', '10'],
]);
const HAN_NUMBER = /[二两兩三四五六七八九十百千万萬亿億]+/g;

function numbersIn(folded: string): Set<string> {
  const digits = (folded.match(DIGITS) ?? []).map(plainNumber);
  const named = wordsIn(folded).flatMap((word) => NUMBER_WORDS.get(word) ?? []);
  const han = (folded.match(HAN_NUMBER) ?? []).map((run) => HAN_NUMBERS.get(run) ?? run);
  return new Set([...digits, ...named, ...han]);
}

/** 30.00 is 30, and 1,000 is 1000. */
function plainNumber(digits: string): string {
  const value = Number(digits.replace(/,(?=\p{N}{3}(?!\p{N}))/gu, ''));
  return Number.isNaN(value) ? digits : String(value);
}

const NEGATIONS: ReadonlySet<string> = new Set(
  list(`no not never none nobody nothing neither nor cannot without
    kein keine keinen keinem keiner keines nicht nie niemals nichts niemand ohne
    pas jamais rien sans nunca nada sin non mai senza`),
);
const NEGATION_ENDINGS = /n't$/;
/** Words that hold a sign of negation and negate nothing. */
const NO_NEGATION =
  /不过|不過|不错|不錯|不同|不仅|不僅|不但|不管|无论|無論|非常|特别|特別|别人|別人|别的|別的|[区區分级級性告个個][别別]|未来|未來|是否|[少つくぁ]ない|안녕|안경|안전|안내/g;
const NEGATION_SIGNS =
  /[不没沒無无非别別未勿否莫]|ない|なかっ|なく|ません|ぬ(?=$|[。、\s])|(?<=^|\s)[안못](?=\s)|없|않|아니/g;

function negationsIn(folded: string): number {
  const words = wordsIn(folded).filter(
    (word) => NEGATIONS.has(word) || NEGATION_ENDINGS.test(word),
  );
  return words.length + (folded.replace(NO_NEGATION, ' ').match(NEGATION_SIGNS) ?? []).length;
}

const WORDS = /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*/gu;
const CAPITAL = /^\p{Lu}/u;
const KATAKANA = /[\p{Script=Katakana}ー]{2,}/gu;
/** How those who speak are called where no name is known. */
const ROLES: ReadonlySet<string> = new Set(['user', 'assistant', 'speaker']);

/** What a capital or katakana may be the name of. */
function namesIn(text: string): Set<string> {
  const kept = foldKeepingCase(text.toWellFormed());
  const capitals = wordsIn(kept)
    .filter((word) => CAPITAL.test(word))
    .map(bare)
    .filter((word) => !stopWords.has(word) && !ROLES.has(word) && !NEGATIONS.has(word));
  return new Set([...capitals, ...(kept.match(KATAKANA) ?? [])]);
}

function wordsIn(text: string): string[] {
  return text.match(WORDS) ?? [];
}

/** In lower case, without what stands after an apostrophe: Mia's is Mia. */
function bare(word: string): string {
  return lowerCase(word).split("'", 1)[0] as string;
}

const SCRIPTS_WITHOUT_CASE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u;

/** Where no capital tells a name, other words in the same place of the same sentence are taken for one. */
function otherFilling(one: string, other: string): Difference[] {
  if (!SCRIPTS_WITHOUT_CASE.test(one) || !SCRIPTS_WITHOUT_CASE.test(other)) return [];
  const [a, b] = [wordingOf(one), wordingOf(other)];
  const said = a && b && slotOf(a, b)?.said;
  // One character more or less is mostly grammar.
  if (!said || said.some((units) => units.join('').length === 0)) return [];
  if (said.every((units) => units.length === 1 && /^\p{Script=Hiragana}$/u.test(units[0] ?? ''))) {
    return [];
  }
  return [{ kind: 'name', swapped: true }];
}

function without(names: ReadonlySet<string>, words: ReadonlySet<string>): Set<string> {
  return new Set([...names].filter((name) => !words.has(name)));
}

function apart(
  kind: Difference['kind'],
  one: ReadonlySet<string>,
  other: ReadonlySet<string>,
): Difference[] {
  const [left, right] = [without(one, other), without(other, one)];
  if (left.size === 0 && right.size === 0) return [];
  return [{ kind, swapped: left.size > 0 && right.size > 0 }];
}
