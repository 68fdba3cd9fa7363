import {
  DAY,
  monthAt,
  monthOf,
  wall,
  yearOf,
  type Grain,
  type Period,
  type Wall,
} from './calendar.js';
import type { Found, Reading, Rule } from './grammar.js';
import type { Bound, Token } from './tokens.js';

const bounds: Readonly<Record<string, Bound>> = {
  b: 'before',
  h: 'before',
  v: 'before',
  G: 'before',
  a: 'after',
  p: 'after',
  L: 'after',
  c: 'since',
  x: 'since',
  u: 'until',
  z: 'until',
};

/** What stands around dates that are read: parts of them, ranges, bounds. */
export const joinings: readonly Rule[] = [
  {
    says: 'early May, at the end of 2022, 5月上旬',
    codes: /E[-Of]?P|PV/g,
    read: (found) => {
      const date = found.first('P');
      const period = date?.period && share(date.period, found.value('EV'));
      return period && { period, absolute: date.absolute };
    },
  },
  {
    says: 'between 11 August and 15 August 2023, 5月3日到5月5日',
    codes: /BP&P|f?P[-tx]Pz?/g,
    read: (found) => range(found),
  },
  {
    says: 'before June, since 2016, 2022年以前',
    codes: /[bhacu]P|P[vGpLxz]/g,
    read: (found) => {
      const date = found.first('P');
      if (!date?.period) return undefined;
      const sign = found.first('bhacuvGpLxz')?.code ?? '';
      return { period: date.period, absolute: date.absolute, bound: bounds[sign] };
    },
  },
];

/** Early, mid, late, the first and the second half. */
const shares: readonly (readonly [number, number])[] = [
  [0, 1 / 3],
  [1 / 3, 2 / 3],
  [2 / 3, 1],
  [0, 1 / 2],
  [1 / 2, 1],
];

/** A third of a month is ten days, of a year four months; the last one has what is left over. */
function share({ from, to, grain }: Period, which: number): Period | undefined {
  const [start, end] = shares[which] ?? [0, 1];
  const cut = cuts[grain];
  if (!cut || to !== cut(from, 1, to)) return undefined;
  return { from: cut(from, start, to), to: cut(from, end, to), grain };
}

type Cut = (from: Wall, share: number, to: Wall) => Wall;

const byMonths =
  (months: number): Cut =>
  (from, part) =>
    wall(yearOf(from), monthOf(from) + Math.round(months * part));

const cuts: Partial<Record<Grain, Cut>> = {
  month: (from, part, to) => (part === 1 ? to : from + Math.round(30 * part) * DAY),
  season: byMonths(3),
  year: byMonths(12),
};

/** A first date without a year takes that of the second. */
function range(found: Found): Reading | undefined {
  const [first, last] = found.all('P');
  if (!first?.period || !last?.period || first.bound || last.bound) return undefined;
  const from = first.absolute ? first.period.from : beforeOrAt(first, last.period.from);
  if (from >= last.period.to) return undefined;
  return {
    period: { from, to: last.period.to, grain: last.period.grain },
    absolute: last.absolute,
  };
}

function beforeOrAt({ period }: Token, latest: number): number {
  const from = period?.from ?? latest;
  const named = period?.grain === 'month' || period?.grain === 'day';
  if (!named || Math.abs(from - latest) < 300 * DAY) return from;
  const { from: month } = monthAt(yearOf(latest), monthOf(from));
  const inYear = month + (from - monthAt(yearOf(from), monthOf(from)).from);
  return inYear <= latest ? inYear : from;
}
