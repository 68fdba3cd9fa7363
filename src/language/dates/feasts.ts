import { DAY, wall, weekdayOf, yearAt, type Period, type Wall } from './calendar.js';

/** The first day of a feast in a year, and how many days people mean by its name. */
type Feast = readonly [first: (year: number) => Wall, days: number];

const solar =
  (month: number, day: number) =>
  (year: number): Wall =>
    wall(year, month - 1, day);
const afterEaster = (days: number) => (year: number) => easterSunday(year) + days * DAY;
/** By `Intl`: the lunisolar calendar of China, or that of Korea, which differs by a day now and then. */
const lunar =
  (calendar: 'chinese' | 'dangi', month: number, day: number, shift = 0) =>
  (year: number): Wall =>
    lunarDay(calendar, year, month, day) + shift * DAY;

/** By the numbers that dates-words gives the names; a single day of the year needs no row. */
const feasts: Readonly<Record<number, Feast>> = {
  // Good Friday to Easter Monday; Palm Sunday to Easter Sunday; the Pentecost weekend.
  1: [afterEaster(-2), 4],
  2: [afterEaster(-7), 8],
  3: [afterEaster(0), 1],
  4: [afterEaster(1), 1],
  5: [afterEaster(-2), 1],
  6: [afterEaster(49), 2],
  // The fourth Thursday of November; the turn of the year; Christmas with its eve, and with its second day.
  7: [(year) => weekdayFrom(3, wall(year, 10, 22)), 1],
  8: [(year) => wall(year - 1, 11, 31), 2],
  9: [solar(12, 24), 2],
  10: [solar(12, 24), 3],
  // China: New Year with its eve, Lantern, Dragon Boat, the Seventh Evening, Mid-Autumn, Double Ninth.
  20: [lunar('chinese', 1, 1, -1), 8],
  21: [lunar('chinese', 1, 1, -1), 1],
  22: [lunar('chinese', 1, 15), 1],
  23: [lunar('chinese', 5, 5), 1],
  24: [lunar('chinese', 7, 7), 1],
  25: [lunar('chinese', 8, 15), 1],
  26: [lunar('chinese', 9, 9), 1],
  // The days off of Qingming, Labour Day and the National Day.
  27: [solar(4, 4), 3],
  28: [solar(5, 1), 5],
  29: [solar(10, 1), 7],
  // Japan: New Year, Golden Week, Obon. Korea: the days around New Year and the harvest moon.
  40: [solar(1, 1), 3],
  41: [solar(4, 29), 7],
  42: [solar(8, 13), 4],
  50: [lunar('dangi', 1, 1, -1), 3],
  51: [lunar('dangi', 8, 15, -1), 3],
};

/** A feast of that year: month × 100 + day, or a row of the table. */
export function feastAt(feast: number, year: number): Period {
  const [first, days] = feasts[feast] ?? [solar(Math.floor(feast / 100), feast % 100), 1];
  const from = first(year);
  return Number.isNaN(from) ? yearAt(year) : { from, to: from + days * DAY, grain: 'day' };
}

const weekdayFrom = (weekday: number, at: Wall): Wall =>
  at + ((weekday - weekdayOf(at) + 7) % 7) * DAY;

/** "Anonymous Gregorian algorithm" (Nature, 20 April 1876), as in Meeus 1991, "Astronomical Algorithms", chapter 8. */
function easterSunday(year: number): Wall {
  const part = (value: number, by: number) => Math.floor(value / by);
  const golden = year % 19;
  const century = part(year, 100);
  const correction = part(century - part(century + 8, 25) + 1, 3);
  const epact = (19 * golden + century - part(century, 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * part(year % 100, 4) - epact - (year % 4)) % 7;
  const late = part(golden + 11 * epact + 22 * weekday, 451);
  const days = epact + weekday - 7 * late + 114;
  return wall(year, part(days, 31) - 1, (days % 31) + 1);
}

const MONTH = 29.53 * DAY;
/** A new year lies within a month of 5 February, and a leap month may stand before what is looked for. */
const MOST_STEPS = 4;
const calendars = new Map<string, Intl.DateTimeFormat>();
/** Asking the calendar takes longer than all the rest of reading a text. */
const known = new Map<string, Wall>();

function lunarDay(calendar: string, year: number, month: number, day: number): Wall {
  const key = `${calendar} ${year} ${month} ${day}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const found = lookUp(calendar, year, month, day);
  known.set(key, found);
  return found;
}

/** From month to month to the one that is meant, where a leap month follows that of its name. */
function lookUp(calendar: string, year: number, month: number, day: number): Wall {
  let near = wall(year, 1, 5) + Math.round(((month - 1) * MONTH) / DAY) * DAY;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const shown = lunarFields(calendar, near);
    const first = near - (shown.day - 1) * DAY;
    if (shown.month === month && !shown.leap) return first + (day - 1) * DAY;
    const ahead = (month - shown.month + 18) % 12 > 6 ? 1 : -1;
    near = first + 14 * DAY + ahead * Math.round(MONTH / DAY) * DAY;
  }
  return Number.NaN;
}

function lunarFields(calendar: string, at: Wall) {
  let formatter = calendars.get(calendar);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(`en-u-ca-${calendar}`, {
      timeZone: 'UTC',
      month: 'numeric',
      day: 'numeric',
    });
    calendars.set(calendar, formatter);
  }
  const parts = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const month = parts.get('month') ?? '';
  return {
    month: Number.parseInt(month, 10),
    leap: month.endsWith('bis'),
    day: Number(parts.get('day')),
  };
}
