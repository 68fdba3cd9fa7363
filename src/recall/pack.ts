import { foldKeepingCase, lowerCase } from '../language/fold.js';
import { framed, quote } from '../language/quote.js';
import { stopWords } from '../language/stop-words.js';
import { localTime } from '../model/local-time.js';
import type { Instant } from '../model/time.js';

export interface PackItem {
  id: string;
  text: string;
  speaker: string | null;
  role: string | null;
  occurredAt: Instant;
  validFrom: Instant | null;
  validTo: Instant | null;
  session: string | null;
  kind: string;
  score: number;
  sources: readonly { episode: string }[];
}

export interface PackOptions {
  budgetTokens: number;
  /** IANA name, for the dates that are shown. */
  timezone: string;
  count: (text: string) => number;
}

export interface Packed {
  /** Empty when nothing fits. */
  text: string;
  tokens: number;
  /** Ids in the order of the block. */
  used: readonly string[];
  /** In order of rank. */
  left_out: readonly { id: string; reason: 'budget' | 'repeats' }[];
  /** What the short ids of the block stand for. */
  sources: Readonly<Record<string, { memory_id: string; episode_ids: string[] }>>;
}

/**
 * Turns memories into a block for a prompt that is never larger than the budget.
 *
 * @param items the best first: each is taken if it still fits, so a small one may follow where a
 *   large one is left out
 */
export function packContext(
  items: readonly PackItem[],
  { budgetTokens, timezone, count }: PackOptions,
): Packed {
  let taken: readonly Candidate[] = [];
  let text = '';
  let tokens = 0;
  const leftOut: { id: string; reason: 'budget' | 'repeats' }[] = [];
  for (const [rank, item] of items.entries()) {
    const candidate = candidateOf(item, rank, timezone);
    if (taken.some((other) => repeats(candidate, other))) {
      leftOut.push({ id: item.id, reason: 'repeats' });
      continue;
    }
    const longer = inOrder([...taken, candidate]);
    const block = render(longer);
    const size = count(block);
    if (size <= budgetTokens) [taken, text, tokens] = [longer, block, size];
    else leftOut.push({ id: item.id, reason: 'budget' });
  }
  return {
    text,
    tokens,
    used: taken.map(({ item }) => item.id),
    left_out: leftOut,
    sources: Object.fromEntries(
      taken.map(({ item }, at) => [
        shortId(at),
        { memory_id: item.id, episode_ids: item.sources.map(({ episode }) => episode) },
      ]),
    ),
  };
}

interface Candidate {
  item: PackItem;
  rank: number;
  day: string;
  time: string;
  /** Who said it, and how long it held. */
  label: string;
  /** As it stands in the block. */
  shown: string;
  words: readonly Word[];
  /** The folded words with a space before and after each. */
  line: string;
}

function candidateOf(item: PackItem, rank: number, timezone: string): Candidate {
  const { day, time } = localTime(item.occurredAt, timezone);
  const words = wordsOf(item.text);
  return {
    item,
    rank,
    day,
    time,
    label: `${whoOf(item)}${heldOf(item, day, timezone)}`,
    shown: quote(item.text),
    words,
    line: ` ${words.map(({ folded }) => folded).join(' ')} `,
  };
}

// --- the block

/** By session, in order of time; what belongs to no session stands alone. */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const byTime = candidates.toSorted(
    (one, other) => one.item.occurredAt - other.item.occurredAt || one.rank - other.rank,
  );
  const sessions = new Map<string, Candidate[]>();
  for (const candidate of byTime) {
    const { session, id } = candidate.item;
    const key = session === null ? `id ${id}` : `session ${session}`;
    const known = sessions.get(key);
    if (known) known.push(candidate);
    else sessions.set(key, [candidate]);
  }
  return [...sessions.values()].flat();
}

function render(candidates: readonly Candidate[]): string {
  const shared = countBy(candidates, sessionDay);
  const lines = candidates.map((candidate, at) => {
    const { day, time, label, shown } = candidate;
    const withTime = (shared.get(sessionDay(candidate)) ?? 0) > 1;
    return `[${shortId(at)}] ${day}${withTime ? ` ${time}` : ''} ${label}: ${shown}`;
  });
  return framed(lines);
}

function sessionDay({ item, day }: Candidate): string {
  return item.session === null ? item.id : `${day} ${item.session}`;
}

function countBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(keyOf(value), (counts.get(keyOf(value)) ?? 0) + 1);
  return counts;
}

function shortId(at: number): string {
  return `m${at + 1}`;
}

function whoOf({ speaker, role, kind }: PackItem): string {
  const who = speaker ?? role ?? (kind === 'statement' ? 'note' : kind);
  // A colon would end the name and begin words; brackets would open another source.
  return quote(who.replaceAll(/[:：[\]［］]/g, ' '));
}

