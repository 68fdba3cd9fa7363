import type { Memory } from 'tulving/client';

export interface Mark {
  name: 'valid_from' | 'occurred' | 'added' | 'now' | 'valid_to' | 'expires';
  at: string;
  /** From 0 to 100, along the line. */
  place: number;
}

export interface Span {
  /** Where the validity begins and ends along the line, from 0 to 100. */
  start: number;
  end: number;
  /** In the order of time. */
  marks: Mark[];
}

/** Room at both ends for a validity that is open there. */
const margin = 8;

/** Puts what is known of the times of a memory on a line from 0 to 100. */
export function spanOf(memory: Memory, now: number): Span {
  const { valid_from, valid_to, expires_at } = memory;
  const known: [Mark['name'], string | null][] = [
    ['valid_from', valid_from],
    ['occurred', memory.occurred_at],
    ['added', memory.created_at],
    ['now', new Date(now).toISOString()],
    ['valid_to', valid_to],
    ['expires', expires_at],
  ];
  const times = known.flatMap(([name, at]) => (at === null ? [] : [{ name, at }]));
  const values = times.map(({ at }) => Date.parse(at));
  const first = Math.min(...values);
  const length = Math.max(...values) - first || 1;
  const placeOf = (at: string) => margin + ((Date.parse(at) - first) / length) * (100 - 2 * margin);
  return {
    start: valid_from === null ? 0 : placeOf(valid_from),
    end: valid_to === null ? 100 : placeOf(valid_to),
    marks: times
      .map((time) => ({ ...time, place: placeOf(time.at) }))
      .toSorted((one, other) => one.place - other.place),
  };
}
