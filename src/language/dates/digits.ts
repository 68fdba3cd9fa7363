import { dateAt, HOUR, MINUTE, monthAt, wall, type Period } from './calendar.js';

/** A token that stands in digits: code and value as in the legend, or what it says by itself. */
export interface DigitToken {
  code: string;
  value: number;
  period?: Period;
}

type Reader = (fields: string[]) => readonly (DigitToken | undefined)[];

const number = (text: string | undefined): number => Number(text ?? 0);
const whole = (period: Period | undefined): DigitToken | undefined =>
  period && { code: 'X', value: 0, period };

/** From the narrowest form on; what no row reads, or reads to undefined, is not a date. */
const forms: readonly [RegExp, Reader][] = [
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/, ([y, m, d]) => [whole(date(y, m, d))]],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, ([d, m, y]) => [whole(date(y, m, d))]],
  [/^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/, ([one, other, y]) => [whole(eitherOrder(y, one, other))]],
  [/^(\d{4})[-/](\d{2})$/, ([y, m]) => [whole(month(y, m))]],
  [/^(\d{4})-(\d{4})$/, ([from, to]) => [fourDigits(from), dash, fourDigits(to)]],
  [/^(\d{1,2})-(\d{1,2})$/, ([from, to]) => [plain(from), dash, plain(to)]],
  [/^(\d{3}0)s$/, ([y]) => [whole(decade(number(y)))]],
  [/^(\d{1,2})(?:st|nd|rd|th|er)$/, ([n]) => [{ code: 'o', value: number(n) }]],
  [/^(\d{1,2}):(\d{2})$/, ([h, m]) => [clock(number(h), number(m), MINUTE)]],
  [/^(\d{4})$/, ([y]) => [fourDigits(y)]],
  [/^(\d{1,3})$/, ([n]) => [plain(n)]],
];

const CLOCK = /^(\d{1,2})(?::(\d{2}))?\s?([ap])\.?m\.?$/i;
const DATE_AND_TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2})/;

/** Digits with what joins them. `piece` is folded. */
export function digitTokens(piece: string): readonly (DigitToken | undefined)[] {
  for (const [form, read] of forms) {
    const match = form.exec(piece);
    if (match) return read(match.slice(1));
  }
  return [undefined];
}

/** "3 pm", "3:05 p.m."; the value is in ms from midnight, the period's grain tells how exact it is. */
export function clockToken(piece: string): DigitToken | undefined {
  const [, hour, minute, half] = CLOCK.exec(piece) ?? [];
  if (hour === undefined || number(hour) < 1 || number(hour) > 12) return undefined;
  const of24 = (number(hour) % 12) + (/p/i.test(half ?? '') ? 12 : 0);
  return clock(of24, number(minute), minute === undefined ? HOUR : MINUTE);
}

/** A date-time of ISO 8601, read on the reader's clock. */
export function dateTimeToken(piece: string): DigitToken | undefined {
  const [, y, m, d, hour, minute] = DATE_AND_TIME.exec(piece) ?? [];
  const day = date(y, m, d);
  const time = clock(number(hour), number(minute), MINUTE);
  return day && time && whole(at(day, time));
}

/** The hour or minute of that day. */
export function at(day: Period, time: DigitToken): Period {
  const length = time.period ? time.period.to - time.period.from : HOUR;
  const from = day.from + time.value;
  return { from, to: from + length, grain: length === HOUR ? 'hour' : 'minute' };
}

const dash: DigitToken = { code: '-', value: 0 };
const plain = (text: string | undefined): DigitToken => ({ code: 'n', value: number(text) });

function clock(hour: number, minute: number, length: number): DigitToken | undefined {
  if (hour > 23 || minute > 59) return undefined;
  const value = hour * HOUR + minute * MINUTE;
  const grain = length === HOUR ? 'hour' : 'minute';
  return { code: 'C', value, period: { from: value, to: value + length, grain } };
}

/** Years that people speak of; other numbers of four digits are counts. */
function fourDigits(text: string | undefined): DigitToken | undefined {
  const value = number(text);
  return value >= 1900 && value < 2100 ? { code: 'y', value } : undefined;
}

function decade(year: number): Period | undefined {
  if (fourDigits(String(year)) === undefined) return undefined;
  return { from: wall(year), to: wall(year + 10), grain: 'year' };
}

const date = (year?: string, month?: string, day?: string) =>
  dateAt(number(year), number(month) - 1, number(day));

function month(year?: string, text?: string): Period | undefined {
  const inYear = number(text) >= 1 && number(text) <= 12;
  return inYear && fourDigits(year) ? monthAt(number(year), number(text) - 1) : undefined;
}

/** Day and month stand in either order around the world: read only where one order makes a date. */
function eitherOrder(year?: string, one?: string, other?: string): Period | undefined {
  const dayFirst = date(year, other, one);
  const monthFirst = date(year, one, other);
  if (dayFirst && monthFirst && dayFirst.from !== monthFirst.from) return undefined;
  return dayFirst ?? monthFirst;
}
