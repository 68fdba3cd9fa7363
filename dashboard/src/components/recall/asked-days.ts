import type { Trace } from 'tulving/client';

type AskedTime = Trace['query']['times'][number];

/**
 * A moment of the first and one of the last day of a time, both of which belong to it; null: open. The days are
 * those of the question's time zone, which need not be that of the browser: their names are kept.
 */
export function endsOf({ from, to, first_day, last_day }: AskedTime): (string | null)[] {
  if (first_day !== undefined && last_day !== undefined) {
    return [first_day, last_day].map((day) => (day === null ? null : `${day}T00:00:00`));
  }
  // Searches kept by an older Tulving tell only where a time ends.
  return [from, to === null ? null : new Date(Date.parse(to) - 1).toISOString()];
}
