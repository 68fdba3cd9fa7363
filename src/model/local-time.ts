import type { Instant } from './time.js';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Day and time of day in a time zone: `2026-03-04`, `09:30`. */
export function localTime(at: Instant, timezone: string): { day: string; time: string } {
  let formatter = formatters.get(timezone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-u-ca-iso8601', {
      timeZone: timezone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(timezone, formatter);
  }
  const fields = new Map(formatter.formatToParts(at).map(({ type, value }) => [type, value]));
  const year = (fields.get('year') ?? '').padStart(4, '0');
  return {
    day: `${year}-${fields.get('month')}-${fields.get('day')}`,
    time: `${fields.get('hour')}:${fields.get('minute')}`,
  };
}
