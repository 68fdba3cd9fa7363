import { hangulParticle } from '../terms/stop-words.js';
import type { Period } from './calendar.js';
import { clockToken, dateTimeToken, digitTokens, type DigitToken } from './digits.js';
import {
  hanAndKanaRuns,
  koreanRuns,
  languages,
  languagesOf,
  phrases,
  type Language,
  type Meaning,
  type Phrase,
  type Run,
} from './lexicon.js';
import { piecesOf, type Kind, type Piece } from './pieces.js';

/** `code` is a letter of the legend in dates-words, or P: a date that the grammar has read. */
export interface Token {
  code: string;
  value: number;
  /** In UTF-16 units of the text. */
  start: number;
  end: number;
  /** Of P, X and C. */
  period?: Period;
  /** Of P and Z: whether the text names the year. */
  absolute?: boolean;
  /** Of P and Z: whether it is counted from the moment of speaking alone, as "last week" is. */
  counted?: boolean;
  bound?: Bound;
  /** Of F: whether it may be a part of what is named: 国庆值班补贴. */
  inName?: boolean;
}

/** How what is asked for lies to the span that is named. */
export type Bound = 'on' | 'before' | 'after' | 'since' | 'until';

/** All syllables that end in ㅆ: 했, 갔, 샀; but 있 and 겠 tell what is and what will be. */
const HANGUL_PAST = new RegExp(
  `[${Array.from({ length: 399 }, (_, at) => String.fromCodePoint(0xac00 + 28 * at + 20))
    .filter((syllable) => syllable !== '있' && syllable !== '겠')
    .join('')}]`,
);
const NUMERAL = /^[〇零一二两兩三四五六七八九十]+/;
/** What follows a feast that tells when; other words may go on with a name: 国庆值班补贴, お正月の料理. */
const TELLS_WHEN =
  /^(?:$|[我你您他她咱谁誰去来來跟和与與吃做玩看买買见見聊聚在要都也前后後以之两兩几幾三四五一至到]|回(?!程)|住(?![宿房])|[会會](?![议議])|大家|是[和跟在去怎几幾]|怎[么麼样樣]|期[间間]|假期|[长長黄黃]假|放假|那[天几幾]|当[天日时晚]|當[天日時晚]|的?[时時]候|打算|有[没沒]有|に|は|も|から|まで|休み)/;
const STANDS_IN = /[在于於从從到至自]$/;
/** 에, 때: likewise. */
const TELLS_WHEN_IN_KOREAN = /^(?:에|엔|때|부터|까지|이면)/;
/** So many words tell the language. */
const WORDS_TO_JUDGE_BY = 200;

/** The text as tokens of the grammar. Whatever means nothing to it is one `.`, however long. */
export function dateTokens(text: string): Token[] {
  const pieces = piecesOf(text);
  const lexicon = phrases[languageOf(pieces)];
  const tokens: Token[] = [];
  for (let at = 0; at < pieces.length;) {
    const piece = pieces[at] as Piece;
    if (piece.kind === 'western') at += readPhrase(lexicon, pieces, at, tokens);
    else {
      readers[piece.kind]?.(piece, tokens);
      at += 1;
    }
  }
  return tokens;
}

/** The one that knows most of the words; English where they are equal. */
function languageOf(pieces: readonly Piece[]): Language {
  const known = languages.map(() => 0);
  for (const { kind, text } of pieces.slice(0, WORDS_TO_JUDGE_BY)) {
    const bits = kind === 'western' ? (languagesOf.get(text) ?? 0) : 0;
    for (const at of languages.keys()) known[at] = (known[at] ?? 0) + ((bits >> at) & 1);
  }
  return languages[known.indexOf(Math.max(...known))] ?? 'english';
}

type Lexicon = ReadonlyMap<string, readonly Phrase[]>;

