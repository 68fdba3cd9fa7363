export type Grain = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'season' | 'year';

/**
 * A wall clock's reading, in ms as if it were UTC: the calendar is counted in these, and only the
 * ends of a finished span are turned into instants.
 */
export type Wall = number;

/** Half-open. */
export interface Period {
  from: Wall;
  to: Wall;
  grain: Grain;
}

export const units = [
  'minute',
  'hour',
  'day',
  'week',
  'weekend',
  'month',
  'year',
  'quarter',
] as const;
export type Unit = (typeof units)[number];

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `month` from 0; months and days beyond their range count on, as in `Date.UTC`. */
export function wall(year: number, month = 0, day = 1): Wall {
  return new Date(0).setUTCFullYear(year, month, day);
}

export const yearOf = (at: Wall): number => new Date(at).getUTCFullYear();
export const monthOf = (at: Wall): number => new Date(at).getUTCMonth();
export const startOfDay = (at: Wall): Wall => Math.floor(at / DAY) * DAY;
/** From Monday, 0, as ISO 8601 has it. */
export const weekdayOf = (at: Wall): number => (new Date(at).getUTCDay() + 6) % 7;
export const startOfWeek = (at: Wall): Wall => startOfDay(at) - weekdayOf(at) * DAY;

/** From 1 to 7: the days since the latest such weekday before that day. */
export const daysSince = (weekday: number, at: Wall): number =>
  ((weekdayOf(at) - weekday + 6) % 7) + 1;

export const dayAt = (at: Wall): Period => {
  const from = startOfDay(at);
  return { from, to: from + DAY, grain: 'day' };
};
export const monthAt = (year: number, month: number): Period => ({
  from: wall(year, month),
  to: wall(year, month + 1),
  grain: 'month',
});
export const yearAt = (year: number): Period => ({
  from: wall(year),
  to: wall(year + 1),
  grain: 'year',
});

/** From spring, 0, by the months of the northern half of the earth. The winter of a year begins in its December. */
export const seasonAt = (year: number, season: number): Period => ({
  from: wall(year, 2 + 3 * season),
  to: wall(year, 5 + 3 * season),
  grain: 'season',
});

/** From 1 to 4. */
export const quarterAt = (year: number, quarter: number): Period => ({
  from: wall(year, 3 * quarter - 3),
  to: wall(year, 3 * quarter),
  grain: 'season',
});

/** The day, or undefined where the month has none (30 February). `month` from 0. */
export function dateAt(year: number, month: number, day: number): Period | undefined {
  const from = wall(year, month, day);
  return day >= 1 && monthOf(from) === month && yearOf(from) === year ? dayAt(from) : undefined;
}

/** The calendar's minute, week, year ... that lies `count` after the one that holds `at`. */
export function unitAt(unit: Unit, at: Wall, count = 0): Period {
  return shifted[unit](at, count);
}

const shifted: Readonly<Record<Unit, (at: Wall, count: number) => Period>> = {
  minute: (at, count) => clockPeriod(at, count, MINUTE, 'minute'),
  hour: (at, count) => clockPeriod(at, count, HOUR, 'hour'),
  day: (at, count) => dayAt(at + count * DAY),
  week: (at, count) => {
    const from = startOfWeek(at) + count * 7 * DAY;
    return { from, to: from + 7 * DAY, grain: 'week' };
  },
  weekend: (at, count) => {
    const from = startOfWeek(at) + (count * 7 + 5) * DAY;
    return { from, to: from + 2 * DAY, grain: 'day' };
  },
  month: (at, count) => monthAt(yearOf(at), monthOf(at) + count),
  year: (at, count) => yearAt(yearOf(at) + count),
  quarter: (at, count) => quarterAt(yearOf(at), Math.floor(monthOf(at) / 3) + 1 + count),
};

function clockPeriod(at: Wall, count: number, length: number, grain: Grain): Period {
  const from = Math.floor(at / length) * length + count * length;
  return { from, to: from + length, grain };
}

const monthsIn: Readonly<Partial<Record<Unit, number>>> = { month: 1, quarter: 3, year: 12 };

/** `count` units later on the same clock, which the last day of a shorter month bounds. */
export function moved(unit: Unit, at: Wall, count: number): Wall {
  const months = monthsIn[unit];
  if (months === undefined) return at + unitAt(unit, 0, count).from - unitAt(unit, 0).from;
  const month = monthAt(yearOf(at), monthOf(at) + months * count);
  const within = at - wall(yearOf(at), monthOf(at));
  return Math.min(month.from + within, month.to - DAY + (within % DAY));
}
