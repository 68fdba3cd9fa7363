/** Milliseconds since 1970-01-01 UTC, as everything inside the program counts time. */
export type Instant = number;

export type Clock = () => Instant;

const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * Reads an ISO 8601 date or date-time of the years 1 to 9999.
 * Without an offset it is read in `timezone` (an IANA name); a bare date is the start of that day.
 * Answers undefined for anything else, so that the caller can name the field.
 */
export function parseInstant(text: string, timezone: string): Instant | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, offset] = match;
  const fields = [year, month, day, hour ?? 0, minute ?? 0, second ?? 0].map(Number);
  const wall = wallClock(fields, Number((fraction ?? '0').padEnd(3, '0').slice(0, 3)));
  if (wall === undefined) return undefined;
  if (offset === undefined) return wall - offsetAt(wall, timezone);
  return /^z$/i.test(offset) ? wall : wall - offsetMinutes(offset) * 60_000;
}

const WANTED =
  'must be an ISO 8601 date or time of the years 0001 to 9999, such as 2026-05-01 or 2026-05-01T18:30:00Z';

/** What is wrong with a text that `parseInstant` does not read. */
export function instantFault(text: string): string {
  const [, ...fields] = DATE_TIME.exec(text.trim()) ?? [];
  const [year = '0000', month, day] = fields;
  const isDay = year === '0000' || wallClock([year, month, day].map(Number), 0) !== undefined;
  return isDay ? WANTED : `there is no day ${year}-${month}-${day} in the calendar`;
}

const formatted = new Map<Instant, string>();
const MOST_FORMATTED = 1_000;

/** The same few moments stand in all memories of a session: writing each anew took a thirtieth of a search. */
export function formatInstant(at: Instant): string {
  const known = formatted.get(at);
  if (known !== undefined) return known;
  const text = new Date(at).toISOString();
  if (formatted.size >= MOST_FORMATTED) formatted.clear();
  formatted.set(at, text);
  return text;
}

/** Whether `Intl` knows this IANA time zone. */
export function isTimezone(name: string): boolean {
  try {
    formatter(name);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The fields as if they were UTC, or undefined when no such day or hour exists (30 February). */
function wallClock(fields: readonly number[], millisecond: number): Instant | undefined {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, millisecond);
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? date.getTime() : undefined;
}

function offsetMinutes(offset: string): number {
  const sign = offset.startsWith('-') ? -1 : 1;
  const digits = offset.slice(1).replace(':', '');
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}

/** How far the zone is ahead of UTC at that wall-clock time, in ms. Two steps settle the hours around a change of clocks. */
function offsetAt(wall: Instant, timezone: string): number {
  const first = zoneOffset(wall, timezone);
  return zoneOffset(wall - first, timezone);
}

function zoneOffset(at: Instant, timezone: string): number {
  if (timezone === 'UTC') return 0;
  const parts = new Map(
    formatter(timezone)
      .formatToParts(at)
      .map((part) => [part.type, Number(part.value)]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const date = new Date(0);
  date.setUTCFullYear(field('year'), field('month') - 1, field('day'));
  date.setUTCHours(field('hour'), field('minute'), field('second'));
  return date.getTime() - Math.floor(at / 1000) * 1000;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timezone: string): Intl.DateTimeFormat {
  let known = formatters.get(timezone);
  if (!known) {
    known = new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(timezone, known);
  }
  return known;
}
