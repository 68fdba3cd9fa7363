import { type Span, spansIn } from '../../language/dates/dates.js';
import type { Instant } from '../../model/time.js';
import type { Mask } from '../outline/mask.js';
import type { Outline } from '../outline/outline.js';

/** When a query asks about, in UTC ms; half-open, open ends infinite. */
export interface AskedTime {
  from: number;
  to: number;
  /** Its words in the query. */
  text: string;
  /** Id of the memory that told when it was. */
  event?: string;
  /** Which of these words tell what happened; the others tell how long before or after. */
  happened?: string;
  /** Of words that are counted from the moment of asking: when they mean the same time, or nearly. */
  sameSaid?: { from: number; to: number };
}

/** What of its words tells when, and not what happened. */
export function wordsOfTime({ text, happened }: AskedTime): string {
  return happened === undefined ? text : text.replace(happened, '\n');
}

const DAY = 86_400_000;
/** Days off after which a date counts a third: people say "in May" of the first days of June. */
const REACH = 7 * DAY;
/** More would be a part of the history rather than a date. */
const MOST_CANDIDATES = 500;

/** The times that a query names, as seen from `reference`. */
export function askedTimes(query: string, reference: Instant, timezone: string): AskedTime[] {
  return spansIn(query, reference, timezone).map((span) => ({
    ...rangeOf(span, reference),
    text: span.text,
    ...(span.counted && {
      sameSaid: { from: Math.min(span.from, reference), to: Math.max(span.to, reference) },
    }),
  }));
}

function rangeOf({ from, to, bound }: Span, reference: Instant): { from: number; to: number } {
  if (bound === 'before') return { from: -Infinity, to: from };
  if (bound === 'until') return { from: -Infinity, to };
  // "Since May" asks for what has been, unless May is yet to come.
  const end = reference > to ? reference : Infinity;
  if (bound === 'since') return { from, to: end };
  return bound === 'after' ? { from: to, to: end } : { from, to };
}

/** When what is asked about ends: with the last of the times, or with the moment as of which is asked. */
export function endOf(times: readonly AskedTime[], asOf: Instant = Infinity): number {
  return times.length === 0 ? asOf : Math.min(asOf, Math.max(...times.map(({ to }) => to)));
}

/** Whether all that is asked about was before: what held then may hold no more. What lasts until now is not. */
export function isOver(times: readonly AskedTime[], reference: Instant): boolean {
  return times.length > 0 && times.every(({ to }) => to < reference);
}

/** Whether the query tells any of them by what happened. */
export function isToldByEvent(times: readonly AskedTime[]): boolean {
  return times.some(({ event }) => event !== undefined);
}

/** Whether it happened at one of the times. */
export function isWithin(times: readonly AskedTime[], at: number): boolean {
  return times.some(({ from, to }) => at >= from && at < to);
}

/** 1 inside of one of the times, falling with the distance to the nearest; 0 when none is asked for. */
export function nearnessOf(times: readonly AskedTime[], at: number): number {
  let nearest = Infinity;
  for (const { from, to } of times) {
    nearest = Math.min(nearest, at < from ? from - at : at >= to ? at - to + 1 : 0);
  }
  return Math.exp(-nearest / REACH);
}

/** The memories of the times asked for: a date finds what shares no word with the query. */
export function slotsWithin(times: readonly AskedTime[], outline: Outline, mask: Mask): number[] {
  const found: number[] = [];
  // What is bounded on one side only holds half of everything.
  const bounded = times.filter(({ from, to }) => Number.isFinite(from) && Number.isFinite(to));
  if (bounded.length === 0) return found;
  for (let slot = 0; slot < outline.count && found.length < MOST_CANDIDATES; slot++) {
    const at = outline.times[slot] as number;
    if (mask && mask[slot] === 0) continue;
    if (isWithin(bounded, at)) found.push(slot);
  }
  return found;
}
