import {
  DAY,
  dateAt,
  dayAt,
  monthAt,
  monthOf,
  quarterAt,
  seasonAt,
  units,
  weekdayOf,
  yearAt,
  yearOf,
  type Period,
  type Wall,
} from './calendar.js';
import { feastAt } from './feasts.js';
import { chosen, type Found, type Lean, type Reading, type Rule } from './grammar.js';

/** Dates that the text names: days, months, seasons, holidays, years. */
export const namedDates: readonly Rule[] = [
  {
    says: 'every Monday, each May, 每年年底: no date',
    codes: /e[no]?(?:YY(?=V)|[WwUYdTMmiS])/g,
    read: () => ({ code: '.' }),
  },
  {
    says: '5月, 五月',
    codes: /nµ/g,
    read: (found) =>
      inMonths(found.value('n')) ? { code: 'M', value: found.value('n') } : undefined,
  },
  {
    says: '民國115年, 令和7年',
    codes: /AnY/g,
    read: (found) => ({
      code: 'Z',
      value: found.value('A') + found.value('n'),
      absolute: true,
    }),
  },
  {
    says: '2023年',
    codes: /yY/g,
    read: (found) => ({ code: 'Z', value: found.value('y'), absolute: true }),
  },
  {
    says: 'last year; but not "the last year of school"',
    codes: /(?:[Rrk]Y|Yk)(?!O)/g,
    read: (found, now) => ({ code: 'Z', value: yearOf(now) + found.value('Rrk'), absolute: false }),
  },
  {
    says: 'two years ago in November, November two years ago, 两年前的十一月',
    codes: /(?:[nN]Y[gGv]|h[nN]Y)(?=[IjOf]?[MmS])|(?<=[MmiS])(?:[nN]Y[gGv]|h[nN]Y)/g,
    read: (found, now) => ({ code: 'Z', value: yearOf(now) - found.count, absolute: false }),
  },
  {
    says: 'the year 2024, Mitte des Jahres 2024',
    codes: /(?<=[IjcubafBthEO~])Yy(?![UY])/g,
    read: (found) => ({ code: 'Z', value: found.value('y'), absolute: true }),
  },
  {
    says: 'the month of May, Ende des Monats Mai, del mes de mayo',
    codes: /(?<![nNqorRk])U[Of]?[Mm]/g,
    read: (found) => (found.unit === 'month' ? { code: 'M', value: found.value('Mm') } : undefined),
  },
  {
    says: 'at the end of the year, 年底; but not 一年年末',
    codes: /(?<=E[Of])Y|(?<![nNqeZ]|[nNq]Y)Y(?=V)/g,
    read: (_found, now) => ({ code: 'Z', value: yearOf(now), absolute: false }),
  },
  {
    says: '去年年底',
    codes: /ZY(?=V)/g,
    read: (found) => found.first('Z'),
  },
  {
    says: '3분기, 第3四半期',
    codes: /nK/g,
    read: (found) => quarter(found),
  },
  {
    says: '지난 분기',
    codes: /(?<=[Rr])K/g,
    read: () => ({ code: 'U', value: units.indexOf('quarter') }),
  },
  {
    says: 'the third quarter of 2026, im 3. Quartal; but not "the first quarter of the game"',
    codes: /[no]·?U(?=[Of]?,?[yZ])|(?<=[IjcubafBthE])(?:o|n·)U(?!O)/g,
    read: (found) => (found.unit === 'quarter' ? quarter(found) : undefined),
  },
  {
    says: 'Q1–Q3 2026, between Q1 and Q3',
    codes: /(?:f?J[-tx]|BJ&)Jz?(?:[Of]?,?[yZ])?/g,
    read: (found, now) => quarterRange(found, now),
  },
  {
    says: 'Q3 2026, 2026年第三季度',
    codes: /J[Of]?,?[yZ]|[yZ]O?\.?J/g,
    read: (found) => ({
      period: quarterAt(found.value('yZ'), found.value('J')),
      absolute: absolute(found),
    }),
  },
  {
    says: 'in Q3, before Q3; Q3 alone',
    codes: /(?<=[IjcubaBthE@~]|E[-O]|[Uo]O)J|J(?=[vGpLxz])|^J(?=;?$)/g,
    read: (found, now) => near((year) => quarterAt(year, found.value('J')), now, found.lean),
  },
  {
    says: '第三季度做了什么; but not "What does the Q3 cost?", "the Q3 budget is"',
    codes: /J/g,
    read: (found, now) =>
      found.lean && near((year) => quarterAt(year, found.value('J')), now, found.lean),
  },
  {
    says: 'between 3 and 5 May, 3–5 May 2023',
    codes: /(?:B[no]·?&|f?[no]·?[-t])[no][Of·]?[Mmi](?:[Of]?,?[yZ])?/g,
    read: (found, now) => dayRange(found, now),
  },
  {
    says: 'May 3–5, 2023; 5月3日から5日まで',
    codes: /(?:BM[no]d?&|Bm[no]&|[Mm][no]d?[-tx])[no]d?z?(?:,?[yZ])?/g,
    read: (found, now) => dayRange(found, now),
  },
  {
    says: '2023年6月9日, 去年6月9日',
    codes: /[yZ],?[Mm][no]d?/g,
    read: (found) => dateIn(found, found.value('no')),
  },
  {
    says: '9 June 2023, the 9th of June 2023, 9 de junio de 2023',
    codes: /[no][Of·]?[Mmi][Of]?,?[yZ]/g,
    read: (found) => dateIn(found, found.value('no')),
  },
  {
    says: 'June 9th, 2023',
    codes: /[Mmi][no]d?,?[Of]?[yZ]/g,
    read: (found) => dateIn(found, found.value('no')),
  },
  {
    says: '9 June, 9. Juni, the 9th of may',
    codes: /[no][Of·]?[Mm]|[no]Oi|oi|(?<=[Ij])ni/g,
    read: (found, now) => dateNear(found, now, found.value('no')),
  },
  {
    says: 'June 9, 6月9日',
    codes: /[Mm][no]d?|io|(?<=[Ijb])in/g,
    read: (found, now) => dateNear(found, now, found.value('no')),
  },
  {
    says: 'from June to August, between May and July 2023',
    codes: /(?:f?[Mmi][-tx]|B[Mmi]&)[Mmi]z?(?:[Of]?,?[yZ])?/g,
    read: (found, now) => monthRange(found, now),
  },
  {
    says: 'May 2023, May last year, 2023年5月',
    codes: /[Mmi],?[Of]?[yZ]|[yZ][,Ij]?[Mm]/g,
    read: (found) => ({
      period: monthAt(found.value('yZ'), found.value('Mmi') - 1),
      absolute: absolute(found),
    }),
  },
  {
    says: 'last May, next May, mai dernier',
    codes: /[Rrk][Mmi]|[Mm]k/g,
    read: (found, now) => relativeTo(found, now, (year) => monthAt(year, found.value('Mmi') - 1)),
  },
  {
    says: 'in May, 5月; but not "I may"',
    codes: /(?<=[IjfBbacuhE]|E[-O]|[Uo]O)[mi]|(?<=[t~])m|M/g,
    read: (found, now) => near((year) => monthAt(year, found.value('Mmi') - 1), now, found.lean),
  },
  {
    says: 'summer 2022, the summer of last year, 去年夏天',
    codes: /S[Of]?,?[yZ]|[yZ][Ij]?S/g,
    read: (found) => ({
      period: seasonAt(found.value('yZ'), found.value('S')),
      absolute: absolute(found),
    }),
  },
  {
    says: 'the summer before last',
    codes: /SbR(?![UYWwMmiSHT])/g,
    read: (found, now) => {
      const season = found.value('S');
      const begun = [0, 1, 2].map((years) => seasonAt(yearOf(now) - years, season));
      const last = begun.findIndex(({ to }) => to <= now);
      return found.value('R') === -1 ? { period: begun[last + 1], absolute: false } : undefined;
    },
  },
  {
    says: 'last summer, l’été dernier',
    codes: /[Rrk]S|Sk/g,
    read: (found, now) => relativeTo(found, now, (year) => seasonAt(year, found.value('S'))),
  },
  {
    says: 'in the summer',
    codes: /(?<=[IjcE]|E[-O])S/g,
    read: (found, now) => near((year) => seasonAt(year, found.value('S')), now, found.lean),
  },
  {
    says: 'Christmas 2022, 去年中秋',
    codes: /[j~]?[HF][Of]?,?[yZ]|[yZ]O?[HF]~?/g,
    read: (found) => ({ period: feast(found, found.value('yZ')), absolute: absolute(found) }),
  },
  {
    says: 'last Christmas',
    codes: /[j~]?(?:[Rrk][HF]|[HF]k)~?/g,
    read: (found, now) => relativeTo(found, now, (year) => feast(found, year)),
  },
  {
    says: 'on Halloween, around Easter; 国庆去了, Weihnachten; but not 国庆值班补贴是多少',
    codes: /[j~][HF]|(?<=[@IbacutUB]|B[HF]&)H|(?<=f)H(?=[-t])|H(?=T)|F~?/g,
    read: (found, now) =>
      found.first('F')?.inName && !found.lean
        ? undefined
        : near((year) => feast(found, year), now, found.lean),
  },
  {
    says: '2023-06-09',
    codes: /X/g,
    read: (found) => ({ period: found.first('X')?.period, absolute: true }),
  },
  {
    says: 'from 2016 to 2019',
    codes: /(?:[fB][yZ][t&-]|[yZ][-x])[yZ]z?/g,
    read: (found) => {
      const [from, to] = found.all('yZ').map(({ value }) => yearAt(value));
      return from && to && from.from < to.to
        ? { period: { ...from, to: to.to }, absolute: absolute(found) }
        : undefined;
    },
  },
  {
    says: 'last year, 2022年, in 2022, mid-2022; but not "2022 people"',
    codes: /Z|(?<=[IjcubafBthEO])y(?![UY])|(?<=~)y(?![.UY])|y(?=V)|(?<=E-)y/g,
    read: (found) => ({ period: yearAt(found.value('yZ')), absolute: absolute(found) }),
  },
  {
    says: 'Friday, 9 June 2023',
    codes: /W,?P/g,
    read: (found) => {
      const date = found.first('P');
      const same =
        date?.period?.grain === 'day' && weekdayOf(date.period.from) === found.value('W');
      return same ? { period: date.period, absolute: date.absolute } : undefined;
    },
  },
];

