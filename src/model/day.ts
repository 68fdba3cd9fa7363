import { localTime } from './local-time.js';
import { type Instant, parseInstant } from './time.js';

const DAY = 86_400_000;

/** A day of a time zone's calendar, as days since 1970. */
export function dayOf(at: Instant, timezone: string): number {
  return Date.parse(localTime(at, timezone).day) / DAY;
}

export function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** When a day ends there. */
export function endOf(day: number, timezone: string): Instant {
  return parseInstant(dateOf(day + 1), timezone) ?? (day + 1) * DAY;
}
