import { spansIn, type Span } from '../../language/dates/dates.js';
import { localTime } from '../../model/local-time.js';
import { type Instant, parseInstant } from '../../model/time.js';

const DAY = 86_400_000;

/**
 * A text whose "yesterday" still means something in a year: what it says of time from the moment of speaking
 * is followed by the date.
 *
 * @example withDates('We moved yesterday.', at, 'UTC') // 'We moved yesterday (2024-05-07).'
 */
export function withDates(text: string, spokenAt: Instant, timezone: string): string {
  let dated = '';
  let from = 0;
  for (const span of spansIn(text, spokenAt, timezone)) {
    const at = text.indexOf(span.text, from);
    const date = span.absolute ? undefined : dateOf(span, timezone);
    const end = at + span.text.length;
    if (at < 0 || date === undefined || /^\s*[(（]/.test(text.slice(end))) continue;
    dated += `${text.slice(from, end)} (${date})`;
    from = end;
  }
  return dated + text.slice(from);
}

/** Undefined for what is no single day, week, month or year. */
function dateOf({ grain, from, to }: Span, timezone: string): string | undefined {
  const { day } = localTime(from, timezone);
  const length = to - from;
  if (grain === 'day' || grain === 'hour') return length <= 1.1 * DAY ? day : undefined;
  if (grain === 'week' && length <= 7.1 * DAY) {
    return `${day} – ${localTime(to - 1, timezone).day}`;
  }
  if (grain === 'month' && length <= 31.1 * DAY) return day.slice(0, 7);
  return grain === 'year' && length <= 366.1 * DAY ? day.slice(0, 4) : undefined;
}

/** A date as a model writes it: a day, a month, a year, or a moment. Undefined for anything else. */
export function readDate(given: string | null | undefined, timezone: string): Instant | undefined {
  if (given === null || given === undefined) return undefined;
  const text = given.trim();
  const full = /^\d{4}$/.test(text)
    ? `${text}-01-01`
    : /^\d{4}-\d{2}$/.test(text)
      ? `${text}-01`
      : text;
  return parseInstant(full, timezone);
}