const inMonths = (month: number) => month >= 1 && month <= 12;

/** Whether the year is given, and not by "last year". */
const absolute = (found: Found) => found.all('yZ').every((year) => year.absolute !== false);

function dateIn(found: Found, day: number): Reading | undefined {
  const period = dateAt(found.value('yZ'), found.value('Mmi') - 1, day);
  return period && { period, absolute: absolute(found) };
}

const dateNear = (found: Found, now: Wall, day: number) =>
  near((year) => dateAt(year, found.value('Mmi') - 1, day), now, found.lean);

function quarter(found: Found): Reading | undefined {
  const value = found.value('no');
  return value >= 1 && value <= 4 ? { code: 'J', value } : undefined;
}

/** "Around" a feast is the week before and after. */
function feast(found: Found, year: number): Period {
  const period = feastAt(found.value('HF'), year);
  const isAround = found.value('j') === 1 || found.first('~') !== undefined;
  return isAround ? { ...period, from: period.from - 7 * DAY, to: period.to + 7 * DAY } : period;
}

function dayRange(found: Found, now: Wall): Reading | undefined {
  const [first, last] = found.all('no').map(({ value }) => value);
  const end = found.first('yZ') ? dateIn(found, last ?? 0) : dateNear(found, now, last ?? 0);
  if (!end?.period || first === undefined || last === undefined || first >= last) return undefined;
  const from = dateAt(yearOf(end.period.from), monthOf(end.period.from), first);
  return from && { ...end, period: { ...end.period, from: from.from } };
}

