import type { Grain } from './calendar.js';
import { clockOf, type Clock } from './clock.js';
import { codesOf, reduced } from './grammar.js';
import { besideDates, insideDates } from './rules-beside.js';
import { joinings } from './rules-joining.js';
import { namedDates } from './rules-named.js';
import { relativeDates } from './rules-relative.js';
import { dateTokens, type Bound, type Token } from './tokens.js';

/** A span of time that a text speaks of, half-open. */
export interface Span {
  /** In ms since 1970-01-01 UTC, as all moments. */
  from: number;
  to: number;
  /** The words of the text. */
  text: string;
  grain: Grain;
  /** Whether the text names it without a moment of speaking: "May 2023", but not "last May" or "in May". */
  absolute: boolean;
  /** Whether it is counted from the moment of speaking alone: "last week", but not "last May". */
  counted: boolean;
  /** How what is asked for lies to the span: "before June" is the span of June and `before`. */
  bound: Bound;
}

/** A text that names more is a table; the rest of it is not read. */
const MOST_SPANS = 64;
/** In UTF-16 units; what comes later in a longer text is not read. */
const MOST_TEXT = 100_000;
const MAY_BE_TIME = /[MmiµWwUYdDTSHFJKXCyZ]/;
/** In this order: what a rule reads is what later ones build on. */
const rules = [...namedDates, ...besideDates, ...relativeDates, ...insideDates, ...joinings];

/**
 * The spans of time that a text speaks of, in the order of the text, seen from `reference` in
 * `timezone` (an IANA name). English, Chinese, Japanese, Korean, German, French, Spanish. Weeks
 * begin on Monday, seasons are those of the north, and a date such as 9/6/2023, which is another
 * day in London than in New York, is not read.
 *
 * @example spansIn('We met last Friday', reference, 'Europe/Berlin')[0].text // 'last Friday'
 */
export function spansIn(text: string, reference: number, timezone: string): Span[] {
  const tokens = timeTokens(text);
  if (tokens.length === 0) return [];
  const clock = clockOf(timezone);
  const now = clock.wallAt(reference);
  if (now === undefined) return [];
  const dates = reduced(tokens, rules, now).filter(({ code }) => code === 'P');
  return dates.slice(0, MOST_SPANS).flatMap((date) => spanOf(text, date, clock));
}

/** None where no word can be of time, as in most texts. */
function timeTokens(text: string): Token[] {
  const tokens = dateTokens(text.slice(0, MOST_TEXT));
  return MAY_BE_TIME.test(codesOf(tokens)) ? tokens : [];
}

function spanOf(text: string, date: Token, clock: Clock): Span[] {
  if (!date.period) return [];
  const from = clock.instantOf(date.period.from);
  const to = clock.instantOf(date.period.to);
  if (from === undefined || to === undefined || from >= to) return [];
  const { start, end, absolute = false, counted = false, bound = 'on' } = date;
  const said = text.slice(start, end);
  return [{ from, to, text: said, grain: date.period.grain, absolute, counted, bound }];
}
