import {
  DAY,
  HOUR,
  dateAt,
  dayAt,
  daysSince,
  monthAt,
  monthOf,
  seasonAt,
  unitAt,
  weekdayOf,
  yearOf,
  type Period,
  type Unit,
} from './calendar.js';
import { at } from './digits.js';
import type { Found, Reading, Rule } from './grammar.js';

/** Spans beside a date that is read already, or counted within it. */
export const besideDates: readonly Rule[] = [
  {
    says: 'the first week of March, the last weekend of August 2022',
    codes: /[oR]UO?P/g,
    read: (found) => withinDate(found),
  },
  {
    says: 'two weeks before 9 June, zwei Wochen vor dem 9. Juni, the day after Christmas, the last weekend before 10 April',
    codes: /(?:R|N?[Nnq])?U[bah]P/g,
    read: (found) => besideDate(found),
  },
  {
    says: 'the Friday before 15 July, last Friday on 23 January',
    codes: /R?W[bah]P|RWjP/g,
    read: (found) => weekdayBeside(found),
  },
  {
    says: '6月9日の2週間前',
    codes: /P[nq][Ud][GL]/g,
    read: (found) => {
      const date = found.first('P');
      const count = found.first('G') ? -found.value('n') : found.value('n');
      const period = date?.period && unitAt(found.unit, date.period.from, count);
      return period && { period, absolute: date.absolute };
    },
  },
];

/** In hours of the day: morning, afternoon, evening, night. */
const parts: readonly (readonly [number, number])[] = [
  [6, 12],
  [12, 18],
  [18, 24],
  [18, 30],
];

/** A smaller part of a date that is read already. */
export const insideDates: readonly Rule[] = [
  {
    says: 'the 15th of last month, 上个月15号, 5年前の夏',
    codes: /oOP|P[no]d|P[SM]/g,
    read: (found) => partOfDate(found),
  },
  {
    says: 'last night, Friday evening, the evening of 7 July',
    codes: /P[Ij]?T|TO?P/g,
    read: (found) => {
      const date = found.first('P');
      const [from, to] = parts[found.value('T')] ?? [0, 24];
      if (date?.period?.grain !== 'day') return undefined;
      const start = date.period.from;
      const period: Period = { from: start + from * HOUR, to: start + to * HOUR, grain: 'hour' };
      return { period, absolute: date.absolute };
    },
  },
  {
    says: 'yesterday at 3 pm, 1:56 pm on 8 May 2023',
    codes: /P[@Ij,]?C|C[Ij,]?P/g,
    read: (found) => {
      const [date, time] = [found.first('P'), found.first('C')];
      if (date?.period?.grain !== 'day' || !time) return undefined;
      return { period: at(date.period, time), absolute: date.absolute };
    },
  },
];

function withinDate(found: Found): Reading | undefined {
  const date = found.first('P');
  const unit = found.unit;
  if (!date?.period || date.bound) return undefined;
  const period = found.first('R')
    ? lastWithin(unit, date.period)
    : nthWithin(unit, found.value('o'), date.period);
  const inside = period && period.from >= date.period.from && period.from < date.period.to;
  return inside && found.value('R') <= 0 ? { period, absolute: date.absolute } : undefined;
}

/** A day of a month, a month or season of a year. */
function partOfDate(found: Found): Reading | undefined {
  const date = found.first('P');
  if (!date?.period || date.bound) return undefined;
  const { from, grain } = date.period;
  const year = yearOf(from);
  const whole = { month: found.first('no'), year: found.first('SM') };
  if (grain !== 'month' && grain !== 'year') return undefined;
  if (!whole[grain] || date.period.to !== unitAt(grain, from, 1).from) return undefined;
  const period = found.first('no')
    ? dateAt(year, monthOf(from), found.value('no'))
    : found.first('S')
      ? seasonAt(year, found.value('S'))
      : monthAt(year, found.value('M') - 1);
  return period && { period, absolute: date.absolute };
}

/** Weeks are counted from the first day on, so that the first week of March begins on 1 March. */
function nthWithin(unit: Unit, count: number, { from }: Period): Period {
  if (unit === 'week')
    return { from: from + (count - 1) * 7 * DAY, to: from + count * 7 * DAY, grain: 'week' };
  const first = unitAt(unit, from);
  return unitAt(unit, from, first.from < from ? count : count - 1);
}

function lastWithin(unit: Unit, { to }: Period): Period {
  if (unit === 'week') return { from: to - 7 * DAY, to, grain: 'week' };
  const last = unitAt(unit, to - DAY);
  return last.to > to ? unitAt(unit, to - DAY, -1) : last;
}

/** "The week before" a day is the seven days before it; "two weeks before" is that week of the calendar. */
function besideDate(found: Found): Reading | undefined {
  const date = found.first('P');
  if (!date?.period || date.bound || found.first('q')) return undefined;
  const unit = found.unit;
  const count = found.count;
  const after = found.first('a') !== undefined;
  const period =
    count > 0
      ? counted(unit, date.period, after ? count : -count)
      : adjoining(unit, date.period, after);
  return { period, absolute: date.absolute };
}

const counted = (unit: Unit, { from, to }: Period, count: number) =>
  unitAt(unit, count > 0 ? to - 1 : from, count);

function adjoining(unit: Unit, { from, to }: Period, after: boolean): Period {
  if (unit === 'week') {
    return after
      ? { from: to, to: to + 7 * DAY, grain: 'week' }
      : { from: from - 7 * DAY, to: from, grain: 'week' };
  }
  const start = unitAt(unit, after ? to : from);
  if (after) return start.from >= to ? start : unitAt(unit, to, 1);
  return start.to <= from ? start : unitAt(unit, from, -1);
}

function weekdayBeside(found: Found): Reading | undefined {
  const date = found.first('P');
  if (!date?.period || date.bound) return undefined;
  const weekday = found.value('W');
  const period = !found.first('a')
    ? dayAt(date.period.from - daysSince(weekday, date.period.from) * DAY)
    : dayAt(date.period.to + ((weekday - weekdayOf(date.period.to) + 7) % 7) * DAY);
  return { period, absolute: date.absolute };
}