/** How many pieces the phrase at that place takes; a word of no phrase takes one. */
function readPhrase(
  lexicon: Lexicon,
  pieces: readonly Piece[],
  at: number,
  tokens: Token[],
): number {
  const first = pieces[at] as Piece;
  for (const { rest, meanings } of lexicon.get(first.text) ?? []) {
    const end = endOfPhrase(pieces, at + 1, rest);
    if (end === undefined) continue;
    const last = pieces[end - 1] as Piece;
    const after = pieces[end];
    const isName = meanings[0]?.code === 'H' && beginsName(after, lexicon);
    const read = isName ? unknown : certain(meanings, first, tokens, after);
    push(tokens, read, first.start, last.end);
    return end - at;
  }
  push(tokens, tellsPast(first, pieces[at + 1], lexicon) ? past : unknown, first.start, first.end);
  return 1;
}

const GERMAN_PARTICIPLE = /^ge[a-z]{2,}t$/;
const GERMAN_LAST = /^[a-z]{2,}iert$/;

/** Participles by their form: "visited", "gekauft", "… repariert" at the end; a German noun is none ("das Gewicht"). */
function tellsPast(word: Piece, after: Piece | undefined, lexicon: Lexicon): boolean {
  if (word.text.length > 3 && word.text.endsWith('ed')) return true;
  if (lexicon !== phrases.german || word.capital) return false;
  const isLast = after === undefined || after.kind === 'stop';
  return GERMAN_PARTICIPLE.test(word.text) || (isLast && GERMAN_LAST.test(word.text));
}

function endOfPhrase(pieces: readonly Piece[], from: number, rest: readonly string[]) {
  let at = from;
  for (const word of rest) {
    if (pieces[at]?.kind === 'dash') at += 1;
    if (pieces[at]?.text !== word) return undefined;
    at += 1;
  }
  return at;
}

/** "Easter Island"; not "Easter Monday", "at Christmas I". Every noun of German begins so. */
function beginsName(after: Piece | undefined, lexicon: Lexicon): boolean {
  const isWord = after?.kind === 'western' && after.capital && after.text !== 'i';
  return isWord && lexicon !== phrases.german && !lexicon.has(after.text);
}

/** "May" inside a sentence or before a number is the month; "may", and "May I", only in company. */
function certain(
  meanings: readonly Meaning[],
  word: Piece,
  before: readonly Token[],
  after: Piece | undefined,
): readonly Meaning[] {
  const [only] = meanings;
  if (only?.code !== 'i' || !word.capital) return meanings;
  const first = before.length === 0 || before.at(-1)?.code === ';';
  return first && after?.kind !== 'digits' ? meanings : [{ code: 'm', value: only.value }];
}

const unknown: readonly Meaning[] = [{ code: '.', value: 0 }];
const past: readonly Meaning[] = [{ code: '<', value: 0 }];

const readers: Readonly<Partial<Record<Kind, (piece: Piece, tokens: Token[]) => void>>> = {
  han: (piece, tokens) => readRuns(hanAndKanaRuns, piece, tokens),
  hangul: readHangul,
  shortened: ({ text, start, end }, tokens) => push(tokens, [shortened(text)], start, end),
  dateTime: (piece, tokens) => pushDigits(tokens, [dateTimeToken(piece.text)], piece),
  clock: (piece, tokens) => pushDigits(tokens, [clockToken(piece.text)], piece),
  digits: (piece, tokens) => pushDigits(tokens, digitTokens(piece.text), piece),
  comma: ({ start, end }, tokens) => push(tokens, [{ code: ',', value: 0 }], start, end),
  dash: ({ start, end }, tokens) => push(tokens, [{ code: '-', value: 0 }], start, end),
  stop: readStop,
  other: ({ start, end }, tokens) => push(tokens, unknown, start, end),
};

/** Q3, or H2 for the second half. */
function shortened(text: string): Meaning {
  const value = Number(text.charAt(1));
  if (/q/i.test(text)) return { code: 'J', value };
  return value <= 2 ? { code: 'E', value: value + 2 } : { code: '.', value: 0 };
}

