import { framed, quote } from '../../language/quote.js';
import { wordsOf } from '../../language/telling.js';
import { localTime } from '../../model/local-time.js';
import type { PackItem } from '../pack-item.js';
import { repeats, type Told } from './repeats.js';

export interface PackOptions {
  budgetTokens: number;
  /** IANA name, for the dates that are shown. */
  timezone: string;
  count: (text: string) => number;
  /** Takes them as they come, in place of what is worth most for its tokens. */
  asRanked?: boolean;
  /** What scores less is left out; by default nothing. */
  minScore?: number;
}

/** Why a memory is not in the block. */
export type LeftOut = 'budget' | 'repeats' | 'min_score';

export interface Packed {
  /** Empty when nothing fits. */
  text: string;
  tokens: number;
  /** Ids in the order of the block. */
  used: readonly string[];
  /** In order of rank. */
  left_out: readonly { id: string; reason: LeftOut }[];
  /** What the short ids of the block stand for. */
  sources: Readonly<Record<string, { memory_id: string; episode_ids: string[] }>>;
}

/**
 * Turns memories into a block for a prompt that is never larger than the budget. The next is always
 * the one that is worth most for its tokens and still fits; one that a better one says gives way to it.
 *
 * @param items the best first
 */
export function packContext(items: readonly PackItem[], options: PackOptions): Packed {
  const { minScore = 0, asRanked = false } = options;
  const block = new Block(options);
  const candidates = items.map((item, rank) => candidateOf(item, rank, options));
  for (const low of candidates.filter(({ item }) => item.score < minScore)) {
    block.leaveOut(low, 'min_score');
  }
  const wanted = candidates.filter(({ item }) => item.score >= minScore);
  for (const candidate of asRanked ? wanted : wanted.toSorted(byWorth)) {
    const reason = block.take(candidate);
    if (reason) block.leaveOut(candidate, reason);
  }
  return block.packed();
}

/**
 * Score over the square root of tokens. That lies between the best first, by which a long memory takes
 * the place of several short ones, and score for each token, by which the best of all may be left out
 * for being long. docs/evaluation.md has what each of them packs.
 */
function byWorth(one: Candidate, other: Candidate): number {
  return worthOf(other) - worthOf(one) || one.rank - other.rank;
}

function worthOf({ item, tokens }: Candidate): number {
  return item.score / Math.sqrt(tokens + LINE_TOKENS);
}

class Block {
  readonly #options: PackOptions;
  readonly #leftOut: { rank: number; id: string; reason: LeftOut }[] = [];
  #taken: readonly Candidate[] = [];
  #text = '';
  #tokens = 0;

  constructor(options: PackOptions) {
    this.#options = options;
  }

  /** @returns why it was not taken */
  take(candidate: Candidate): LeftOut | undefined {
    const { rank } = candidate;
    const isSaid = (other: Candidate) => other.rank < rank && repeats(candidate, other);
    if (this.#taken.some(isSaid)) return 'repeats';
    const said = this.#taken.filter((other) => other.rank > rank && repeats(other, candidate));
    const taken = inOrder([...this.#taken.filter((other) => !said.includes(other)), candidate]);
    const text = render(taken);
    const tokens = this.#options.count(text);
    if (tokens > this.#options.budgetTokens) return 'budget';
    [this.#taken, this.#text, this.#tokens] = [taken, text, tokens];
    for (const other of said) this.leaveOut(other, 'repeats');
    return undefined;
  }

  leaveOut({ rank, item: { id } }: Candidate, reason: LeftOut): void {
    this.#leftOut.push({ rank, id, reason });
  }

  packed(): Packed {
    const sources = this.#taken.map(({ item: { id, sources: from } }, at) => [
      shortId(at),
      { memory_id: id, episode_ids: from.map(({ episode }) => episode) },
    ]);
    return {
      text: this.#text,
      tokens: this.#tokens,
      used: this.#taken.map(({ item }) => item.id),
      left_out: this.#leftOut
        .toSorted((one, other) => one.rank - other.rank)
        .map(({ id, reason }) => ({ id, reason })),
      sources: Object.fromEntries(sources) as Packed['sources'],
    };
  }
}

/** What a line has besides the words of the memory: its id, the date, who said it. */
const LINE_TOKENS = 14;

interface Candidate extends Told {
  item: PackItem;
  rank: number;
  time: string;
  /** Who said it, and how long it held. */
  label: string;
  /** As it stands in the block. */
  shown: string;
  /** Of what is shown. */
  tokens: number;
}

function candidateOf(
  item: PackItem,
  rank: number,
  { timezone, count }: Pick<PackOptions, 'timezone' | 'count'>,
): Candidate {
  const { day, time } = localTime(item.occurredAt, timezone);
  const words = wordsOf(item.text);
  const shown = quote(item.text);
  return {
    item,
    rank,
    day,
    time,
    label: `${whoOf(item)}${item.outside ? ' (outside source)' : ''}${heldOf(item, day, timezone)}`,
    shown,
    tokens: count(shown),
    words,
    line: ` ${words.map(({ folded }) => folded).join(' ')} `,
  };
}

// --- the block

/**
 * By session, in order of time; what belongs to no session stands alone. The same memories make the
 * same block, whatever was asked, so that prompt caches hit.
 */
function inOrder(candidates: readonly Candidate[]): Candidate[] {
  const byTime = candidates.toSorted(
    (one, other) =>
      one.item.occurredAt - other.item.occurredAt || (one.item.id < other.item.id ? -1 : 1),
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