const monthRange = (found: Found, now: Wall) =>
  rangeWithin(found, now, 'Mmi', (year, month) => monthAt(year, month - 1));

const quarterRange = (found: Found, now: Wall) => rangeWithin(found, now, 'J', quarterAt);

/** Of two parts of a year, the first may lie in the year before. */
function rangeWithin(
  found: Found,
  now: Wall,
  codes: string,
  partAt: (year: number, part: number) => Period,
): Reading | undefined {
  const [first = 0, last = 0] = found.all(codes).map(({ value }) => value);
  const span = (year: number): Period => ({
    ...partAt(year, last),
    from: partAt(first > last ? year - 1 : year, first).from,
  });
  if (!found.first('yZ')) return near(span, now, found.lean);
  return { period: span(found.value('yZ')), absolute: absolute(found) };
}

/** As far as a leap day may be. */
const YEARS = [-8, -4, -3, -2, -1, 0, 1, 2, 3, 4, 8];

function near(
  ofYear: (year: number) => Period | undefined,
  now: Wall,
  lean: Lean,
): Reading | undefined {
  const candidates = YEARS.map((count) => ofYear(yearOf(now) + count));
  const period = chosen(
    candidates.filter((candidate) => candidate !== undefined),
    now,
    lean,
  );
  return period && { period, absolute: false };
}

/** Last: the latest that is over; next: the first to come; this: that of the year. */
function relativeTo(
  found: Found,
  now: Wall,
  ofYear: (year: number) => Period,
): Reading | undefined {
  const relation = found.value('Rrk');
  const candidates = YEARS.map((count) => ofYear(yearOf(now) + count));
  const today = dayAt(now);
  const period =
    relation < 0
      ? candidates.findLast(({ to }) => to <= today.from)
      : relation > 0
        ? candidates.find(({ from }) => from >= today.to)
        : (candidates.find(({ from, to }) => from <= now && now < to) ?? ofYear(yearOf(now)));
  return period && { period, absolute: false };
}