/** That it holds since the day it was said goes without saying. */
function heldOf({ validFrom, validTo }: PackItem, day: string, timezone: string): string {
  const from = validFrom === null ? day : localTime(validFrom, timezone).day;
  const parts = [
    ...(from === day ? [] : [`from ${from}`]),
    ...(validTo === null ? [] : [`until ${localTime(validTo, timezone).day}`]),
  ];
  return parts.length === 0 ? '' : ` (held ${parts.join(' ')})`;
}

// --- repeats

/**
 * Words, numbers, signs, emoji and ends of sentences. Scripts without spaces make a word of what
 * stands between marks.
 */
const WORDS =
  /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\p{N}+(?:[.,:/-]\p{N}+)*|[+\-−#%$€£¥₽₹&@=<>*/^~]|\p{Extended_Pictographic}|[.!?…;]+(?=\s|$)|[。！？；\n]/gu;
const SENTENCE_END = /^[.!?…;。！？；\n]/;

interface Word {
  folded: string;
  /** Whether leaving it out may change what is said. */
  tells: boolean;
}

const SENTENCE_BREAK: Word = { folded: '|', tells: false };

function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const [word] of foldKeepingCase(text.toWellFormed()).matchAll(WORDS)) {
    const folded = lowerCase(word);
    if (!SENTENCE_END.test(word)) words.push({ folded, tells: tells(word, folded) });
    else if (words.length > 0 && words.at(-1) !== SENTENCE_BREAK) words.push(SENTENCE_BREAK);
  }
  if (words.at(-1) === SENTENCE_BREAK) words.pop();
  return words;
}

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Negation, doubt, what others say, numbers and days; as they stand after folding. */
const TELLING = set(`
  no not never none nobody nothing neither nor cannot without hardly barely seldom rarely almost
  if unless whether maybe perhaps might may would could should except instead former formerly used
  say says said think thinks thought believe believes hope hopes wish wishes doubt claims claimed
  zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty
  hundred thousand million half twice once
  today tonight yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday
  january february march april june july august september october november december
  kein keine keinen keinem keiner keines nicht nie niemals nichts niemand ohne kaum wenn falls ob
  vielleicht heute gestern morgen pas jamais rien sans si peut hier demain nunca nada sin tal
  ayer manana non mai senza forse ieri domani`);
const TELLING_PARTS =
  /n't$|[不没沒无無非别別未勿否莫]|如果|要是|可能|也许|也許|说|說|觉得|覺得|以为|以為|听|聽|[一二两兩三四五六七八九十百千万萬年月日号號周]|星期|天|ない|ません|なかった|だろう|かも|안|못|없|아니/u;
const SCRIPT_WITH_CASE = /^\p{Lu}/u;
const NO_LETTER = /[^\p{L}\p{M}']/u;

function tells(word: string, folded: string): boolean {
  if (NO_LETTER.test(word) || TELLING.has(folded) || TELLING_PARTS.test(folded)) return true;
  // A capital may be that of a name.
  return SCRIPT_WITH_CASE.test(word) && !stopWords.has(folded.split("'", 1)[0] as string);
}

/** What these mean depends on the day. */
const DEICTIC = set(`
  today tonight yesterday tomorrow now currently just ago next last this soon recently later
  heute gestern morgen jetzt gerade bald neulich nachste nachsten nachster letzte letzten letzter`);
const DEICTIC_PARTS =
  /[今明昨刚剛]|现在|現在|下周|下週|上周|上週|下个|下個|上个|上個|最近|오늘|어제|내일/u;
const QUESTION = /[?？]/;

/**
 * Whether another memory says all of it: the same words side by side, by the same speaker, of the
 * same validity. When what the other says besides could change the meaning, both are kept: a number,
 * a day, a name, a negation, a condition.
 */
function repeats(candidate: Candidate, other: Candidate): boolean {
  const { words, line, item } = candidate;
  if (words.length === 0) return false;
  const found = other.line.indexOf(line);
  if (found < 0) return false;
  const same = (['speaker', 'role', 'validFrom', 'validTo'] as const).every(
    (field) => item[field] === other.item[field],
  );
  if (!same || QUESTION.test(item.text) !== QUESTION.test(other.item.text)) return false;
  const dependsOnDay = ({ folded }: Word) => DEICTIC.has(folded) || DEICTIC_PARTS.test(folded);
  if (candidate.day !== other.day && words.some(dependsOnDay)) return false;
  const before = other.line.slice(0, found + 1).split(' ').length - 2;
  return !other.words.some(
    ({ tells: matters }, at) => matters && (at < before || at >= before + words.length),
  );
}
