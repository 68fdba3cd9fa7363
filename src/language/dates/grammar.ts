import { units, type Period, type Unit, type Wall } from './calendar.js';
import type { Token } from './tokens.js';

/** The letters of the tokens are matched by `codes`; what `read` answers replaces them, undefined leaves them. */
export interface Rule {
  /** What it reads, for whoever reads the table. */
  says: string;
  codes: RegExp;
  read: (found: Found, now: Wall) => Reading | undefined;
}

/** The code of a new token is P where none is given. */
export type Reading = Pick<Token, 'period' | 'absolute' | 'bound'> & Partial<Token>;

export type Lean = 'past' | 'future' | undefined;

/** The sentence is read so many tokens far for words that tell whether it speaks of the past. */
const LEAN_REACH = 40;

/** Tokens that a rule has matched. */
export class Found {
  readonly #tokens: readonly Token[];
  readonly #codes: string;
  readonly #at: number;

  /** `tokens` of the match, which begins at `at` of all `codes`. */
  constructor(tokens: readonly Token[], codes: string, at: number) {
    this.#tokens = tokens;
    this.#codes = codes;
    this.#at = at;
  }

  /** Tokens of one of these codes, in their order. */
  all(codes: string): Token[] {
    return this.#tokens.filter(({ code }) => codes.includes(code));
  }

  first(codes: string): Token | undefined {
    return this.#tokens.find(({ code }) => codes.includes(code));
  }

  /** The number of the first such token, 0 where there is none. */
  value(codes: string): number {
    return this.first(codes)?.value ?? 0;
  }

  get unit(): Unit {
    return units[this.value('UYd')] ?? 'day';
  }

  /** "A week" is one; in "a couple of weeks" the couple counts. */
  get count(): number {
    return this.value('n') || this.value('N');
  }

  /** Whether the sentence tells of the past or of what is to come, by the nearest word that shows it. */
  get lean(): Lean {
    const end = this.#at + this.#tokens.length;
    const before = this.#codes.slice(Math.max(0, this.#at - LEAN_REACH), this.#at);
    const after = this.#codes.slice(end, end + LEAN_REACH);
    const sign = /[<>](?=[^<>;·]*$)/.exec(before)?.[0] ?? /^[^<>;·]*([<>])/.exec(after)?.[1] ?? '';
    // "Since Easter" is since the last one, if nothing says otherwise.
    return signs[sign] ?? (before.endsWith('c') ? 'past' : undefined);
  }
}

const signs: Readonly<Record<string, Lean>> = { '<': 'past', '>': 'future' };

/** Applies the rules one after another, each once along the whole line. */
export function reduced(tokens: Token[], rules: readonly Rule[], now: Wall): Token[] {
  let line = tokens;
  let codes = codesOf(line);
  for (const rule of rules) {
    if (codes.search(rule.codes) === -1) continue;
    line = applied(rule, line, codes, now);
    codes = codesOf(line);
  }
  return line;
}

export const codesOf = (tokens: readonly Token[]): string =>
  tokens.map(({ code }) => code).join('');

function applied(rule: Rule, tokens: Token[], codes: string, now: Wall): Token[] {
  const line: Token[] = [];
  let done = 0;
  for (const { 0: match, index } of codes.matchAll(rule.codes)) {
    const matched = tokens.slice(index, index + match.length);
    const reading = rule.read(new Found(matched, codes, index), now);
    if (!reading) continue;
    for (; done < index; done += 1) line.push(tokens[done] as Token);
    line.push({ code: 'P', value: 0, ...endsOf(matched), ...reading, counted: isCounted(matched) });
    done = index + match.length;
  }
  for (; done < tokens.length; done += 1) line.push(tokens[done] as Token);
  return line;
}

/** Last, this, next, ago, yesterday; a month, a season or a feast beside them is a name that means the same later. */
const isCounted = (matched: readonly Token[]) =>
  matched.some(({ code, counted }) => counted ?? 'RrkQDgGlLh'.includes(code)) &&
  matched.every(({ code, counted }) => counted !== false && !'MmiSHFJXy'.includes(code));

const endsOf = (tokens: readonly Token[]) => ({
  start: tokens[0]?.start ?? 0,
  end: tokens.at(-1)?.end ?? 0,
});

/** The one that a sentence of that lean means: the latest begun, the next to end, or else the nearest. */
export function chosen(candidates: readonly Period[], now: Wall, lean: Lean): Period | undefined {
  const [past, future] = [
    candidates.filter(({ from }) => from <= now),
    candidates.filter(({ to }) => to > now),
  ];
  const fitting = lean === 'past' ? past : lean === 'future' ? future : candidates;
  const byDistance = [...fitting].sort((one, other) => distance(one, now) - distance(other, now));
  return byDistance[0];
}

function distance({ from, to }: Period, now: Wall): number {
  if (now < from) return from - now;
  return Math.max(0, now - to);
}
