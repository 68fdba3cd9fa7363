import { wall, type Wall } from './calendar.js';

/** What the clock of a zone shows at a moment, and the moment at which it shows that. */
export interface Clock {
  wallAt(at: number): Wall | undefined;
  /** An hour that is skipped is read with the offset from before, one that comes twice as its first. */
  instantOf(at: Wall): number | undefined;
}

/** Within these the calendar of `Intl` and that of `Date.UTC` agree, and no offset leads out of them. */
const FIRST = wall(1, 0, 3);
const LAST = wall(9999, 11, 29);
const DAY = 24 * 3_600_000;
const clocks = new Map<string, Clock>();

/** The clock of an IANA zone. A name that `Intl` does not know is taken for UTC: reading a text never fails. */
export function clockOf(timezone: string): Clock {
  const known = clocks.get(timezone);
  if (known) return known;
  const formatter = formatterOf(timezone);
  if (!formatter) return clockOf('UTC');
  const clock = clockBy(timezone === 'UTC' ? () => 0 : (at) => offsetAt(at, formatter));
  clocks.set(timezone, clock);
  return clock;
}

/** `offset` answers how far the zone is ahead of UTC at a moment, in ms. */
function clockBy(offset: (at: number) => number): Clock {
  const within = (at: number) => at >= FIRST && at <= LAST;
  return {
    wallAt: (at) => (within(at) ? at + offset(at) : undefined),
    instantOf(at) {
      if (!within(at)) return undefined;
      const [before, after] = [offset(at - DAY), offset(at + DAY)];
      const shows = (instant: number) => instant + offset(instant) === at;
      return before === after || shows(at - before) || !shows(at - after)
        ? at - before
        : at - after;
    },
  };
}

function offsetAt(at: number, formatter: Intl.DateTimeFormat): number {
  const parts = new Map(
    formatter.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
  );
  const field = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? 0;
  const shown =
    wall(field('year'), field('month') - 1, field('day')) +
    ((field('hour') * 60 + field('minute')) * 60 + field('second')) * 1000;
  return shown - Math.floor(at / 1000) * 1000;
}

function formatterOf(timezone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