/** The point of "Jan. 5" ends nothing; of that of "9. Juni" the grammar decides. */
function readStop({ text, start, end }: Piece, tokens: Token[]): void {
  const before = tokens.at(-1);
  if (text === '.' && before && isShortMonth(before)) return;
  const code = text === '.' && before?.code === 'n' ? '·' : ';';
  push(tokens, [{ code, value: 0 }], start, end);
}

function isShortMonth({ code, value, start, end }: Token): boolean {
  return (
    'mi'.includes(code) && value !== 5 && (end - start === 3 || (value === 9 && end - start === 4))
  );
}

function readRuns(
  lexicon: ReadonlyMap<string, readonly Run[]>,
  piece: Piece,
  tokens: Token[],
): void {
  for (let at = 0; at < piece.text.length;) {
    const run = runAt(lexicon, piece.text, at);
    const numeral = run ? undefined : NUMERAL.exec(piece.text.slice(at, at + 8))?.[0];
    const length = run?.form.length ?? numeral?.length ?? 1;
    const meanings = run?.meanings ?? (numeral ? [hanNumber(numeral)] : unknown);
    push(tokens, meanings, piece.start + at, piece.start + at + length);
    const tellsWhen =
      STANDS_IN.test(piece.text.slice(0, at)) || TELLS_WHEN.test(piece.text.slice(at + length));
    if (!tellsWhen) markInName(tokens);
    at += length;
  }
}

function runAt(lexicon: ReadonlyMap<string, readonly Run[]>, text: string, at: number) {
  return lexicon.get(text.charAt(at))?.find(({ form }) => text.startsWith(form, at));
}

function markInName(tokens: readonly Token[]): void {
  const last = tokens.at(-1);
  if (last?.code === 'F') last.inName = true;
}

/** A run of Hangul is read from its start, and holds nothing when more than a particle is left. */
function readHangul(piece: Piece, tokens: Token[]): void {
  const found: [Run, number][] = [];
  let at = 0;
  for (let run = runAt(koreanRuns, piece.text, 0); run; run = runAt(koreanRuns, piece.text, at)) {
    found.push([run, piece.start + at]);
    at += run.form.length;
  }
  const rest = piece.text.slice(at);
  if (found.length > 0 && (rest === '' || hangulParticle.test(rest))) {
    for (const [run, start] of found) push(tokens, run.meanings, start, start + run.form.length);
    if (!TELLS_WHEN_IN_KOREAN.test(rest)) markInName(tokens);
  } else push(tokens, HANGUL_PAST.test(piece.text) ? past : unknown, piece.start, piece.end);
}

/** 十五 is 15, 二十 is 20, 二〇二三 is a year. */
function hanNumber(numeral: string): Meaning {
  const digits = [...numeral].map((sign) => HAN_DIGITS.get(sign) ?? 0);
  if (!numeral.includes('十')) {
    return { code: digits.length === 4 ? 'y' : 'n', value: Number(digits.join('')) };
  }
  const [tens = '', ones = ''] = numeral.split('十');
  const value = (HAN_DIGITS.get(tens) ?? 1) * 10 + (HAN_DIGITS.get(ones) ?? 0);
  return { code: 'n', value };
}
const HAN_DIGITS: ReadonlyMap<string, number> = new Map([
  ...[...'〇一二三四五六七八九'].map((sign, value) => [sign, value] as const),
  ['零', 0],
  ['两', 2],
  ['兩', 2],
]);

function pushDigits(tokens: Token[], found: readonly (DigitToken | undefined)[], piece: Piece) {
  for (const token of found) {
    if (token) tokens.push({ ...token, start: piece.start, end: piece.end });
    else push(tokens, unknown, piece.start, piece.end);
  }
}

function push(tokens: Token[], meanings: readonly Meaning[], start: number, end: number): void {
  for (const { code, value } of meanings) {
    if (code === '_' || (code === '.' && tokens.at(-1)?.code === '.')) continue;
    tokens.push({ code, value, start, end });
  }
}
