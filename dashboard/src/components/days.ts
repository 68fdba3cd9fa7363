/** Days as addresses hold them: `2026-03-04`, where the person is. */

export const oneDay = 86_400_000;

export function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(at(value));
}

export function dayAt(moment: string | number | Date): string {
  const date = new Date(moment);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

export function todayHere(): string {
  return dayAt(Date.now());
}

/** When a day begins there. */
export function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

/** The last second of it. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}

export function daysBetween(from: string, to: string): number {
  return Math.round((at(to) - at(from)) / oneDay);
}

export function dayAfter(day: string, days: number): string {
  return new Date(at(day) + days * oneDay).toISOString().slice(0, 10);
}

/** Of a calendar, which knows no summer time. */
function at(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
