import {
  DAY,
  dayAt,
  daysSince,
  moved,
  startOfWeek,
  unitAt,
  weekdayOf,
  type Period,
  type Wall,
} from './calendar.js';
import { chosen, type Found, type Lean, type Reading, type Rule } from './grammar.js';

/** "A few": from two to five. */
const FEW = { least: 2, most: 5 };
/** "The last few weeks" go back so far. */
const FEW_IN_A_ROW = 3;

/** Spans counted from the moment of speaking. */
export const relativeDates: readonly Rule[] = [
  {
    says: 'the week before last',
    codes: /[UY]bR(?![UYWwMmiSHT])/g,
    read: (found, now) =>
      found.value('R') === -1 ? relative(unitAt(found.unit, now, -2)) : undefined,
  },
  {
    says: 'Friday last week, 先週の金曜日',
    codes: /[Rrk]UW|W[Rrk]U|WUk/g,
    read: (found, now) =>
      found.unit === 'week' ? weekdayOfWeek(found, now, found.value('Rrk')) : undefined,
  },
  {
    says: '上周五',
    codes: /rW/g,
    read: (found, now) => weekdayOfWeek(found, now, found.value('r')),
  },
  {
    says: 'last Friday: the latest before today; next Friday: that of next week',
    codes: /[RkQ][Ww]|Wk/g,
    read: (found, now) => {
      const relation = found.first('Q') ? -1 : found.value('Rk');
      if (relation >= 0) return weekdayOfWeek(found, now, relation);
      return relative(dayAt(now - daysSince(found.value('Ww'), now) * DAY));
    },
  },
  {
    says: 'on Friday',
    codes: /W/g,
    read: (found, now) => relative(bareWeekday(found.value('W'), now, found.lean)),
  },
  {
    says: 'a year ago today',
    codes: /[nN][UY][gGv]D/g,
    read: (found, now) =>
      found.value('D') === 0 ? relative(dayAt(moved(found.unit, now, -found.count))) : undefined,
  },
  {
    says: 'What did I do at the weekend? Was machen wir am Wochenende?',
    codes: /(?<=[@j])U(?![UYWwOb])/g,
    read: (found, now) =>
      found.unit === 'weekend' && found.lean
        ? relative(unitAt('weekend', now, found.lean === 'past' && weekdayOf(now) < 5 ? -1 : 0))
        : undefined,
  },
  {
    says: 'two weeks ago, 3日前, il y a trois jours',
    codes: /[nNq][UYd][gGv]|hN?[nNq][UYd]/g,
    read: (found, now) => away(found, now, -1),
  },
  {
    says: 'two weeks from now, 三天后',
    codes: /[nNq][UYd][lLwp]/g,
    read: (found, now) => away(found, now, 1),
  },
  {
    says: 'in the last two weeks, 过去两周, the next few days',
    codes: /[RrkQ][nq][UYd]|[nq][UY]k|Q[UY]/g,
    read: (found, now) => row(found, now),
  },
  {
    says: 'in two weeks; but not "I read it in two weeks", "twice in a day"',
    codes: /IN?[nNq][UY](?!O)/g,
    read: (found, now) => {
      const daily = !found.first('nq') && ['minute', 'hour', 'day'].includes(found.unit);
      return found.lean === 'past' || daily ? undefined : away(found, now, 1);
    },
  },
  {
    says: 'last week, 下个月, la semaine dernière; but not "the last day of school"',
    codes: /(?:[Rrk]U|Uk)(?!O)/g,
    read: (found, now) =>
      ['minute', 'hour', 'day'].includes(found.unit)
        ? undefined
        : relative(unitAt(found.unit, now, found.value('Rrk'))),
  },
  {
    says: 'at the end of the month, 月底',
    codes: /(?<=E[Of])U|(?<![neµ])µ(?=V)/g,
    read: (found, now) =>
      ['month', 'quarter'].includes(found.unit) || found.first('µ')
        ? relative(unitAt(found.first('µ') ? 'month' : found.unit, now))
        : undefined,
  },
  {
    says: 'yesterday',
    codes: /D/g,
    read: (found, now) => relative(dayAt(now + found.value('D') * DAY)),
  },
  {
    says: 'this morning',
    codes: /R(?=T)/g,
    read: (found, now) => (found.value('R') === 0 ? relative(dayAt(now)) : undefined),
  },
];

const relative = (period: Period | undefined): Reading | undefined =>
  period && { period, absolute: false };

const weekdayOfWeek = (found: Found, now: Wall, week: number) =>
  relative(dayAt(startOfWeek(now) + (week * 7 + found.value('Ww')) * DAY));

/** Today only where nothing tells of the past or of what is to come. */
function bareWeekday(weekday: number, now: Wall, lean: Lean): Period | undefined {
  const before = dayAt(now - daysSince(weekday, now) * DAY);
  const days = [0, 7, 14].map((count) => dayAt(before.from + count * DAY));
  const fitting = lean ? days.filter(({ from }) => from !== dayAt(now).from) : days;
  return chosen(fitting, now, lean);
}

/** Calendar units that many away; a few make a span. */
function away(found: Found, now: Wall, sign: 1 | -1): Reading | undefined {
  const unit = found.unit;
  if (!found.first('q')) return relative(unitAt(unit, now, sign * found.count));
  const [near, far] = [unitAt(unit, now, sign * FEW.least), unitAt(unit, now, sign * FEW.most)];
  return relative({ ...near, from: Math.min(near.from, far.from), to: Math.max(near.to, far.to) });
}

/** So many units in a row up to and with today, or from today on. */
function row(found: Found, now: Wall): Reading | undefined {
  const unit = found.unit;
  const relation = found.first('Q') ? -1 : found.value('Rrk');
  if (unit === 'weekend' && !found.first('nq')) return relative(unitAt(unit, now, relation));
  if (relation === 0) return undefined;
  const count = found.first('q') ? FEW_IN_A_ROW : found.value('n') || 1;
  const far = moved(unit, now, Math.sign(relation) * count);
  const [from, to] = relation < 0 ? [far, now] : [now, far];
  const grain = unitAt(unit, now).grain;
  if (grain === 'minute' || grain === 'hour') return relative({ from, to, grain });
  return relative({ from: dayAt(from).from, to: dayAt(to).to, grain });
}
